"""The labelled sets of the table: where they lie, what is gold, how many rows are drawn. Never copied here."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

_LANGUAGES = {"jpn_Jpan": "ja", "eng_Latn": "en", "jpn": "ja", "eng": "en"}
Record = dict[str, str]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with its language and the group it belongs to; `pair` is equal for translations of one another."""

    text: str
    language: str
    gold: str
    pair: str = ""


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """A set as a declaration; `size` rows are drawn with a fixed seed when the file has more."""

    name: str
    file: str
    licence: str
    mapping: Callable[[Record], Labelled | None]
    size: int = 1500

    def rows(self, data: Path) -> list[Labelled]:
        path = data / self.file
        if not path.exists():
            raise FileNotFoundError(f"set {self.name!r}: no file {self.file!r} under {data}")
        found = [row for record in _records(path) if (row := self.mapping(record)) is not None and row.text.strip()]
        if len(found) <= self.size:
            return found
        picked = np.sort(np.random.default_rng(20).choice(len(found), self.size, replace=False))
        return [found[index] for index in picked]


def _records(path: Path) -> Iterator[Record]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        if ".csv" in path.name:
            yield from csv.DictReader(lines)
        else:
            for line in lines:
                yield json.loads(line)


def _topic(level: str) -> Callable[[Record], Labelled | None]:
    """The development split: how themes are formed was settled on the training split."""
    return lambda r: Labelled(r["text"], "ja", r["topic"]) if (r["level"], r["split"]) == (level, "dev") else None


def _short(split: str) -> Callable[[Record], Labelled | None]:
    return lambda r: Labelled(r["text"], "en", r["label"]) if r["split"] == split else None


def _airline(r: Record) -> Labelled | None:
    reason = r.get("reason")
    return Labelled(r["text"], "en", reason) if reason and reason not in ("None", "Can't Tell") else None


def _vehicle(r: Record) -> Labelled | None:
    part = r["不具合装置"]
    return None if part in ("その他", "装置その他", "非装置") else Labelled(r["申告内容の要約"], "ja", part)


def _parallel(key: str, language: str, gold: str) -> Callable[[Record], Labelled | None]:
    def mapped(r: Record) -> Labelled | None:
        code = _LANGUAGES.get(r[language])
        return Labelled(r["text"], code, str(r.get(gold) or ""), str(r[key])) if code else None

    return mapped


TOPIC_SETS = (
    LabelledSet("asdc L2 food", "train/asdc_topics.jsonl.gz", "CC BY 4.0", _topic("L2.food")),
    LabelledSet("asdc L3", "train/asdc_topics.jsonl.gz", "CC BY 4.0", _topic("L3")),
    LabelledSet("us_airline reasons", "eval/us_airline.jsonl.gz", "CC BY-NC-SA 4.0", _airline),
    LabelledSet("kokkosho components", "eval/kokkosho.csv.gz", "research only", _vehicle),
    LabelledSet("bbc_news", "eval/bbc_news.jsonl.gz", "research", lambda r: Labelled(r["text"], "en", r["label"])),
    LabelledSet("search snippets", "eval/short_text_clustering.jsonl.gz", "research", _short("searchsnippets")),
    LabelledSet("ag news", "eval/short_text_clustering.jsonl.gz", "research", _short("agnews8000")),
    LabelledSet("tweets", "eval/short_text_clustering.jsonl.gz", "research", _short("tweet")),
)
PARALLEL_SETS = (
    LabelledSet("ntrex ja-en", "eval/ntrex.jsonl.gz", "CC BY-SA 4.0", _parallel("i", "lang", ""), 3000),
    LabelledSet("sib200 ja-en", "train/sib200.jsonl.gz", "CC BY-SA 4.0", _parallel("pid", "lang", "topic"), 3000),
)
# Where stability and growth are measured: complaints of two kinds and requests, none written for this project.
FEEDBACK_SETS = ("us_airline reasons", "kokkosho components", "asdc L3")
