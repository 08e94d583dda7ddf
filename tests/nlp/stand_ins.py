"""A small encoder and classifier whose answers a test can foresee: a few words decide."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.classifier import Passage, PassagePrediction, Thresholds, UnitPrediction
from nlp.tasks import INTENTS, PAIN_POINTS, SIGNALS, TOUCHPOINTS

Floats = NDArray[np.float32]
_BAD, _GOOD = ("遅", "長", "悪", "壊", "煙", "slow"), ("美味", "良", "親切", "great")


def one_hot(size: int, at: int, peak: float = 0.9) -> Floats:
    row = np.full(size, (1 - peak) / (size - 1), dtype=np.float32)
    row[at] = peak
    return row


class LengthEncoder:
    """Vectors that say how long each text is."""

    name = "length"
    dimension = 2

    def __init__(self) -> None:
        self.calls: list[list[str]] = []

    def encode(self, texts: Sequence[str]) -> Floats:
        self.calls.append(list(texts))
        return np.array([[len(text), 1] for text in texts], dtype=np.float32)


class WordClassifier:
    """Negative on a bad word, positive on a good one, mixed on both; 煙 is urgent, さすが ironical, 爆弾 breaks it."""

    name = "words"
    version = "words-1"
    thresholds = Thresholds((0.5,) * len(INTENTS), (0.5,) * len(SIGNALS), 0.4, 0.5, {"*": 0.5, "ja": 0.6}, 0.5)

    def classify(self, passages: Sequence[Passage], vectors: Sequence[Floats]) -> list[PassagePrediction]:
        if any("爆弾" in passage.text for passage in passages):
            raise FloatingPointError("爆弾")
        return [self._one(passage) for passage in passages]

    def _one(self, passage: Passage) -> PassagePrediction:
        bad, good = (any(word in passage.text for word in words) for words in (_BAD, _GOOD))
        sentiment = one_hot(
            6, 5 if bad and good else 1 if bad else 3 if good else 2, 0.4 if "多分" in passage.text else 0.9
        )
        alarmed = "煙" in passage.text
        signals = (
            one_hot(len(SIGNALS), SIGNALS.index("safety")) if alarmed else np.zeros(len(SIGNALS), dtype=np.float32)
        )
        intents = np.array([0.9 * bad, 0.0, 0.0, 0.9 * good, 0.0, 0.3], dtype=np.float32)
        urgency = np.array([0.1, 0.3, 0.2, 0.4] if alarmed else [0.6, 0.3, 0.1, 0.0], dtype=np.float32)
        irony = 0.9 if "さすが" in passage.text else 0.0
        return PassagePrediction(sentiment, intents, urgency, signals, tuple(map(self._unit, passage.units)), irony)

    def _unit(self, unit: str) -> UnitPrediction:
        bad, good = (any(word in unit for word in words) for words in (_BAD, _GOOD))
        return UnitPrediction(
            one_hot(6, 1 if bad else 3 if good else 2),
            one_hot(3, 0 if bad else 2 if good else 1),
            0.9 if bad or good else 0.1,
            one_hot(len(TOUCHPOINTS) + 1, TOUCHPOINTS.index("product")),
            one_hot(len(PAIN_POINTS) + 1, PAIN_POINTS.index("waiting") if bad else len(PAIN_POINTS)),
        )
