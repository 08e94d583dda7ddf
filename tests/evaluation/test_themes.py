"""The table: verdicts, sets, simulations in miniature, the sheet, and the exit status."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from evaluation.themes import command
from evaluation.themes.labels_read import labels_read
from evaluation.themes.material import agreement, count, information
from evaluation.themes.recovery import _entropy, _factor
from evaluation.themes.rows import Row
from evaluation.themes.sets import TOPIC_SETS, Labelled, LabelledSet
from evaluation.themes.simulations import alarms, effects


def test_a_row_knows_whether_it_reached_what_it_must() -> None:
    assert Row("a", None, 0.8, 0.8).met
    assert not Row("a", None, 0.79, 0.8).met
    assert Row("a", None, 0.1, 0.2, lower=True).met
    assert not Row("a", None, 0.3, 0.2, lower=True).met
    assert not Row("a", None, 0.98, 0.93, upper=0.97).met
    assert Row("only told", None, 0.0).met


def test_groups_are_compared_with_and_without_the_unassigned() -> None:
    first, second = np.array([0, 0, 1, 1, -1]), np.array([5, 5, 3, -1, 3])
    assert agreement(first, second, both=True) == 1.0
    assert agreement(first, second) < 1.0
    assert agreement(np.array([-1]), np.array([0]), both=True) == 0.0
    assert information(["a", "a", "b", "b"], np.array([1, 1, 0, 0])) == pytest.approx(1.0)
    assert count(first) == 2


def test_entropy_is_one_when_languages_share_and_zero_when_they_do_not() -> None:
    assert _entropy(np.array([0, 0, 1, 1]), ["ja", "en", "ja", "en"]) == pytest.approx(1.0)
    assert _entropy(np.array([0, 0, 1, 1]), ["ja", "ja", "en", "en"]) == pytest.approx(0.0)
    assert _entropy(np.array([-1, -1]), ["ja", "en"]) == 0.0


@pytest.mark.parametrize(("found", "true", "factor"), [(10, 5, 2.0), (5, 10, 2.0), (7, 7, 1.0), (0, 4, 4.0)])
def test_k_is_judged_by_its_factor(found: int, true: int, factor: float) -> None:
    assert _factor(found, true) == factor


def test_a_set_is_drawn_the_same_every_time_and_its_absence_is_named(tmp_path: Path) -> None:
    one = LabelledSet("mine", "a.jsonl.gz", "ours", lambda r: Labelled(r["text"], "ja", r["g"]), size=5)
    with pytest.raises(FileNotFoundError, match=r"set 'mine': no file 'a\.jsonl\.gz'"):
        one.rows(tmp_path)
    with gzip.open(tmp_path / "a.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps({"text": f"t{i}" if i else " ", "g": "x"}) + "\n" for i in range(20))
    drawn = one.rows(tmp_path)
    assert len(drawn) == 5
    assert drawn == one.rows(tmp_path)
    assert all(row.text.strip() for row in drawn)


def test_every_set_says_its_licence() -> None:
    assert all(one.licence for one in TOPIC_SETS)


def test_small_simulations_stand_where_the_large_ones_do() -> None:
    noise, spike = alarms(repeats=25)
    assert noise.stock is not None
    assert noise.stock > 2.5 > noise.ours
    assert spike.ours > 0.4
    coverage, false = effects(repeats=25)
    assert 0.88 < coverage.ours < 1.0
    assert false.stock is not None
    assert false.ours < false.stock


def test_the_kept_sheet_is_scored(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.jsonl"
    items = [{"key": 1, "answer": 1}, {"key": 2, "answer": 0}, {"key": 3, "answer": None}]
    sheet.write_text("\n".join(json.dumps(item) for item in items), encoding="utf-8")
    assert labels_read(sheet)[0].ours == 0.5
    assert labels_read(tmp_path / "none.jsonl") == []


def test_exit_status_tells_a_miss(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    console = Console(quiet=True)
    for value, status in ((0.9, 0), (0.1, 1)):
        monkeypatch.setattr(command, "_measured", lambda data, only, console, v=value: iter([Row("x", 0.2, v, 0.8)]))
        assert command.run(tmp_path / "out.json", console=console) == status
    written = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert written["rows"][0]["met"] is False
    assert written["versions"]["bertopic"].startswith("0.17")
