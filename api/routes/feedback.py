"""Feedback in and out: 202 means that it is on the disk, not that it is read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, BackgroundTasks, Depends, Request, Response
from pydantic import TypeAdapter, ValidationError
from sqlalchemy.orm import Session

from api.examples import shown, shown_many
from api.house import ANALYSIS, IMPORT, HouseDep
from api.idempotency import REPLAYED, Once, OnceDep
from api.problems import FieldError, Problem, documented
from api.schemas.feedback import (
    ACCEPTED_EXAMPLES,
    FEEDBACK_EXAMPLE,
    REQUEST_EXAMPLES,
    AcceptedOut,
    CommentIn,
    CommentsIn,
    Fault,
    FeedbackIn,
    FeedbackOut,
    ImportAcceptedOut,
)
from api.security import ToReadFeedback, ToWriteFeedback
from api.storage import Reader, Writer
from api.stored import feedback
from api.uploads import Upload, receive
from models import jobs
from models.comments import NewComment, NewScore, check
from models.errors import Refused
from models.intake import accept
from models.keys import Principal

router = APIRouter(tags=["feedback"])
ADAPTER: TypeAdapter[CommentIn | CommentsIn] = TypeAdapter(FeedbackIn)
REQUEST_BODY = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {
                "oneOf": [{"$ref": "#/components/schemas/CommentIn"}, {"$ref": "#/components/schemas/CommentsIn"}]
            },
            "examples": REQUEST_EXAMPLES,
        },
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {
                    "file": {"type": "string", "format": "binary", "description": "CSV, JSONL or XLSX"},
                    "source": {"type": "string"},
                    "channel": {"type": "string", "enum": ["survey", "ticket", "review", "social"]},
                    "mapping": {"type": "string", "description": "JSON: column to field; guessed when left out"},
                },
            },
            "example": {"file": "満足度調査.csv", "source": "満足度調査", "channel": "survey"},
        },
    },
}
STORED = shown_many(ACCEPTED_EXAMPLES, 202, "Stored for good")
BODY_PROBLEMS = ("invalid-json", "invalid-request", "key-reused", "in-flight", "too-large", "unsupported-media-type")


class Sent:
    """A request's body: its bytes (an upload stands for itself) and what they say."""

    def __init__(self, content: bytes, value: CommentIn | CommentsIn | Upload) -> None:
        self.content = content
        self.value = value


async def sent(request: Request, caller: ToWriteFeedback, house: HouseDep) -> Sent:
    """JSON or a form; read only after the key was accepted."""
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind == "multipart/form-data":
        upload = await receive(request, house.settings.data_dir / "uploads")
        return Sent(upload.identity, upload)
    if kind != "application/json":
        raise Problem("unsupported-media-type", f"Content-Type is {kind or 'missing'!r}")
    content = await request.body()
    try:
        return Sent(content, ADAPTER.validate_json(content))
    except ValidationError as error:
        raise _unfit(error) from error


@router.post(
    "/v1/feedback",
    status_code=202,
    response_model=AcceptedOut | ImportAcceptedOut,
    summary="Hand in one comment, up to 1,000, or a file",
    responses={**STORED, **documented(*BODY_PROBLEMS)},
    openapi_extra={"requestBody": REQUEST_BODY},
)
def post_feedback(
    body: Annotated[Sent, Depends(sent)],
    house: HouseDep,
    caller: ToWriteFeedback,
    once: OnceDep,
    session: Writer,
    after: BackgroundTasks,
) -> Response:
    """Bad items are named and left out, good ones are stored. Sending the same again changes nothing.

    A known id with the same words and another score or segment value revises the stored comment, and its history says
    what was before; other words under a known id are not kept.
    """
    value = body.value
    after.add_task(house.wake, IMPORT if isinstance(value, Upload) else ANALYSIS)
    if isinstance(value, Upload):
        return _import(session, once, value)
    return once.answer(session, body.content, lambda: _store(session, caller, value))


