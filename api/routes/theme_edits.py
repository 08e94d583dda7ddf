"""A person's hand on a theme: it comes before the engine, is kept as an event, and can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy.orm import Session

from api.examples import shown
from api.problems import documented
from api.schemas.theme_edits import (
    ACT_EXAMPLE,
    PART_EXAMPLE,
    ActOut,
    ForbidIn,
    MergeIn,
    MoveIn,
    NameIn,
    PartIn,
    PinIn,
    Side,
    SplitIn,
    UndoIn,
)
from api.security import ToReadThemes, ToWriteThemes
from api.speaking import who
from api.storage import Reader, Writer
from models import themes
from models.reports import PartPreview, event_of, part_preview
from models.themes import Choice, Part

DONE = {**shown(ACT_EXAMPLE), **documented("not-found", "conflict")}
router = APIRouter(prefix="/v1/themes", tags=["themes"], responses=DONE)


@router.patch("/{theme_id}", response_model=ActOut, summary="Rename it")
def rename(theme_id: int, caller: ToWriteThemes, session: Writer, body: NameIn) -> ActOut:
    """The engine does not rename it again."""
    person = who(caller, body.person)
    return ActOut(event=themes.rename(session, caller.workspace_id, theme_id, person, body.label, body.reason))


@router.post("/{theme_id}/merge", response_model=ActOut, summary="Merge it into another")
def merge(theme_id: int, caller: ToWriteThemes, session: Writer, body: MergeIn) -> ActOut:
    """The id stays and leads to the other; undo brings it back as it was."""
    person = who(caller, body.person)
    return ActOut(event=themes.merge(session, caller.workspace_id, theme_id, body.into, person, body.reason))


@router.post("/{theme_id}/split", response_model=ActOut, summary="Make themes of parts of it")
def split(theme_id: int, caller: ToWriteThemes, session: Writer, body: SplitIn) -> ActOut:
    """Each part gets an id of its own; what is in no part stays. Two parts that mean the same unit are refused."""
    parts = [
        Part({"ja": part.ja, "en": part.en}, _units(session, caller.workspace_id, theme_id, part))
        for part in body.parts
    ]
    done = themes.split(session, caller.workspace_id, theme_id, who(caller, body.person), parts, body.reason)
    return ActOut(event=done.event_id, themes=done.theme_ids)


def _units(session: Session, workspace_id: int, theme_id: int, part: PartIn) -> Sequence[int]:
    if part.by is None:
        return part.units or ()
    return themes.units_to_split(session, workspace_id, theme_id, part.by.choice)


@router.get(
    "/{theme_id}/split",
    response_model=PartPreview,
    summary="What a split would take",
    responses=shown(PART_EXAMPLE),
)
def split_preview(
    theme_id: int,
    caller: ToReadThemes,
    session: Reader,
    word: Annotated[list[str], Query(max_length=50)] = [],  # noqa: B006 - FastAPI copies it
    pain_point: Annotated[str | None, Query(max_length=64)] = None,
    side: Side | None = None,
) -> PartPreview:
    """How many of its units are meant, and the newest of them; `by` of a part means the same. Changes nothing."""
    return part_preview(session, caller.workspace_id, theme_id, Choice.of(word, pain_point, side))


@router.post("/{theme_id}/move", response_model=ActOut, summary="Put a unit into it")
def move(theme_id: int, caller: ToWriteThemes, session: Writer, body: MoveIn) -> ActOut:
    """No discovery and no new reading takes it away again."""
    person = who(caller, body.person)
    return ActOut(event=themes.move_unit(session, caller.workspace_id, body.unit, theme_id, person, body.reason))


@router.post("/{theme_id}/pin", response_model=ActOut, summary="Pin it, or let it go")
def pin(theme_id: int, caller: ToWriteThemes, session: Writer, body: PinIn) -> ActOut:
    """The engine leaves a pinned theme as it is."""
    person = who(caller, body.person)
    return ActOut(event=themes.pin(session, caller.workspace_id, theme_id, person, pinned=body.pinned))


@router.post("/{theme_id}/forbid", response_model=ActOut, summary="Never show it again")
def forbid(theme_id: int, caller: ToWriteThemes, session: Writer, body: ForbidIn) -> ActOut:
    """Its units belong to none until the engine finds another theme for them."""
    person = who(caller, body.person)
    return ActOut(event=themes.forbid(session, caller.workspace_id, theme_id, person, body.reason))


@router.post("/{theme_id}/undo", response_model=ActOut, summary="Take an act back")
def undo(theme_id: int, caller: ToWriteThemes, session: Writer, body: UndoIn) -> ActOut:
    """409 when a later act of the same kind stands on it."""
    event = event_of(session, caller.workspace_id, theme_id, body.event)
    return ActOut(event=themes.undo(session, caller.workspace_id, event.id, who(caller, body.person)))
