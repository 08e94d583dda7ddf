"""Work that was asked for through the outbox: imports and what is done to themes, one at a time, at least once each."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from celery import shared_task
from sqlalchemy.orm import Session

from models import jobs
from models.database import Sessions, retrying
from models.jobs import ClaimedJob, Payload
from models.reports import keep_reports
from models.themes.frozen import KEEP
from settings import Settings, settings
from workers import processes
from workers.connectors.values import OpenOptions, UnreadableFile
from workers.ingestion import ImportOptions, ImportReport, import_path
from workers.lease import LEASE_SECONDS, held
from workers.schedule import DISCOVERY, UPKEEP
from workers.seeding import TAKE_IN, take_in
from workers.upkeep import discover_workspace, keep_up
from workers.wakeups import wake

logger = logging.getLogger(__name__)

IMPORT = "import"
# Hours, not the minute of a batch: a hundred thousand rows or a first discovery on a slow machine.
_TIME_LIMIT = 4 * 3600
_LISTED = 200


@shared_task(name="workers.import_file", time_limit=_TIME_LIMIT)
def import_file() -> None:
    run_jobs(processes.database(), settings())


@shared_task(name="workers.discover_themes", time_limit=_TIME_LIMIT)
def discover_themes() -> None:
    run_jobs(processes.database(), settings())


def run_jobs(sessions: Sessions, settings: Settings) -> int:
    """Do the jobs that wait; returns how many were taken."""
    taken = 0
    while claimed := retrying(sessions, _claim):
        taken += 1
        _run(sessions, settings, claimed)
    return taken


def _claim(session: Session) -> ClaimedJob | None:
    return jobs.claim_job(session, kinds=tuple(WORK), lease_seconds=LEASE_SECONDS)


def _run(sessions: Sessions, settings: Settings, claimed: ClaimedJob) -> None:
    try:
        with held(sessions, claimed):
            result = WORK[claimed.kind](sessions, settings, claimed)
    except UnreadableFile as error:
        # The file will not get better: no second attempt, and both sentences for whoever sent it.
        words = f"{error.reason_ja}\n{error.reason_en}"
        retrying(sessions, lambda s: jobs.fail_job(s, claimed.id, claimed.token, words, most_attempts=1))
    except Exception as error:  # a task is a process edge: the job keeps the error, the next one goes on
        logger.exception("job %d (%s) failed", claimed.id, claimed.kind)
        words = f"{type(error).__name__}: {error}"
        retrying(sessions, lambda s: jobs.fail_job(s, claimed.id, claimed.token, words))
    else:
        if not retrying(sessions, lambda s: jobs.finish_job(s, claimed.id, claimed.token, result)):
            # All that a job does is safe to repeat, and whoever has it now says when it is done.
            logger.error("job %d (%s) was done, but another worker had it by then", claimed.id, claimed.kind)


def _import(sessions: Sessions, settings: Settings, claimed: ClaimedJob) -> Payload:
    """Safe to repeat: comments that are known stay as they are."""
    payload = claimed.payload
    options = ImportOptions(
        connector=payload.get("connector"),
        source=payload.get("source") or Path(payload.get("filename") or payload["path"]).name.split(".")[0],
        channel=payload.get("channel"),
        mapping=payload.get("mapping"),
        zone=settings.zone,
        reading=OpenOptions(cell_limit=settings.cell_limit_characters),
    )
    say = _sayer(sessions, claimed)
    path = Path(payload["path"])
    try:
        report = import_path(sessions, claimed.workspace_id, path, options, lambda rows: say(0.5, f"{rows} rows"))
    except UnreadableFile as error:
        raise error.named(payload.get("filename") or path.name) from error
    wake(settings)
    return report_payload(report)


def _discover(sessions: Sessions, settings: Settings, claimed: ClaimedJob) -> Payload:
    seed = int(claimed.payload.get("seed", 0))
    outcome = discover_workspace(sessions, claimed.workspace_id, seed, _sayer(sessions, claimed))
    return asdict(outcome)


def _keep_up(sessions: Sessions, settings: Settings, claimed: ClaimedJob) -> Payload:
    seed = int(claimed.payload.get("seed", 0))
    return asdict(keep_up(sessions, claimed.workspace_id, seed, _sayer(sessions, claimed)))


def _keep(sessions: Sessions, settings: Settings, claimed: ClaimedJob) -> Payload:
    return {"reports": keep_reports(sessions, claimed.workspace_id)}


def _take_in(sessions: Sessions, settings: Settings, claimed: ClaimedJob) -> Payload:
    return {"units": take_in(sessions, claimed.workspace_id, claimed.payload["themes"])}


WORK: dict[str, Callable[[Sessions, Settings, ClaimedJob], Payload]] = {
    IMPORT: _import,
    DISCOVERY: _discover,
    UPKEEP: _keep_up,
    KEEP: _keep,
    TAKE_IN: _take_in,
}


def _sayer(sessions: Sessions, claimed: ClaimedJob) -> Callable[[float, str], None]:
    """Reports progress and keeps the lease; stops the work when somebody else has it."""

    def say(share: float, note: str) -> None:
        kept = retrying(
            sessions, lambda s: jobs.progress(s, claimed.id, claimed.token, share, note, lease_seconds=LEASE_SECONDS)
        )
        if not kept:
            raise TimeoutError(f"job {claimed.id}: the lease was lost; another worker has it")

    return say


def report_payload(report: ImportReport) -> Payload:
    """The report as JSON, with the first problems in full."""
    rejected = [{**asdict(problem), "code": problem.code.value} for problem in report.rejected[:_LISTED]]
    problems = [{**asdict(problem), "code": problem.code.value} for problem in report.problems[:_LISTED]]
    return {
        "source": report.source,
        "layout": report.layout,
        "rows": report.rows,
        "new": report.new,
        "known": report.known,
        "revised": report.revised,
        "reworded": report.reworded,
        "rescored": report.rescored,
        "blank": report.blank,
        "rejected": rejected,
        "rejected_total": report.rejected_total,
        "problems": problems,
        "problems_total": report.problems_total,
        "mapping": str(report.mapping),
        "notes": [{"code": one.code.value, **one.facts} for one in report.notes],
        "seconds": round(report.seconds, 2),
    }
