"""A comment on its way in: its shape, and what is refused."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from models.errors import Refused

CHANNELS = ("survey", "ticket", "review", "social")
SCOPES = ("transactional", "relational")
SCALES = {"nps": (0.0, 10.0), "csat": (1.0, 5.0), "ces": (1.0, 7.0)}
USUAL_SCOPE = {"nps": "relational", "csat": "transactional", "ces": "transactional"}
LONGEST_TEXT = 50_000  # what the reader reads; more would be stored only to be quarantined
LONGEST_KEY = 300
CLOCKS_DIFFER = timedelta(days=2)  # a day written somewhere else on earth, by a clock that is wrong by hours
LONGEST_SEGMENT_NAME, LONGEST_SEGMENT_VALUE = 100, 500
TELLING_TEXT = 30  # characters; nobody writes as many by chance as somebody else
LONGEST_LANGUAGE, LONGEST_TOUCHPOINT = 16, 64  # as their columns hold


@dataclass(frozen=True, slots=True)
class NewScore:
    """`value` on `scale` (lowest, highest); scale None: nps 0-10, csat 1-5, ces 1-7; scope None: nps relational."""

    kind: str
    value: float
    scope: str | None = None
    scale: tuple[float, float] | None = None

    @property
    def usual_scope(self) -> str:
        return self.scope or USUAL_SCOPE[self.kind]

    @property
    def bounds(self) -> tuple[float, float]:
        return self.scale or SCALES[self.kind]

    @property
    def normalised(self) -> float:
        """The value carried linearly to the usual scale of its kind."""
        low, high = self.bounds
        usual_low, usual_high = SCALES[self.kind]
        return usual_low + (self.value - low) / (high - low) * (usual_high - usual_low)


@dataclass(frozen=True, slots=True)
class NewComment:
    """`external_id` None: made from source, author, time and text. `fingerprint`: equal for exact duplicates.

    `dated` False: nobody said when, and `received_at` is the time of taking it in. `siblings`: other ids that parts of
    the same answer may be stored under.
    """

    source: str
    external_id: str | None
    text: str
    channel: str
    received_at: datetime
    question: str | None = None
    author: str | None = None
    language_hint: str | None = None
    touchpoint_hint: str | None = None
    segment: dict[str, str] = field(default_factory=dict)
    scores: tuple[NewScore, ...] = ()
    fingerprint: str | None = None
    dated: bool = True
    siblings: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        if self.external_id:
            return self.external_id
        parts = (self.source, self.author or "", self.received_at.isoformat(), self.text)
        return "sha256:" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def check(comment: NewComment) -> None:
    """Raise `Refused` with the field, the value and what was wanted; what passes can be stored on both databases."""
    for name in ("source", "external_id", "text", "question", "author", "language_hint", "touchpoint_hint"):
        _check_words(name, getattr(comment, name))
    for key, value in comment.segment.items():
        called = f"客層「{key}」"
        _check_words(f"segment {key}", key, called)
        _check_words(f"segment {key}", value, called)
        _check_length("segment name", key, 1, LONGEST_SEGMENT_NAME)
        _check_length(f"segment {key}", value, 0, LONGEST_SEGMENT_VALUE, called)
    _check_length("source", comment.source, 1, 200)
    _check_length("external_id", comment.key, 1, LONGEST_KEY)
    _check_length("author", comment.author or "", 0, LONGEST_KEY)
    _check_length("language_hint", comment.language_hint or "", 0, LONGEST_LANGUAGE)
    _check_length("touchpoint_hint", comment.touchpoint_hint or "", 0, LONGEST_TOUCHPOINT)
    _check_length("text", comment.text, 0, LONGEST_TEXT)
    if comment.channel not in CHANNELS:
        raise Refused.among("channel", comment.channel, CHANNELS)
    if not comment.text.strip() and not comment.scores:
        raise Refused("text", comment.text, "words, or a score beside it", ja="言葉か、点数")
    _check_time(comment.received_at)
    _check_scores(comment.scores)


def _check_time(received_at: datetime) -> None:
    """One comment dated 2150 would empty every page that shows the last weeks, and put all themes to rest."""
    if received_at.tzinfo is None or received_at.year <= 1970:
        wanted = "a time with its zone, after 1970"
        raise Refused("received_at", received_at.isoformat(), wanted, ja="時差の付いた、1971年以降の日時")
    if received_at > datetime.now(UTC) + CLOCKS_DIFFER:
        raise Refused("received_at", received_at.isoformat(), "a time that has come", ja="未来でない日時")


def _check_scores(scores: tuple[NewScore, ...]) -> None:
    for score in scores:
        if score.kind not in SCALES:
            raise Refused.among("score kind", score.kind, SCALES)
        if (score.scope or USUAL_SCOPE[score.kind]) not in SCOPES:
            raise Refused.among(f"{score.kind} scope", score.scope, SCOPES)
        low, high = score.bounds
        if not low < high or not math.isfinite(high - low):
            raise Refused(
                f"{score.kind} scale", score.scale, "a lowest value below the highest", ja="最低が最高より小さい幅"
            )
        if not low <= score.value <= high:
            raise Refused(
                score.kind, score.value, f"{low:g} to {high:g}", ja=f"{low:g}〜{high:g} の数", called=score.kind.upper()
            )
        if score.kind == "nps" and score.value != int(score.value):
            raise Refused("nps", score.value, "a whole number", ja="整数", called="NPS")
    kinds = [(score.kind, score.scope or USUAL_SCOPE[score.kind]) for score in scores]
    if len(set(kinds)) < len(kinds):
        raise Refused("scores", kinds, "at most one of each kind and scope", ja="種類ごとに1つまでの点数")


def _check_words(name: str, value: str | None, called: str = "") -> None:
    if value is None:
        return
    if "\x00" in value:
        raise Refused(name, value, "text without NUL bytes", ja="NUL文字のない文字列", called=called)
    try:
        value.encode()
    except UnicodeEncodeError as error:
        shown = value.encode(errors="replace").decode()
        wanted = "text without half surrogates"
        raise Refused(name, shown, wanted, ja="壊れた文字のない文字列", called=called) from error


def _check_length(name: str, value: str, least: int, most: int, called: str = "") -> None:
    if not least <= len(value) <= most:
        wanted = f"{least} to {most:,} characters, this has {len(value):,}"
        ja = f"{least}〜{most:,}字（いまは{len(value):,}字）の文字列"
        raise Refused(name, value, wanted, ja=ja, called=called)
