"""New voices among strangers are gathered; strangers are not."""

from __future__ import annotations

import numpy as np

from nlp.themes.formation import Material
from nlp.themes.gathering import gathered
from nlp.themes.values import DiscoveryOptions
from nlp.themes.vectors import normalised


def pool(voices: int, strangers: int) -> Material:
    generator = np.random.default_rng(8)
    direction = np.eye(64)[0]
    near = direction + generator.normal(size=(voices, 64)) * 0.1
    far = generator.normal(size=(strangers, 64))
    rows = normalised(np.vstack([near, far]).astype(np.float32))
    return Material(rows, rows, np.arange(len(rows)))


def test_voices_that_say_one_thing_are_one_group() -> None:
    found = gathered(pool(14, 60), DiscoveryOptions(), 8)
    assert len(found) == 1
    assert found.founders[0].tolist() == list(range(14))
    assert found.stability[0] > 0.75
    assert found.thresholds[0] > 0.3


def test_strangers_alone_are_nothing() -> None:
    assert len(gathered(pool(0, 60), DiscoveryOptions(), 8)) == 0


def test_too_few_voices_are_no_theme_yet() -> None:
    assert len(gathered(pool(6, 60), DiscoveryOptions(), 8)) == 0
