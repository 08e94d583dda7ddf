"""The plain machine beside us: what it may learn from, and that it answers as the other peers do."""

from __future__ import annotations

import json
from pathlib import Path

from evaluation.peers import OWN_COMMENTS, PEERS, alone, japanese_rows
from nlp.training.split import held_back


def _data(folder: Path) -> Path:
    train = folder / "train"
    train.mkdir()
    rows = [{"id": f"ja01-{n:04d}", "lang": "ja", "text": "最悪でした", "sentiment": -2} for n in range(50)]
    rows += [{"id": f"en01-{n:04d}", "lang": "en", "text": "bad", "sentiment": -2} for n in range(5)]
    (train / "feedback_ja01.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    review = {"id": "r-1", "lang": "ja", "text": "部屋は良いが狭い", "sentiment": "mixed"}
    (train / "ja_reviews_labelled.jsonl").write_text(json.dumps(review) + "\n", encoding="utf-8")
    return folder


def test_the_machine_never_learns_from_rows_held_back(tmp_path: Path) -> None:
    learnt = japanese_rows(_data(tmp_path))
    kept = sum(not held_back(f"ja01-{n:04d}") for n in range(50))
    assert [text for text, _ in learnt].count("最悪でした") == kept < 50
    assert ("bad", "negative") not in learnt
    assert ("部屋は良いが狭い", "neutral") in learnt
    assert OWN_COMMENTS.is_dir()


def test_the_machine_answers_in_a_process_of_its_own(tmp_path: Path) -> None:
    assert alone("TF-IDF SVM", ["最悪でした", "最悪でした"], _data(tmp_path)) == ["negative", "negative"]
    assert next(iter(PEERS)) == "TF-IDF SVM"
