"""What goes with a score: every theme's impact on it, the driver shares, the priority map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.insights.drivers import Drivers, drivers
from models.insights.impact import ThemeImpact, impacts
from models.insights.priority import Place, priority_map
from models.insights.scores import RANKABLE_FROM, net_scores
from models.reports.figures import SATISFIED_FROM
from models.reports.filters import Filters
from models.reports.matrices import RespondentThemes, respondent_themes
from models.reports.remembering import remembered
from models.reports.selection import select_facts
from models.reports.values import ThemeRef
from models.tables import Theme

# The order in which a house is asked what it wants to move: its relational NPS first.
PREFERRED = (
    ("nps", "relational"),
    ("nps", "transactional"),
    ("csat", "transactional"),
    ("csat", "relational"),
    ("ces", "transactional"),
    ("ces", "relational"),
)
MOST_RESPONDENTS = 4000
RESAMPLES = 300
MOST_DRIVERS = 40
# Each takes as long as the shares themselves; fifty tell a share of 5 % from one of 20 %.
DRIVER_RESAMPLES = 50


@dataclass(frozen=True, slots=True)
class Priority:
    """One score's map; `drivers` in the order of `impacts`; no places when nobody gave enough answers."""

    kind: str
    scope: str
    n: int
    places: tuple[Place, ...]
    impacts: tuple[ThemeImpact, ...]
    drivers: Drivers | None
    themes: Mapping[str, ThemeRef]


@dataclass(frozen=True, slots=True)
class ScoreImpact:
    """One theme's tie to one score."""

    kind: str
    scope: str
    impact: ThemeImpact


def priority(session: Session, workspace_id: int, filters: Filters) -> Priority:
    """On the first score of PREFERRED that at least thirty respondents gave."""
    for kind, scope in PREFERRED:
        found = priority_of(session, workspace_id, filters, kind, scope)
        if found.n >= RANKABLE_FROM:
            return found
    return Priority("nps", "relational", 0, (), (), None, {})


def scores_given(session: Session, workspace_id: int, filters: Filters) -> tuple[tuple[str, str], ...]:
    """The kinds and scopes that a map can be asked for, in the order of PREFERRED."""
    asked = select_facts(session, workspace_id, filters).asked
    return tuple(pair for pair in PREFERRED if pair in asked)


def priority_of(session: Session, workspace_id: int, filters: Filters, kind: str, scope: str) -> Priority:
    if (kind, scope) not in select_facts(session, workspace_id, filters).asked:
        return Priority(kind, scope, 0, (), (), None, {})
    return remembered(
        session,
        workspace_id,
        ("priority", kind, scope),
        filters,
        lambda: _priority(session, workspace_id, filters, kind, scope),
    )


def theme_impacts(session: Session, workspace_id: int, theme_id: int, filters: Filters) -> tuple[ScoreImpact, ...]:
    """Of one theme on every score that was given."""
    found = []
    for kind, scope in PREFERRED:
        for impact in priority_of(session, workspace_id, filters, kind, scope).impacts:
            if impact.theme_id == str(theme_id):
                found.append(ScoreImpact(kind, scope, impact))
    return tuple(found)


def theme_refs(session: Session, workspace_id: int) -> dict[str, ThemeRef]:
    """By id as a word, as models.insights names themes."""
    chosen = select(Theme.id, Theme.code, Theme.label).where(Theme.workspace_id == workspace_id)
    return {str(row.id): ThemeRef(row.id, row.code, row.label) for row in session.execute(chosen)}


def _priority(session: Session, workspace_id: int, filters: Filters, kind: str, scope: str) -> Priority:
    table = respondent_themes(session, workspace_id, filters, kind, scope, most=MOST_RESPONDENTS)
    n = len(table.answers)
    if n < RANKABLE_FROM or not table.theme_ids:
        return Priority(kind, scope, n, (), (), None, {})
    outcome, names = outcome_of(kind, table.answers), [str(theme) for theme in table.theme_ids]
    found = impacts(names, table.mentions, outcome, _controls(table), resamples=RESAMPLES)
    refs = theme_refs(session, workspace_id)
    return Priority(
        kind=kind,
        scope=scope,
        n=n,
        places=tuple(priority_map(found)),
        impacts=tuple(found),
        drivers=_drivers(table.mentions, outcome),
        themes={name: refs[name] for name in names},
    )


def outcome_of(kind: str, answers: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each respondent's part in the headline figure, whose mean that figure is."""
    if kind == "nps":
        return net_scores(answers)
    return np.where(answers >= SATISFIED_FROM, 100.0, 0.0) if kind == "csat" else answers


def with_driver_intervals(session: Session, workspace_id: int, filters: Filters, found: Priority) -> Priority:
    """The same map with the driver shares' intervals: only who looks at them waits for them."""
    if found.drivers is None:
        return found

    def work() -> Drivers:
        table = respondent_themes(session, workspace_id, filters, found.kind, found.scope, most=MOST_RESPONDENTS)
        outcome = outcome_of(found.kind, table.answers)
        return drivers(table.mentions.astype(np.float64), outcome, resamples=DRIVER_RESAMPLES)

    question = ("drivers", found.kind, found.scope)
    return replace(found, drivers=remembered(session, workspace_id, question, filters, work))


def _controls(table: RespondentThemes) -> NDArray[np.float64] | None:
    """Language, channel and week: who is asked changes with them, and so does the score."""
    columns = []
    for values in (table.channel, table.language):
        for value in np.unique(values)[1:]:
            columns.append((values == value).astype(np.float64))
    if len(np.unique(table.week)) > 1:
        columns.append(table.week - table.week.mean())
    return np.column_stack(columns) if columns else None


def _drivers(mentions: NDArray[np.bool_], outcome: NDArray[np.float64]) -> Drivers | None:
    if mentions.shape[1] > MOST_DRIVERS or float(np.std(outcome)) == 0.0:
        return None
    return drivers(mentions.astype(np.float64), outcome)
