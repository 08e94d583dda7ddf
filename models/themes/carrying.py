"""What accepting a proposed change does: each kind through the same acts that a person has by hand."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import Conflict
from models.tables import Theme, ThemeChange, ThemeLink
from models.themes import kinds
from models.themes.arrays import Vector, pack, unpack_named
from models.themes.discovered import next_code
from models.themes.hand import rename
from models.themes.joining import Part, merge, split
from models.themes.moving import movable, put
from models.themes.origins import remember
from models.themes.records import theme_of, written


@dataclass(frozen=True, slots=True)
class Deed:
    """A change on its way: whose answer it is, and the reason that its events give."""

    session: Session
    change: ThemeChange
    person: str

    @property
    def workspace_id(self) -> int:
        return self.change.workspace_id

    @property
    def reason(self) -> str:
        return f"proposal {self.change.run_id}: {self.change.reason}"

    @property
    def theme_id(self) -> int:
        assert self.change.theme_id is not None
        return self.change.theme_id


def carry_out(session: Session, change: ThemeChange, person: str) -> list[int]:
    """The ids of the events it left. Raises `Conflict` when the themes are no longer as they were.

    Whole or not at all: what had been done of it before an error is rolled back, what the caller did before stands.
    """
    with session.begin_nested():
        return WAYS[change.kind](Deed(session, change, person))


def _born(deed: Deed) -> list[int]:
    change, detail = deed.change, deed.change.detail
    arrays = unpack_named(change.arrays)
    units = movable(deed.session, deed.workspace_id, arrays["unit"], arrays["similarity"])
    if not units:
        raise Conflict(
            f"change {change.id} has no units left; wanted some that no person has put elsewhere",
            f"変更 {change.id} に入る発言が残っていません。どれも人がほかのテーマへ移しました。",
        )
    theme = _new_theme(deed, arrays["centroid"])
    after = {"label": dict(detail["label"]), "proposal": change.run_id, "units": len(units)}
    before = remember(deed.session, units)
    event = written(deed.session, theme, kinds.BORN, deed.person, deed.reason, before=before, after=after)
    put(deed.session, deed.workspace_id, units, theme.id, event)
    return [event]


def _new_theme(deed: Deed, centroid: Vector) -> Theme:
    detail = deed.change.detail
    theme = Theme(
        workspace_id=deed.workspace_id,
        code=next_code(deed.session, deed.workspace_id),
        label=dict(detail["label"]),
        state="active",
        keywords=dict(detail["keywords"]),
        pairs=list(detail["pairs"]),
        touchpoint=detail["touchpoint"],
        pain_point=detail["pain_point"],
        stability=detail["stability"],
        group_key=detail["group_key"],
        group_label=dict(detail["group_label"]),
        verbatims=list(detail["verbatims"]),
        anchor=pack(centroid),
        centroid=pack(centroid),
        threshold=detail["threshold"],
        encoder=detail["encoder"],
    )
    deed.session.add(theme)
    deed.session.flush()
    return theme


def _merged(deed: Deed) -> list[int]:
    into = deed.theme_id
    return [
        merge(deed.session, deed.workspace_id, other, into, deed.person, deed.reason) for other in deed.change.others
    ]


def _split(deed: Deed) -> list[int]:
    """The first part is what stays under the old id; each of the others becomes a theme of its own."""
    arrays, described = unpack_named(deed.change.arrays), deed.change.detail["parts"]
    parts = []
    for place, part in enumerate(described[1:], start=1):
        units = _still_in(deed, arrays[f"unit_{place}"].tolist())
        if units:
            parts.append(Part(part["label"], units, arrays[f"centroid_{place}"], part["threshold"]))
    stays = arrays["centroid_0"]
    if not parts:
        raise Conflict(
            f"the units to split off have left theme {deed.theme_id}; wanted some that are still in it",
            f"分けるはずの発言は、もうテーマ {deed.theme_id} にありません。",
        )
    at = (deed.session, deed.workspace_id, deed.theme_id)
    done = split(*at, deed.person, parts, deed.reason, stays=stays, by="engine")
    return [done.event_id]


def _still_in(deed: Deed, unit_ids: list[int]) -> list[int]:
    """Units that a person has put into the theme stay in it."""
    ours = select(ThemeLink.unit_id).where(ThemeLink.theme_id == deed.theme_id, ThemeLink.by == "engine")
    return sorted(set(unit_ids) & set(deed.session.scalars(ours)))


def _drifted(deed: Deed) -> list[int]:
    theme = theme_of(deed.session, deed.workspace_id, deed.theme_id)
    if theme.pinned:
        raise Conflict(
            f"theme {theme.code} was pinned since; wanted one that may move",
            f"テーマ {theme.code} はそのあと固定されました。先に固定を解除してください。",
        )
    before = {
        "_centroid": base64.b64encode(theme.centroid).decode(),
        "_anchor": base64.b64encode(theme.anchor).decode(),
        "cosine": deed.change.detail["cosine"],
    }
    theme.centroid = theme.anchor = pack(unpack_named(deed.change.arrays)["centroid"])
    after = {"proposal": deed.change.run_id}
    return [written(deed.session, theme, kinds.DRIFTED, deed.person, deed.reason, before=before, after=after)]


def _renamed(deed: Deed) -> list[int]:
    label = deed.change.detail["label"]
    return [rename(deed.session, deed.workspace_id, deed.theme_id, deed.person, label, deed.reason)]


def _placed(deed: Deed) -> list[int]:
    """Units go to the theme that is clearly nearer, or to their first; one event for each theme that gains some."""
    arrays = unpack_named(deed.change.arrays)
    events = []
    for theme_id in np.unique(arrays["theme"]).tolist():
        here = arrays["theme"] == theme_id
        units = movable(deed.session, deed.workspace_id, arrays["unit"][here], arrays["similarity"][here])
        theme = theme_of(deed.session, deed.workspace_id, theme_id, alive=False)
        if theme.state in ("merged", "retired") or theme.forbidden or not units:
            continue
        before = remember(deed.session, units)
        after = {"units": len(units), "proposal": deed.change.run_id}
        event = written(deed.session, theme, kinds.PLACED, deed.person, deed.reason, before=before, after=after)
        put(deed.session, deed.workspace_id, units, theme_id, event)
        events.append(event)
    return events


WAYS: dict[str, Callable[[Deed], list[int]]] = {
    kinds.BORN: _born,
    kinds.MERGED: _merged,
    kinds.SPLIT: _split,
    kinds.DRIFTED: _drifted,
    kinds.RENAMED: _renamed,
    kinds.PLACED: _placed,
}
