"""/v1/capabilities says what the records say, measure for measure."""

from __future__ import annotations

import json
from pathlib import Path

from api.measured import OURS, language_of, measures
from evaluation.results import FOLDER, read


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


def test_a_set_of_several_languages_is_called_so() -> None:
    assert (language_of("feedback_ja"), language_of("us_airline"), language_of("umsab")) == ("ja", "en", "mul")
