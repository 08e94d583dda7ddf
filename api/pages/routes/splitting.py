"""Splitting a theme by what its sentences say: looked at first, then done."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Form, Query, Response

from api.pages.asking import AskedDep
from api.pages.forms import Sender
from api.pages.page import back
from api.pages.routes.hand import Name, label_of
from api.pages.views.split import Chosen, split_view
from api.storage import Writer
from models import reports, themes
from models.reports.values import ThemeRef

router = APIRouter(prefix="/themes/{theme_id}")
LONGEST = 4000


@router.get("/split")
def look(
    theme_id: int,
    asked: AskedDep,
    words: Annotated[str, Query(max_length=LONGEST)] = "",
    pain_point: Annotated[str, Query(max_length=64)] = "",
    side: Annotated[str, Query(max_length=16)] = "",
) -> Response:
    """Nothing is changed; without anything chosen the form alone."""
    session, workspace_id = asked.session, asked.workspace_id
    theme = reports.theme_in(session, workspace_id, theme_id)
    chosen = Chosen(words, pain_point, side)
    found = (
        reports.part_preview(session, workspace_id, theme_id, _choice(chosen))
        if words.strip() or pain_point or side
        else None
    )
    named = ThemeRef(theme.id, theme.code, theme.label)
    pains = reports.pain_points_of(session, theme_id)
    return asked.page.render("split.html", view=split_view(asked.page.names, named, chosen, pains, found))


@router.post("/split-by")
def split(
    theme_id: int,
    user: Sender,
    session: Writer,
    words: Annotated[str, Form(max_length=LONGEST)] = "",
    pain_point: Annotated[str, Form(max_length=64)] = "",
    side: Annotated[str, Form(max_length=16)] = "",
    ja: Name = "",
    en: Name = "",
) -> Response:
    """Of all sentences that are meant now, also of those that came since it was looked at."""
    choice = _choice(Chosen(words, pain_point, side))
    units = themes.units_to_split(session, user.workspace_id, theme_id, choice)
    parted = themes.split(session, user.workspace_id, theme_id, user.name, [themes.Part(label_of(ja, en), units)])
    return back(f"/themes/{parted.theme_ids[0]}", "split")


def _choice(chosen: Chosen) -> themes.Choice:
    """Raises `Refused` when nothing was chosen."""
    return themes.Choice.of(re.split(r"[\n,、，]", chosen.words), chosen.pain_point, chosen.side)
