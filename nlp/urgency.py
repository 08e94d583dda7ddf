"""How soon a person must look, what gives it away, and the words that say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from nlp.alarm_words import ALARMING, GRAVE, URGENT, denied, patterns
from nlp.classifier import Floats, Thresholds, UnitPrediction
from nlp.normalise import Normalised, Span
from nlp.tasks import SIGNALS
from nlp.values import Evidence

_SOON, _NOW = 2, 3
_MOST_PER_LABEL = 3
# Nine in ten of the comments labelled with these are urgent; the queue lifts them too (models/priority.py).
_LIFTING = ("safety", "privacy", "legal")
_BY_WORD = 0.7  # P(urgency ≥ 2) of a comment so lifted: of the signals found three in four are right


class Urgency(NamedTuple):
    """`level` 0..3; `confidence` is P(urgency ≥ 2) of an urgent comment, P(level) of another."""

    level: int
    confidence: float


def urgency(probabilities: Floats, thresholds: Thresholds, least: int = 0) -> Urgency:
    """Two decisions: is it urgent (by the learnt threshold, set for recall), and then which level it is.

    `least` is the level that the words ask for.
    """
    urgent = float(probabilities[_SOON] + probabilities[_NOW])
    if urgent >= thresholds.urgent:
        level = _NOW if probabilities[_NOW] > probabilities[_SOON] else _SOON
        return Urgency(max(level, least), round(urgent, 4))
    if least >= _SOON:
        return Urgency(least, _BY_WORD)
    level = int(probabilities[1] > probabilities[0])
    return Urgency(level, round(float(probabilities[level]), 4))


def signals(probabilities: Floats, thresholds: Thresholds, grave: Iterable[str] = ()) -> tuple[str, ...]:
    """The signals over their thresholds or given by `grave` words, in the taxonomy's order."""
    return tuple(
        code
        for code, probability, least in zip(SIGNALS, probabilities.tolist(), thresholds.signals, strict=True)
        if probability >= least or code in grave
    )


def grave(text: str, excluded: Sequence[Span] = ()) -> tuple[str, ...]:
    """The labels of which a normalised text holds words that mean one thing wherever they stand."""
    return tuple(label for label in GRAVE if next(_grave(text, label, excluded), None) is not None)


def least_urgency(text: str, found: Sequence[str], weighed: Sequence[str], excluded: Sequence[Span] = ()) -> int:
    """The level that words ask for: those of `weighed` (`grave`), and those of a signal found that lifts."""
    lifting = [code for code in _LIFTING if code in found]
    lifted = _SOON if any(_words(text, [code], excluded) for code in lifting) else 0
    return max([lifted, *(GRAVE[label][0] for label in weighed)])


def evidence(
    normalised: Normalised,
    urgent: bool,
    found: Sequence[str],
    units: Sequence[Span],
    predictions: Sequence[UnitPrediction],
    excluded: Sequence[Span] = (),
) -> tuple[Evidence, ...]:
    """The words behind each signal and behind the urgency.

    Where no known word stands, that is the whole unit that hurts most: a place to look, not a word that was matched.
    """
    labels = [*found, URGENT] if urgent else list(found)
    gathered: list[Evidence] = []
    for label in labels:
        spans = _words(normalised.text, _sources(label, found), excluded) or _hurting(units, predictions)
        gathered += [_evidence(normalised, span, label) for span in spans]
    return tuple(gathered)


def _sources(label: str, found: Sequence[str]) -> list[str]:
    """Urgency is explained by its own words and by those of dangers: of the signals found first, of any else."""
    if label != URGENT:
        return [label]
    dangers = [code for code in ALARMING[:6] if code in found]
    return [*(dangers or ALARMING[:6]), URGENT]


def _words(text: str, labels: Iterable[str], excluded: Sequence[Span]) -> list[Span]:
    spans: list[Span] = []
    for label in labels:
        for span in (*_grave(text, label, excluded), *_standing(text, label, patterns(text)[label], excluded)):
            if not _overlaps(span, spans):
                spans.append(span)
            if len(spans) >= _MOST_PER_LABEL:
                return sorted(spans)
    return sorted(spans)


def _grave(text: str, label: str, excluded: Sequence[Span]) -> Iterator[Span]:
    return _standing(text, label, GRAVE[label][1], excluded) if label in GRAVE else iter(())


def _standing(text: str, label: str, words: re.Pattern[str], excluded: Sequence[Span]) -> Iterator[Span]:
    """Where words of a label stand as what is so: not denied, not asked about, not in a signature."""
    for match in words.finditer(text):
        span = Span(*match.span())
        if not _overlaps(span, excluded) and not denied(text, span.start, span.end, label):
            yield span


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _hurting(units: Sequence[Span], predictions: Sequence[UnitPrediction]) -> list[Span]:
    worst = int(np.argmax([float(prediction.polarity[0]) for prediction in predictions]))
    return [units[worst]]


def _evidence(normalised: Normalised, at: Span, label: str) -> Evidence:
    span = normalised.span(*at)
    return Evidence(normalised.received[span.start : span.end], span.start, span.end, label)
