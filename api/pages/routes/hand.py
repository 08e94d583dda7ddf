"""A person's hand on the themes: every form of the theme page."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Form, Response

from api.pages.forms import Sender
from api.pages.page import back
from api.problems import Problem
from api.storage import Writer
from models import themes
from models.reports import event_of

router = APIRouter(prefix="/themes/{theme_id}")
Name = Annotated[str, Form(max_length=80)]


@router.post("/rename")
def rename(theme_id: int, user: Sender, session: Writer, ja: Name = "", en: Name = "") -> Response:
    themes.rename(session, user.workspace_id, theme_id, user.name, label_of(ja, en))
    return _back(theme_id, "renamed")


@router.post("/merge")
def merge(theme_id: int, user: Sender, session: Writer, into: Annotated[int, Form()]) -> Response:
    themes.merge(session, user.workspace_id, theme_id, into, user.name)
    return _back(into, "merged")


@router.post("/split")
def split(
    theme_id: int,
    user: Sender,
    session: Writer,
    unit: Annotated[list[int], Form(max_length=500)],
    ja: Name = "",
    en: Name = "",
) -> Response:
    part = themes.Part(label_of(ja, en), unit)
    parted = themes.split(session, user.workspace_id, theme_id, user.name, [part])
    return _back(parted.theme_ids[0], "split")


@router.post("/move")
def move(
    theme_id: int, user: Sender, session: Writer, unit: Annotated[int, Form()], to: Annotated[str, Form()] = ""
) -> Response:
    themes.move_unit(session, user.workspace_id, unit, _theme(to), user.name)
    return _back(theme_id, "moved")


@router.post("/parent")
def set_parent(theme_id: int, user: Sender, session: Writer, parent: Annotated[str, Form()] = "") -> Response:
    themes.set_parent(session, user.workspace_id, theme_id, user.name, _theme(parent))
    return _back(theme_id, "parent")


@router.post("/pin")
def pin(theme_id: int, user: Sender, session: Writer, on: Annotated[str, Form()] = "") -> Response:
    themes.pin(session, user.workspace_id, theme_id, user.name, pinned=bool(on))
    return _back(theme_id, "pinned")


@router.post("/forbid")
def forbid(theme_id: int, user: Sender, session: Writer) -> Response:
    themes.forbid(session, user.workspace_id, theme_id, user.name)
    return _back(theme_id, "forbidden")


@router.post("/state")
def set_state(theme_id: int, user: Sender, session: Writer, state: Annotated[str, Form()]) -> Response:
    themes.set_state(session, user.workspace_id, theme_id, user.name, state)
    return _back(theme_id, "saved")


@router.post("/watch")
def watch(theme_id: int, user: Sender, session: Writer, words: Annotated[str, Form(max_length=4000)] = "") -> Response:
    themes.watch(session, user.workspace_id, theme_id, user.name, re.split(r"[\n,、]", words))
    return _back(theme_id, "saved")


@router.post("/undo")
def undo(theme_id: int, user: Sender, session: Writer, event: Annotated[int, Form()]) -> Response:
    """An act on this theme: the form of another page cannot take it back."""
    themes.undo(session, user.workspace_id, event_of(session, user.workspace_id, theme_id, event).id, user.name)
    return _back(theme_id, "undone")


def label_of(ja: str, en: str) -> dict[str, str]:
    """Raises `Problem` when both are empty."""
    label = {code: name.strip() for code, name in (("ja", ja), ("en", en)) if name.strip()}
    if not label:
        raise Problem("bad-request", "The name is empty; wanted one in Japanese or English")
    return label


def _theme(written: str) -> int | None:
    return int(written) if written.isdecimal() and len(written) < 19 else None


def _back(theme_id: int, done: str) -> Response:
    return back(f"/themes/{theme_id}", done)
