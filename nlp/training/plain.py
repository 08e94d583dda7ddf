"""Text without labels: for the vocabulary, for pre-training, and the pairs that align the encoder."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from nlp.training.contrastive import Pairs
from nlp.training.corpus import Example, plain_lines, rows
from nlp.training.open_sets import open_sets

_BOOKS = ("plain_ja_books_1.txt.xz", "plain_ja_books_2.txt.xz")
_SPOKEN = re.compile(r"[「」！？!?]|です|ます|ない")  # lines of books that sound like somebody talking
_MARKUP = re.compile(r"^(title|description|!|<)|[A-Za-z0-9/_.<>]{24}")
_ALIKE = {"jsts.jsonl.gz": 3.6, "jsick.jsonl.gz": 4.0}
_SHORT = 300  # code points of a text that are read


def _some(found: Iterable[Any], count: int, random: np.random.Generator) -> list[Any]:
    everything = list(found)
    return [everything[i] for i in random.permutation(len(everything))[:count]]


def _if_there(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    if (folder / name).exists():
        yield from rows(folder / name)


def _book_lines(folder: Path) -> Iterator[str]:
    """Lines of the books that are short and spoken: their words are those of people who feel something."""
    for name in _BOOKS:
        for line in plain_lines(folder / name) if (folder / name).exists() else ():
            if 8 <= len(line) <= 90 and _SPOKEN.search(line):
                yield line


def _written_lines(folder: Path) -> Iterator[str]:
    path = folder / "plain_ja_dialogue_docs.txt.xz"
    return (line for line in plain_lines(path) if not _MARKUP.search(line)) if path.exists() else iter(())


def plain_texts(folder: Path, ours: Sequence[Example], count: int, seed: int, books: int = 0) -> list[tuple[str, str]]:
    """(text, language) of all sources, at most `count` of each but all of `ours`, and `books` lines; shuffled."""
    random = np.random.default_rng(seed)
    found = 3 * [(example.text, example.language) for example in ours]
    by_source: dict[str, list[Example]] = defaultdict(list)
    for example in open_sets(folder):
        by_source[example.source].append(example)
    for examples in by_source.values():
        found += [(e.text, e.language) for e in _some(examples, min(count, 20_000), random)]
    found += [(text, "ja") for text in _some(_written_lines(folder), count, random)]
    found += [(text, "ja") for text in _some(_book_lines(folder), books, random)] if books else []
    for row in _some(_if_there(folder, "parallel_enja.jsonl.gz"), min(count, 130_000), random):
        found += [(row["ja"], "ja"), (row["en"], "en")] if random.random() < 0.3 else [(row["ja"], "ja")]
    found += [(row["text"], row["lang"][:2]) for row in _if_there(folder, "tico19.jsonl.gz")]
    found += [(row["text"], "ja") for row in _some(_if_there(folder, "asdc_topics.jsonl.gz"), count, random)]
    return [(found[i][0][:_SHORT], found[i][1]) for i in random.permutation(len(found))]


def _aligned(folder: Path) -> Iterator[Pairs]:
    by_language: dict[str, dict[str, str]] = defaultdict(dict)
    for row in _if_there(folder, "sib200.jsonl.gz"):
        by_language[row["lang"]][row["pid"]] = row["text"]
    for language, texts in by_language.items():
        for pivot in ("jpn_Jpan", "eng_Latn"):
            if language != pivot:
                shared = sorted(texts.keys() & by_language[pivot].keys())
                left, right = [texts[key] for key in shared], [by_language[pivot][key] for key in shared]
                yield Pairs(f"{language} {pivot}", left, right, 2)
    covid: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in _if_there(folder, "tico19.jsonl.gz"):
        covid[row["lang"]].append(row)
    for language, found in covid.items():
        yield Pairs(language, [row["eng"] for row in found], [row["text"] for row in found], 2)


def _same_point(examples: Sequence[Example], random: np.random.Generator) -> Pairs:
    """Quotes with the same touchpoint and pain point, across languages where there are any."""
    groups: dict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
    for example in examples:
        for point in example.points or ():
            if point.touchpoint is not None and point.pain_point is not None and point.polarity == 0:
                quote = example.text[point.start : point.end]
                groups[point.touchpoint, point.pain_point].append((example.language, quote))
    left, right = [], []
    for quotes in groups.values():
        for language, quote in quotes:
            others = [text for code, text in quotes if text != quote and (code != language or random.random() < 0.3)]
            for _ in range(2 if others else 0):
                left.append(quote)
                right.append(others[int(random.integers(len(others)))])
    return Pairs("points", left, right, 2)


def pairs(folder: Path, ours: Sequence[Example], seed: int) -> list[Pairs]:
    """All pairs of sentences that say the same: translations, paraphrases, like points."""
    random = np.random.default_rng(seed)
    parallel = list(_if_there(folder, "parallel_enja.jsonl.gz"))
    hotel = list(_if_there(folder, "asdc_pairs.jsonl.gz"))
    alike = [row for name, least in _ALIKE.items() for row in _if_there(folder, name) if row["score"] >= least]
    captions = list(_if_there(folder, "jsick.jsonl.gz"))
    found = [
        Pairs("en ja", [row["en"] for row in parallel], [row["ja"] for row in parallel]),
        *_aligned(folder),
        Pairs("hotel", [row["utterance"] for row in hotel], [row["statement"] for row in hotel]),
        Pairs("alike", [row["a"] for row in alike], [row["b"] for row in alike], 2),
        Pairs("captions", [row["a_en"] for row in captions], [row["a"] for row in captions], 2),
        _same_point(ours, random),
    ]
    return [group for group in found if group.left]
