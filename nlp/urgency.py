"""How soon a person must look, what gives it away, and the words that say so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from nlp.alarm_words import ALARMING, URGENT, patterns
from nlp.classifier import Floats, Thresholds, UnitPrediction
from nlp.normalise import Normalised, Span
from nlp.tasks import SIGNALS
from nlp.values import Evidence

_SOON, _NOW = 2, 3
_MOST_PER_LABEL = 3


class Urgency(NamedTuple):
    """`level` 0..3; `confidence` is P(urgency ≥ 2) of an urgent comment, P(level) of another."""

    level: int
    confidence: float


def urgency(probabilities: Floats, thresholds: Thresholds) -> Urgency:
    """Two decisions: is it urgent (by the learnt threshold, set for recall), and then which level it is."""
    urgent = float(probabilities[_SOON] + probabilities[_NOW])
    if urgent >= thresholds.urgent:
        return Urgency(_NOW if probabilities[_NOW] > probabilities[_SOON] else _SOON, round(urgent, 4))
    level = int(probabilities[1] > probabilities[0])
    return Urgency(level, round(float(probabilities[level]), 4))


def signals(probabilities: Floats, thresholds: Thresholds) -> tuple[str, ...]:
    """The signals over their thresholds, in the taxonomy's order."""
    return tuple(
        code
        for code, probability, least in zip(SIGNALS, probabilities.tolist(), thresholds.signals, strict=True)
        if probability >= least
    )


def evidence(
    normalised: Normalised,
    urgent: bool,
    found: Sequence[str],
    units: Sequence[Span],
    predictions: Sequence[UnitPrediction],
    excluded: Sequence[Span] = (),
) -> tuple[Evidence, ...]:
    """The words behind each signal and behind the urgency; where no known word is, the unit that hurts most."""
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
    found = patterns(text)
    for label in labels:
        for match in found[label].finditer(text):
            span = Span(*match.span())
            if not any(span.start < other.end and other.start < span.end for other in (*excluded, *spans)):
                spans.append(span)
            if len(spans) >= _MOST_PER_LABEL:
                return sorted(spans)
    return sorted(spans)


def _hurting(units: Sequence[Span], predictions: Sequence[UnitPrediction]) -> list[Span]:
    worst = int(np.argmax([float(prediction.polarity[0]) for prediction in predictions]))
    return [units[worst]]


def _evidence(normalised: Normalised, at: Span, label: str) -> Evidence:
    span = normalised.span(*at)
    return Evidence(normalised.received[span.start : span.end], span.start, span.end, label)
