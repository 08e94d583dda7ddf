"""Fitting on a set's own rows: nothing of the test rows is seen, and what helps is found."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console
from scipy import sparse

from evaluation.features import Spelling, by_group, written
from evaluation.fit import PROTOCOLS, fit
from evaluation.metrics import accuracy_of, confusion
from evaluation.mixture import Choice, Mixture, evened, strictest
from evaluation.protocols.intents import intents
from evaluation.protocols.nhs import nhs
from nlp.analyser import Analyser

_RANDOM = np.random.default_rng(3)


def _rows(path: Path, rows: list[dict[str, object]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    return path


def _accuracy(gold: np.ndarray, found: np.ndarray) -> float:
    return accuracy_of(confusion(gold, found, 3))


def test_spelling_is_learnt_from_training_texts_only() -> None:
    spelling = Spelling(["late late parcel", "late parcel again"])
    assert spelling.of(["zzz qqq"]).nnz == 0
    assert spelling.of(["late parcel"]).nnz > 0
    assert spelling.training.shape == (2, spelling.of(["x"]).shape[1])


def test_links_and_long_drawn_letters_are_written_alike() -> None:
    assert written("SOOOO good https://x.test/a") == "soo good  "


def test_a_group_has_columns_of_its_own_beside_the_shared_ones() -> None:
    found = by_group(np.array([[2.0], [3.0]], dtype=np.float32), ["de", "fr"], ["de", "fr"])
    assert found.tolist() == [[2, 2, 0], [3, 0, 3]]


def test_a_reader_that_knows_is_listened_to_and_one_that_guesses_is_not() -> None:
    gold = np.repeat([0, 1, 2], 60)
    noise = _RANDOM.random((180, 400)) * (_RANDOM.random((180, 400)) < 0.05)
    spelling = sparse.csr_matrix(noise)
    knows = 3 * np.eye(3)[gold] + 0.01 * _RANDOM.standard_normal((180, 3))
    found, choice = Mixture(_accuracy).found((spelling, spelling), (knows, knows), gold)
    assert choice.share >= 0.5
    assert (found == gold).mean() > 0.95
    words = sparse.csr_matrix(np.eye(3)[gold] + noise[:, :3])
    _, choice = Mixture(_accuracy).found((words, words), (_RANDOM.standard_normal((180, 3)),) * 2, gold)
    assert choice.share < 0.5


def test_columns_are_evened_by_the_training_rows() -> None:
    train, test = evened(np.array([[0.0, 5.0], [2.0, 5.0]]), np.array([[4.0, 5.0]]))
    np.testing.assert_allclose(train, np.array([[-1, 0], [1, 0]]) / np.sqrt(2))
    np.testing.assert_allclose(test, np.array([[3, 0]]) / np.sqrt(2))


def test_shares_and_spreads_weigh_the_two_scores() -> None:
    spelt, heard = np.array([[1.0, 0.0, 0.0]]), np.array([[0.0, 0.0, 3.0]])
    assert Choice(0.1, 0.0, (1.0, 1.0)).mixed(spelt, heard).tolist() == [0]
    assert Choice(0.1, 1.0, (1.0, 1.0)).mixed(spelt, heard).tolist() == [2]
    assert Choice(0.1, 1.0, (1.0, 6.0)).mixed(spelt, heard).tolist() == [0]


def test_what_is_chosen_is_chosen_on_rows_kept_apart() -> None:
    asked = []

    def score(value: float, most: np.ndarray, others: np.ndarray) -> float:
        asked.append((len(most), len(others), len(set(most) & set(others))))
        return -abs(value - 2)

    assert strictest(50, (1.0, 2.0, 4.0), score) == 2.0
    assert asked == [(40, 10, 0)] * 3


def test_intents_are_scored_on_the_other_split_and_on_folds_where_there_is_none(tmp_path: Path) -> None:
    words = {"card": "my card is lost", "money": "send some money home", "oos": "sing a song"}
    rows = [
        {"text": f"{text} {n}", "intent": name, "split": "train" if n < 20 else "dev"}
        for name, text in words.items()
        for n in range(30)
    ]
    analyser = Analyser.bundled()
    assert intents(_rows(tmp_path / "a.gz", rows), analyser)["accuracy"].value == 1.0
    assert intents(_rows(tmp_path / "a.gz", rows), analyser)["accuracy"].n == 20
    learnt = [row | {"split": "train"} for row in rows]
    assert intents(_rows(tmp_path / "b.gz", learnt), analyser)["accuracy_5_folds"].n == 60


def test_nhs_is_read_with_its_question_and_without(tmp_path: Path) -> None:
    said = [("Staff", "the nurses were kind", 3), ("Access", "no parking and a long wait", -3)]
    rows = [
        {"text": f"{text} {n % 7}", "label": label, "criticality": mark, "question": f"Q{n % 2}", "split": "train"}
        for label, text, mark in said
        for n in range(30)
    ]
    scores = nhs(_rows(tmp_path / "n.gz", rows), Analyser.bundled())
    assert scores["theme_accuracy"].value == scores["theme_accuracy_text_alone"].value == 1.0
    assert scores["criticality_r_text_alone"].value == pytest.approx(1, abs=0.02)


def test_a_protocol_on_other_rows_than_declared_says_so(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"text": f"{text} {n}", "intent": text, "split": "train"} for text in ("card", "money") for n in range(20)
    ]
    _rows(tmp_path / "train" / "banking77.jsonl.gz", rows)
    [found] = fit(tmp_path, Analyser.bundled(), ["banking77"], Console(quiet=True))
    assert (found.language, found.as_declared, found.rows) == ("en", False, 40)


def test_a_set_that_is_not_there_is_named(tmp_path: Path) -> None:
    console = Console(record=True, width=200)
    assert fit(tmp_path, Analyser.bundled(), ["umsab"], console) == []
    assert "umsab: no file eval/umsab.jsonl.gz" in console.export_text()
    assert {one.name for one in PROTOCOLS} == {"umsab", "nhs_phase1", "banking77", "clinc150"}