@router.get(
    "/v1/feedback/{comment_id}",
    response_model=FeedbackOut,
    summary="A comment and what was read in it",
    responses={**shown(FEEDBACK_EXAMPLE), **documented("not-found")},
)
def get_feedback(comment_id: int, caller: ToReadFeedback, session: Reader) -> FeedbackOut:
    """`reading` is null until a worker has read it; personal data was masked on the way in."""
    return feedback(session, caller.workspace_id, comment_id)


def _import(session: Session, once: Once, upload: Upload) -> Response:
    """A file that no job will read is not kept."""
    content = upload.identity
    try:
        response = once.answer(session, content, lambda: _request_import(session, once.workspace_id, upload))
    except Exception:
        upload.path.unlink(missing_ok=True)
        raise
    if REPLAYED in response.headers:
        upload.path.unlink(missing_ok=True)
    return response


def _request_import(session: Session, workspace_id: int, upload: Upload) -> ImportAcceptedOut:
    payload = {
        "path": str(upload.path),
        "filename": upload.filename,
        "source": upload.source,
        "channel": upload.channel,
        "mapping": upload.mapping,
    }
    job = jobs.request(session, workspace_id, "import", payload)
    return ImportAcceptedOut(job=job, href=f"/v1/jobs/{job}")


def _store(session: Session, caller: Principal, body: CommentIn | CommentsIn) -> AcceptedOut:
    if isinstance(body, CommentIn):
        comments, faults = [new_comment(body)], list[Fault]()
    else:
        comments, faults = _sort_out(body.items)
    stored = accept(session, caller.workspace_id, comments, by=caller.name) if comments else None
    return AcceptedOut(
        accepted=len(stored.new_ids) if stored else 0,
        known=stored.known if stored else 0,
        revised=len(stored.revised.comments | set(stored.worded)) if stored else 0,
        changed=len({*stored.reworded, *stored.rescored}) if stored else 0,
        ids=stored.new_ids if stored else [],
        rejected=faults,
    )


def _sort_out(items: list[Any]) -> tuple[list[NewComment], list[Fault]]:
    comments: list[NewComment] = []
    faults: list[Fault] = []
    for position, item in enumerate(items):
        try:
            comments.append(new_comment(CommentIn.model_validate(item)))
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"]) or "item"
            faults.append(Fault(position=position, external_id=_id_of(item), error=f"{place}: {first['msg']}"))
        except Refused as refused:
            faults.append(Fault(position=position, external_id=_id_of(item), error=str(refused)))
    return comments, faults


def new_comment(one: CommentIn) -> NewComment:
    """Checked, masked, and ready to store; raises `Refused`."""
    from workers.admission import admit

    comment = NewComment(
        source=one.source,
        external_id=one.external_id,
        text=one.text,
        channel=one.channel,
        received_at=one.received_at or datetime.now(UTC),
        question=one.question,
        author=one.author,
        language_hint=one.language,
        touchpoint_hint=one.touchpoint,
        segment=one.segment,
        dated=one.received_at is not None,
        scores=tuple(
            NewScore(s.kind, s.value, s.scope, None if s.low is None or s.high is None else (s.low, s.high))
            for s in one.scores
        ),
    )
    check(comment)
    return admit(comment)


def _id_of(item: Any) -> str | None:  # noqa: ANN401 - whatever the sender sent
    given = (item.get("external_id") or item.get("id")) if isinstance(item, dict) else None
    return str(given)[:300].encode(errors="replace").decode() if isinstance(given, str | int) else None


def _unfit(error: ValidationError) -> Problem:
    found = error.errors()
    fields: list[FieldError] = [
        {"field": ".".join(["body", *map(str, one["loc"])]), "detail": one["msg"], "code": one["type"]}
        for one in found[:100]
    ]
    code = "invalid-json" if any(one["type"] == "json_invalid" for one in found) else "invalid-request"
    return Problem(code, f"{len(found)} field(s) cannot be used", errors=fields)
