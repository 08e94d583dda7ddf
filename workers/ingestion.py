"""Brings a file in: opens it, maps its columns, masks, stores in batches, and accounts for every row."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from itertools import chain, islice
from pathlib import Path

from models.comments import NewComment, check
from models.database import Sessions, reading, retrying
from models.errors import Refused
from models.intake import accept
from models.known import source_alike
from workers.admission import admit
from workers.columns import SAMPLE_ROWS, guess
from workers.connectors.layouts import Layout, recognise
from workers.connectors.notes import Note, NoteCode, note
from workers.connectors.protocol import Connector
from workers.connectors.reasons import Reason
from workers.connectors.registry import connector_for, connector_named
from workers.connectors.values import Opened, OpenOptions, Row, RowProblem, UnreadableFile, problem
from workers.dates import TOKYO
from workers.headings import is_blank
from workers.incoming import Reader
from workers.mapping import CHANNELS, Mapping, Role, given

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

    `new` and `known` count comments: a row with two answers gives two. `reworded`: of the known, those whose id came
    with other words; `rescored`: with another score; both are among the problems. Lists hold the first thousand.
    """

    source: str
    layout: str
    mapping: Mapping
    notes: tuple[Note, ...] = ()
    rows: int = 0
    new: int = 0
    known: int = 0
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
    mapping = guess(opened.headings, [row.values for row in head if isinstance(row, Row)], opened.questions, layout)
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
    while batch := list(islice(comments, BATCH)):
        if not report.new + report.known:
            _compare(sessions, workspace_id, batch, report)
        _store(sessions, workspace_id, batch, report)
        if progress:
            progress(report.rows)
    report.seconds = time.monotonic() - started
    logger.info("imported source=%s rows=%d new=%d rejected=%d", source, report.rows, report.new, report.rejected_total)
    return report


def _compare(sessions: Sessions, workspace_id: int, batch: list[tuple[Row, NewComment]], report: ImportReport) -> None:
    """Whether this new source is an old one under another name. It may be right, so it is said and not refused."""
    first = [comment for _, comment in batch[:_COMPARED]]
    with reading(sessions) as session:
        other = source_alike(session, workspace_id, report.source, first)
    if other:
        report.notes = (*report.notes, note(NoteCode.LIKE_ANOTHER, source=report.source, other=other))


def _store(sessions: Sessions, workspace_id: int, batch: list[tuple[Row, NewComment]], report: ImportReport) -> None:
    accepted = retrying(sessions, lambda session: accept(session, workspace_id, [comment for _, comment in batch]))
    report.new += len(accepted.new_ids)
    report.known += accepted.known
    report.reworded += _mention(Reason.KNOWN_ID, accepted.reworded, batch, report)
    report.rescored += _mention(Reason.KNOWN_SCORE, accepted.rescored, batch, report)


def _mention(code: Reason, places: Iterable[int], batch: list[tuple[Row, NewComment]], report: ImportReport) -> int:
    """How many of the known rows with other content were named."""
    heading, named = report.mapping.first(Role.ID) or "", 0
    for place in places:
        row = batch[place][0]
        found = row.values.get(heading, "")
        # Without an id the content is the key: the customer's words are the same, only our masking has changed.
        if not is_blank(found):
            named += 1
            report.mention([problem(row.number, code, heading, found=found)])
    return named


def _comments(
    rows: Iterator[Row | RowProblem], reader: Reader, report: ImportReport
) -> Iterator[tuple[Row, NewComment]]:
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
            yield from ((row, comment) for comment in _admitted(found.comments, row.number, report))


def _admitted(comments: list[NewComment], number: int, report: ImportReport) -> Iterator[NewComment]:
    """Storage refuses a whole batch for one bad comment, so each is checked alone first."""
    for comment in comments:
        try:
            ready = admit(comment)
            check(ready)
        except Refused as error:
            report.reject(problem(number, Reason.REFUSED, error.field, found=str(error)))
        else:
            yield ready


def _connector(path: Path, options: ImportOptions) -> Connector:
    return connector_named(options.connector) if options.connector else connector_for(path)


def _with_channel(mapping: Mapping, channel: str | None) -> Mapping:
    if channel is None:
        return mapping
    if channel not in CHANNELS:
        raise Refused("channel", channel, f"one of {', '.join(CHANNELS)}")
    return replace(mapping, channel=channel)
