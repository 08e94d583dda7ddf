"""Brings a file in: opens it, maps its columns, masks, stores in batches, and accounts for every row."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from itertools import chain, islice
from pathlib import Path

from sqlalchemy.orm import Session

from models.comments import NewComment, check
from models.database import Sessions, reading, retrying
from models.errors import Refused
from models.intake import Accepted, accept
from models.known import source_alike
from models.same_rows import Revision
from models.score_columns import ScoreColumn, record_score_columns
from workers.admission import admit
from workers.columns import SAMPLE_ROWS, guess
from workers.connectors.layouts import Layout, recognise
from workers.connectors.notes import Note, NoteCode, note
from workers.connectors.protocol import Connector
from workers.connectors.reasons import Reason, Words
from workers.connectors.registry import connector_for, connector_named
from workers.connectors.values import Opened, OpenOptions, Row, RowProblem, UnreadableFile, problem
from workers.dates import TOKYO
from workers.headings import is_blank
from workers.incoming import Reader
from workers.mapping import CHANNELS, SCORES, Mapping, Role, Why, given
from workers.returns import Batch, Returns, Taken

logger = logging.getLogger(__name__)

BATCH = 500
_LISTED = 1000
_COMPARED = 200
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the sender may say. `mapping`: {column: use} over the guess. `zone` holds for dates that name none."""

    connector: str | None = None
    source: str | None = None
    channel: str | None = None
    mapping: dict[str, str] | None = None
    zone: tzinfo = TOKYO
    reading: OpenOptions = field(default_factory=OpenOptions)


@dataclass(slots=True)
class ImportReport:
    """Where every row went: rows = rows with comments + blank + rejected. `problems` were taken with an assumption.

    `new` and `known` count comments: a row with two answers gives two. `revised`: of the known, those whose scores or
    segment values were changed. `reworded`: those whose id came with other words; `rescored`: with a score that was
    not taken; both are among the problems. Lists hold the first thousand.
    """

    source: str
    layout: str
    mapping: Mapping
    notes: tuple[Note, ...] = ()
    rows: int = 0
    new: int = 0
    known: int = 0
    revised: int = 0
    reworded: int = 0
    rescored: int = 0
    blank: int = 0
    rejected: list[RowProblem] = field(default_factory=list)
    rejected_total: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    problems_total: int = 0
    seconds: float = 0.0

    def reject(self, found: RowProblem) -> None:
        self.rejected_total += 1
        if len(self.rejected) < _LISTED:
            self.rejected.append(found)

    def mention(self, found: Iterable[RowProblem]) -> None:
        for one in found:
            self.problems_total += 1
            if len(self.problems) < _LISTED:
                self.problems.append(one)


@dataclass(frozen=True, slots=True)
class Plan:
    """A file that was looked at: what its columns mean, and its rows, still unread."""

    mapping: Mapping
    layout: Layout | None
    opened: Opened
    rows: Iterator[Row | RowProblem]


def plan(path: Path, options: ImportOptions | None = None) -> Plan:
    """Look at the head of a file without storing anything. Raises `UnreadableFile`."""
    options = options or ImportOptions()
    opened = _connector(path, options).open(path, options.reading)
    head = list(islice(opened.rows, SAMPLE_ROWS))
    layout = recognise(opened.headings)
    if layout and layout.advice:
        ja, en = layout.advice
        raise UnreadableFile(Reason.NO_COMMENT_BODY, layout=layout.title, advice_ja=ja, advice_en=en)
    mapping = guess(
        opened.headings, [row.values for row in head if isinstance(row, Row)], opened.questions, layout, opened.remarks
    )
    if options.mapping:
        mapping = given(options.mapping, opened.headings, mapping)
    if not head:
        raise UnreadableFile(Reason.NO_ROWS, name=path.name)
    if not mapping.of(Role.TEXT) and any(isinstance(row, Row) for row in head):
        raise UnreadableFile(Reason.NO_TEXT_COLUMN, found=", ".join(opened.headings))
    return Plan(_with_channel(mapping, options.channel), layout, opened, chain(head, opened.rows))


