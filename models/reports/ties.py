"""How whatever people speak of goes with every score they gave, judged together: what is shown is one family of looks.

Used for themes and for touchpoints alike. A page shows one score at a time (the priority map), all of them for one
theme, or all of them for all touchpoints; the same verdict must stand on each. So Benjamini-Hochberg runs over all
columns times all scores that at least thirty people of these filters gave, whichever of them a page shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from models.insights.impact import FEWEST_MENTIONS, Tie, judged_together, leave_out, ties
from models.insights.scores import RANKABLE_FROM
from models.reports.respondents import Answered, Spoken, answered, mentions_of
from models.sheets.facts import Facts

RESAMPLES = 300
Asked = tuple[str, str]  # a score's kind and scope
# The order in which a house is asked what it wants to move: its relational NPS first.
PREFERRED: tuple[Asked, ...] = (
    ("nps", "relational"),
    ("nps", "transactional"),
    ("csat", "transactional"),
    ("csat", "relational"),
    ("ces", "transactional"),
    ("ces", "relational"),
)


def all_ties(facts: Facts, spoken: Spoken, judged_from: int = FEWEST_MENTIONS) -> Mapping[Asked, Sequence[Tie]]:
    """The tie of each column to each score that enough people gave, in the order of PREFERRED; no leave-out impact."""
    groups = [group for pair in PREFERRED if pair in facts.asked and len(group := answered(facts, *pair))]
    groups = [group for group in groups if len(group) >= RANKABLE_FROM]
    found = [
        ties(table, group.outcome, group.controls, judged_from=judged_from)
        for group, table in zip(groups, mentions_of(spoken, groups, facts.people), strict=True)
    ]
    return {(group.kind, group.scope): own for group, own in zip(groups, judged_together(found), strict=True)}


def with_leave_out(facts: Facts, spoken: Spoken, group: Answered, own: Sequence[Tie]) -> list[Tie]:
    """The ties to one score with their leave-out impact, which takes longer than all of them without."""
    (table,) = mentions_of(spoken, [group], facts.people)
    moved = leave_out(table, group.outcome, resamples=RESAMPLES)
    return [replace(tie, leave_out=by) for tie, by in zip(own, moved, strict=True)]
