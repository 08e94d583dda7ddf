"""Where on the journey it hurts: every touchpoint with its volume, its complaints and its scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.reports.figures import score_cards, share
from models.reports.filters import Filters
from models.reports.place_values import HeatCell, Heatmap, JourneyCell, JourneyStage
from models.reports.selection import select_facts
from models.reports.values import ThemeRef
from models.sheets.counting import distinct, mask_of, sorted_distinct
from models.sheets.facts import Facts, Ints, Mask
from models.tables import Theme
from models.workspaces import NewTouchpoint, touchpoints

OUTSIDE = ""  # the stage of touchpoints that the taxonomy does not have


@dataclass(frozen=True, slots=True)
class Visits:
    """The comments (True at their places) that speak of a place, those that complain there, and their mentions."""

    comments: Mask
    complaints: Mask
    mentions: Ints


def touchpoint_heatmap(session: Session, workspace_id: int, filters: Filters) -> Heatmap:
    facts = select_facts(session, workspace_id, filters)
    found = stops(session, workspace_id, facts)
    cells = tuple(_heat(facts, stop) for stop in found)
    stages = tuple(dict.fromkeys(stop.stage for stop in found))
    return Heatmap(stages, cells, max((cell.comments for cell in cells), default=0))


def journey(session: Session, workspace_id: int, filters: Filters) -> tuple[JourneyStage, ...]:
    facts = select_facts(session, workspace_id, filters)
    found, themes = stops(session, workspace_id, facts), _themes(session, workspace_id)
    stages = tuple(dict.fromkeys(stop.stage for stop in found))
    return tuple(_stage(facts, stage, [s for s in found if s.stage == stage], themes) for stage in stages)


def stops(session: Session, workspace_id: int, facts: Facts) -> list[NewTouchpoint]:
    """The taxonomy's touchpoints in order without the hidden ones, then those that only the data know."""
    known = touchpoints(session, workspace_id)
    codes = {stop.code for stop in known}
    heard = np.zeros(len(facts.words), bool)
    heard[facts.mention_touchpoint] = heard[facts.touchpoint] = True
    strangers = sorted({facts.words[place] for place in np.flatnonzero(heard)} - codes - {""})
    shown = [stop for stop in known if not stop.hidden]
    return [*shown, *(NewTouchpoint(code, OUTSIDE, code, code) for code in strangers)]


def visits(facts: Facts, codes: list[str]) -> Visits:
    """Who speaks of any of these touchpoints: by a unit's own reading, or because the comment was asked there."""
    wanted = np.isin(np.arange(len(facts.words)), [facts.place(code) for code in codes])
    mentions = np.flatnonzero(wanted[facts.mention_touchpoint]).astype(np.int32)
    rows = facts.row[mentions]
    comments = mask_of(rows, len(facts)) | wanted[facts.touchpoint]
    return Visits(comments, mask_of(rows[facts.polarity[mentions] < 0], len(facts)), mentions)


def _heat(facts: Facts, stop: NewTouchpoint) -> HeatCell:
    found = visits(facts, [stop.code])
    people, complaining = _people(facts, found.comments), _people(facts, found.complaints)
    return HeatCell(
        stage=stop.stage,
        touchpoint=stop.code,
        name={"ja": stop.ja, "en": stop.en},
        comments=int(np.count_nonzero(found.comments)),
        respondents=people,
        negative=share(complaining, people),
    )


def _stage(facts: Facts, stage: str, stops: list[NewTouchpoint], themes: Mapping[int, ThemeRef]) -> JourneyStage:
    found = visits(facts, [stop.code for stop in stops])
    people = _people(facts, found.comments)
    return JourneyStage(
        stage=stage,
        comments=int(np.count_nonzero(found.comments)),
        respondents=people,
        negative=share(_people(facts, found.complaints), people),
        scores=score_cards(facts, None, np.flatnonzero(found.comments).astype(np.int32)),
        top_theme=_top_theme(facts, found, themes),
        touchpoints=tuple(_cell(facts, stop, themes) for stop in stops),
    )


def _cell(facts: Facts, stop: NewTouchpoint, themes: Mapping[int, ThemeRef]) -> JourneyCell:
    found = visits(facts, [stop.code])
    people = _people(facts, found.comments)
    return JourneyCell(
        touchpoint=stop.code,
        name={"ja": stop.ja, "en": stop.en},
        comments=int(np.count_nonzero(found.comments)),
        respondents=people,
        negative=share(_people(facts, found.complaints), people),
        scores=score_cards(facts, None, np.flatnonzero(found.comments).astype(np.int32)),
        top_theme=_top_theme(facts, found, themes),
    )


def _people(facts: Facts, comments: Mask) -> int:
    return distinct(facts.person[comments], facts.people)


def _top_theme(facts: Facts, found: Visits, themes: Mapping[int, ThemeRef]) -> ThemeRef | None:
    """The shown theme that most respondents speak of there."""
    said = facts.theme[found.mentions]
    shown = np.isin(said, list(themes))
    pairs = said[shown].astype(np.int64) * facts.people + facts.mention_person[found.mentions[shown]]
    counts = np.bincount(sorted_distinct(pairs) // max(facts.people, 1))
    return themes[int(np.argmax(counts))] if len(counts) else None


def _themes(session: Session, workspace_id: int) -> dict[int, ThemeRef]:
    chosen = select(Theme.id, Theme.code, Theme.label).where(
        Theme.workspace_id == workspace_id, Theme.state == "active", Theme.forbidden.is_(False)
    )
    return {row.id: ThemeRef(row.id, row.code, row.label) for row in session.execute(chosen)}
