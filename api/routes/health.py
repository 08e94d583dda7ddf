"""For those who keep us running."""

from __future__ import annotations

from fastapi import APIRouter

from api.examples import shown
from api.house import HouseDep
from api.problems import Problem, documented
from api.readiness import OK, causes
from api.schemas.health import ALIVE_EXAMPLE, READY_EXAMPLE, AliveOut, ReadyOut

router = APIRouter(tags=["health"])


@router.get("/healthz", response_model=AliveOut, summary="The process answers", responses=shown(ALIVE_EXAMPLE))
@router.get("/livez", response_model=AliveOut, summary="The process answers", responses=shown(ALIVE_EXAMPLE))
async def alive() -> AliveOut:
    """Restart the process when this fails. It looks at nothing else."""
    return AliveOut(status="alive")


@router.get(
    "/readyz",
    response_model=ReadyOut,
    summary="Ready to serve, or why not",
    responses={**shown(READY_EXAMPLE, description="Ready"), **documented("not-ready")},
)
def ready(house: HouseDep) -> ReadyOut:
    """Send no requests while this fails; the causes are named in `errors`."""
    checks = causes(house)
    wrong = [(name, told) for name, told in checks.items() if told != OK]
    if wrong:
        detail = "; ".join(f"{name}: {told}" for name, told in wrong)
        raise Problem(
            "not-ready",
            detail,
            errors=[{"field": name, "detail": told} for name, told in wrong],
            headers={"Retry-After": "5"},
        )
    return ReadyOut(status="ready", checks=checks)
