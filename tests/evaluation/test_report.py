"""The documents say what the records say."""

from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.details import kinds_table, signals_table
from evaluation.fit import SYSTEM as FITTED
from evaluation.metrics import Score
from evaluation.report import (
    LANGUAGE,
    MEASURED,
    README,
    detailed,
    peer_table,
    refreshed,
    steps_table,
    stored_blocks,
    themes_table,
    with_block,
)
from evaluation.results import FOLDER, Result, read, write
from evaluation.speed import SYSTEM as SPEED
from evaluation.targets import Target
from nlp.analyser import Analyser


def result(system: str = "kikitori", value: float = 0.8) -> Result:
    score = Score(value, value - 0.01, value + 0.01, 100)
    scores = {"macro_f1": score, "accuracy": score, "negative_recall": score}
    return Result("jrte_pn", "sentiment3", "all", "x", "abc", system, "v1", 100, 1.0, 10, scores)


def test_readme_holds_the_measured_tables() -> None:
    text = README.read_text(encoding="utf-8")
    assert refreshed(text, read(LANGUAGE), stored_blocks()) == text, (
        "run `python -m evaluation.report` and commit README.md"
    )


def test_the_details_hold_the_measured_tables() -> None:
    text = MEASURED.read_text(encoding="utf-8")
    assert detailed(text, read(LANGUAGE)) == text, "run `python -m evaluation.report` and commit docs/measured.md"
    assert "| irony | " in text


def test_other_data_than_declared_is_said_beside_the_figure() -> None:
    table = refreshed(
        "<!-- scores --><!-- /scores --><!-- peers --><!-- /peers -->", [replace(result(), as_declared=False)]
    )
    assert "(jrte_pn), macro-F1 (other data than declared) |" in table


def test_the_hardest_kind_stands_first() -> None:
    probes = {"accuracy": 0.8, "accuracy_easy": 0.9, "accuracy_irony": 0.4}
    scores = {name: Score(value, value, value, 34) for name, value in probes.items()}
    lines = kinds_table([replace(result(), dataset="probes_ja", scores=scores)]).splitlines()
    assert lines[2].startswith("| irony | さすが一流ホテル、タオルの穴まで品がある ／ さすが")
    assert lines[2].endswith(" | 0.40 (0.40–0.40) | 34 |")
    assert lines[3:] == ["| easy |  | 0.90 (0.90–0.90) | 34 |"]


def test_a_signal_never_called_has_no_precision() -> None:
    scores = {"f1_churn": Score(0, 0, 0, 7), "recall_churn": Score(0, 0, 0, 7)}
    table = signals_table([replace(result(), dataset="feedback_ja_signals", scores=scores)])
    assert "| Japanese | 7 | 0 | – | 0.00 (0.00–0.00) |" in table


@pytest.mark.parametrize(("name", "system"), [("language", "kikitori"), ("fit", FITTED), ("speed", SPEED)])
def test_what_was_measured_is_what_is_shipped(name: str, system: str) -> None:
    versions = {one.version for one in read(FOLDER / f"{name}.json") if one.system == system}
    assert versions == {Analyser.bundled().version}, "measure again: the weights or the rules have changed since"


def test_a_changed_score_shows_as_drift() -> None:
    text = "<!-- scores -->\n<!-- /scores -->\n<!-- peers -->\n<!-- /peers -->"
    before = refreshed(text, [result(value=0.8)])
    assert refreshed(before, [result(value=0.8)]) == before
    assert refreshed(before, [result(value=0.7)]) != before


def test_a_missed_target_is_said() -> None:
    assert "**missed**" in refreshed(
        "<!-- scores --><!-- /scores --><!-- peers --><!-- /peers -->", [result(value=0.1)]
    )


def test_a_document_without_the_block_is_named() -> None:
    with pytest.raises(ValueError, match="no block 'scores'"):
        with_block("nothing", "scores", "x")


def test_peers_stand_beside_us_only_where_they_were_measured() -> None:
    assert "jrte_pn" not in peer_table([result()])
    assert peer_table([result(), result("VADER", 0.3)]).count("jrte_pn") == 2


def test_lower_is_better_turns_the_comparison() -> None:
    assert Target("d", "m", "t", 0.06, 0.03, lower_is_better=True).met(0.05)
    assert not Target("d", "m", "t", 0.06, 0.03).met(0.05)


def test_records_survive_writing(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    write([result()], path)
    assert read(path) == [result()]


def test_themes_say_what_was_missed() -> None:
    row = {"section": "stability", "name": "same input twice", "stock": 0.5, "ours": 0.9, "must": 1.0, "met": False}
    table = themes_table({"rows": [row | {"code": "c1", "weights": "w1"}], "machine": "m"})
    assert "| same input twice | 0.5 | 0.9 | ≥ 1: **missed** |" in table
    assert table.endswith("Weights `w1`, code `c1`, m.")


def test_steps_give_comments_a_second() -> None:
    step = {"file": "a.csv", "step": "analyse", "seconds": 2.0, "peak_mib": 300, "rows": 1000, "status": 0}
    assert "| a.csv | 1,000 | analyse | 2.0 | 500 | 300 MiB |" in steps_table(
        {"steps": [step], "code": "c", "machine": "m"}
    )
