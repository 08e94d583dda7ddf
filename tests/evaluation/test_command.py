"""What one command measures, and which record it becomes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from evaluation import command
from evaluation.command import as_table, run
from evaluation.datasets import DATASETS, dataset
from evaluation.examples import Example
from evaluation.measure import measure
from evaluation.metrics import Score
from evaluation.results import Result, read, write
from evaluation.scoring import ENOUGH, calibrations
from nlp.analyser import Analyser
from nlp.encoder import WEIGHTS
from nlp.values import Reading, Text


def _result(dataset: str, system: str = "kikitori", value: float = 0.5) -> Result:
    return Result(dataset, "t", "s", "l", "h", system, "v", 10, 1.0, 1, {"m": Score(value, value, value, 10)})


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(command, "FOLDER", tmp_path)
    monkeypatch.setattr(command, "measure", lambda one, data, analyser: _result(one.name))
    monkeypatch.setattr(command, "measure_peers", lambda one, data: [_result(one.name, "VADER")])
    monkeypatch.setattr(command, "speed", lambda weights: _result("own_comments_ja", "kikitori, speed", 1500))
    return tmp_path


def test_a_complete_run_becomes_the_record(records: Path) -> None:
    run(["all"], peers=True, console=Console(quiet=True))
    found = read(records / "language.json")
    assert {one.dataset for one in found} == {one.name for one in DATASETS}
    assert {one.system for one in found} == {"kikitori", "VADER"}


def test_a_part_or_other_weights_leave_the_record_alone(records: Path) -> None:
    quiet = Console(quiet=True)
    run(["probes_ja"], peers=True, console=quiet)
    run(["all"], console=quiet)
    run(["all"], peers=True, weights=WEIGHTS, console=quiet)
    assert list(records.iterdir()) == []
    run(["probes_ja"], output=records / "mine.json", console=quiet)
    assert [one.dataset for one in read(records / "mine.json")] == ["probes_ja"]


def test_speed_has_a_record_of_its_own(records: Path) -> None:
    run(["speed"], console=Console(quiet=True))
    assert read(records / "speed.json")[0].scores["m"].value == 1500


def test_other_data_than_declared_is_said_in_the_table_and_in_the_record(records: Path) -> None:
    other, same = replace(_result("jrte_pn"), as_declared=False), replace(_result("umsab"), as_declared=True)
    console = Console(record=True, width=200)
    console.print(as_table([other, same]))
    shown = console.export_text()
    assert "jrte_pn (other data than declared)" in shown
    assert "umsab (other" not in shown
    write([other, same], records / "x.json")
    assert [one.as_declared for one in read(records / "x.json")] == [False, True]


def test_a_run_over_other_data_warns_and_goes_on(records: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "measure", lambda one, data, analyser: replace(_result(one.name), as_declared=False))
    console = Console(record=True, width=200)
    assert len(run(["probes_ja"], console=console)) == 1
    assert "probes_ja: measured on other data than declared" in console.export_text()


def test_what_others_published_is_marked_so() -> None:
    console = Console(record=True, width=200)
    console.print(as_table([_result("jsts"), _result("jrte_pn")]))
    line = next(line for line in console.export_text().splitlines() if "XLM" not in line and "people" in line)
    assert "people (published)" in line
    assert "0.899" in line
    assert "jrte_pn" not in line


def _rows(folder: Path, name: str, rows: list[dict[str, object]]) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


def test_likeness_follows_the_vectors(tmp_path: Path) -> None:
    pairs = [
        ("犬が公園を走る", "犬が公園を走る", 5),
        ("犬が公園を走る", "公園で犬が走っている", 4),
        ("犬が公園を走る", "株価が下がった", 0),
    ]
    data = _rows(tmp_path, "eval/jsts.jsonl", [{"a": a, "b": b, "score": score} for a, b, score in pairs])
    found = measure(dataset("jsts"), data, Analyser.bundled())
    assert found.scores["spearman"].value == pytest.approx(1)
    assert found.scores["pearson"].n == found.rows == 3
    assert (found.language, found.as_declared) == ("ja", False)


def test_urgency_is_read_and_weighed_in_one_pass(tmp_path: Path) -> None:
    said = [
        ("バッテリーから煙が出ています。すぐに電話をください", 3),
        ("とても満足しています", 0),
        ("映画がつまらない", 0),
    ]
    rows = [{"id": f"ja01-{n:04d}", "text": text, "lang": "ja", "urgency": level}
            for n in range(40) for text, level in said]  # fmt: skip
    data = _rows(tmp_path, "train/feedback_x.jsonl", rows)
    scores = measure(dataset("feedback_ja_urgency"), data, Analyser.bundled()).scores
    assert scores["average_precision"].value == scores["recall_as_read"].value == 1.0


def test_confidence_is_weighed_in_every_set_with_sentiment(tmp_path: Path) -> None:
    rows = [{"text": "很好", "lang": "zh", "sentiment": "pos", "split": "test"}] * 3
    path = tmp_path / "eval" / "chinese_reviews.jsonl"
    one = replace(dataset("chinese_reviews"), pattern="eval/chinese_reviews.jsonl")
    found = measure(one, _rows(tmp_path, str(path.relative_to(tmp_path)), rows), Analyser.bundled())
    assert "calibration_error" in found.scores
    assert "calibration_error" in measure(dataset("probes_ja"), tmp_path, Analyser.bundled()).scores


def test_large_figures_are_shown_without_decimals() -> None:
    console = Console(record=True, width=160)
    console.print(as_table([_result("a", value=0.5), _result("b", value=1234.5)]))
    shown = console.export_text()
    assert "0.500" in shown
    assert "1,234" in shown


def test_calibration_is_said_of_each_language_with_rows_enough() -> None:
    reading = Analyser.bundled().analyse_one(Text("最悪でした", "ja"))
    assert isinstance(reading, Reading)
    spoken = ["ja"] * ENOUGH + ["en"] * 5
    examples = [Example(str(n), "x", code, "negative", {}) for n, code in enumerate(spoken)]
    found = calibrations(examples, ["negative"] * len(examples), [reading] * len(examples))
    assert set(found) == {"calibration_error", "calibration_error_ja"}
    assert found["calibration_error_ja"].value == pytest.approx(1 - reading.sentiment.confidence, abs=1e-6)
    assert found["calibration_error_ja"].n == ENOUGH
