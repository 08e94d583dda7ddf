"""The training data as values: labelled comments, review sentences and open sets, read once from a folder."""

from __future__ import annotations

import gzip
import json
import lzma
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nlp.tasks import INTENTS, NONE, PAIN_POINTS, SENTIMENTS, SIGNALS, TOUCHPOINTS

COMMENTS = Path(__file__).parent / "comments"
LABELS = Path(__file__).parent / "labels"
IRONY = Path(__file__).parent / "irony"
EXPRESSIONS = "expressions"
_EXPRESSION_WEIGHT = 0.5  # a few words say less than a comment, and there are many of them
_BY_STAR: dict[int | str, str] = {
    -2: "very_negative",
    -1: "negative",
    0: "neutral",
    1: "positive",
    2: "very_positive",
    "mixed": "mixed",
}
# A set with three classes says which side, not how far: the loss asks for the side's whole mass.
_SIDES = {
    "neg": ("very_negative", "negative"),
    "neu": ("neutral", "mixed"),
    "pos": ("positive", "very_positive"),
}


@dataclass(frozen=True, slots=True)
class Point:
    """One labelled opinion: code points `start`..`end` of the text; label indices, `None` when not labelled."""

    start: int
    end: int
    touchpoint: int | None
    pain_point: int | None
    polarity: int | None


@dataclass(frozen=True, slots=True)
class Example:
    """One text with the labels its source gives; `None` means that the source does not say.

    `sentiment` holds the indices of the labels that the source allows (one of six when it is exact). `irony`: whether
    it says the opposite of what it means, where somebody has read it for that.
    """

    identifier: str
    text: str
    language: str
    source: str
    question: str | None = None
    sentiment: tuple[int, ...] | None = None
    intents: tuple[int, ...] | None = None
    urgency: int | None = None
    signals: tuple[int, ...] | None = None
    points: tuple[Point, ...] | None = None
    irony: bool | None = None
    weight: float = 1.0
    extra: dict[str, str] = field(default_factory=dict)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a `.jsonl` or `.jsonl.gz` file, one a line."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def plain_lines(path: Path) -> Iterator[str]:
    """The sentences of a `.txt.xz` file."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n")


def sides(name: str) -> tuple[int, ...]:
    """Label indices of a three-class name (`neg`, `neu`, `pos`)."""
    return tuple(SENTIMENTS.index(label) for label in _SIDES[name])


def _point(text: str, opinion: dict[str, Any]) -> Point | None:
    start = text.find(opinion["quote"])
    if start < 0:
        return None
    touchpoint, pain = opinion["touchpoint"] or NONE, opinion["pain_point"] or NONE
    return Point(
        start,
        start + len(opinion["quote"]),
        (*TOUCHPOINTS, NONE).index(touchpoint),
        (*PAIN_POINTS, NONE).index(pain),
        int(opinion["polarity"]) + 1,
    )


def comment(row: dict[str, Any], source: str = "feedback") -> Example:
    """A row of `feedback_*.jsonl` or of `comments/*.jsonl`; `opinions` may be null there (not labelled)."""
    text = row["text"]
    opinions = row.get("opinions")
    points = None if opinions is None else tuple(p for p in (_point(text, o) for o in opinions) if p)
    urgency = row.get("urgency")
    return Example(
        identifier=row["id"],
        text=text,
        language=row["lang"],
        source=source,
        question=row.get("question"),
        sentiment=(SENTIMENTS.index(_BY_STAR[row["sentiment"]]),),
        intents=None if row.get("intent") is None else tuple(INTENTS.index(i) for i in row["intent"]),
        urgency=None if urgency is None else int(urgency),
        signals=None if row.get("signals") is None else tuple(SIGNALS.index(s) for s in row["signals"]),
        points=points,
        irony=bool(row["irony"]) if "irony" in row else None,
    )


def feedback(folder: Path) -> list[Example]:
    """The comments written for this project, in file order."""
    return [comment(row) for path in sorted(folder.glob("feedback_*.jsonl")) for row in rows(path)]


def own_comments(folder: Path = COMMENTS) -> list[Example]:
    """Further comments written for this project, kept beside the training code, then the expressions."""
    written = [comment(row, "comments") for path in sorted(folder.glob("*.jsonl")) for row in rows(path)]
    return [*written, *(one for path in sorted(folder.glob("*.tsv")) for one in expressions(path))]


def irony_comments(folder: Path = IRONY) -> list[Example]:
    """Comments written in pairs, one ironical and one that only looks like it; nothing but irony is taught by them."""
    return [comment(row, "irony") for path in sorted(folder.glob("*.jsonl")) for row in rows(path)]


def expressions(path: Path) -> Iterator[Example]:
    """Words and phrases with their tone, `language TAB sentiment TAB text` a line: they teach words, not sentences."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        language, sentiment, text = line.split("\t")
        label = _BY_STAR["mixed" if sentiment == "mixed" else int(sentiment)]
        yield Example(
            f"{path.stem}-{number}", text, language, EXPRESSIONS, sentiment=(SENTIMENTS.index(label),),
            weight=_EXPRESSION_WEIGHT,
        )  # fmt: skip


def normalised(text: str) -> str:
    """NFKC with white space collapsed: what the classifier's own features are computed from."""
    return " ".join(unicodedata.normalize("NFKC", text).split())
