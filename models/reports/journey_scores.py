"""The journey score: a number a stage and one over all, from the journey's own answers."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.insights.journey import StageScore, TouchpointState, journey_score, stage_scores
from models.reports.filters import Filters
from models.reports.places import OUTSIDE, journey
from models.weights import journey_weights


@dataclass(frozen=True, slots=True)
class JourneyScores:
    """Each stage 0..100 with its interval; `overall` None while no stage has enough respondents."""

    stages: tuple[StageScore, ...]
    overall: StageScore | None


def journey_scores(session: Session, workspace_id: int, filters: Filters) -> JourneyScores:
    states = [
        TouchpointState(
            stage=stage.stage,
            touchpoint=cell.touchpoint,
            scores=tuple(card.estimate for card in cell.scores if card.estimate is not None),
            negative=cell.negative.count,
            respondents=cell.respondents,
        )
        for stage in journey(session, workspace_id, filters)
        for cell in stage.touchpoints
        if stage.stage != OUTSIDE and cell.respondents
    ]
    stages = tuple(stage_scores(states, journey_weights(session, workspace_id)))
    return JourneyScores(stages, journey_score(stages))
