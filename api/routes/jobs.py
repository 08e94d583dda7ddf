"""How far background work is."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter

from api.examples import shown
from api.import_notes import with_words
from api.problems import documented
from api.schemas.jobs import JOB_EXAMPLE, JobOut
from api.security import ToReadFeedback
from api.storage import Reader
from models import jobs
from models.errors import NotFound

router = APIRouter(tags=["feedback"])


@router.get(
    "/v1/jobs/{job_id}",
    response_model=JobOut,
    summary="How far a job is",
    responses={**shown(JOB_EXAMPLE), **documented("not-found")},
)
def job(job_id: int, caller: ToReadFeedback, session: Reader) -> JobOut:
    """An import shows its rows when done: how many were new, known, rejected, and why."""
    found = jobs.job(session, job_id)
    if found.workspace_id != caller.workspace_id:
        raise NotFound("job", job_id)
    return JobOut.model_validate(replace(found, result=with_words(found.result)))
