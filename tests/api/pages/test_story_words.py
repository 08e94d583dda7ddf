"""A fact told in one sentence without mark-up, the same at the terminal and for programs as on the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from api.pages.views.story import plain
from models.insights.story import Fact, FactKind, Sureness

FACT = Fact(
    FactKind.RISING, "1", {"ja": "配送が遅い・届かない", "en": "Late & lost"}, Sureness.STRONG,
    since=date(2026, 3, 2), touchpoint={"ja": "配送", "en": "Delivery"}, share_before=0.031, share_now=0.124,
    cost=-4.2, cost_low=-6.0, cost_high=-2.5, respondents=31,
)  # fmt: skip


def test_the_story_says_what_when_where_and_how_sure() -> None:
    japanese, english = plain(FACT, "ja"), plain(FACT, "en")
    for part in (
        "「配送が遅い・届かない」",
        "3/2の週から",
        "3.1% → 12.4%",
        "配送に集中",
        "4.2",
        "2.5～6.0",
        "（変化の確度 高）",
    ):
        assert part in japanese
    for part in ("“Late & lost”", "week of 2 Mar", "from 3.1% to 12.4%", "Delivery", "4.2", "2.5 to 6.0", "(strong"):
        assert part in english
    assert "<" not in japanese + english


def test_how_sure_says_of_what() -> None:
    assert plain(replace(FACT, kind=FactKind.COSTS), "ja").endswith("（関連の確度 高）")
    assert plain(replace(FACT, kind=FactKind.LIFTS), "en").endswith("(strong evidence of the link)")
    assert plain(FACT, "en").endswith("(strong evidence of the change)")


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_a_tie_is_worded_as_an_association(locale: str) -> None:
    told = [plain(replace(FACT, kind=kind), locale) for kind in (FactKind.COSTS, FactKind.LIFTS)]
    assert not any(cause in text for cause in ("下げ", "上げ", "lowers", "raises", "because") for text in told)


def test_a_theme_that_goes_along_with_others_says_so() -> None:
    fact = replace(FACT, cost=-7.5, cost_low=-9.9, cost_high=-5.5, held_equal=22.3)
    assert "NPSの低さと関連するほかのテーマやチャネルとともに語られる" in plain(fact, "ja")
    assert "22.3点高く" in plain(fact, "ja")
    assert "22.3 points" in plain(fact, "en")
    assert "22.3" not in plain(FACT, "en")


def test_a_tie_that_the_map_calls_unproven_is_not_told_as_one() -> None:
    fact = replace(FACT, unproven=True)
    assert "（95%区間 2.5～6.0点）。ただし、" in plain(fact, "ja")
    assert "関連があるとまでは言えません" in plain(fact, "ja")
    assert "the link is not confirmed" in plain(fact, "en")
    within = replace(fact, cost_low=-9.0, cost_high=1.0)
    assert "ただし" not in plain(FACT, "ja") + plain(within, "ja")


def test_a_rise_that_is_over_is_not_told_as_going_on() -> None:
    fact = replace(FACT, over=True, latest=2)
    assert "直近の週は2人で、以前の水準に戻っています" in plain(fact, "ja")
    assert "最も多い週で回答者の12.4%、それまでは3.1%" in plain(fact, "ja")
    assert "増えています" not in plain(fact, "ja")
    assert "level of before" in plain(fact, "en")


def test_a_birth_is_new_and_never_a_growth_from_zero() -> None:
    fact = Fact(FactKind.NEW, "2", {"ja": "ログインできない", "en": "Cannot sign in"}, Sureness.MODERATE,
                share_before=0.0, share_now=0.05)  # fmt: skip
    assert "→" not in plain(fact, "ja") + plain(fact, "en")
    assert "新しく現れました" in plain(fact, "ja")


def test_a_score_keeps_its_digits() -> None:
    assert "0.42" in plain(replace(FACT, score_kind="ces", cost=-0.42, cost_low=-0.6, cost_high=-0.25), "ja")


def test_the_story_says_which_nps_where_there_are_two() -> None:
    fact = replace(FACT, cost=-4.6, cost_low=-6.9, cost_high=-2.4, score_scope="transactional")
    assert "NPS（取引直後）は4.6点高くなります" in plain(fact, "ja")
    assert "transactional NPS" in plain(fact, "en")
    assert "NPSは4.6点" in plain(replace(fact, score_scope=None), "ja")
