"""What is there or not: counted over the rows that have it, or were said to."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import numpy as np
import pytest

from evaluation.detection import detected, irony_scores, read_irony_scores, signal_scores, type_scores
from evaluation.examples import Example
from nlp.analyser import Analyser
from nlp.values import Reading, Text

PRESENT = np.array([True, True, True, False, False, False])
CALLED = np.array([True, False, True, True, False, False])


def _read(*texts: str, language: str = "ja") -> list[Reading]:
    return [cast("Reading", one) for one in Analyser.bundled().analyse([Text(text, language) for text in texts])]


def test_each_measure_says_over_how_many_rows_it_is_taken() -> None:
    scores = detected("x", PRESENT, CALLED)
    assert {name: (round(score.value, 3), score.n) for name, score in scores.items()} == {
        "f1_x": (0.667, 3), "recall_x": (0.667, 3), "precision_x": (0.667, 3),
    }  # fmt: skip
    assert all(score.low <= score.value <= score.high for score in scores.values())


def test_what_is_never_called_has_no_precision_and_what_nobody_has_no_score() -> None:
    assert set(detected("x", PRESENT, CALLED & False)) == {"f1_x", "recall_x"}
    assert detected("x", PRESENT & False, CALLED) == {}


def test_signals_are_scored_together_and_each_alone() -> None:
    texts = ["もう解約します", "ありがとうございました"]
    readings = _read(*texts)
    examples = [
        Example("", text, "ja", "", {"signals": list(r.signals)}) for text, r in zip(texts, readings, strict=True)
    ]
    assert readings[0].signals == ("churn",)
    scores = signal_scores(examples, readings, ["churn", "legal"])
    assert scores["micro_f1"].value == scores["f1_churn"].value == 1.0
    assert "f1_legal" not in scores


def test_irony_is_looked_for_in_the_negative_half_of_its_kind() -> None:
    said = [("さすがですね、3時間も待たされました", "irony", "negative"),
            ("さすがです、3分で着きました", "irony", "positive"),
            ("遅い", "five_chars", "negative")]  # fmt: skip
    examples = [Example("", text, "ja", gold, {"kind": kind}) for text, kind, gold in said]
    readings = [
        replace(one, flags=("irony",) if text == said[0][0] else ())
        for one, (text, _, _) in zip(_read(*(text for text, _, _ in said)), said, strict=True)
    ]
    scores = irony_scores(examples, readings)
    assert scores["recall_irony_flag"].value == scores["precision_irony_flag"].value == 1.0
    assert (scores["irony_flag_elsewhere"].value, scores["irony_flag_elsewhere"].n) == (0.0, 1)


def test_irony_is_scored_on_what_somebody_has_read() -> None:
    texts = ["届くまで三週間、熟成されましたね", "遅い", "高い"]
    golds = ["ironical", "sincere", "ironical"]
    examples = [Example("", text, "ja", gold, {}) for text, gold in zip(texts, golds, strict=True)]
    readings = [
        replace(one, flags=flags) for one, flags in zip(_read(*texts), (("irony",), ("irony",), ()), strict=True)
    ]
    scores = read_irony_scores(examples, readings)
    assert scores["recall_irony_flag"].value == scores["precision_irony_flag"].value == 0.5


def test_only_two_types_of_app_reviews_say_what_we_say() -> None:
    said = [("Please add a dark mode.", "feature request"), ("The app crashes every time I open it.", "bug report"),
            ("Five stars!", "rating"), ("I use it on the bus.", "user experience")]  # fmt: skip
    examples = [Example("", text, "en", kind, {}) for text, kind in said]
    scores = type_scores(examples, _read(*(text for text, _ in said), language="en"))
    assert scores["recall_request"].value == pytest.approx(1)
    assert scores["recall_defect"].value == pytest.approx(1)
    assert {name.split("_")[1] for name in scores} == {"request", "defect"}
