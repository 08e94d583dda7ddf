"""A small made-up shop's voices: five points said in many ways; vectors are made, so no weights are needed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from nlp.themes import Discovery, DiscoveryOptions, ThemeUnit, discover

POINTS = {
    "late": (
        "delivery",
        "waiting",
        -1,
        "配送 遅い",
        ["配送が遅い", "まだ届かない", "荷物が三日遅れた", "届くのが遅すぎる"],
    ),
    "staff": (
        "staff",
        None,
        1,
        "店員 親切",
        ["店員さんが親切", "スタッフの笑顔が良い", "接客が丁寧だった", "対応が気持ちいい"],
    ),
    "price": (
        "product",
        "price",
        -1,
        "値段 高い",
        ["値段が高い", "また値上げした", "高すぎて買えない", "前は安かった"],
    ),
    "login": (
        "account",
        "defect",
        -1,
        "ログイン できない",
        ["ログインできない", "サインインに失敗する", "入れない", "認証エラー"],
    ),
    "clean": ("facility", None, 1, "店内 きれい", ["店内がきれい", "トイレが清潔", "掃除が行き届く", "明るくて快適"]),
}


def made_units(each: int = 40, seed: int = 3, points: tuple[str, ...] = tuple(POINTS)) -> list[ThemeUnit]:
    """`each` units a point; vectors lie around the point's own direction with enough noise to be interesting."""
    generator = np.random.default_rng(seed)
    directions = dict(zip(POINTS, np.random.default_rng(1).normal(size=(5, 32)), strict=True))
    units = []
    for name in points:
        touchpoint, pain, polarity, _, texts = POINTS[name]
        for number in range(each):
            vector = directions[name] / np.linalg.norm(directions[name]) + generator.normal(size=32) * 0.09
            units.append(
                ThemeUnit(
                    id=f"{name}-{number:03d}",
                    text=f"{texts[number % len(texts)]} {number}",
                    language="ja",
                    vector=(vector / np.linalg.norm(vector)).astype(np.float32),
                    polarity=polarity,
                    touchpoint=touchpoint,
                    pain_point=pain,
                    respondent=f"{name}-{number // 2}",
                )
            )
    return units


def spaced(text: str, language: str) -> list[str]:
    return text.split()


@pytest.fixture(scope="session")
def made() -> Callable[..., list[ThemeUnit]]:
    return made_units


@pytest.fixture(scope="session")
def units() -> list[ThemeUnit]:
    return made_units()


@pytest.fixture(scope="session")
def discovery(units: list[ThemeUnit]) -> Discovery:
    return discover(units, options=DiscoveryOptions(seed=4), tokens=spaced)
