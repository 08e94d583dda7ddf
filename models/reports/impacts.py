"""What goes with a score: every theme's impact on it, the driver shares, the priority map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.insights.drivers import Drivers, drivers
from models.insights.impact import ThemeImpact, Tie
from models.insights.priority import Place, priority_map
from models.insights.scores import RANKABLE_FROM
from models.reports.filters import Filters
from models.reports.matrices import shown_themes
from models.reports.remembering import remembered
from models.reports.respondents import Spoken, answered, mentions_of
from models.reports.selection import select_facts
from models.reports.ties import PREFERRED, Asked, all_ties, with_leave_out
from models.reports.values import ThemeRef
from models.sheets.counting import places_of
from models.sheets.facts import Facts, Ints
from models.tables import Theme

# Each draw takes as long as a few orderings of the themes; fifty tell a share of 5 % from one of 20 %.
DRIVER_RESAMPLES = 50


@dataclass(frozen=True, slots=True)
class Priority:
    """One score's map; no places when nobody gave enough answers.

    `drivers` in the order of `impacts`, None until asked for, and when all answers are the same.
    """

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


def scores_given(session: Session, workspace_id: int, filters: Filters) -> tuple[Asked, ...]:
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


def with_drivers(session: Session, workspace_id: int, filters: Filters, found: Priority) -> Priority:
    """The same map with the share of the score that each theme explains: only who looks at them waits for them."""
    if not found.impacts:
        return found

    def work() -> Drivers | None:
        facts = select_facts(session, workspace_id, filters)
        group = answered(facts, found.kind, found.scope)
        if float(np.std(group.outcome)) == 0.0:
            return None
        (table,) = mentions_of(_spoken(facts, shown_themes(session, workspace_id)), [group], facts.people)
        return drivers(table, group.outcome, resamples=DRIVER_RESAMPLES)

    question = ("drivers", found.kind, found.scope)
    return replace(found, drivers=remembered(session, workspace_id, question, filters, work))


def _priority(session: Session, workspace_id: int, filters: Filters, kind: str, scope: str) -> Priority:
    facts, ids = select_facts(session, workspace_id, filters), shown_themes(session, workspace_id)
    group = answered(facts, kind, scope)
    own = _ties(session, workspace_id, filters, facts, ids).get((kind, scope), ())
    if not own:
        return Priority(kind, scope, len(group), (), (), None, {})
    told = with_leave_out(facts, _spoken(facts, ids), group, own)
    names = [str(theme) for theme in ids]
    refs = theme_refs(session, workspace_id)
    impacts = tuple(_named(tie, name) for tie, name in zip(told, names, strict=True))
    return Priority(
        kind=kind,
        scope=scope,
        n=len(group),
        places=tuple(priority_map(impacts)),
        impacts=impacts,
        drivers=None,
        themes={name: refs[name] for name in names},
    )


def _ties(
    session: Session, workspace_id: int, filters: Filters, facts: Facts, ids: Ints
) -> Mapping[Asked, Sequence[Tie]]:
    """Of all themes to all scores: a theme's verdict on one depends on how many others are looked at."""
    return remembered(
        session, workspace_id, "theme ties", filters, lambda: all_ties(facts, _spoken(facts, ids)) if len(ids) else {}
    )


def _spoken(facts: Facts, ids: Ints) -> Spoken:
    return Spoken(facts.mention_person, places_of(facts.theme, ids), len(ids))


def _named(tie: Tie, theme_id: str) -> ThemeImpact:
    return ThemeImpact(**{one.name: getattr(tie, one.name) for one in fields(tie)}, theme_id=theme_id)
