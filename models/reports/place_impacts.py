"""What goes with a score at each touchpoint: the same questions as of themes, of those who speak of a place."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
from sqlalchemy.orm import Session

from models.insights.impact import PlaceImpact, Tie
from models.insights.scores import RANKABLE_FROM
from models.reports.filters import Filters
from models.reports.places import stops
from models.reports.remembering import remembered
from models.reports.respondents import Spoken, answered
from models.reports.selection import select_facts
from models.reports.ties import all_ties, with_leave_out
from models.sheets.facts import Facts, Ints


def place_impacts(session: Session, workspace_id: int, filters: Filters) -> tuple[PlaceImpact, ...]:
    """Of every touchpoint that anybody speaks of, on every score that thirty people gave; scores in a house's order.

    A verdict needs thirty who speak of the place and thirty who do not. Other touchpoints, language, channel and week
    are held equal; q is over all touchpoints and scores. A filter by touchpoint does not apply: there would be nobody
    left to compare with.
    """
    everywhere = replace(filters, touchpoints=())
    return remembered(
        session, workspace_id, "place impacts", everywhere, lambda: _impacts(session, workspace_id, everywhere)
    )


def _impacts(session: Session, workspace_id: int, filters: Filters) -> tuple[PlaceImpact, ...]:
    facts = select_facts(session, workspace_id, filters)
    codes = [stop.code for stop in stops(session, workspace_id, facts)]
    spoken = _spoken(facts, codes)
    found = []
    for pair, own in all_ties(facts, spoken, judged_from=RANKABLE_FROM).items():
        told = with_leave_out(facts, spoken, answered(facts, *pair), own)
        found += [_named(tie, code, *pair) for tie, code in zip(told, codes, strict=True) if tie.mentions]
    return tuple(found)


def _spoken(facts: Facts, codes: list[str]) -> Spoken:
    """By a unit's own reading, or because the comment was asked there: as `places.visits` counts it."""
    column = np.full(len(facts.words), -1, np.int32)
    for place, code in enumerate(codes):
        if facts.place(code) >= 0:
            column[facts.place(code)] = place
    who: Ints = np.concatenate([facts.mention_person, facts.person])
    return Spoken(who, np.concatenate([column[facts.mention_touchpoint], column[facts.touchpoint]]), len(codes))


def _named(tie: Tie, code: str, kind: str, scope: str) -> PlaceImpact:
    own = {one.name: getattr(tie, one.name) for one in fields(tie)}
    return PlaceImpact(**own, touchpoint=code, kind=kind, scope=scope)
