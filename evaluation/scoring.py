"""From readings and gold labels to scores: one function a task."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from evaluation.examples import Example
from evaluation.mappings import URGENT
from evaluation.metrics import (
    Labels,
    Score,
    accuracy_of,
    average_precision,
    calibration_error,
    macro_f1_of,
    mean_of,
    micro_f1,
    pearson,
    recall_at_precision,
    recall_of,
    resampled,
    scored,
    spearman,
)
from nlp.values import Reading, Sentiment

THREE = ("negative", "neutral", "positive")
FOUR = (*THREE, "mixed")
ENOUGH = 500  # rows of a language, from which its calibration is worth saying

_FOUR_OF = {
    Sentiment.VERY_NEGATIVE: "negative",
    Sentiment.NEGATIVE: "negative",
    Sentiment.NEUTRAL: "neutral",
    Sentiment.POSITIVE: "positive",
    Sentiment.VERY_POSITIVE: "positive",
    Sentiment.MIXED: "mixed",
}


def four_class(reading: Reading) -> str:
    return _FOUR_OF[reading.sentiment.label]


def three_class(reading: Reading) -> str:
    """Sets with three classes have no mixed; their annotators put it in the middle."""
    label = four_class(reading)
    return "neutral" if label == "mixed" else label


def two_class(reading: Reading) -> str:
    """Forced choice between the two sides, by the sign of the score."""
    return "positive" if reading.sentiment.score > 0 else "negative"


def sentiment_scores(task: str, examples: Sequence[Example], predicted: Sequence[str]) -> dict[str, Score]:
    names = FOUR if task in ("sentiment4", "pairs") else THREE
    gold = _codes([e.gold for e in examples], names)
    found = _codes(predicted, names)
    size = len(names)
    scores = {
        "macro_f1": scored(macro_f1_of, gold, found, size),
        "accuracy": scored(accuracy_of, gold, found, size),
        "negative_recall": scored(recall_of(0), gold, found, size),
    }
    languages = sorted({e.language for e in examples})
    if len(languages) > 1:
        scores |= _by_language(examples, gold, found, size, languages)
    return scores


def _by_language(
    examples: Sequence[Example], gold: Labels, found: Labels, size: int, languages: list[str]
) -> dict[str, Score]:
    codes = np.array([e.language for e in examples])
    each = {
        f"macro_f1_{code}": scored(macro_f1_of, gold[codes == code], found[codes == code], size) for code in languages
    }
    return {"mean_macro_f1": mean_of(list(each.values())), **each}


def calibrations(
    examples: Sequence[Example], predicted: Sequence[str], readings: Sequence[Reading]
) -> dict[str, Score]:
    """Expected calibration error of all rows and, in a set of several languages, of each with rows enough."""
    confidence = np.array([reading.sentiment.confidence for reading in readings])
    correct = np.array([e.gold == p for e, p in zip(examples, predicted, strict=True)])
    spoken = np.array([example.language for example in examples])
    languages = sorted(set(spoken))
    found = {"calibration_error": _calibration(confidence, correct)}
    for code in languages if len(languages) > 1 else ():
        here = spoken == code
        if here.sum() >= ENOUGH:
            found[f"calibration_error_{code}"] = _calibration(confidence[here], correct[here])
    return found


def _calibration(confidence: np.ndarray, correct: np.ndarray) -> Score:
    return resampled(lambda rows: calibration_error(confidence[rows], correct[rows]), len(correct))


def pair_scores(examples: Sequence[Example], predicted: Sequence[str]) -> dict[str, Score]:
    """A pair counts only when both of its sentences are read right: half-right is chance."""
    pairs: dict[str, list[bool]] = {}
    for example, label in zip(examples, predicted, strict=True):
        pairs.setdefault(example.row["pair"], []).append(label == example.gold)
    both = np.array([all(marks) for marks in pairs.values()])
    scores = {"pairs_both_right": resampled(lambda rows: float(both[rows].mean()), len(both))}
    kinds = sorted({e.row["kind"] for e in examples})
    right = np.array([p == e.gold for e, p in zip(examples, predicted, strict=True)])
    of_kind = np.array([e.row["kind"] for e in examples])
    for kind in kinds:
        marks = right[of_kind == kind]
        scores[f"accuracy_{kind}"] = resampled(_mean_of(marks), len(marks))
    return scores


def _mean_of(marks: np.ndarray) -> Callable[[np.ndarray], float]:
    return lambda rows: float(marks[rows].mean())


def intent_scores(examples: Sequence[Example], readings: Sequence[Reading], labels: Sequence[str]) -> dict[str, Score]:
    gold = np.array([[label in e.row["intent"] for label in labels] for e in examples])
    found = np.array([[label in r.intents for label in labels] for r in readings])
    return {"micro_f1": resampled(lambda rows: micro_f1(gold[rows], found[rows]), len(gold))}


def urgency_scores(
    examples: Sequence[Example], readings: Sequence[Reading], probability: np.ndarray
) -> dict[str, Score]:
    """`probability` of urgency 2 or 3, one a row."""
    urgent = np.array([e.gold == URGENT for e in examples])
    called = np.array([r.urgency >= 2 for r in readings])
    size = len(urgent)
    return {
        "recall_at_precision_85": resampled(lambda r: recall_at_precision(urgent[r], probability[r], 0.85), size),
        "average_precision": resampled(lambda r: average_precision(urgent[r], probability[r]), size),
        "recall_as_read": resampled(lambda r: float(called[r][urgent[r]].mean()) if urgent[r].any() else 0.0, size),
        "precision_as_read": resampled(lambda r: float(urgent[r][called[r]].mean()) if called[r].any() else 0.0, size),
    }


def similarity_scores(gold: Sequence[float], found: Sequence[float]) -> dict[str, Score]:
    """How well the cosine of two vectors follows what people said of the two sentences."""
    truth, cosine = np.array(gold), np.array(found)
    return {
        "pearson": resampled(lambda rows: pearson(truth[rows], cosine[rows]), len(truth)),
        "spearman": resampled(lambda rows: spearman(truth[rows], cosine[rows]), len(truth)),
    }


def quote_scores(gold: Sequence[tuple[str, str]], found: Sequence[tuple[str, str]]) -> dict[str, Score]:
    """(touchpoint, pain point) of each quote; the pain point is scored on quotes that have one."""
    touch = np.array([g[0] == f[0] for g, f in zip(gold, found, strict=True)])
    pain = np.array([g[1] == f[1] for g, f in zip(gold, found, strict=True) if g[1]])
    return {
        "touchpoint_accuracy": resampled(_mean_of(touch), len(touch)),
        "pain_point_accuracy": resampled(_mean_of(pain), len(pain)),
    }


def _codes(labels: Sequence[str], names: Sequence[str]) -> Labels:
    return np.array([names.index(label) for label in labels], dtype=np.int64)
