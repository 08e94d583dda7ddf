import logging
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.analyser import Analyser
from nlp.classifier import PassagePrediction, UnfitWeightsError, UnitPrediction
from nlp.normalise import normalise
from nlp.readings import _sentiment
from nlp.values import Polarity, Reading, Sentiment, Text, Unreadable
from tests.nlp.stand_ins import LengthEncoder, WordClassifier


@pytest.fixture
def analyser() -> Analyser:
    return Analyser(LengthEncoder(), WordClassifier())


def read(analyser: Analyser, text: str, **more: str) -> Reading:
    found = analyser.analyse_one(Text(text, **more))
    assert isinstance(found, Reading)
    return found


def test_a_mixed_comment_has_two_opinions_on_two_sides(analyser: Analyser) -> None:
    reading = read(analyser, "料理は美味しいが、待ち時間が長い")
    assert reading.sentiment.label is Sentiment.MIXED
    assert [(o.quote, o.polarity, o.pain_point) for o in reading.opinions] == [
        ("料理は美味しい", Polarity.POSITIVE, None),
        ("待ち時間が長い", Polarity.NEGATIVE, "waiting"),
    ]
    assert [o.stage for o in reading.opinions] == ["use", "use"]
    assert reading.intents == ("complaint", "praise")


def test_quotes_are_substrings_of_the_text_as_received(analyser: Analyser) -> None:
    text = "お世話になっております。\r\n㈱森です。ﾎﾞﾀﾝが壊れました！！ でも、ｽﾀｯﾌは親切でした。"
    reading = read(analyser, text)
    assert [o.quote for o in reading.opinions] == ["ﾎﾞﾀﾝが壊れました", "ｽﾀｯﾌは親切でした"]
    for part in (*reading.opinions, *reading.evidence):
        assert text[part.start : part.end] == part.quote
    for unit in reading.units:
        assert 0 <= unit.start < unit.end <= len(text)


def test_the_order_is_kept_and_bad_items_say_why_in_their_place(analyser: Analyser) -> None:
    found = analyser.analyse([Text("良い"), Text(""), Text("遅い"), Text("あ" * 60_000), Text(None)])  # type: ignore[arg-type]
    assert [type(item) for item in found] == [Reading, Unreadable, Reading, Unreadable, Unreadable]
    assert found[3] == Unreadable("text is 60,000 characters long; wanted at most 50,000", analyser.version)


def test_every_unit_of_a_batch_is_encoded_in_one_call(analyser: Analyser) -> None:
    analyser.analyse([Text("良い。悪い。"), Text("遅い")])
    assert isinstance(analyser.encoder, LengthEncoder)
    assert analyser.encoder.calls == [["良い。", "悪い。", "遅い"]]


def test_each_unit_keeps_its_own_vector(analyser: Analyser) -> None:
    reading = read(analyser, "良い。とても悪い。")
    assert [unit.vector.tolist() for unit in reading.units] == [[3, 1], [6, 1]]


def test_the_same_text_reads_the_same_alone_and_in_company(analyser: Analyser) -> None:
    alone = read(analyser, "料理は美味しいが、待ち時間が長い")
    company = analyser.analyse([Text("遅い"), Text("料理は美味しいが、待ち時間が長い"), Text("!")])[1]
    assert alone == company


def test_nothing_gives_nothing(analyser: Analyser) -> None:
    assert analyser.analyse([]) == []
    assert analyser.predict([]) == []


def test_an_unsure_reading_asks_for_a_person(analyser: Analyser) -> None:
    assert read(analyser, "多分良い").abstain
    assert not read(analyser, "良い").abstain


def test_praise_that_may_be_irony_is_left_to_a_person(analyser: Analyser) -> None:
    found = read(analyser, "さすが親切なお店、二回目の返事なし")
    assert found.sentiment.label == "positive"
    assert "irony" in found.flags
    assert found.abstain


def test_praise_for_being_kept_waiting_is_left_to_a_person(analyser: Analyser) -> None:
    found = read(analyser, "親切にも3時間も待たせていただきました")
    assert found.sentiment.label == "positive"
    assert "irony" in found.flags
    assert found.abstain


def test_grave_words_decide_though_the_classifier_hears_nothing(analyser: Analyser) -> None:
    swallowed = read(analyser, "飲み込んで病院に行きました")
    assert (swallowed.signals, swallowed.urgency) == (("safety",), 2)
    alone = read(analyser, "自殺を考えています")
    assert (alone.signals, alone.urgency) == ((), 3)
    assert [(e.label, e.quote) for e in alone.evidence] == [("urgency", "自殺を考え")]


def test_a_comment_no_intent_reaches_takes_the_likeliest(analyser: Analyser) -> None:
    assert read(analyser, "きのう行きました").intents == ("other",)


def test_urgency_names_the_words_that_made_it_urgent(analyser: Analyser) -> None:
    reading = read(analyser, "充電中に煙が出ました。今すぐ止めてください")
    assert reading.urgency == 3
    assert reading.signals == ("safety",)
    assert {(e.label, e.quote) for e in reading.evidence} >= {("safety", "煙"), ("urgency", "今すぐ")}


