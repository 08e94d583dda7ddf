"""Turns a row of cells into comments as storage takes them, by a mapping; every cell it cannot use is named."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, tzinfo

from models.comments import CLOCKS_DIFFER, SCALES, SCOPES, TELLING_TEXT, NewComment, NewScore
from models.same_rows import BY_CONTENT
from workers.connectors.reasons import Reason
from workers.connectors.values import Row, RowProblem, problem
from workers.dates import TOKYO, parse_clock, parse_date
from workers.headings import TOTALS, is_blank, is_unanswered
from workers.mapping import SCORES, Column, Mapping, Role
from workers.markup import plain_text
from workers.scores import parse_score
from workers.words import folded

_LONGEST_KEY = 200
_ROW_KEY = re.compile(rf"{BY_CONTENT}([0-9a-f]{{32}}):(\d+)(?:/|$)")
_NOTHING_SAID = ("-", "ー", "―", "－")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*")
_LANGUAGE_NAMES = {"日本語": "ja", "英語": "en", "中国語": "zh", "韓国語": "ko", "japanese": "ja", "english": "en",
                   "chinese": "zh", "korean": "ko", "jpn": "ja", "eng": "en", "jp": "ja"}  # fmt: skip


@dataclass(slots=True)
class Incoming:
    """What one row gives: its comments, what had to be left aside, and why nothing came if nothing came.

    `told_apart`: text and date together are hardly another person's, see `Reader._told_apart`.
    """

    comments: list[NewComment] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    rejected: RowProblem | None = None
    told_apart: bool = False


@dataclass(slots=True)
class Reader:
    """Reads the rows of one file. Remembers ids and contents, so that a row is known again at the next import."""

    mapping: Mapping
    source: str
    now: datetime
    zone: tzinfo = TOKYO
    _seen: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    _times: dict[bytes, int] = field(default_factory=dict)

    def read(self, row: Row) -> Incoming:
        found = Incoming()
        found.rejected = self._not_an_answer(row)
        if found.rejected:
            return found
        columns = [column for column in self.mapping.of(Role.TEXT) if column.heading not in row.repeated]
        texts = [(column, text) for column in columns if (text := self._text(row, column))]
        scores = tuple(self._scores(row, found))
        if not texts and not scores:
            return found
        key, found.rejected = self._key(row)
        if not found.rejected:
            found.comments = list(self._comments(row, key, texts, scores, found))
            found.problems[:0] = row.assumed
            found.told_apart = self._told_apart(found.comments)
        return found

    def gave(self, key: str) -> bool:
        """Whether a row with this key, made of its content, was read from this file already."""
        found = _ROW_KEY.match(key)
        # Somebody's own ids may begin like ours; they are none of ours to give to another row.
        return not found or self._times.get(bytes.fromhex(found[1]), 0) >= int(found[2])

    def _told_apart(self, comments: list[NewComment]) -> bool:
        """Two people may say 「特になし」 on one day; not so one respondent, one minute, or one text of some length."""
        one = comments[0]
        if not one.dated:
            return False
        alone = len(comments) == 1 and len(one.text) >= TELLING_TEXT
        return bool(one.author) or alone or one.received_at.astimezone(self.zone).time() != time()

    def _comments(
        self, row: Row, key: str, texts: list[tuple[Column, str]], scores: tuple[NewScore, ...], found: Incoming
    ) -> Iterator[NewComment]:
        """Each text column is a comment. A row's scores count once, so they go with the first of them."""
        received_at = self._received_at(row, found)
        ids = self._ids(key)
        for index, (column, text) in enumerate(texts or [(None, "")]):
            yield NewComment(
                source=self.source,
                external_id=ids[column.heading if column else ""],
                text=text,
                channel=self._cell(row, Role.CHANNEL).casefold() or self.mapping.channel,
                received_at=received_at,
                question=self._cell(row, Role.QUESTION) or (column.name if column else "") or None,
                author=self._cell(row, Role.AUTHOR)[:_LONGEST_KEY] or None,
                language_hint=language_code(self._cell(row, Role.LANGUAGE)),
                touchpoint_hint=self._cell(row, Role.TOUCHPOINT) or None,
                segment=self._segment(row),
                scores=scores if index == 0 else (),
                dated=received_at != self.now,
                siblings=tuple(one for one in ids.values() if index == 0 and not key.startswith(BY_CONTENT)),
            )

    def _ids(self, key: str) -> dict[str, str]:
        """What the parts of a row are stored under, by heading; "" is its scores without a word."""
        columns = self.mapping.of(Role.TEXT)
        if len(columns) == 1:
            return {columns[0].heading: key, "": f"{key}/scores"}
        parts = {one.heading: hashlib.blake2b(folded(one.heading).encode(), digest_size=4) for one in columns}
        return {**{heading: f"{key}/{part.hexdigest()}" for heading, part in parts.items()}, "": f"{key}/scores"}

    def _cell(self, row: Row, role: Role) -> str:
        heading = self.mapping.first(role)
        cell = row.values.get(heading, "").strip() if heading else ""
        return "" if is_blank(cell) else cell

    def _text(self, row: Row, column: Column) -> str:
        body = row.values.get(column.heading, "").strip()
        heading = self.mapping.first(Role.TITLE)
        title = row.values.get(heading, "").strip() if heading else ""
        if self.mapping.html:
            body, title = plain_text(body), plain_text(title)
        if body in _NOTHING_SAID:
            body = ""
        return f"{title}\n{body}".strip() if title and title != body else body

    def _segment(self, row: Row) -> dict[str, str]:
        cells = ((column, row.values.get(column.heading, "").strip()) for column in self.mapping.of(Role.SEGMENT))
        return {column.name or column.heading: cell for column, cell in cells if not is_blank(cell)}

    def _scores(self, row: Row, found: Incoming) -> Iterator[NewScore]:
        for column in self.mapping.of(*SCORES):
            cell = row.values.get(column.heading, "").strip()
            if is_unanswered(cell) or column.heading in row.repeated:
                continue
            kind = column.role.value
            low, high = column.scale or SCALES[kind]
            value = parse_score(cell, column.ends, (low, high) if column.falling else None)
            if value is None or not low <= value <= high or (kind == "nps" and value != int(value)):
                wanted = f"{low:g}-{high:g}"
                found.problems.append(problem(row.number, Reason.BAD_SCORE, column.heading, found=cell, wanted=wanted))
                continue
            scope = row.values.get(f"{column.heading}.scope", "")
            yield NewScore(kind, value, scope if scope in SCOPES else None, (low, high))

    def _received_at(self, row: Row, found: Incoming) -> datetime:
        """The first date column that has a value; without one the time of import, which is said."""
        doubts = []
        for column in self.mapping.of(Role.DATE):
            cell = row.values.get(column.heading, "").strip()
            parsed = parse_date(cell, zone=self.zone, order=self.mapping.order)
            if parsed and self._is_likely(parsed.at):
                return self._with_clock(row, parsed.at)
            code = Reason.UNLIKELY_DATE if parsed else Reason.NO_DATE if is_unanswered(cell) else Reason.BAD_DATE
            doubts.append(problem(row.number, code, column.heading, found=cell or "–"))
        found.problems += doubts[:1]
        return self.now

    def _is_likely(self, at: datetime) -> bool:
        """What storage takes: 1900/1/1 is how a spreadsheet writes nothing, and 2062 a slip of a finger."""
        return at.year > 1970 and at <= self.now + CLOCKS_DIFFER

    def _with_clock(self, row: Row, at: datetime) -> datetime:
        """With the time of day from its own column; an hour that the date brings itself stays."""
        clock = parse_clock(self._cell(row, Role.TIME))
        return at + clock if clock and at.time() == time() else at

    def _not_an_answer(self, row: Row) -> RowProblem | None:
        for heading, value in self.mapping.skip:
            if row.values.get(heading) == value:
                return problem(row.number, Reason.NOT_AN_ANSWER, heading, found=value)
        return self._total(row)

    def _total(self, row: Row) -> RowProblem | None:
        """The sum or the mean that somebody wrote below the answers: it begins with that word, and has no date."""
        heading, cell = next(((heading, cell) for heading, cell in row.values.items() if cell.strip()), ("", ""))
        if folded(cell) not in TOTALS or heading in [column.heading for column in self.mapping.of(Role.TEXT)]:
            return None
        others = self.mapping.of(Role.DATE) or self.mapping.of(Role.TEXT)
        if any(column.heading != heading and not is_blank(row.values.get(column.heading, "")) for column in others):
            return None
        return problem(row.number, Reason.NOT_AN_ANSWER, heading, found=cell)

    def _key(self, row: Row) -> tuple[str, RowProblem | None]:
        """The row's own id, else its content and how often it was seen: two customers may say 「特になし」."""
        digest = self._digest(row)
        heading = self.mapping.first(Role.ID)
        key = self._id(row.values.get(heading, "")) if heading and heading not in row.repeated else ""
        if not key or heading is None:
            self._times[digest] = self._times.get(digest, 0) + 1
            return f"{BY_CONTENT}{digest.hex()}:{self._times[digest]}", None
        first, known = self._seen.setdefault(key, (row.number, digest))
        if known != digest:
            return key, problem(row.number, Reason.SAME_ID, heading, found=key, first=first)
        return key, None

    def _digest(self, row: Row) -> bytes:
        """Of all that the row says; its number in the file is not said by a customer."""
        counters = {column.heading for column in self.mapping.of(Role.COUNTER)}
        cells = sorted((heading, cell) for heading, cell in row.values.items() if cell and heading not in counters)
        content = "\x1f".join(f"{heading}\x1e{cell}" for heading, cell in cells)
        return hashlib.blake2b(content.encode(), digest_size=16).digest()

    def _id(self, cell: str) -> str:
        if self.mapping.id_pattern and (found := re.search(self.mapping.id_pattern, cell)):
            cell = found[1]
        cell = "" if is_blank(cell) else cell.strip()
        return cell if len(cell) <= _LONGEST_KEY else hashlib.sha256(cell.encode()).hexdigest()


def language_code(cell: str) -> str | None:
    """ISO 639 of "ja", "JA", "ja_JP", "Japanese", 「日本語」; None when it says nothing we know."""
    if named := _LANGUAGE_NAMES.get(cell.casefold()):
        return named
    found = _LANGUAGE.fullmatch(cell)
    return found[1].lower() if found else None
