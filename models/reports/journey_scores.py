"""The journey score: a number a stage and one over all, from the journey's own answers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sqlalchemy.orm import Session

from models.insights.journey import Basis, StageScore, StageVoices, journey_score, on_hundred, stage_scores
from models.insights.scores import RANKABLE_FROM
from models.reports.filters import Filters
from models.reports.places import OUTSIDE, Visits, journey, visits
from models.reports.respondents import outcome_of
from models.reports.selection import select_facts
from models.sheets.counting import mask_of
from models.sheets.facts import Facts
from models.sheets.layout import SCORES
from models.weights import journey_weights


@dataclass(frozen=True, slots=True)
class JourneyScores:
    """Each stage 0..100 with its interval; `overall` None while no stage has enough respondents."""

    stages: tuple[StageScore, ...]
    overall: StageScore | None


def journey_scores(session: Session, workspace_id: int, filters: Filters) -> JourneyScores:
    facts = select_facts(session, workspace_id, filters)
    voices = [
        _voices(facts, stage.stage, visits(facts, [cell.touchpoint for cell in stage.touchpoints]))
        for stage in journey(session, workspace_id, filters)
        if stage.stage != OUTSIDE and stage.respondents
    ]
    stages = tuple(stage_scores(voices, journey_weights(session, workspace_id)))
    return JourneyScores(stages, journey_score(stages, voices))


def _voices(facts: Facts, stage: str, found: Visits) -> StageVoices:
    """The mean of all that a respondent scored there; where too few scored to speak for the rest, who is not negative.

    Too few: not 30, and not all who spoke of the stage.
    """
    sums, counts = np.zeros(facts.people), np.zeros(facts.people)
    for kind, scope in facts.asked:
        answers = facts.scores[SCORES.index((kind, scope))].astype(np.float64)
        given = found.comments & ~np.isnan(answers)
        parts = on_hundred(kind, outcome_of(kind, answers[given]))
        sums += np.bincount(facts.person[given], weights=parts, minlength=facts.people)
        counts += np.bincount(facts.person[given], minlength=facts.people)
    scored = np.flatnonzero(counts).astype(np.int32)
    people = np.unique(facts.person[found.comments])
    if len(scored) >= min(RANKABLE_FROM, len(people)):
        return StageVoices(stage, scored, sums[scored] / counts[scored], Basis.SCORES)
    negative = mask_of(facts.person[found.complaints], facts.people)
    return StageVoices(stage, people, np.where(negative[people], 0.0, 100.0), Basis.WORDS)
