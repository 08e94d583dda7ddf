"""/v1/capabilities says what the records say, measure for measure."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from api.measured import OURS, UNTOLD, measures
from evaluation.metrics import Score
from evaluation.results import FOLDER, Result, read, write


def test_every_measure_of_ours_stands_in_the_record_and_no_other() -> None:
    recorded = [
        (one.dataset, name, score.value, score.low, score.high, score.n, one.version)
        for path in sorted(FOLDER.glob("*.json"))
        if isinstance(json.loads(path.read_text(encoding="utf-8")), list)
        for one in read(path)
        if one.system == OURS
        for name, score in one.scores.items()
    ]
    shown = [(m.dataset, m.measure, m.value, m.low, m.high, m.rows, m.version) for m in measures()]
    assert shown == recorded
    assert recorded


def test_records_of_another_form_are_passed_over_in_silence(tmp_path: Path, caplog: object) -> None:
    (tmp_path / "steps.json").write_text('{"steps": []}', encoding="utf-8")
    assert measures(tmp_path) == []
    assert not getattr(caplog, "records", [])


def test_the_language_and_whose_rows_they_were_are_said(tmp_path: Path) -> None:
    score = {"m": Score(0.5, 0.4, 0.6, 9)}
    one = Result("umsab", "t", "s", "l", "h", OURS, "v", 9, 1.0, 1, score, language="mul", as_declared=False)
    write([one, replace(one, language="", as_declared=None)], tmp_path / "language.json")
    assert [(m.language, m.as_declared) for m in measures(tmp_path)] == [("mul", False), (UNTOLD, None)]
