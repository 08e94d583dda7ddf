"""The small things that pages are made of, ready to be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from api.pages.charts import Part, sentiment_bar
from api.pages.highlight import Mark, Piece, excerpt, kind_of, pieces
from api.pages.names import Names
from api.pages.tongue import DASH, Tongue
from models.insights.scores import ScoreEstimate
from models.reports.comment_values import GivenScore, Verbatim
from models.reports.values import PolarityCounts, Share

NONE = Markup("")
SIDES = ("negative", "neutral", "positive", "mixed")


@dataclass(frozen=True, slots=True)
class Tag:
    """A word in a frame; `kind` is the style-sheet class."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    href: str
    text: str


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a list."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Tab:
    """One view of a page among several."""

    href: str
    text: str
    chosen: bool
    count: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what stands for it."""

    name: str
    text: str = ""
    note: str = ""
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A headline number with its doubt and its change; `way` up, down or flat, `kind` tells good from bad.

    `note` says what the number is.
    """

    label: str
    value: str
    unit: str = ""
    doubt: str = ""
    change: str = ""
    way: str = ""
    kind: str = ""
    chart: Markup = NONE
    note: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """A quotation: the words around the evidence, and where it stands.

    `spoken`: the units of the comment that belong here, by id, where there are several.
    """

    href: str
    pieces: tuple[Piece, ...]
    quote: str
    when: str
    about: tuple[str, ...]
    language: str
    copies: int
    unit: int = 0
    spoken: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Dated:
    """Something that happened; `undo` is the event a button takes back, 0 for none.

    `detail`: before and after. `taken_back` says so where it was.
    """

    when: str
    what: str
    who: str
    detail: str = ""
    undo: int = 0
    reason: str = ""
    taken_back: str = ""


def share_of(tongue: Tongue, share: Share, digits: int = 0) -> str:
    return tongue.percent(share.value, digits)


def score_text(tongue: Tongue, estimate: ScoreEstimate | None) -> str:
    """NPS with its sign, CSAT as a share, CES on its scale."""
    if estimate is None:
        return DASH
    return score_value(tongue, estimate.kind, estimate.value)


def score_value(tongue: Tongue, kind: str, value: float) -> str:
    if kind == "nps":
        return tongue.signed(value, 1)
    return f"{value:.0f}%" if kind == "csat" else f"{value:.2f}"


def score_digits(kind: str) -> int:
    """Of a difference: CES moves by hundredths, NPS and percentages by tenths."""
    return 2 if kind == "ces" else 1


def score_step(kind: str) -> float:
    """The shortest axis for differences of the score: CES moves within six points, NPS within two hundred."""
    return 0.1 if kind == "ces" else 1.0


def points(tongue: Tongue, kind: str) -> str:
    """The unit of a difference: of NPS and CES in points, of every share in percentage points."""
    return tongue.t("theme.impact_unit" if kind in ("nps", "ces") else "theme.impact_unit_share")


def score_range(tongue: Tongue, estimate: ScoreEstimate) -> str:
    """The interval alone; a dash between two minus signs cannot be read."""
    joint = "～" if tongue.code == "ja" else " to "
    return joint.join(score_value(tongue, estimate.kind, value) for value in (estimate.low, estimate.high))


def doubt(tongue: Tongue, estimate: ScoreEstimate) -> str:
    low, high = (score_value(tongue, estimate.kind, v) for v in (estimate.low, estimate.high))
    return tongue.t("report.doubt", low=low, high=high, n=answers(tongue, estimate))


def answers(tongue: Tongue, estimate: ScoreEstimate) -> str:
    """How many, and of how many people where some answered more than once."""
    n = tongue.number(estimate.n)
    if estimate.respondents == estimate.n:
        return n
    return tongue.t("report.answers_of", n=n, people=tongue.number(estimate.respondents))


def basis(tongue: Tongue, estimate: ScoreEstimate) -> str:
    """The same under a score, with the reason where it has no rank."""
    return tongue.t("report.basis" if estimate.rankable else "report.too_few", n=answers(tongue, estimate))


def unassigned_words(tongue: Tongue, share: Share, candidates: Share | None = None) -> str:
    """How much is in no theme, and of the rest how much in candidates; units are counted, not comments."""
    count, total = tongue.number(share.count), tongue.number(share.n)
    told = [tongue.t("report.unassigned", share=share_of(tongue, share, 1), n=count, total=total)]
    if candidates is not None and candidates.count:
        part = {"share": share_of(tongue, candidates, 1), "n": tongue.number(candidates.count)}
        told.append(tongue.t("report.in_candidates", **part))
    return ("" if tongue.code == "ja" else " ").join(told)


def side_bar(tongue: Tongue, counts: PolarityCounts) -> Markup:
    parts = [Part(side, getattr(counts, side), tongue.t(f"side.{side}")) for side in SIDES]
    return sentiment_bar(parts, tongue.listing([f"{part.label} {part.count}" for part in parts]))


def share_bar(tongue: Tongue, share: Share) -> Markup:
    """People who complain against everybody else."""
    rest = max(share.n - share.count, 0)
    name = tongue.t("report.complaining", share=share_of(tongue, share))
    return sentiment_bar([Part("negative", share.count, tongue.t("side.negative")), Part("rest", rest, "")], name)


def given(names: Names, score: GivenScore) -> str:
    """A score as it was given, on the scale it was asked on."""
    return f"{names.score(score.kind)} {score.value:g}/{score.high:g}"


def voice(names: Names, one: Verbatim, limit: int = 180) -> Voice:
    mark = Mark(one.start, one.end, kind_of(one.polarity))
    about = [one.source, *([names.touchpoint(one.touchpoint)] if one.touchpoint else [])]
    return Voice(
        href=f"/comments/{one.comment_id}",
        pieces=tuple(excerpt(one.text, [mark], limit)),
        quote=one.text[one.start : one.end],
        when=names.tongue.day(one.received_at),
        about=(*about, *(given(names, score) for score in one.scores)),
        language=one.language,
        copies=one.copies,
        unit=one.unit_id,
    )


def voices(names: Names, found: Sequence[Verbatim]) -> tuple[Voice, ...]:
    """One entry a comment, however many of its units stand here, with the words of each marked."""
    grouped: dict[int, list[Verbatim]] = {}
    for one in found:
        grouped.setdefault(one.comment_id, []).append(one)
    return tuple(_together(names, sorted(own, key=lambda one: one.start)) for own in grouped.values())


def _together(names: Names, own: Sequence[Verbatim]) -> Voice:
    first = voice(names, own[0])
    if len(own) == 1:
        return first
    marks = [Mark(one.start, one.end, kind_of(one.polarity)) for one in own]
    spoken = tuple(Option(str(one.unit_id), one.text[one.start : one.end]) for one in own)
    return replace(first, pieces=tuple(excerpt(own[0].text, marks, 360)), spoken=spoken)


def marked(text: str, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    return tuple(pieces(text, marks))
