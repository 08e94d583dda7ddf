"""What a fresh look at the themes would change: looked at, accepted or rejected, in whole or line by line."""

from __future__ import annotations

from fastapi import APIRouter, BackgroundTasks

from api.examples import shown
from api.house import DISCOVERY, HouseDep
from api.problems import documented
from api.schemas.theme_proposals import ANSWERED, PROPOSAL, AnswerIn, AskedOut, AskIn, ProposalsOut
from api.security import ToReadThemes, ToWriteThemes
from api.speaking import who
from api.storage import Reader, Writer
from models import audit, jobs, themes
from models.themes import Answered, ProposalView

router = APIRouter(prefix="/v1/themes/proposals", tags=["themes"])
DONE = {**shown(ANSWERED), **documented("not-found", "conflict")}


@router.get("", response_model=ProposalsOut, summary="Proposed changes", responses=shown({"items": [PROPOSAL]}))
def proposals(caller: ToReadThemes, session: Reader) -> ProposalsOut:
    """Births, merges, splits, drift, new names, and how many units would move. Nothing changes until accepted."""
    return ProposalsOut(items=list(themes.proposals(session, caller.workspace_id)))


@router.post(
    "",
    response_model=AskedOut,
    status_code=202,
    summary="Look for changes now",
    responses=shown({"job": 12, "href": "/v1/jobs/12"}, 202),
)
def ask(
    caller: ToWriteThemes, house: HouseDep, session: Writer, after: BackgroundTasks, body: AskIn | None = None
) -> AskedOut:
    """Happens each month by itself. The first discovery of a workspace is applied at once; later ones wait here."""
    given = body or AskIn()
    job = jobs.request_once(session, caller.workspace_id, "discover", {"seed": given.seed})
    audit.append(session, caller.workspace_id, who(caller, given.person), "proposal.asked", f"job:{job}", {})
    after.add_task(house.wake, DISCOVERY)
    return AskedOut(job=job, href=f"/v1/jobs/{job}")


@router.get(
    "/{run_id}",
    response_model=ProposalView,
    summary="One proposal",
    responses={**shown(PROPOSAL), **documented("not-found")},
)
def proposal(run_id: int, caller: ToReadThemes, session: Reader) -> ProposalView:
    """Every line with its state: proposed, accepted, rejected, replaced by a newer proposal, or outdated."""
    return themes.proposal(session, caller.workspace_id, run_id)


@router.post("/{run_id}/accept", response_model=Answered, summary="Carry it out", responses=DONE)
def accept(run_id: int, caller: ToWriteThemes, session: Writer, body: AnswerIn | None = None) -> Answered:
    """`outdated` lines no longer fitted what people have made of the themes since; the others are done."""
    given = body or AnswerIn()
    return themes.accept(session, caller.workspace_id, run_id, who(caller, given.person), given.changes)


@router.post("/{run_id}/reject", response_model=Answered, summary="Leave things as they are", responses=DONE)
def reject(run_id: int, caller: ToWriteThemes, session: Writer, body: AnswerIn | None = None) -> Answered:
    """The same is not proposed again."""
    given = body or AnswerIn()
    return themes.reject(session, caller.workspace_id, run_id, who(caller, given.person), given.changes)


@router.post("/{run_id}/undo", response_model=Answered, summary="Take the answer back", responses=DONE)
def undo(run_id: int, caller: ToWriteThemes, session: Writer, body: AnswerIn | None = None) -> Answered:
    """Themes, names and units are as they were; the lines wait for an answer again."""
    given = body or AnswerIn()
    return themes.take_back(session, caller.workspace_id, run_id, who(caller, given.person), given.changes)
