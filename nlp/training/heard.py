"""What the weights in use make of labelled rows: chances, vectors and targets, read in two processes where it pays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlp.analyser import Analyser
from nlp.classifier import BlendedClassifier, Passage, load_classifier
from nlp.encoder import Encoder
from nlp.meaning import passage_vectors
from nlp.training.corpus import Example
from nlp.training.passages import Labelled, labelled
from nlp.training.scorers import passage_rows, unit_rows, unit_vectors
from nlp.training.targets import width

Floats = NDArray[np.float32]
Scoped = dict[str, Floats]  # "passage" and "unit"; a row a text
SCOPES = ("passage", "unit")
_AT_ONCE = 1_000  # rows; what a thousand need in memory does not grow with the file
_PROCESSES, _WORTH = 2, 6_000  # rows from which a second process earns the seconds of its start


@dataclass(frozen=True, slots=True)
class Heard:
    """`places`: which of the rows could be read, by number; `owner`: of each unit, its text's place among those.

    `chances` and `targets` are (texts, labels), `vectors` (texts, dimension), without what was learnt here before.
    """

    places: NDArray[np.int64]
    owner: NDArray[np.int64]
    chances: Scoped
    vectors: Scoped
    targets: Scoped

    def __len__(self) -> int:
        return len(self.places)


def hear(examples: Sequence[Example], weights: Path, encoder: Encoder | None = None) -> Heard:
    """All rows, in order. An `encoder` that is given here reads in this process alone."""
    parts = [examples[at : at + _AT_ONCE] for at in range(0, len(examples), _AT_ONCE)]
    if encoder is None and len(examples) >= _WORTH:
        with get_context("spawn").Pool(_PROCESSES, initializer=_load, initargs=(weights,)) as pool:
            return _joined(pool.imap(_heard_there, parts))
    classifier, opened = load_classifier(weights), encoder or Analyser.load(weights).encoder
    return _joined(_heard(part, classifier, opened) for part in parts)


def _heard(examples: Sequence[Example], classifier: BlendedClassifier, encoder: Encoder) -> Heard:
    found = [(place, item) for place, example in enumerate(examples) if (item := labelled(example)) is not None]
    places = np.array([place for place, _ in found], dtype=np.int64)
    items = [item for _, item in found]
    owner = np.repeat(np.arange(len(items)), [len(item.units) for item in items])
    return Heard(places, owner, *_read(items, classifier, encoder)) if items else _nothing(classifier)


def _read(items: Sequence[Labelled], classifier: BlendedClassifier, encoder: Encoder) -> tuple[Scoped, Scoped, Scoped]:
    vectors = unit_vectors(items, encoder)
    passages = [Passage(item.text, item.units, item.language, item.question) for item in items]
    whole, parts = replace(classifier, adaptation=None).chances(passages, vectors)
    return (
        {"passage": whole, "unit": parts},
        {"passage": passage_vectors(vectors), "unit": np.concatenate(vectors)},
        {"passage": passage_rows(items)[1], "unit": unit_rows(items)[1]},
    )


def _nothing(classifier: BlendedClassifier) -> Heard:
    labels: Scoped = {scope: np.zeros((0, width(scope)), dtype=np.float32) for scope in SCOPES}
    vectors: Scoped = {scope: np.zeros((0, classifier.dimension), dtype=np.float32) for scope in SCOPES}
    none = np.zeros(0, dtype=np.int64)
    return Heard(none, none, labels, vectors, labels)


def _joined(parts: Iterable[Heard]) -> Heard:
    every = list(parts)
    before = np.cumsum([0, *(len(part) for part in every)])
    return Heard(
        np.concatenate([part.places + _AT_ONCE * number for number, part in enumerate(every)]),
        np.concatenate([part.owner + before[number] for number, part in enumerate(every)]),
        *(
            {scope: np.concatenate([getattr(part, name)[scope] for part in every]) for scope in SCOPES}
            for name in ("chances", "vectors", "targets")
        ),
    )


# What a process of the pool reads with, loaded once at its start.
_there: list[tuple[BlendedClassifier, Encoder]] = []


def _load(weights: Path) -> None:
    _there.append((load_classifier(weights), Analyser.load(weights).encoder))


def _heard_there(examples: Sequence[Example]) -> Heard:
    return _heard(examples, *_there[-1])
