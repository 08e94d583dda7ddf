import numpy as np
import pytest

from nlp.classifier import UnitPrediction
from nlp.normalise import Span, normalise
from nlp.opinions import opinion, quoted
from nlp.tasks import PAIN_POINTS, TOUCHPOINTS
from nlp.taxonomy import Taxonomy
from nlp.values import Opinion, Polarity
from tests.nlp.stand_ins import one_hot


def prediction(
    polarity: int = 0, sure: float = 0.9, held: float = 0.9, touchpoint: int = 9, pain: int = 0, none: float = 0.05
) -> UnitPrediction:
    where, what = one_hot(len(TOUCHPOINTS) + 1, touchpoint, 0.6), one_hot(len(PAIN_POINTS) + 1, pain, 0.6)
    where[-1] = what[-1] = none
    return UnitPrediction(one_hot(6, 1), one_hot(3, polarity, sure), held, where, what)


def found(text: str, given: UnitPrediction) -> Opinion | None:
    return opinion(normalise(text), Span(0, len(normalise(text).text)), given, 0.5, Taxonomy.default())


@pytest.mark.parametrize(
    ("unit", "quote"),
    [
        ("しかし、対応が遅い。", "対応が遅い"),
        ("料理は美味しいが、", "料理は美味しい"),
        ("料理は美味しいですが", "料理は美味しいです"),
        ("おいしいけど、", "おいしい"),
        ("気持ちよすぎるんだけど", "気持ちよすぎる"),
        ("味は良いのですが、", "味は良い"),
        ("部屋は広いものの、", "部屋は広い"),
        ("ただ待ち時間が長い!!", "ただ待ち時間が長い"),
        ("ただ、待ち時間が長い…", "待ち時間が長い"),
        ("But the soup was cold.", "the soup was cold"),
        ("但是太贵了。", "太贵了"),
        ("・また、高い", "高い"),
        ("「二度と来ない。」", "「二度と来ない。」"),
        ("味が、", "味が"),
        ("でも。", "でも"),
        ("でもまずい", "まずい"),
        ("でもね、高い", "高い"),
        ("なのに遅い", "遅い"),
        ("それでもう一度頼んだ", "それでもう一度頼んだ"),
        ("しかしながら、高い", "高い"),
        ("The staff was friendly けど、", "The staff was friendly"),
        ("ひどいやけど", "ひどいやけど"),
        ("安いのに", "安い"),
        ("便利なのに、", "便利"),
        ("安ければいいのに", "安ければいいのに"),
        ("【良い点】接客が丁寧。", "接客が丁寧"),
        ("!!!", "!!!"),
    ],
)
def test_a_quote_leaves_out_conjunctions_and_closing_marks(unit: str, quote: str) -> None:
    start, end = quoted(unit, Span(0, len(unit)))
    assert unit[start:end] == quote


@pytest.mark.parametrize("heading", ["良い点：", "悪い点:", "【良かった点】"])
def test_a_heading_holds_no_opinion(heading: str) -> None:
    assert found(heading, prediction()) is None
    assert found(f"{heading}遅い", prediction()) is not None


def test_a_unit_below_the_threshold_holds_no_opinion() -> None:
    assert found("きのう行きました", prediction(polarity=1, held=0.4)) is None


def test_a_clear_side_makes_an_opinion_of_a_doubtful_unit() -> None:
    assert found("遅い", prediction(polarity=0, sure=0.9, held=0.3)) is not None
    assert found("遅い", prediction(polarity=0, sure=0.6, held=0.3)) is None
    assert found("遅い", prediction(polarity=0, sure=0.9, held=0.1)) is None


def test_a_neutral_report_can_be_an_opinion() -> None:
    held = found("生地は厚くも薄くもない", prediction(polarity=1))
    assert held is not None
    assert held.polarity is Polarity.NEUTRAL
    assert held.pain_point is None


def test_only_what_is_negative_has_a_pain_point() -> None:
    bad, good = found("遅い", prediction(polarity=0)), found("早い", prediction(polarity=2))
    assert bad is not None
    assert good is not None
    assert (bad.pain_point, good.pain_point) == ("waiting", None)


def test_a_touchpoint_that_is_probably_none_is_none() -> None:
    held = found("最悪", prediction(none=0.7))
    assert held is not None
    assert (held.touchpoint, held.stage, held.pain_point) == (None, None, None)


def test_a_touchpoint_brings_its_stage() -> None:
    held = found("配送が遅い", prediction(touchpoint=TOUCHPOINTS.index("delivery")))
    assert held is not None
    assert (held.touchpoint, held.stage) == ("delivery", "purchase")


def test_confidence_is_the_probability_of_the_side() -> None:
    held = found("遅い", prediction(sure=0.8))
    assert held is not None
    assert held.confidence == pytest.approx(0.8)
    assert np.isclose(held.confidence, round(held.confidence, 4))
