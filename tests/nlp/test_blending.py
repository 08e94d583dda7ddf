"""The blend is less sure where nobody but ourselves was heard."""

import gzip
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nlp.tasks import columns
from nlp.training.blending import STRANGERS, Scored, learn_blend, sharpest
from nlp.training.corpus import own_comments
from nlp.training.settings import tiny
from nlp.training.style_gap import style_gap
from nlp.training.tuning import TuningSettings

_RANDOM = np.random.default_rng(3)


def scored(languages: list[str]) -> Scored:
    """One scorer that is right about the sentiment of nine texts in ten."""
    width = sum(where.stop - where.start for where in columns("passage").values())
    truth = _RANDOM.integers(0, 6, len(languages))
    targets = np.full((len(languages), width), np.nan, dtype=np.float32)
    at = columns("passage")["sentiment"]
    targets[:, at] = np.eye(6, dtype=np.float32)[truth]
    told = np.where(_RANDOM.random(len(languages)) < 0.9, truth, (truth + 1) % 6)
    scores = np.zeros((len(languages), width), dtype=np.float32)
    scores[:, at] = 3 * np.eye(6)[told]
    for name, where in columns("passage").items():
        if name != "sentiment":
            targets[:, where] = 1.0 if name == "urgency" else 0.0
    return Scored([scores], targets, np.ones(len(languages), dtype=np.float32), languages)


def test_a_language_without_strangers_is_less_sure() -> None:
    found = scored(["th"] * 200 + ["de"] * 200)
    alone = learn_blend([("passage", found)]).groups["*"]["sentiment"].sharpness
    heard = learn_blend([("passage", found)], {"th": 1.0}).groups["*"]["sentiment"].sharpness
    half = learn_blend([("passage", found)], {"th": 0.5}).groups["*"]["sentiment"].sharpness
    assert heard["th"] == pytest.approx(alone["th"] / STRANGERS)
    assert half["th"] == pytest.approx(alone["th"] / STRANGERS**0.5)
    assert heard["de"] == half["de"] == alone["de"]
    assert heard["*"] < heard["th"]


def test_a_cross_section_says_how_sure_a_reading_may_be() -> None:
    easy, plain = scored(["ja"] * 400), scored(["ja"] * 100)
    shaken = _RANDOM.permutation(plain.targets)  # of these it knows nothing
    both = Scored(
        [np.concatenate([easy.parts[0], plain.parts[0]])], np.concatenate([easy.targets, shaken]),
        np.ones(500, dtype=np.float32), ["ja"] * 500,
    )  # fmt: skip
    known = replace(both, plain=np.arange(500) >= 400)
    deaf, aware = (learn_blend([("passage", one)]).groups["ja"]["sentiment"].sharpness["ja"] for one in (both, known))
    assert aware < 0.5 * deaf


def test_the_sharpness_that_fits_undoes_a_false_confidence() -> None:
    truth = _RANDOM.integers(0, 2, 400)
    told = np.where(_RANDOM.random(400) < 0.75, truth, 1 - truth)
    targets = np.eye(2, dtype=np.float32)[truth]
    scores = (8 * np.eye(2)[told]).astype(np.float32)  # sure of itself, and wrong one time in four
    factor = sharpest("one_of", scores, targets, np.ones(400, dtype=np.float32))
    assert abs(1 / (1 + np.exp(-8 * factor)) - 0.75) < 0.1


def test_the_gap_is_told_for_us_and_for_strangers(tmp_path: Path) -> None:
    rows = [{"text": f"บริการดีมาก {n}", "sentiment": "pos" if n % 2 else "neg"} for n in range(120)]
    with gzip.open(tmp_path / "wisesight.jsonl.gz", "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    some = [one for one in own_comments() if one.language == "th"]
    settings = replace(tiny(), shape=replace(tiny().shape, pieces=256), tuning=TuningSettings(epochs=1, words=800))
    lines = style_gap(tmp_path, some, settings)
    assert [line.split()[:2] for line in lines] == [["ours", "th"], ["wisesight", "th"]]
