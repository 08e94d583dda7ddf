"""What one command measures, and which record it becomes."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console

from evaluation import command
from evaluation.command import as_table, run
from evaluation.datasets import DATASETS, Example
from evaluation.metrics import Score
from evaluation.results import Result, read
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
