"""Learning from a company's own rows: better, or not at all, and never over the old weights."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest

from nlp.classifier import Passage, load_classifier
from nlp.encoder import WEIGHTS, bundled_encoder
from nlp.opinions import touchpoint
from nlp.tasks import SENTIMENTS, TOUCHPOINTS
from nlp.training import heard
from nlp.training.adapt import MOST, adapt, read_rows
from nlp.training.corpus import Example, Point, comment
from nlp.training.heard import hear
from nlp.training.own_codes import OwnRows, labels

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


def test_rows_without_anything_to_read_are_counted_out(tmp_path: Path) -> None:
    rows = [*_rows(60), Example("blank", "   ", "ja", "own", sentiment=(0,))]
    assert adapt(rows, WEIGHTS, tmp_path / "ours").rows == 60
    blank = [replace(row, text=" ") for row in _rows(60)]
    with pytest.raises(ValueError, match="60 labelled rows; wanted at least 50 that can be read"):
        adapt(blank, WEIGHTS, tmp_path / "none")


def test_as_many_rows_are_read_as_the_brief_asks_for() -> None:
    assert MOST == 50_000


def test_two_processes_hear_what_one_hears(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [*_rows(9), Example("blank", " ", "ja", "own"), *_rows(5)]
    alone = hear(rows, WEIGHTS)
    monkeypatch.setattr(heard, "_WORTH", 1)
    monkeypatch.setattr(heard, "_AT_ONCE", 4)
    together = hear(rows, WEIGHTS)
    assert together.places.tolist() == alone.places.tolist() == [*range(9), *range(10, 15)]
    assert together.owner.tolist() == alone.owner.tolist()
    for scope in heard.SCOPES:
        np.testing.assert_allclose(together.chances[scope], alone.chances[scope], atol=1e-5)
        np.testing.assert_allclose(together.vectors[scope], alone.vectors[scope], atol=1e-6)


def _labelled(count: int, own: int) -> list[Example]:
    """A shop with a floor of its own: 「屋上庭園」 is a touchpoint no taxonomy of ours has."""
    said = ["商品がすぐ壊れました", "配送が遅れて届きました", "店員さんが親切でした", "アプリが落ちます"]
    rows = []
    for number in range(count):
        mine = number < own
        text = f"屋上庭園の花がきれいでした、{number}回目" if mine else f"{said[number % 4]}、{number}回目"
        point = Point(0, len(text), None if mine else number % 20, None, 2 if mine else 0)
        extra = {"touchpoint": "roof"} if mine else {}
        rows.append(Example(f"r{number}", text, "ja", "company", points=(point,), extra=extra))
    return rows


def _where(folder: Path, text: str) -> str | None:
    found = load_classifier(folder).classify([Passage(text, (text,), "ja")], [bundled_encoder().encode([text])])
    return touchpoint(found[0].units[0])


def test_a_label_of_ones_own_is_learnt_and_survives_loading(tmp_path: Path) -> None:
    outcome = adapt(_labelled(120, 40), WEIGHTS, tmp_path / "ours")
    [roof] = outcome.own
    assert (roof.task, roof.code, roof.rows, roof.wrong) == ("touchpoint", "roof", 40, 0)
    assert roof.kept
    assert _where(tmp_path / "ours", "屋上庭園がよかったです") == "roof"
    assert _where(tmp_path / "ours", "配送が遅れました") not in (None, "roof")
    assert _where(WEIGHTS, "屋上庭園がよかったです") != "roof"


def test_a_label_alone_reads_the_same_in_a_batch(tmp_path: Path) -> None:
    adapt(_labelled(120, 40), WEIGHTS, tmp_path / "ours")
    classifier = load_classifier(tmp_path / "ours")
    texts = ["屋上庭園がよかったです", "配送が遅れました", "屋上庭園は狭い"]
    passages = [Passage(text, (text,), "ja") for text in texts]
    vectors = [bundled_encoder().encode([text]) for text in texts]
    together = classifier.classify(passages, vectors)
    alone = [classifier.classify([p], [v])[0] for p, v in zip(passages, vectors, strict=True)]
    assert [p.units[0].own for p in together] == [p.units[0].own for p in alone]


def test_a_label_of_few_rows_is_named_and_not_learnt() -> None:
    rows = _labelled(60, 19)
    heard_rows = hear(rows, WEIGHTS)
    [roof] = OwnRows(heard_rows, rows).judged(np.arange(60) % 5 == 0, None)  # type: ignore[arg-type]
    assert (roof.rows, roof.right, roof.kept) == (19, 0, False)
    assert [(one.code, one.rows) for one in labels(rows)] == [("roof", 19)]


def test_a_label_that_stands_on_every_row_has_nothing_to_be_told_from() -> None:
    rows = _labelled(40, 40)
    [roof] = OwnRows(hear(rows, WEIGHTS), rows).judged(np.arange(40) % 5 == 0, None)  # type: ignore[arg-type]
    assert not roof.kept


def test_a_label_that_says_nothing_is_not_kept(tmp_path: Path) -> None:
    rows = [
        replace(row, extra={"touchpoint": "luck"} if number % 3 == 0 else {})
        for number, row in enumerate(_labelled(150, 0))
    ]
    outcome = adapt(rows, WEIGHTS, tmp_path / "ours")
    assert [(one.code, one.kept) for one in outcome.own] == [("luck", False)]
