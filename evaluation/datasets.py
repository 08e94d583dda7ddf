"""Data sets as declarations: what it is, whose, under which licence, which split, how its labels become ours.

The rows stay where they are; only measurements enter the project. `training/` sets may be learnt from, `yardsticks/`
never. Our own probes are shipped with the project.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from nlp.training.split import held_back

Row = dict[str, Any]
Task = Literal["sentiment3", "sentiment2", "sentiment4", "pairs", "intents", "urgency", "quotes"]

OWN = Path(__file__).parent / "data"


class UnknownNameError(ValueError):
    """A data set or a section asked for by a name that nothing here has."""


@dataclass(frozen=True, slots=True)
class Example:
    """One row as we score it; `gold` is a label of the task, `row` what else the task needs."""

    id: str
    text: str
    language: str
    gold: str
    row: Row


@dataclass(frozen=True, slots=True)
class Dataset:
    """`pattern` is relative to the data folder; `mapping` turns a row into an Example or leaves it out."""

    name: str
    task: Task
    pattern: str
    licence: str
    split: str
    mapping: Callable[[Row], Example | None]
    own: bool = False

    def files(self, data: Path) -> list[Path]:
        found = sorted((OWN if self.own else data).glob(self.pattern))
        if not found:
            raise FileNotFoundError(f"data set {self.name!r}: no file matches {self.pattern!r} under {data}")
        return found

    def examples(self, data: Path) -> list[Example]:
        rows = (row for path in self.files(data) for row in read_rows(path))
        return [example for row in rows if (example := self.mapping(row)) is not None]

    def fingerprint(self, data: Path) -> str:
        """sha256 over the files, so that a score names exactly what it was measured on."""
        digest = hashlib.sha256()
        for path in self.files(data):
            digest.update(path.read_bytes())
        return digest.hexdigest()[:16]


def read_rows(path: Path) -> Iterator[Row]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


THREE = {"neg": "negative", "neu": "neutral", "pos": "positive"} | {s: s for s in ("negative", "neutral", "positive")}


def _three(row: Row) -> Example | None:
    return Example(str(row.get("id", "")), row["text"], row.get("lang", "und"), THREE[row["sentiment"]], row)


def _two(row: Row) -> Example | None:
    example = _three(row)
    return example if example and example.gold != "neutral" else None


def _split(*names: str, of: Callable[[Row], Example | None] = _three) -> Callable[[Row], Example | None]:
    return lambda row: of(row) if row.get("split") in names else None


def four_way(sentiment: int | str) -> str:
    """-2..2 or "mixed" as negative, neutral, positive, mixed."""
    if sentiment == "mixed":
        return "mixed"
    return ("neutral", "positive", "negative")[(int(sentiment) > 0) - (int(sentiment) < 0)]


def _held_back(language: str | None) -> Callable[[Row], Example | None]:
    def mapping(row: Row) -> Example | None:
        if not held_back(row["id"]) or (language and row["lang"] != language):
            return None
        return Example(row["id"], row["text"], row["lang"], four_way(row["sentiment"]), row)

    return mapping


# Answers of this kind were looked at while the rule for 「特になし」 was written, so they prove nothing any more.
SEEN = "survey_question"


def _probe(row: Row) -> Example | None:
    if row["kind"] == SEEN:
        return None
    return Example(row["id"], row["text"], "ja", four_way(row["sentiment"]), row)


OURS = "written for this project, Apache-2.0"
FEEDBACK = "train/feedback_*.jsonl"

DATASETS: tuple[Dataset, ...] = (
    Dataset("jrte_pn", "sentiment3", "eval/jrte_pn.jsonl", "CC BY-NC-SA 4.0", "all given", _three),
    Dataset("amazon_ja", "sentiment3", "eval/amazon_ja.jsonl", "non-commercial research", "valid", _three),
    Dataset("amazon_ja_pos_neg", "sentiment2", "eval/amazon_ja.jsonl", "non-commercial research", "valid", _two),
    Dataset("probes_ja", "pairs", "probes_ja.jsonl", OURS, "all", _probe, own=True),
    Dataset("feedback_ja", "sentiment4", FEEDBACK, OURS, "held-back fifth", _held_back("ja")),
    Dataset("feedback_all", "sentiment4", FEEDBACK, OURS, "held-back fifth", _held_back(None)),
    Dataset("feedback_ja_quotes", "quotes", FEEDBACK, OURS, "held-back fifth", _held_back("ja")),
    Dataset("feedback_ja_intents", "intents", FEEDBACK, OURS, "held-back fifth", _held_back("ja")),
    Dataset("feedback_ja_urgency", "urgency", FEEDBACK, OURS, "held-back fifth", _held_back("ja")),
    Dataset("umsab", "sentiment3", "eval/umsab.jsonl.gz", "research only", "dev", _split("dev", "validation")),
    Dataset("us_airline", "sentiment3", "eval/us_airline.jsonl.gz", "CC BY-NC-SA 4.0", "all given", _three),
    Dataset("germeval2017", "sentiment3", "eval/germeval2017.jsonl.gz", "CC BY-NC 4.0", "dev", _split("dev")),
    Dataset(
        "chinese_reviews", "sentiment2", "eval/chinese_reviews.jsonl.gz", "none stated", "test", _split("test", of=_two)
    ),
)


def dataset(name: str) -> Dataset:
    for known in DATASETS:
        if known.name == name:
            return known
    raise UnknownNameError(f"data set {name!r} is not declared; wanted one of {', '.join(d.name for d in DATASETS)}")
