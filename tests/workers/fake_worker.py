"""A Celery application whose analyser needs no weights: it splits at 。 and says what the tests then look for."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from functools import cache

import numpy as np

from nlp.values import (
    LanguageGuess,
    Polarity,
    Reading,
    Sentiment,
    SentimentReading,
    Text,
    UnitReading,
    Unreadable,
)
from workers import processes
from workers.app import app

__all__ = ["FakeAnalyser", "app"]


class FakeAnalyser:
    """Texts may order it about: RAISE, DIE (kills its process), HANG, UNREADABLE."""

    version = "fake-1"

    def __init__(self, pause: float = 0.0) -> None:
        self.pause = pause
        self.calls = 0

    def analyse(self, texts: Sequence[Text]) -> list[Reading | Unreadable]:
        self.calls += 1
        time.sleep(self.pause * len(texts))
        return [self._one(text.text) for text in texts]

    def _one(self, text: str) -> Reading | Unreadable:
        if "RAISE" in text:
            raise ValueError("a text that no analyser can bear")
        if "DIE" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "HANG" in text:
            time.sleep(3600)
        if "UNREADABLE" in text:
            return Unreadable("nothing to read", self.version)
        return reading(text, self.version)


def reading(text: str, version: str = "fake-1") -> Reading:
    vector = np.zeros(8, dtype=np.float32)
    vector[len(text) % 8] = 1.0
    unit = UnitReading(0, len(text), text, Sentiment.NEGATIVE, -0.5, Polarity.NEGATIVE, "delivery", None, 0.9, vector)
    return Reading(
        language=LanguageGuess("ja", 0.99, "script"),
        sentiment=SentimentReading(Sentiment.NEGATIVE, -0.5, 0.9),
        intents=("complaint",),
        urgency=1,
        urgency_confidence=0.8,
        signals=(),
        evidence=(),
        flags=(),
        opinions=(),
        units=(unit,),
        abstain=False,
        version=version,
    )


@cache
def _fake() -> FakeAnalyser:
    return FakeAnalyser(pause=0.002)


if __name__ == "fake_worker":
    # Only in a worker process; the tests themselves load this file under another name.
    processes.analyser = _fake
