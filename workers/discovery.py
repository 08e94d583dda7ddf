"""Finds the themes of a workspace: units out of storage, discovery, and everything it said back into storage.

The first discovery is applied at once: there is nothing yet that people know. From the second on it is a proposal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from models.database import Sessions, reading, retrying
from models.errors import Told
from models.sheets.packing import refresh_all
from models.tables import ThemeRun
from models.themes import (
    NewEvent,
    NewTheme,
    NewThemeRun,
    SavedRun,
    StoredTheme,
    UnitTable,
    freeze,
    known_themes,
    language_means,
    save_discovery,
    units_for_discovery,
)
from nlp.themes.discovery import discover
from nlp.themes.values import (
    Discovery,
    DiscoveryOptions,
    Event,
    EventKind,
    KnownTheme,
    LanguageMeans,
    Theme,
    ThemeUnit,
)
from nlp.themes.vectors import dimension_of, lives_in
from workers.assignment import assign_rest
from workers.duplicates import link_copies
from workers.renewal import foreseen
from workers.theme_pairs import Pairs, theme_pairs
from workers.wording import wording_of

Say = Callable[[float, str], None]

FEWEST_UNITS = 12
# Above this a sample is fitted and the rest assigned: the fit grows faster than the number of units.
MOST_UNITS = 50_000

# A planted theme is nobody's to part or join but a person's: such events are proposals (see workers/proposing.py).
_ASKED_FIRST = (EventKind.SPLIT, EventKind.MERGED)


class TooFewUnits(Told, ValueError):
    """There is not enough to find themes in."""


@dataclass(frozen=True, slots=True)
class DiscoveryOutcome:
    """What a run did, for the terminal and the job. `unassigned` of `units` belong to no theme."""

    run_id: int
    units: int
    themes: int
    born: int
    unassigned: int
    seconds: float


def discover_first(
    sessions: Sessions, workspace_id: int, seed: int = 0, progress: Say | None = None, *, most: int = MOST_UNITS
) -> DiscoveryOutcome:
    """Applied at once. Themes that a company has planted keep their ids and labels. Raises `TooFewUnits`."""
    say = progress or _silent
    table, _, found = look(sessions, workspace_id, seed, say, most=most)
    say(0.7, "opinion pairs")
    run = new_run(found, table, theme_pairs(found.themes, table, found.language_means))
    say(0.85, "saving")
    saved: SavedRun = retrying(sessions, lambda session: save_discovery(session, workspace_id, run))
    say(0.9, "the rest")
    rest, without = assign_rest(sessions, workspace_id, frozenset(table.ids.tolist()))
    retrying(sessions, lambda session: freeze(session, session.get_one(ThemeRun, saved.run_id)))
    refresh_all(sessions, workspace_id)
    return DiscoveryOutcome(
        run_id=saved.run_id,
        units=len(table) + rest,
        themes=len(found.themes),
        born=sum(event.kind == EventKind.BORN for event in found.events),
        unassigned=found.run.unassigned + without,
        seconds=found.run.seconds,
    )


def look(
    sessions: Sessions, workspace_id: int, seed: int, say: Say, *, most: int = MOST_UNITS
) -> tuple[UnitTable, list[KnownTheme], Discovery]:
    """What discovery finds, with nothing of it applied; only copies are linked. Raises `TooFewUnits`."""
    say(0.02, "copies")
    link_copies(sessions, workspace_id)
    say(0.05, "units")
    with reading(sessions) as session:
        table = units_for_discovery(session, workspace_id, limit=most, seed=seed)
        known = [known_theme(theme) for theme in known_themes(session, workspace_id, table.ids)]
        means: LanguageMeans = language_means(session, workspace_id)
        wording = wording_of(session, workspace_id)
    if len(table) < FEWEST_UNITS:
        raise TooFewUnits(
            f"the workspace has {len(table)} units that were read; wanted at least {FEWEST_UNITS}",
            f"読んだ発言が {len(table)} 件です。テーマを見つけるには {FEWEST_UNITS} 件以上必要です。",
        )
    if renewal := foreseen(sessions, workspace_id):
        known, means = [renewal.seen(theme) for theme in known], renewal.means
    # What no renewal could place is not there for this run: nothing is near it or far from it.
    dimension = table.vectors.shape[1]
    known = [theme for theme in known if lives_in(theme.centroid, dimension)]
    if means and dimension_of(means) != dimension:
        means = {}
    say(0.1, "themes")
    options = DiscoveryOptions(seed=seed, language_means=means or None)
    return table, known, discover(theme_units(table), known, options=options, wording=wording)


def new_run(found: Discovery, table: UnitTable, pairs: Sequence[Pairs]) -> NewThemeRun:
    """What discovery said, as storage takes it."""
    places = [found.memberships[unit_key(unit_id)] for unit_id in table.ids.tolist()]
    group_labels = {group.key: group.label for group in found.groups}
    record = found.run
    return NewThemeRun(
        seed=record.seed,
        parameters={"min_theme_size": record.min_theme_size, "base": record.base, "runs": record.runs},
        versions=dict(record.versions),
        counts={
            "units": record.units,
            "folded": record.folded,
            "themes": record.themes,
            "unassigned": record.unassigned,
        },
        unassigned_share=record.unassigned_share,
        language_means=dict(found.language_means),
        seconds=record.seconds,
        encoder=f"{table.vectors.shape[1]}d",
        themes=[_new_theme(theme, group_labels, pairs[theme.index]) for theme in found.themes],
        events=[_new_event(event) for event in found.events if event.kind not in _ASKED_FIRST],
        unit_ids=table.ids,
        unit_themes=np.array([-1 if place.theme is None else place.theme for place in places], np.int64),
        similarities=np.array([place.similarity for place in places], np.float32),
    )


def unit_key(unit_id: int) -> str:
    """Discovery sorts by key, and keys must sort as the numbers do."""
    return f"{unit_id:012d}"


def theme_units(table: UnitTable) -> list[ThemeUnit]:
    return [
        ThemeUnit(
            id=unit_key(unit_id),
            text=table.texts[row],
            language=table.languages[row],
            vector=table.vectors[row],
            polarity=int(table.polarity[row]),
            touchpoint=table.touchpoints[row],
            pain_point=table.pain_points[row],
            respondent=table.respondents[row],
        )
        for row, unit_id in enumerate(table.ids.tolist())
    ]


def known_theme(theme: StoredTheme) -> KnownTheme:
    return KnownTheme(
        id=str(theme.id),
        centroid=theme.centroid,
        threshold=theme.threshold,
        label=theme.label,
        anchor=theme.anchor,
        member_ids=frozenset(map(unit_key, theme.members)),
        state=theme.state,
        pinned=theme.pinned,
        forbidden=theme.forbidden,
        watch_words=theme.watch_words,
        apart=frozenset(map(str, theme.apart)),
        joined=theme.joined,
    )


def _new_theme(theme: Theme, group_labels: Mapping[str, Mapping[str, str]], pairs: Pairs) -> NewTheme:
    return NewTheme(
        label=theme.label,
        keywords=theme.keywords,
        centroid=theme.centroid,
        threshold=theme.threshold,
        known_id=int(theme.known_id) if theme.known_id else None,
        state=theme.state.value,
        touchpoint=theme.touchpoint,
        pain_point=theme.pain_point,
        stability=theme.stability,
        group_key=theme.group,
        group_label=group_labels.get(theme.group, {}),
        opposite=theme.opposite,
        verbatims=[int(unit) for unit in theme.verbatim_ids],
        pairs=[asdict(pair) for pair in pairs],
    )


def _new_event(event: Event) -> NewEvent:
    return NewEvent(
        kind=event.kind,
        theme=event.index if event.theme_id is None else None,
        theme_id=int(event.theme_id) if event.theme_id else None,
        reason=event.reason,
        before={"value": event.before},
        after={"value": event.after, "others": list(event.others)},
    )


def _silent(_share: float, _note: str) -> None:
    return None
