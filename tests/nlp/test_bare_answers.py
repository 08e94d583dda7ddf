import numpy as np
import pytest

from nlp.analyser import Analyser
from nlp.bare_answers import asked_for, on_side
from nlp.classifier import PassagePrediction, UnitPrediction
from nlp.opinions import pain_point, side
from nlp.preparation import prepare
from nlp.tasks import INTENTS, PAIN_POINTS, SIGNALS, TOUCHPOINTS
from nlp.values import Polarity, Reading, Sentiment, Text
from tests.nlp.stand_ins import LengthEncoder, WordClassifier, one_hot

IMPROVE, GOOD = "改善してほしい点を教えてください。", "良かった点を教えてください。"


def read(text: str, question: str) -> Reading:
    found = Analyser(LengthEncoder(), WordClassifier()).analyse_one(Text(text, question=question))
    assert isinstance(found, Reading)
    return found


@pytest.mark.parametrize("answer", ["清潔感", "品揃え", "親切さ", "店員の態度", "待ち時間、駐車場", "Wi-Fiの速度"])
@pytest.mark.parametrize(("question", "asked"), [(IMPROVE, Polarity.NEGATIVE), (GOOD, Polarity.POSITIVE)])
def test_a_bare_answer_takes_the_side_asked_for(answer: str, question: str, asked: Polarity) -> None:
    assert asked_for(prepare(Text(answer, question=question))) is asked


@pytest.mark.parametrize(
    ("answer", "question"),
    [
        ("レジが遅い", GOOD),
        ("丁寧な接客", IMPROVE),
        ("今のまま", IMPROVE),
        ("最高", IMPROVE),
        ("車いす用の席を前にも", IMPROVE),
        ("清潔感👍", IMPROVE),
        ("駐車場", "良かった点と悪かった点をお書きください"),
        ("駐車場", "対応は良かったですか"),
        ("はい", "問題は解決しましたか？"),
    ],
)
def test_what_says_more_or_was_not_asked_on_one_side_is_left_to_the_classifier(answer: str, question: str) -> None:
    assert asked_for(prepare(Text(answer, question=question))) is Polarity.NEUTRAL


def test_what_to_improve_is_negative() -> None:
    found = read("親切さ", IMPROVE)
    assert (found.sentiment.label, found.sentiment.confidence) == (Sentiment.NEGATIVE, pytest.approx(0.7))
    assert found.sentiment.score == pytest.approx(-0.3)
    assert found.intents == ("complaint",)
    assert [(o.polarity, o.confidence) for o in found.opinions] == [(Polarity.NEGATIVE, pytest.approx(0.7))]
    assert found.units[0].sentiment is Sentiment.NEGATIVE


@pytest.mark.parametrize(("names", "pain"), [(True, "attitude"), (False, None)])
def test_a_thing_to_improve_has_its_likeliest_pain_point(names: bool, pain: str | None) -> None:
    chances = np.zeros(len(PAIN_POINTS) + 1, dtype=np.float32)
    chances[PAIN_POINTS.index("attitude")], chances[-1] = 0.004, 0.996
    unit = UnitPrediction(one_hot(6, 3), one_hot(3, 2), 0.1, one_hot(len(TOUCHPOINTS) + 1, 0), chances)
    calm = np.zeros(len(SIGNALS), dtype=np.float32)
    given = PassagePrediction(one_hot(6, 3), one_hot(len(INTENTS), 3), one_hot(4, 0), calm, (unit,))
    found = on_side(given, Polarity.NEGATIVE, names).units[0]
    assert pain_point(found, side(found)[0]) == pain


def test_what_was_good_is_positive_and_neither_urgent_nor_alarming() -> None:
    found = read("煙", GOOD)
    assert found.sentiment.label is Sentiment.POSITIVE
    assert (found.urgency, found.signals, found.evidence) == (0, (), ())
    assert [(o.polarity, o.pain_point) for o in found.opinions] == [(Polarity.POSITIVE, None)]
    assert "irony" not in found.flags


def test_a_tone_that_was_on_that_side_stays_as_sure_as_it_was() -> None:
    assert read("壊", IMPROVE).sentiment.confidence == pytest.approx(0.92)


def test_a_no_where_one_hopes_for_a_yes_is_negative_and_names_no_pain_point() -> None:
    found = read("No", "Was your problem resolved?")
    assert found.sentiment.label is Sentiment.NEGATIVE
    assert [unit.pain_point for unit in found.units] == [None]
    assert np.isclose(found.sentiment.confidence, 0.7)
