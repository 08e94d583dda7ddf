"""What a person knows better: kept beside the reading, and learnt from by `kikitori train`."""

from __future__ import annotations

from fastapi import APIRouter

from api.examples import shown
from api.problems import documented
from api.schemas.corrections import CREATED_EXAMPLE, CorrectionIn, CorrectionOut
from api.security import ToWriteFeedback
from api.speaking import who
from api.storage import Writer
from models.corrections import correct

router = APIRouter(tags=["feedback"])


@router.post(
    "/v1/feedback/{comment_id}/corrections",
    status_code=201,
    response_model=CorrectionOut,
    summary="Correct a reading",
    responses={**shown(CREATED_EXAMPLE, 201, "Kept"), **documented("not-found")},
)
def post_correction(comment_id: int, caller: ToWriteFeedback, session: Writer, body: CorrectionIn) -> CorrectionOut:
    """The reading stays as it was made; the last correction of a field counts."""
    key = correct(
        session,
        caller.workspace_id,
        comment_id,
        who(caller, body.person),
        body.field,
        body.after,
        start=body.start,
        end=body.end,
    )
    return CorrectionOut(id=key, comment_id=comment_id)
