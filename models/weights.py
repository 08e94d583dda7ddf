"""How much each stage of the journey counts in the score of the whole: a house's own, or the usual."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from models import audit
from models.errors import NotFound, Refused
from models.insights.journey import STAGE_WEIGHTS
from models.tables import Workspace
from models.workspaces import touchpoints

HEAVIEST = 10.0


def journey_weights(session: Session, workspace_id: int) -> Mapping[str, float]:
    """In the order of the journey; stages that nobody weighed have what models.insights.journey says.

    A stage of which nothing is offered has none.
    """
    own, stops = _workspace(session, workspace_id).journey_weights, touchpoints(session, workspace_id)
    offered = dict.fromkeys(stop.stage for stop in stops if stop.stage and not stop.hidden)
    hidden = {stop.stage for stop in stops} - set(offered)
    stages = dict.fromkeys([*offered, *(stage for stage in STAGE_WEIGHTS if stage not in hidden)])
    return {stage: float(own.get(stage, STAGE_WEIGHTS.get(stage, 1.0))) for stage in stages}


def put_journey_weights(
    session: Session, workspace_id: int, person: str, weights: Mapping[str, float]
) -> Mapping[str, float]:
    """Those given, the others as they are; an empty mapping goes back to the usual ones. Audited."""
    row = _workspace(session, workspace_id, to_change=True)
    known = journey_weights(session, workspace_id)
    for stage, weight in weights.items():
        if stage not in known:
            raise Refused.among("stage", stage, known)
        if not 0 <= weight <= HEAVIEST:
            raise Refused(
                f"weight of {stage}",
                weight,
                f"0 to {HEAVIEST:g}",
                ja=f"0〜{HEAVIEST:g} の数",
                called=f"段階 {stage} の重み",
            )
    before, row.journey_weights = dict(row.journey_weights), {**row.journey_weights, **weights} if weights else {}
    session.flush()
    told = {"before": before, "after": dict(row.journey_weights)}
    audit.append(session, workspace_id, person, "journey.weights", f"workspace:{workspace_id}", told)
    return journey_weights(session, workspace_id)


def _workspace(session: Session, workspace_id: int, *, to_change: bool = False) -> Workspace:
    """`to_change`: as it is now, and nobody else changes it meanwhile; two who weigh at once would lose one weight."""
    row = session.get(Workspace, workspace_id, with_for_update=to_change, populate_existing=to_change)
    if row is None:
        raise NotFound("workspace", workspace_id)
    return row