def import_path(
    sessions: Sessions,
    workspace_id: int,
    path: Path,
    options: ImportOptions | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Store the comments of a file. Importing it again, or half of it before a crash, changes nothing twice."""
    options = options or ImportOptions()
    started = time.monotonic()
    planned = plan(path, options)
    source = options.source or (
        planned.layout.name if planned.layout and not planned.layout.open else path.name.split(".")[0]
    )
    layout = planned.layout.name if planned.layout else ""
    report = ImportReport(source, layout, planned.mapping, (*planned.opened.notes, *planned.mapping.notes))
    reader = Reader(planned.mapping, source, datetime.now(UTC), options.zone)
    comments = _comments(planned.rows, reader, report)
    returns = Returns(workspace_id, source, reader)
    while batch := list(islice(comments, BATCH)):
        if not report.new + report.known:
            _compare(sessions, workspace_id, batch, report)
        _store(sessions, workspace_id, batch, report, returns)
        if progress:
            progress(report.rows)
    _say_scores(sessions, workspace_id, planned, report)
    report.notes = (*report.notes, *returns.notes())
    report.revised = returns.revised + len(returns.by_id.comments)
    report.seconds = time.monotonic() - started
    logger.info("imported source=%s rows=%d new=%d rejected=%d", source, report.rows, report.new, report.rejected_total)
    return report


def _say_scores(sessions: Sessions, workspace_id: int, planned: Plan, report: ImportReport) -> None:
    """Pages must be able to tell which scores are counted as what they are by a guess."""
    columns = [
        ScoreColumn(
            column=column.heading,
            kind=column.role.value,
            kind_guessed=column.why is Why.CONTENT,
            scope_assumed=f"{column.heading}.scope" not in planned.opened.headings,
        )
        for column in planned.mapping.of(*SCORES)
    ]
    if columns and report.new + report.known:
        retrying(sessions, lambda session: record_score_columns(session, workspace_id, report.source, columns))


def _compare(sessions: Sessions, workspace_id: int, batch: Batch, report: ImportReport) -> None:
    """Whether this new source is an old one under another name. It may be right, so it is said and not refused."""
    first = [one.comment for one in batch[:_COMPARED]]
    with reading(sessions) as session:
        other = source_alike(session, workspace_id, report.source, first)
    if other:
        report.notes = (*report.notes, note(NoteCode.LIKE_ANOTHER, source=report.source, other=other))


def _store(sessions: Sessions, workspace_id: int, batch: Batch, report: ImportReport, returns: Returns) -> None:
    def work(session: Session) -> tuple[Revision, Accepted]:
        return returns.revise(session, batch), accept(session, workspace_id, [one.comment for one in batch])

    revision, accepted = retrying(sessions, work)
    returns.remember(revision, accepted)
    report.new += len(accepted.new_ids)
    report.known += accepted.known
    report.reworded += _mention(Reason.KNOWN_ID, accepted.reworded, batch, report)
    report.rescored += _mention(Reason.KNOWN_SCORE, accepted.rescored, batch, report)


def _mention(code: Reason, places: Iterable[int], batch: Batch, report: ImportReport) -> int:
    """How many of the known rows with other content were named."""
    heading, named = report.mapping.first(Role.ID) or "", 0
    for place in places:
        row = batch[place].row
        found = row.values.get(heading, "")
        # Without an id the content is the key: the customer's words are the same, only our masking has changed.
        if not is_blank(found):
            named += 1
            report.mention([problem(row.number, code, heading, found=found)])
    return named


def _comments(rows: Iterator[Row | RowProblem], reader: Reader, report: ImportReport) -> Iterator[Taken]:
    for row in rows:
        report.rows += 1
        if isinstance(row, RowProblem):
            report.reject(row)
            continue
        found = reader.read(row)
        if found.rejected:
            report.reject(found.rejected)
            continue
        report.mention(found.problems)
        if not found.comments:
            report.blank += 1
        else:
            admitted = _admitted(found.comments, row.number, report)
            yield from (Taken(row, comment, found.told_apart) for comment in admitted)


def _admitted(comments: list[NewComment], number: int, report: ImportReport) -> Iterator[NewComment]:
    """Storage refuses a whole batch for one bad comment, so each is checked alone first."""
    for comment in comments:
        try:
            ready = admit(comment)
            check(ready)
        except Refused as error:
            words = Words(error.reason_ja.rstrip("。"), error.reason_en)
            report.reject(problem(number, Reason.REFUSED, _column_of(error.field, report.mapping), found=words))
        else:
            yield ready


_COLUMNS = {
    "text": Role.TEXT,
    "external_id": Role.ID,
    "author": Role.AUTHOR,
    "question": Role.QUESTION,
    "channel": Role.CHANNEL,
    "language_hint": Role.LANGUAGE,
    "touchpoint_hint": Role.TOUCHPOINT,
    "received_at": Role.DATE,
}


def _column_of(field: str, mapping: Mapping) -> str | None:
    """The heading that the sender knows the field by; `None` where the file has no column for it."""
    segment = field.removeprefix("segment ")
    named = (one.heading for one in mapping.of(Role.SEGMENT) if segment in (one.name, one.heading))
    return next(named, None) or (mapping.first(_COLUMNS[field]) if field in _COLUMNS else None)


def _connector(path: Path, options: ImportOptions) -> Connector:
    return connector_named(options.connector) if options.connector else connector_for(path)


def _with_channel(mapping: Mapping, channel: str | None) -> Mapping:
    if channel is None:
        return mapping
    if channel not in CHANNELS:
        raise Refused("channel", channel, f"one of {', '.join(CHANNELS)}")
    return replace(mapping, channel=channel)
