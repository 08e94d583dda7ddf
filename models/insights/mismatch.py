"""Answers whose score and words disagree: nine of ten with an angry text, two of ten with praise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.insights.scores import SCALES


@dataclass(frozen=True, slots=True)
class Answer:
    """A score and the tone (-1..1) of the text beside it, with the calibrated confidence of that tone."""

    comment_id: int
    kind: str
    value: float
    tone: float
    confidence: float


def mismatches(answers: Sequence[Answer], least_confidence: float = 0.6) -> list[Answer]:
    """Those in the upper fifth with a negative text or the lower two fifths with a positive one, starkest first."""
    found = [(gap, answer) for answer in answers if (gap := _gap(answer)) and answer.confidence >= least_confidence]
    return [answer for gap, answer in sorted(found, key=lambda pair: (-pair[0], pair[1].comment_id))]


def _gap(answer: Answer) -> float:
    if answer.kind not in SCALES:
        raise ValueError(f"score kind is {answer.kind!r}; wanted one of {', '.join(SCALES)}")
    low, high = SCALES[answer.kind]
    height = (answer.value - low) / (high - low)
    if height >= 0.8 and answer.tone <= -0.4:
        return height - (answer.tone + 1) / 2
    if height <= 0.4 and answer.tone >= 0.4:
        return (answer.tone + 1) / 2 - height
    return 0.0
