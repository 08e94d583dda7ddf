"""How the labels of others become ours: a row becomes an `Example`, or is left out."""

from __future__ import annotations

from collections.abc import Callable

from evaluation.examples import Example, Row
from nlp.training.split import held_back

ToExample = Callable[[Row], Example | None]

THREE = {"neg": "negative", "neu": "neutral", "pos": "positive"} | {s: s for s in ("negative", "neutral", "positive")}
URGENT, CALM = "urgent", "calm"
IRONICAL, SINCERE = "ironical", "sincere"

# Answers of this kind were looked at while the rule for 「特になし」 was written, so they prove nothing any more.
SEEN = "survey_question"


def three(row: Row) -> Example | None:
    return Example(str(row.get("id", "")), row["text"], row.get("lang", "und"), THREE[row["sentiment"]], row)


def two(row: Row) -> Example | None:
    """Without the middle: a forced choice."""
    example = three(row)
    return example if example and example.gold != "neutral" else None


def split(*names: str, of: ToExample = three) -> ToExample:
    return lambda row: of(row) if row.get("split") in names else None


def four_way(sentiment: int | str) -> str:
    """-2..2 or "mixed" as negative, neutral, positive, mixed."""
    if sentiment == "mixed":
        return "mixed"
    return ("neutral", "positive", "negative")[(int(sentiment) > 0) - (int(sentiment) < 0)]


def own_tone(row: Row) -> str:
    return four_way(row["sentiment"])


def own_urgency(row: Row) -> str:
    """Our levels 2 (soon) and 3 (now) are what a support lead must see."""
    return URGENT if row["urgency"] >= 2 else CALM


def held(language: str | None, gold: Callable[[Row], str] = own_tone) -> ToExample:
    """The fifth of our comments that no weight has seen, in one language or in all."""

    def mapping(row: Row) -> Example | None:
        if not held_back(row["id"]) or (language and row["lang"] != language):
            return None
        return Example(row["id"], row["text"], row["lang"], gold(row), row)

    return mapping


def probe(row: Row) -> Example | None:
    if row["kind"] == SEEN:
        return None
    return Example(row["id"], row["text"], "ja", four_way(row["sentiment"]), row)


def ironical(row: Row) -> Example | None:
    """A complaint that somebody has read for irony."""
    return Example(row["id"], row["text"], row["lang"], IRONICAL if row["irony"] else SINCERE, row)


def review_type(row: Row) -> Example | None:
    """One of four types a row; which of them say something that we say too, `evaluation.detection` knows."""
    return Example("", row["text"], row["lang"], row["label"], row)


def rated_urgency(row: Row) -> Example | None:
    """Low, Medium, High: only High says what our 2 and 3 say; Medium is a matter that can wait its turn."""
    return Example("", row["text"], row["lang"], URGENT if row["urgency"] == "High" else CALM, row)


def alike(row: Row) -> Example | None:
    """A pair of Japanese sentences `a`, `b`; `gold` is how alike people found them, as it is written."""
    return Example("", row["a"], "ja", str(row["score"]), row)
