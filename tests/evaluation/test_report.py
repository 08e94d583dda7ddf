"""The documents say what the records say."""

from pathlib import Path

import pytest

from evaluation.fit import SYSTEM as FITTED
from evaluation.metrics import Score
from evaluation.report import (
    LANGUAGE,
    README,
    Target,
    peer_table,
    refreshed,
    steps_table,
    stored_blocks,
    themes_table,
    with_block,
)
from evaluation.results import FOLDER, Result, read, write
from evaluation.speed import SYSTEM as SPEED
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
