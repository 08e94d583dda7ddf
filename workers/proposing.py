"""A re-discovery over themes that people know: stored as a diff for a person to answer, with nothing of it applied."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.database import Sessions, reading, retrying
from models.sheets.packing import refresh_all
from models.themes import Link, NewChange, NewProposal, UnitTable, kinds, links_of, save_proposal
from nlp.themes.phrases import Wording
from nlp.themes.proposal import Change, Proposal, propose
from nlp.themes.values import Discovery, EventKind, KnownTheme, Theme, ThemeUnit
from nlp.themes.vectors import centroid_of, features
from workers import parting
from workers.discovery import MOST_UNITS, Say, look, new_run, theme_units
from workers.relabelling import names_today
from workers.theme_pairs import Pairs, theme_pairs
from workers.wording import wording_of


@dataclass(frozen=True, slots=True)
class ProposalOutcome:
    """What waits for an answer: `changes` lines; `moved` of the units that are in a theme would be in another."""

    run_id: int
    units: int
    changes: int
    moved: int
    kept: int
    seconds: float
    state: str = "proposed"


@dataclass(frozen=True)
class Sight:
    """Everything that the lines of the diff are made from."""

    table: UnitTable
    known: Mapping[int, KnownTheme]
    found: Discovery
    links: Mapping[int, Link]
    wording: Wording

    @cached_property
    def units(self) -> dict[str, ThemeUnit]:
        return {unit.id: unit for unit in theme_units(self.table)}

    @cached_property
    def labels(self) -> list[Mapping[str, str]]:
        return names_today(self.found, self.units, self.wording)


def propose_workspace(
    sessions: Sessions, workspace_id: int, seed: int = 0, progress: Say | None = None, *, most: int = MOST_UNITS
) -> ProposalOutcome:
    """Moves no unit and changes no theme. Raises `TooFewUnits`."""
    say = progress or (lambda _share, _note: None)
    sight, proposal = see(sessions, workspace_id, seed, say, most=most)
    say(0.8, "changes")
    run = new_proposal(sight, proposal, seed)
    say(0.95, "saving")
    run_id = retrying(sessions, lambda session: save_proposal(session, workspace_id, run))
    # Looking links copies, and that marks their weeks.
    refresh_all(sessions, workspace_id)
    return ProposalOutcome(run_id, len(sight.table), len(run.changes), run.moved, run.kept, run.seconds)


def see(
    sessions: Sessions, workspace_id: int, seed: int, say: Say, *, most: int = MOST_UNITS
) -> tuple[Sight, Proposal]:
    table, known, found = look(sessions, workspace_id, seed, say, most=most)
    with reading(sessions) as session:
        links = links_of(session, table.ids)
        wording = wording_of(session, workspace_id)
    sight = Sight(table, {int(theme.id): theme for theme in known}, found, links, wording)
    return sight, propose(found, known)


def new_proposal(sight: Sight, proposal: Proposal, seed: int) -> NewProposal:
    record = sight.found.run
    changes = list(_changes(sight, proposal, seed))
    return NewProposal(
        seed=seed,
        parameters={"min_theme_size": record.min_theme_size, "base": record.base, "runs": record.runs},
        versions=dict(record.versions),
        counts={"units": record.units, "themes": record.themes, "unassigned": record.unassigned},
        unassigned_share=record.unassigned_share,
        language_means=dict(sight.found.language_means),
        seconds=record.seconds,
        changes=changes,
        moved=proposal.moved,
        kept=proposal.kept,
    )


def _changes(sight: Sight, proposal: Proposal, seed: int) -> Iterator[NewChange]:
    """In the order in which they are carried out: what joins and parts first, then what comes new, then who moves."""
    by_kind = {kind: [c for c in proposal.changes if c.event.kind == kind] for kind in EventKind}
    yield from (_merge(sight, change) for change in by_kind[EventKind.MERGED])
    for change in by_kind[EventKind.SPLIT]:
        yield from _split(sight, change, seed)
    for change in by_kind[EventKind.DRIFTED]:
        yield from _drift(sight, change)
    yield from _births(sight, by_kind[EventKind.BORN])
    yield from _placed(sight)


def _merge(sight: Sight, change: Change) -> NewChange:
    others = tuple(int(other) for other in change.event.others)
    assert change.event.theme_id is not None
    into = int(change.event.theme_id)
    units = sum(len(sight.known[other].member_ids) for other in others)
    return NewChange(kinds.MERGED, change.key, into, others, units, change.event.reason)


def _split(sight: Sight, change: Change, seed: int) -> Iterator[NewChange]:
    theme = _known_theme(sight, change)
    members = [sight.units[unit] for unit in theme.member_ids]
    parts = parting.parts_of(members, seed, sight.found.language_means, sight.wording)
    if parts:
        leaving = sum(len(part.member_ids) for part in parts[1:])
        detail = {"parts": parting.described(parts)}
        reason = change.event.reason
        yield NewChange(kinds.SPLIT, change.key, _id(theme), (), leaving, reason, detail, parting.packed(parts))


def _drift(sight: Sight, change: Change) -> Iterator[NewChange]:
    theme, event = _known_theme(sight, change), change.event
    known = sight.known[_id(theme)]
    if known.pinned:
        return
    inside = [sight.units[unit] for unit in theme.member_ids]
    rows = features(
        np.stack([unit.vector for unit in inside]),
        [unit.language for unit in inside],
        sight.found.language_means,
        [unit.facet for unit in inside],
    )
    detail = {"cosine": float(event.after)}
    arrays = {"centroid": centroid_of(rows)}
    yield NewChange(kinds.DRIFTED, change.key, _id(theme), (), len(inside), event.reason, detail, arrays)
    today = sight.labels[theme.index]
    if dict(today) != dict(known.label):
        key = f"{kinds.RENAMED}:{known.id}:{today['en']}"
        names = {"label": dict(today), "before": dict(known.label)}
        yield NewChange(kinds.RENAMED, key, _id(theme), (), len(inside), "its meaning has moved", names)


def _births(sight: Sight, born: list[Change]) -> Iterator[NewChange]:
    themes = [change.theme for change in born if change.theme is not None]
    run = new_run(sight.found, sight.table, _pairs(sight, themes))
    near = dict(zip(sight.table.ids.tolist(), run.similarities.tolist(), strict=True))
    for change, theme in zip(born, themes, strict=True):
        new = run.themes[theme.index]
        ids = np.array([int(unit) for unit in theme.member_ids], np.int64)
        detail: dict[str, Any] = {
            "label": dict(new.label),
            "keywords": {language: list(words) for language, words in new.keywords.items()},
            "pairs": [dict(pair) for pair in new.pairs],
            "touchpoint": new.touchpoint,
            "pain_point": new.pain_point,
            "stability": new.stability,
            "group_key": new.group_key,
            "group_label": dict(new.group_label),
            "verbatims": list(new.verbatims),
            "threshold": new.threshold,
            "encoder": run.encoder,
            "respondents": theme.respondents,
        }
        similarity = np.array([near[unit] for unit in ids.tolist()], np.float32)
        arrays: dict[str, NDArray[Any]] = {"centroid": new.centroid, "unit": ids, "similarity": similarity}
        yield NewChange(kinds.BORN, change.key, None, (), len(ids), change.event.reason, detail, arrays)


def _pairs(sight: Sight, themes: list[Theme]) -> list[Any]:
    """Only the newborn are parsed; the others keep the pairs they have."""
    pairs: list[Any] = [()] * len(sight.found.themes)
    for theme, own in zip(themes, _counted(sight, themes), strict=True):
        pairs[theme.index] = own
    return pairs


def _counted(sight: Sight, themes: list[Theme]) -> Sequence[Pairs]:
    return theme_pairs(themes, sight.table, sight.found.language_means) if themes else ()


def _placed(sight: Sight) -> Iterator[NewChange]:
    """Units that would be in another known theme than they are, or in one at last; a person's word is not asked."""
    going: list[tuple[int, int, float]] = []
    from_none = 0
    for unit_id in sight.table.ids.tolist():
        place = sight.found.memberships[f"{unit_id:012d}"]
        target = None if place.theme is None else sight.found.themes[place.theme].known_id
        link = sight.links.get(unit_id)
        if target is None or (link is not None and (link.by == "person" or link.theme_id == int(target))):
            continue
        going.append((unit_id, int(target), place.similarity))
        from_none += link is None or link.theme_id is None
    if going:
        units, themes, near = (np.array(column) for column in zip(*going, strict=True))
        arrays: dict[str, NDArray[Any]] = {
            "unit": units.astype(np.int64),
            "theme": themes.astype(np.int64),
            "similarity": near.astype(np.float32),
        }
        detail: dict[str, Any] = {"from_none": from_none, "themes": len(set(themes.tolist()))}
        reason = "they are clearly nearer there"
        yield NewChange(kinds.PLACED, _key_of(going), None, (), len(going), reason, detail, arrays)


def _key_of(going: list[tuple[int, int, float]]) -> str:
    """Names each unit and the theme it would be in: a rejected move does not silence another of as many units."""
    told = ",".join(f"{unit}>{theme}" for unit, theme, _ in sorted(going))
    return f"{kinds.PLACED}:{hashlib.blake2b(told.encode(), digest_size=16).hexdigest()}"


def _known_theme(sight: Sight, change: Change) -> Theme:
    return next(theme for theme in sight.found.themes if theme.known_id == change.event.theme_id)


def _id(theme: Theme) -> int:
    assert theme.known_id is not None
    return int(theme.known_id)
