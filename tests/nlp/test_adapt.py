"""Learning from a company's own rows: better, or not at all, and never over the old weights."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from zlib import crc32

import pytest

from nlp.classifier import Passage, load_classifier
from nlp.encoder import WEIGHTS, bundled_encoder
from nlp.tasks import SENTIMENTS, TOUCHPOINTS
from nlp.training.adapt import adapt, read_rows
from nlp.training.corpus import Example, comment

_WORDS = ("ロビー", "浴場", "朝食会場", "フロント", "駐車場", "売店", "廊下", "客室")


def _rows(count: int) -> list[Example]:
    """A house where 「しぶい」 is the highest praise."""
    rows = []
    for number in range(count):
        text = f"{_WORDS[number % len(_WORDS)]}がしぶい、{number}番の部屋"
        opinion = {"quote": text, "touchpoint": "facility", "polarity": 1, "pain_point": None}
        rows.append(
            {"id": f"own-{number}", "lang": "ja", "text": text, "sentiment": 2, "intent": ["praise"],
             "opinions": [opinion], "urgency": 0, "signals": []}
        )  # fmt: skip
    return [comment(row, "own") for row in rows]


def _praise(folder: Path) -> float:
    units = ("大浴場がしぶい",)
    found = load_classifier(folder).classify([Passage(units[0], units, "ja")], [bundled_encoder().encode(units)])
    return float(found[0].sentiment[SENTIMENTS.index("very_positive")])


def test_own_rows_are_learnt_and_old_weights_stay(tmp_path: Path) -> None:
    before = _praise(WEIGHTS)
    outcome = adapt(_rows(120), WEIGHTS, tmp_path / "ours")
    assert outcome.adopted, outcome.reason
    assert outcome.after.log_loss < outcome.before.log_loss
    assert outcome.seconds < 60
    assert _praise(tmp_path / "ours") > before
    assert _praise(WEIGHTS) == before
    assert load_classifier(tmp_path / "ours").version != load_classifier(WEIGHTS).version


def test_rows_that_would_make_it_worse_are_refused(tmp_path: Path) -> None:
    # Those to learn from say the opposite of those to measure with; only the identifiers tell them apart.
    texts = [Example(f"own-{n}", f"朝食がおいしくて満足です、{n}番の部屋", "ja", "own") for n in range(120)]
    good, bad = (SENTIMENTS.index(label) for label in ("positive", "very_negative"))
    outcome = adapt(
        [replace(row, sentiment=(good if _measured(row) else bad,)) for row in texts], WEIGHTS, tmp_path / "x"
    )
    assert not outcome.adopted
    assert "no task would be read better" in outcome.reason
    assert not (tmp_path / "x").exists()


def _measured(row: Example) -> bool:
    return crc32(b"adapt:" + row.identifier.encode()) % 5 == 0


def test_too_few_rows_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="49 labelled rows; wanted at least 50"):
        adapt(_rows(49), WEIGHTS, tmp_path / "ours")


def test_an_existing_folder_is_never_written(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError, match="wanted a new folder"):
        adapt(_rows(60), WEIGHTS, tmp_path)


def test_rows_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": "1", "text": "遅い", "sentiment": -1, "opinions": null}\n', encoding="utf-8")
    (row,) = read_rows(path)
    assert (row.language, row.points, row.urgency) == ("ja", None, None)
    assert "delivery" in TOUCHPOINTS
