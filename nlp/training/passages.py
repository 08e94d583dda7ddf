"""Labelled examples as the classifier will meet them: normalised, cut into units, each unit with its targets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.normalise import normalise, squeeze
from nlp.preparation import NotReadable, prepare
from nlp.tasks import columns
from nlp.training.corpus import Example, Point
from nlp.training.targets import passage_targets, point_targets
from nlp.values import Text

Floats = NDArray[np.float32]
_LONGEST = 1_200  # code points of a training text; reviews of games run to pages
_SIDES = ((0, 1), (2,), (3, 4))  # polarity index -> sentiment labels it allows


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text as the classifier sees it. `unit_targets`: (units, unit labels)."""

    identifier: str
    source: str
    text: str
    units: tuple[str, ...]
    language: str
    question: str | None
    targets: Floats
    unit_targets: Floats
    weight: float


def _overlap(start: int, end: int, point: tuple[int, int, Point]) -> int:
    return min(end, point[1]) - max(start, point[0])


def _placed(text: str, example: Example) -> list[tuple[int, int, Point]]:
    """The points with their places in the normalised text."""
    found = []
    for point in example.points or ():
        quote = normalise(example.text[point.start : point.end]).text.strip()
        start = text.find(quote) if quote else -1
        if start >= 0:
            found.append((start, start + len(quote), point))
    return found


def _unit_rows(text: str, spans: Sequence[tuple[int, int]], example: Example) -> Floats:
    """Targets of each unit: those of the point it shares most of its text with."""
    placed = _placed(text, example)
    points: list[Point | None] = []
    sentiments: list[tuple[int, ...] | None] = []
    for start, end in spans:
        best = max(placed, key=lambda point: _overlap(start, end, point), default=None)
        found = best[2] if best is not None and _overlap(start, end, best) > 0 else None
        points.append(found)
        side = None if found is None or found.polarity is None else _SIDES[found.polarity]
        sentiments.append(example.sentiment if len(spans) == 1 else side)
    rows = point_targets(points, sentiments)
    if example.points is not None:
        silent = [number for number, point in enumerate(points) if point is None]
        rows[silent, columns("unit")["opinion"]] = 0
    return rows


def ready(examples: Iterable[Example]) -> list[Labelled]:
    """Those of the examples that hold something to read, labelled."""
    return [found for example in examples if (found := labelled(example)) is not None]


def labelled(example: Example) -> Labelled | None:
    """The example as the classifier meets it; `None` when nothing is left to read."""
    try:
        ready = prepare(Text(example.text[:_LONGEST], example.language, example.question))
    except NotReadable:
        return None
    spans = [(span.start, span.end) for span in ready.spans]
    rows = _unit_rows(ready.normalised.text, spans, example)
    return Labelled(
        example.identifier, example.source, ready.text, ready.units, example.language, ready.question,
        passage_targets([example])[0], rows, example.weight,
    )  # fmt: skip


def quotes(example: Example, weight: float) -> list[Labelled]:
    """Each labelled opinion of a comment as a text of its own."""
    found = []
    for point in example.points or ():
        text = squeeze(normalise(example.text[point.start : point.end]).text).strip()
        if not text or point.polarity is None:
            continue
        side = _SIDES[point.polarity]
        alone = Example(example.identifier, text, example.language, "quote", sentiment=side)
        rows = point_targets([point], [side])
        targets = passage_targets([alone])[0]
        found.append(
            Labelled(example.identifier, "quote", text, (text,), example.language, None, targets, rows, weight)
        )
    return found
