"""One comment: its words, what was read in them, and everything that was done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from api.pages.highlight import Mark, Piece, kind_of
from api.pages.names import Names, offered
from api.pages.views.events import audit_event
from api.pages.views.pieces import Dated, Fact, Link, Option, Tag, given, marked
from api.wording import worded
from models.readings import OpinionRow
from models.reports.comment_values import CommentPage, ReadingView, UnitView
from nlp.flags import QUESTION
from nlp.questions import asks

SENTIMENTS = ("very_negative", "negative", "neutral", "positive", "very_positive", "mixed")


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """A line of the opinions' table; `span` names its words in the correction form."""

    number: int
    quote: str
    kind: str
    side: str
    touchpoint: str
    pain_point: str
    confidence: str
    span: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A sentence or clause and the theme it belongs to."""

    text: str
    kind: str
    sentiment: str
    theme: Link | None
    similarity: str


@dataclass(frozen=True, slots=True)
class Choices:
    """The right answers of one field."""

    name: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class CommentView:
    """Everything the template shows, in its order."""

    id: int
    about: tuple[str, ...]
    notice: str
    question: str
    language_code: str
    pieces: tuple[Piece, ...]
    duplicate: Link | None
    opinions: tuple[OpinionLine, ...]
    units: tuple[UnitRow, ...]
    abstain: bool
    desk: str
    unread: str
    facts: tuple[Fact, ...]
    received: tuple[Fact, ...]
    corrections: tuple[Choices, ...]
    history: tuple[Dated, ...]


def comment_view(names: Names, page: CommentPage) -> CommentView:
    t, reading = names.tongue.t, page.reading
    opinions = tuple(_opinion(names, number, one) for number, one in enumerate(page.opinions, 1))
    return CommentView(
        id=page.id,
        about=(names.tongue.moment(page.received_at), page.source, names.channel(page.channel)),
        notice=t("comment.copies", n=len(page.copies)) if page.copies else "",
        question=page.question or "",
        language_code=reading.language if reading else names.tongue.code,
        pieces=marked(page.text, _marks(names, page)),
        duplicate=_duplicate(names, page.duplicate_of),
        opinions=opinions,
        units=tuple(_unit(names, page.text, one) for one in page.units),
        abstain=bool(reading and reading.abstain),
        desk=_desk(page),
        unread=_unread(names, page),
        facts=_reading(names, reading, page.question or "") if reading else (),
        received=_received(names, page),
        corrections=corrections(names),
        history=tuple(audit_event(names, entry) for entry in page.history),
    )


def _desk(page: CommentPage) -> str:
    """The triage desk from this comment on."""
    if page.place is None:
        return ""
    return f"/triage?{urlencode({'state': page.triage.state, 'cursor': page.place})}#comment-{page.id}"


def _marks(names: Names, page: CommentPage) -> list[Mark]:
    return [
        Mark(one.start, one.end, kind_of(one.polarity), _about(names, one), number)
        for number, one in enumerate(page.opinions, 1)
    ]


def _about(names: Names, one: OpinionRow) -> str:
    parts = [names.tongue.t(f"side.{kind_of(one.polarity)}")]
    if one.touchpoint:
        parts.append(names.touchpoint(one.touchpoint))
    if one.pain_point:
        parts.append(names.pain_point(one.pain_point))
    return " · ".join(parts)


def _opinion(names: Names, number: int, one: OpinionRow) -> OpinionLine:
    return OpinionLine(
        number=number,
        quote=one.quote,
        kind=kind_of(one.polarity),
        side=names.tongue.t(f"side.{kind_of(one.polarity)}"),
        touchpoint=names.touchpoint(one.touchpoint) if one.touchpoint else "–",
        pain_point=names.pain_point(one.pain_point) if one.pain_point else "–",
        confidence=names.tongue.percent(one.confidence),
        span=f"{one.start}-{one.end}",
    )


def _unit(names: Names, text: str, one: UnitView) -> UnitRow:
    theme = Link(f"/themes/{one.theme.id}", names.tongue.label(one.theme.label, one.theme.code)) if one.theme else None
    return UnitRow(
        text=text[one.start : one.end],
        kind=kind_of(one.polarity),
        sentiment=names.sentiment(one.sentiment),
        theme=theme,
        similarity=names.tongue.t("comment.similarity", value=f"{one.similarity:.2f}"),
    )


def _duplicate(names: Names, original: int | None) -> Link | None:
    return Link(f"/comments/{original}", names.tongue.t("comment.duplicate", id=original)) if original else None


def _unread(names: Names, page: CommentPage) -> str:
    if page.state != "quarantined":
        return names.tongue.t("comment.unread")
    return names.tongue.t("comment.quarantined", error=worded(page.error or "", names.tongue.code))


def _reading(names: Names, one: ReadingView, question: str) -> tuple[Fact, ...]:
    tongue, t = names.tongue, names.tongue.t

    def sure(share: float) -> str:
        return t("comment.confidence", value=tongue.percent(share))

    strength = t("comment.score", value=tongue.signed(one.score, 2))
    tone = "negative" if "negative" in one.sentiment else "positive" if "positive" in one.sentiment else one.sentiment
    facts = [
        Fact(
            t("comment.sentiment"),
            note=f"{strength} · {sure(one.confidence)}",
            tags=(Tag(tone, names.sentiment(one.sentiment)),),
        ),
        Fact(t("comment.urgency"), t(f"urgency.{one.urgency}"), sure(one.urgency_confidence)),
        Fact(t("comment.intents"), tags=tuple(Tag("plain", names.intent(code)) for code in one.intents)),
        Fact(t("comment.signals"), tags=tuple(Tag("alert", names.signal(code)) for code in one.signals)),
        Fact(t("comment.language"), names.language(one.language), sure(one.language_confidence)),
        Fact(t("comment.flags"), tongue.listing([_flag(names, flag) for flag in _claimed(one.flags, question)])),
        Fact(t("comment.version"), one.version),
    ]
    return tuple(fact for fact in facts if fact.text or fact.tags)


def _claimed(flags: Sequence[str], question: str) -> list[str]:
    """Every text from a column carries its heading as its question: one that asks nothing was no help in reading."""
    return [flag for flag in flags if flag != QUESTION or asks(question)]


def _flag(names: Names, flag: str) -> str:
    key = f"flag.{flag}"
    return names.tongue.t(key) if names.tongue.has(key) else flag


def _received(names: Names, page: CommentPage) -> tuple[Fact, ...]:
    t = names.tongue.t
    facts = [
        Fact(t("comment.when"), names.tongue.moment(page.received_at)),
        Fact(t("comment.source"), page.source, names.channel(page.channel)),
        Fact(t("comment.external"), page.external_id),
        Fact(t("comment.author"), page.author or ""),
        Fact(t("comment.touchpoint"), names.touchpoint(page.touchpoint_hint) if page.touchpoint_hint else ""),
        *(Fact(names.score(s.kind), given(names, s), t(f"scope.{s.scope}")) for s in page.scores),
        *(Fact(names.segment(name), str(value)) for name, value in page.segment.items()),
        Fact(t("comment.triage"), t(f"triage.state.{page.triage.state}"), page.triage.owner or ""),
    ]
    return tuple(fact for fact in facts if fact.text)


def corrections(names: Names) -> tuple[Choices, ...]:
    """Every answer a person may put in place of a reading's; the value says field and code."""
    t, taxonomy = names.tongue.t, names.taxonomy
    fields: Mapping[str, list[tuple[str, str]]] = {
        "sentiment": [(code, names.sentiment(code)) for code in SENTIMENTS],
        "touchpoint": [(code, names.touchpoint(code)) for code in names.places],
        "pain_point": [(code, names.pain_point(code)) for code in offered(taxonomy.pain_points)],
        "urgency": [(str(level), t(f"urgency.{level}")) for level in range(4)],
        "intents": [(code, names.intent(code)) for code in offered(taxonomy.intents)],
        "signals": [(code, names.signal(code)) for code in offered(taxonomy.signals)],
    }
    return tuple(
        Choices(t(f"correct.{field}"), tuple(Option(f"{field}:{code}", name) for code, name in pairs))
        for field, pairs in fields.items()
    )
