"""The table: verdicts, sets, simulations in miniature, the sheet, and the exit status."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from evaluation.themes import command
from evaluation.themes.labels_read import labels_read
from evaluation.themes.material import agreement, count, information
from evaluation.themes.record import Record
from evaluation.themes.recovery import _entropy, _factor
from evaluation.themes.rows import Row
from evaluation.themes.sets import TOPIC_SETS, Labelled, LabelledSet
from evaluation.themes.simulations import alarms, effects
from evaluation.themes.stored import stored


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


def test_exit_status_tells_a_miss_and_every_row_is_saved_as_it_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    console, path = Console(quiet=True), tmp_path / "out.json"
    for value, status in ((0.9, 0), (0.1, 1)):
        rows = [("births", Row("x", 0.2, value, 0.8))]
        monkeypatch.setattr(command, "_measured", lambda data, sections, console, rows=rows: iter(rows))
        assert command.run(path, console=console) == status
    written = json.loads(path.read_text(encoding="utf-8"))
    assert [(row["section"], row["ours"], row["met"]) for row in written["rows"]] == [("births", 0.1, False)]
    assert written["versions"]["bertopic"].startswith("0.17")


def killed(_data: Path, _sections: object, _console: Console) -> Iterator[tuple[str, Row]]:
    yield "alarms", Row("first", None, 1.0)
    raise KeyboardInterrupt


def test_a_killed_run_loses_only_the_row_it_was_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.json"
    Record(path).add("scale", Row("older", None, 2.0))
    monkeypatch.setattr(command, "_measured", killed)
    with pytest.raises(KeyboardInterrupt):
        command.run(path, console=Console(quiet=True))
    assert [row["name"] for row in Record(path).rows] == ["older", "first"]


def test_only_the_sections_asked_for_are_measured_and_an_unknown_one_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(command.ALONE, "alarms", lambda: [Row("quiet", None, 0.0)])
    monkeypatch.setitem(command.ALONE, "births", lambda: [Row("born", None, 1.0)])
    found = command._measured(tmp_path, ["births"], Console(quiet=True))
    assert [(section, row.name) for section, row in found] == [("births", "born")]
    with pytest.raises(ValueError, match="no section 'birth'; wanted one of alarms, impact"):
        command.run(sections=["birth"], console=Console(quiet=True))


def test_a_small_store_opens_its_report(tmp_path: Path) -> None:
    """The whole way on SQLite: rows made in the database, a server of its own, a person signing in."""
    (row,) = stored(comments=400)
    assert row.name.startswith("400 comments on SQLite")
    assert 0 < row.ours < 60
