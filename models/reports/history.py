"""The themes as they stood when a run was over, counted again from what was kept with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.duplicates import PERSON
from models.errors import NotFound
from models.reports.keeping import Kept, KeptReport, kept_report
from models.reports.values import Label
from models.statements import chunks
from models.tables import Comment, ThemeRun, Unit
from models.themes.arrays import unpack_named


@dataclass(frozen=True, slots=True)
class RunView:
    """`state`: applied, proposed, rejected or replaced. `themes` and `units` as they were when it was over."""

    id: int
    at: datetime
    state: str
    seed: int
    themes: int
    units: int
    versions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ThemeThen:
    """A theme under the name it had: its comments and distinct respondents, how many units complained or praised."""

    id: int
    code: str
    label: Label
    state: str
    units: int
    comments: int
    respondents: int
    negative: int
    positive: int


@dataclass(frozen=True, slots=True)
class RunReport:
    """`missing` units have been read anew since (other weights), so that their comments are not counted.

    `report` is there when `kept` says so: the figures and the story are never reckoned anew.
    """

    run: RunView
    themes: tuple[ThemeThen, ...]
    missing: int
    kept: Kept
    report: KeptReport | None


def runs(session: Session, workspace_id: int, limit: int = 50) -> tuple[RunView, ...]:
    """The newest first."""
    chosen = select(ThemeRun).where(ThemeRun.workspace_id == workspace_id).order_by(ThemeRun.id.desc()).limit(limit)
    return tuple(_view(row) for row in session.scalars(chosen))


def run_report(session: Session, workspace_id: int, run_id: int) -> RunReport:
    """The same figures however often themes were renamed, merged, split or moved since."""
    row = session.get(ThemeRun, run_id)
    if row is None or row.workspace_id != workspace_id:
        raise NotFound("run", run_id)
    arrays = unpack_named(row.members)
    units = arrays.get("unit", np.zeros(0, np.int64))
    themes = arrays.get("theme", np.zeros(0, np.int64))
    facts = _facts(session, units[themes > 0])
    told = [_then(one, units[themes == one["id"]], facts) for one in row.themes]
    spoken = sorted((theme for theme in told if theme.units), key=lambda theme: (-theme.respondents, theme.id))
    kept, report = kept_report(row)
    return RunReport(_view(row), tuple(spoken), int((themes > 0).sum()) - len(facts), kept, report)


def _facts(session: Session, units: NDArray[np.int64]) -> dict[int, tuple[int, int, int]]:
    """Comment, person and side of each unit."""
    columns = (Unit.id, Unit.comment_id, PERSON, Unit.polarity)
    found: dict[int, tuple[int, int, int]] = {}
    for part in chunks(units.tolist(), 5000):
        chosen = select(*columns).join(Comment, Comment.id == Unit.comment_id).where(Unit.id.in_(part))
        found.update((unit, (comment, person, side)) for unit, comment, person, side in session.execute(chosen))
    return found


def _then(one: Mapping[str, object], units: NDArray[np.int64], facts: Mapping[int, tuple[int, int, int]]) -> ThemeThen:
    said: Sequence[tuple[int, int, int]] = [facts[unit] for unit in units.tolist() if unit in facts]
    label = one["label"]
    assert isinstance(label, Mapping)
    return ThemeThen(
        id=int(str(one["id"])),
        code=str(one.get("code", "")),
        label=label,
        state=str(one["state"]),
        units=len(units),
        comments=len({comment for comment, _, _ in said}),
        respondents=len({who for _, who, _ in said}),
        negative=sum(side < 0 for _, _, side in said),
        positive=sum(side > 0 for _, _, side in said),
    )


def _view(row: ThemeRun) -> RunView:
    arrays = unpack_named(row.members)
    themes = arrays.get("theme", np.zeros(0, np.int64))
    held = themes[themes > 0]
    return RunView(row.id, row.created_at, row.state, row.seed, len(np.unique(held)), len(held), row.versions)
