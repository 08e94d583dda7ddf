"""A company's own themes: planted from YAML, pinned, and kept."""

from __future__ import annotations

from fastapi import APIRouter, BackgroundTasks

from api.examples import shown
from api.house import DISCOVERY, HouseDep
from api.problems import documented
from api.schemas.theme_seeds import SEEDS, SeedsIn, SeedsOut
from api.security import ToWriteThemes
from api.seeds import sow
from api.speaking import who

router = APIRouter(prefix="/v1/themes", tags=["themes"])


@router.post(
    "/seeds",
    response_model=SeedsOut,
    status_code=201,
    summary="Plant your own themes",
    responses={**shown(SEEDS, 201), **documented("invalid-request", "overloaded", "not-ready")},
)
def seeds(caller: ToWriteThemes, house: HouseDep, body: SeedsIn, after: BackgroundTasks) -> SeedsOut:
    """All of them or none: 422 names the entry and what was wanted. The same id is never planted twice."""
    done = sow(house, caller.workspace_id, body.yaml, body.name, who(caller, body.person))
    after.add_task(house.wake, DISCOVERY)
    return SeedsOut(themes=dict(done.themes), known=list(done.known), waiting=done.waiting)
