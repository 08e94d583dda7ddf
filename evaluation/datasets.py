"""Data sets as declarations: what it is, whose, under which licence, which split, how its labels become ours.

The rows stay where they are; only measurements enter the project. `training/` sets may be learnt from, `yardsticks/`
never. Our own probes are shipped with the project. A declaration pins the content it was written for: other content
is measured all the same, and said to be other.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from evaluation.examples import Example, read_rows
from evaluation.mappings import (
    ToExample,
    alike,
    held,
    ironical,
    own_urgency,
    probe,
    rated_urgency,
    review_type,
    split,
    three,
    two,
)

Task = Literal[
    "sentiment3",
    "sentiment2",
    "sentiment4",
    "pairs",
    "intents",
    "urgency",
    "quotes",
    "signals",
    "irony",
    "types",
    "similarity",
]

OWN = Path(__file__).parent / "data"


class UnknownNameError(ValueError):
    """A data set or a section asked for by a name that nothing here has."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """`pattern` is relative to the data folder; `mapping` turns a row into an Example or leaves it out.

    `languages`: ISO 639-1 of the rows that are scored. `sha256`: the fingerprint of the files that the declaration was
    written for. `learnt`: a file whose pairs the encoder has learnt from, so that a pair found in both is not scored.
    """

    name: str
    task: Task
    pattern: str
    licence: str
    split: str
    mapping: ToExample
    languages: tuple[str, ...]
    sha256: str
    own: bool = False
    learnt: str = ""

    @property
    def language(self) -> str:
        """ISO 639-1, or `mul` for a set of several languages."""
        return self.languages[0] if len(self.languages) == 1 else "mul"

    def files(self, data: Path) -> list[Path]:
        return self._found(OWN if self.own else data, self.pattern)

    def examples(self, data: Path) -> list[Example]:
        learnt = {(row["a"], row["b"]) for path in self._learnt(data) for row in read_rows(path)}
        rows = (row for path in self.files(data) for row in read_rows(path))
        return [
            example
            for row in rows
            if (row.get("a"), row.get("b")) not in learnt and (example := self.mapping(row)) is not None
        ]

    def _learnt(self, data: Path) -> list[Path]:
        """Without it the score would be of pairs that were learnt, and called something else."""
        return self._found(data, self.learnt) if self.learnt else []

    def _found(self, folder: Path, pattern: str) -> list[Path]:
        found = sorted(folder.glob(pattern))
        if not found:
            raise FileNotFoundError(f"data set {self.name!r}: no file matches {pattern!r} under {folder}")
        return found

    def fingerprint(self, data: Path) -> str:
        """The first sixteen digits of sha256 over the files, so that a score names exactly what it was measured on."""
        return fingerprint(self.files(data))

    def as_declared(self, data: Path) -> bool:
        """Whether the files hold what the declaration was written for."""
        return self.fingerprint(data) == self.sha256


def fingerprint(paths: list[Path]) -> str:
    """The first sixteen hexadecimal digits of sha256 over the files' content, in the order given."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


OURS = "written for this project, Apache-2.0"
FEEDBACK, FEEDBACK_HASH, FIFTH = "train/feedback_*.jsonl", "655da5515c125d83", "held-back fifth"
JA, EN = ("ja",), ("en",)
TWELVE = ("ja", "en", "zh", "ko", "de", "fr", "es", "pt", "it", "id", "th", "vi")
EIGHT = ("ar", "en", "fr", "de", "hi", "it", "pt", "es")


def _ours(name: str, task: Task, mapping: ToExample, languages: tuple[str, ...]) -> Dataset:
    return Dataset(name, task, FEEDBACK, OURS, FIFTH, mapping, languages, FEEDBACK_HASH)


DATASETS: tuple[Dataset, ...] = (
    Dataset(
        "jrte_pn", "sentiment3", "eval/jrte_pn.jsonl", "CC BY-NC-SA 4.0", "all given", three, JA, "1a13fcf3158879ab"
    ),
    Dataset(
        "amazon_ja", "sentiment3", "eval/amazon_ja.jsonl", "non-commercial research", "valid", three,
        JA, "f0e1766395158c12",
    ),
    Dataset(
        "amazon_ja_pos_neg", "sentiment2", "eval/amazon_ja.jsonl", "non-commercial research", "valid", two,
        JA, "f0e1766395158c12",
    ),
    Dataset("probes_ja", "pairs", "probes_ja.jsonl", OURS, "all", probe, JA, "90ff7bcfbcca2191", own=True),
    Dataset(
        "irony", "irony", "irony.jsonl", OURS, "read for irony one by one", ironical, ("ja", "en"),
        "79be20114ac351a6", own=True,
    ),
    _ours("feedback_ja", "sentiment4", held("ja"), JA),
    _ours("feedback_all", "sentiment4", held(None), TWELVE),
    _ours("feedback_ja_quotes", "quotes", held("ja"), JA),
    _ours("feedback_ja_intents", "intents", held("ja"), JA),
    _ours("feedback_ja_urgency", "urgency", held("ja", own_urgency), JA),
    _ours("feedback_ja_signals", "signals", held("ja"), JA),
    _ours("feedback_all_signals", "signals", held(None), TWELVE),
    Dataset(
        "umsab", "sentiment3", "eval/umsab.jsonl.gz", "research only", "dev", split("dev", "validation"),
        EIGHT, "77f87a4b04fd474d",
    ),
    Dataset(
        "us_airline", "sentiment3", "eval/us_airline.jsonl.gz", "CC BY-NC-SA 4.0", "all given", three,
        EN, "10405e6109a6cbe9",
    ),
    Dataset(
        "germeval2017", "sentiment3", "eval/germeval2017.jsonl.gz", "CC BY-NC 4.0", "dev", split("dev"),
        ("de",), "c79517846ccec769",
    ),
    Dataset(
        "chinese_reviews", "sentiment2", "eval/chinese_reviews.jsonl.gz", "none stated", "test",
        split("test", of=two), ("zh",), "6ae750c07d3eaeaf",
    ),
    Dataset(
        "app_review_types", "types", "eval/app_review_types.jsonl.gz", "none stated", "all given", review_type,
        EN, "5d4cf6a58b65e6c5",
    ),
    Dataset(
        "telecom_urgency", "urgency", "eval/telecom_urgency.jsonl.gz", "none stated", "all given, machine-written",
        rated_urgency, EN, "b30248129a5f591c",
    ),
    Dataset("jsts", "similarity", "eval/jsts.jsonl", "CC BY-SA 4.0", "valid", alike, JA, "9e5df07e33391c97"),
    Dataset(
        "jsick", "similarity", "eval/jsick.jsonl", "CC BY-SA 4.0", "dev, without pairs of its training part", alike,
        JA, "00d0e4ea27df99fe", learnt="train/jsick.jsonl.gz",
    ),
)  # fmt: skip


def dataset(name: str) -> Dataset:
    for known in DATASETS:
        if known.name == name:
            return known
    raise UnknownNameError(f"data set {name!r} is not declared; wanted one of {', '.join(d.name for d in DATASETS)}")