def test_a_calm_comment_has_no_evidence(analyser: Analyser) -> None:
    assert read(analyser, "至急ではありません").evidence == ()


@pytest.mark.parametrize("question", [None, "改善してほしい点を教えてください", "不満な点は?"])
def test_nothing_to_improve_is_not_negative(analyser: Analyser, question: str | None) -> None:
    found = analyser.analyse_one(Text("特になし", question=question))
    assert isinstance(found, Reading)
    assert found.sentiment.label is Sentiment.NEUTRAL
    assert found.opinions == found.units == ()
    assert found.intents == ("other",)
    assert "no_content" in found.flags
    assert not found.abstain


@pytest.mark.parametrize("text", ["！！！", "…", "あ" * 5000, "なし🙂"])
def test_marks_alone_have_no_opinion_and_no_tone(analyser: Analyser, text: str) -> None:
    found = read(analyser, text, question="良かった点は？" if text == "…" else "")
    assert found.sentiment.label is Sentiment.NEUTRAL
    assert found.opinions == found.units == ()


def test_a_unit_without_content_holds_no_opinion() -> None:
    class Sure(WordClassifier):
        def _unit(self, unit: str) -> UnitPrediction:
            return super()._unit("良い")

    found = read(Analyser(LengthEncoder(), Sure()), "特になし！最高です")
    assert [opinion.quote for opinion in found.opinions] == ["最高です"]


def test_one_text_that_breaks_the_classifier_does_not_fail_its_batch(
    analyser: Analyser, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        found = analyser.analyse([Text("良い"), Text("爆弾"), Text("遅い")])
    assert [type(item) for item in found] == [Reading, Unreadable, Reading]
    assert "爆弾" not in caplog.messages[0]


def test_when_nothing_can_be_read_the_weights_are_to_blame(analyser: Analyser) -> None:
    with pytest.raises(FloatingPointError):
        analyser.analyse([Text("爆弾1"), Text("爆弾2")])


def test_predict_gives_probabilities_in_order(analyser: Analyser) -> None:
    found = analyser.predict([Text(""), Text("遅い")])
    assert isinstance(found[0], Unreadable)
    assert isinstance(found[1], PassagePrediction)
    assert found[1].sentiment.argmax() == 1


def test_the_version_names_weights_and_rules(analyser: Analyser) -> None:
    assert analyser.version.startswith("words-1-r")
    assert read(analyser, "良い").version == analyser.version


def test_a_folder_without_weights_is_refused(tmp_path: Path) -> None:
    with pytest.raises((UnfitWeightsError, OSError, ValueError), match=str(tmp_path)):
        Analyser.load(tmp_path)


def test_more_texts_than_a_batch_keep_their_order(analyser: Analyser) -> None:
    texts = [Text("良い" if at % 2 else "遅い") for at in range(1_100)]
    labels = [item.sentiment.label for item in analyser.analyse(texts) if isinstance(item, Reading)]
    assert labels == [Sentiment.POSITIVE if at % 2 else Sentiment.NEGATIVE for at in range(1_100)]


@pytest.mark.parametrize(
    ("probabilities", "label", "confidence"),
    [
        ([0.25, 0.3, 0.35, 0.05, 0.05, 0.0], Sentiment.NEGATIVE, 0.55),
        ([0.3, 0.25, 0.35, 0.05, 0.05, 0.0], Sentiment.VERY_NEGATIVE, 0.55),
        ([0.1, 0.1, 0.6, 0.1, 0.1, 0.0], Sentiment.NEUTRAL, 0.6),
        ([0.0, 0.1, 0.1, 0.2, 0.2, 0.4], Sentiment.POSITIVE, 0.4),
        ([0.0, 0.1, 0.1, 0.1, 0.2, 0.5], Sentiment.MIXED, 0.5),
    ],
)
def test_the_side_is_decided_before_its_strength(
    probabilities: list[float], label: Sentiment, confidence: float
) -> None:
    found = _sentiment(np.array(probabilities, dtype=np.float32))
    assert found.label is label
    assert found.confidence == pytest.approx(confidence, abs=1e-4)


WORDS = st.lists(
    st.sampled_from(
        [
            "料理は美味しいが、",
            "待ち時間が長い。",
            "煙",
            "「",
            "」",
            "\n",
            "ﾎﾞﾀﾝ",
            "悪い",
            "😊",
            "\u200b",
            "\x00",
            "but ",
            "㈱",
            "--\n",
            "> ",
        ]
    ),
    max_size=12,
).map("".join)


@given(st.one_of(WORDS, st.text()))
def test_any_text_is_read_or_refused_and_every_quote_is_its_own(text: str) -> None:
    found = Analyser(LengthEncoder(), WordClassifier()).analyse_one(Text(text))
    if isinstance(found, Unreadable):
        assert normalise(text).text.strip() == ""
        return
    for part in (*found.opinions, *found.evidence):
        assert text[part.start : part.end] == part.quote
    places = [(unit.start, unit.end) for unit in found.units]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(text) for start, end in places)
