"""Births without anyone asking: themes in what no theme would take during the last weeks, kept as candidates first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta

import numpy as np

from models.database import Sessions, reading, retrying
from models.reports.overview import span
from models.tables import ThemeRun
from models.themes import (
    NewEvent,
    NewTheme,
    NewThemeRun,
    StoredTheme,
    UnitTable,
    freeze,
    known_themes,
    language_means,
    save_discovery,
    waiting_units,
)
from models.themes.ageing import FROM_POOL
from nlp.themes.births import POOL_WEEKS, Birth, Waiting, find_births
from nlp.themes.values import LanguageMeans
from nlp.themes.vectors import dimension_of, lives_in
from workers.discovery import known_theme, theme_units
from workers.theme_pairs import Pairs, theme_pairs
from workers.wording import wording_of


@dataclass(frozen=True, slots=True)
class Namesakes:
    """Labels that themes bear already, and what the company calls its touchpoints."""

    taken: set[str]
    touchpoints: Mapping[str, Mapping[str, str]]


def bear(sessions: Sessions, workspace_id: int, seed: int = 0) -> tuple[int, ...]:
    """The ids of the new themes. "Today" is the last day that has feedback, so that an old import is no news."""
    with reading(sessions) as session:
        known = known_themes(session, workspace_id, np.zeros(0, np.int64))
        means: LanguageMeans = language_means(session, workspace_id)
        period = span(session, workspace_id)
        if period is None or not means:
            return ()
        wording = wording_of(session, workspace_id)
        table, days = waiting_units(session, workspace_id, period.last - timedelta(weeks=POOL_WEEKS))
    if not len(table) or table.vectors.shape[1] != dimension_of(means):
        return ()
    waiting = [Waiting(unit, day) for unit, day in zip(theme_units(table), days, strict=True)]
    standing = [known_theme(theme) for theme in known if theme.state not in ("merged", "retired") or theme.forbidden]
    standing = [theme for theme in standing if lives_in(theme.centroid, dimension_of(means))]
    births = find_births(waiting, standing, means, today=period.last, seed=seed, wording=wording)
    if not births:
        return ()
    run = _run(births, table, means, Namesakes(_labels(known), wording.touchpoints), seed)
    saved = retrying(sessions, lambda session: save_discovery(session, workspace_id, run))
    retrying(sessions, lambda session: freeze(session, session.get_one(ThemeRun, saved.run_id)))
    return saved.theme_ids


def _labels(known: Sequence[StoredTheme]) -> set[str]:
    return {theme.label.get("ja", "") for theme in known if theme.state in ("active", "dormant", "candidate")}


def _run(
    births: Sequence[Birth], table: UnitTable, means: LanguageMeans, namesakes: Namesakes, seed: int
) -> NewThemeRun:
    members = [[int(unit) for unit in birth.theme.member_ids] for birth in births]
    flat = [unit for own in members for unit in own]
    places = [place for place, own in enumerate(members) for _ in own]
    pairs = theme_pairs([birth.theme for birth in births], table, means)
    return NewThemeRun(
        seed=seed,
        parameters={"pool_weeks": POOL_WEEKS},
        versions={},
        counts={"units": len(table), "themes": len(births), "unassigned": len(table) - len(flat)},
        unassigned_share=1 - len(flat) / len(table),
        language_means=dict(means),
        seconds=0.0,
        encoder=f"{table.vectors.shape[1]}d",
        themes=[_theme(birth, own, namesakes) for birth, own in zip(births, pairs, strict=True)],
        events=[_event(place, birth) for place, birth in enumerate(births)],
        unit_ids=np.array(flat, np.int64),
        unit_themes=np.array(places, np.int64),
        similarities=np.array([birth.cohesion for birth, own in zip(births, members, strict=True) for _ in own], "f4"),
    )


def _theme(birth: Birth, pairs: Pairs, namesakes: Namesakes) -> NewTheme:
    """Active at once when it has lasted two weeks; a name that is taken already leaves it to a person."""
    theme = birth.theme
    ready = birth.lasting and theme.label.get("ja", "") not in namesakes.taken
    return NewTheme(
        label=theme.label,
        keywords=theme.keywords,
        centroid=theme.centroid,
        threshold=theme.threshold,
        state="active" if ready else "candidate",
        touchpoint=theme.touchpoint,
        pain_point=theme.pain_point,
        stability=theme.stability,
        group_key=theme.touchpoint or "",
        group_label=namesakes.touchpoints.get(theme.touchpoint or "", {}),
        verbatims=[int(unit) for unit in theme.verbatim_ids],
        pairs=[asdict(pair) for pair in pairs],
    )


def _event(place: int, birth: Birth) -> NewEvent:
    reason = f"{birth.respondents} people since the week of {birth.first_week}, in no known theme"
    after = {"label": dict(birth.theme.label), FROM_POOL: birth.respondents, "weeks": birth.weeks}
    return NewEvent("born", theme=place, reason=reason, after=after)
