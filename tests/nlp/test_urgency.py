import numpy as np
import pytest

from nlp.alarm_words import LABELS, hits
from nlp.classifier import Thresholds
from nlp.normalise import Span, normalise
from nlp.tasks import SIGNALS
from nlp.urgency import evidence, signals, urgency
from tests.nlp.stand_ins import WordClassifier

LIMITS = Thresholds((0.5,) * 6, (0.5, 0.2) + (0.5,) * 6, 0.4, 0.5, {"*": 0.5})


@pytest.mark.parametrize(
    ("probabilities", "level", "confidence"),
    [
        ([0.7, 0.2, 0.1, 0.0], 0, 0.7),
        ([0.2, 0.5, 0.2, 0.1], 1, 0.5),
        ([0.2, 0.35, 0.3, 0.15], 2, 0.45),
        ([0.1, 0.3, 0.2, 0.4], 3, 0.6),
    ],
)
def test_urgent_is_decided_by_the_learnt_threshold(probabilities: list[float], level: int, confidence: float) -> None:
    found = urgency(np.array(probabilities, dtype=np.float32), LIMITS)
    assert found.level == level
    assert found.confidence == pytest.approx(confidence, abs=1e-4)


def test_each_signal_has_a_threshold_of_its_own() -> None:
    assert signals(np.full(len(SIGNALS), 0.3, dtype=np.float32), LIMITS) == ("legal",)


def words(text: str, *found: str, urgent: bool = False) -> list[tuple[str, str]]:
    normalised = normalise(text)
    unit = Span(0, len(normalised.text))
    held = WordClassifier()._unit(normalised.text)
    return [(e.label, e.quote) for e in evidence(normalised, urgent, found, [unit], [held])]


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("ばあちゃん家の味したんやけど", "safety"),
        ("値段だけが上がっていく", "safety"),
        ("タイヤを交換した", "safety"),
        ("写真詐欺", "legal"),
        ("振り込め詐欺防止のポスター", "legal"),
        ("解約済みなのに請求が来る", "churn"),
        ("退会後も届く", "churn"),
        ("返金を確認しました", "refund"),
        ("障害者割引がある", "outage"),
        ("停電のたびに困る", "outage"),
    ],
)
def test_look_alikes_of_alarming_words_are_no_alarm(text: str, signal: str) -> None:
    assert not hits(text)[LABELS.index(signal)]


def test_hits_are_one_column_a_label() -> None:
    found = hits("弁護士に相談します。本日中に返金してください")
    assert [label for label, hit in zip(LABELS, found, strict=True) if hit] == ["legal", "refund", "urgency"]


@pytest.mark.parametrize(
    ("text", "signal", "quote"),
    [
        ("充電中に白い煙が出た", "safety", "白い煙"),
        ("じんましんが出ました", "safety", "じんましん"),
        ("The charger caught fire", "safety", "caught fire"),
        ("身に覚えのない請求です", "privacy", "身に覚えのない"),
        ("there is an unauthorised payment", "privacy", "unauthorised"),
        ("弁護士に相談します", "legal", "弁護士に"),
        ("もう解約します", "churn", "解約"),
        ("I will cancel today", "churn", "I will cancel"),
        ("返金してください", "refund", "返金"),
        ("サーバーがダウンしている", "outage", "サーバーがダウン"),
        ("車椅子の母が入れない", "vulnerable", "車椅子"),
        ("三度も電話しました", "repeat_contact", "三度も電話"),
        ("何度も問い合わせた", "repeat_contact", "何度も問い合わせ"),
        ("我要退款", "refund", "退款"),
        ("환불해 주세요", "refund", "환불"),
    ],
)
def test_a_signal_shows_its_words(text: str, signal: str, quote: str) -> None:
    assert (signal, quote) in words(text, signal)


def test_urgency_shows_the_danger_and_the_deadline() -> None:
    shown = words("ﾊﾞｯﾃﾘｰから煙。本日中に連絡ください", "safety", urgent=True)
    assert ("safety", "煙") in shown
    assert ("urgency", "煙") in shown
    assert ("urgency", "本日中") in shown


def test_where_no_known_word_is_the_unit_itself_is_the_evidence() -> None:
    assert words("どうにもこうにも", "legal") == [("legal", "どうにもこうにも")]


def test_words_in_a_signature_are_no_evidence() -> None:
    normalised = normalise("届きません\n--\n山田法律 弁護士")
    held = WordClassifier()._unit("届きません")
    found = evidence(normalised, False, ["legal"], [Span(0, 5)], [held], [Span(6, len(normalised.text))])
    assert [e.quote for e in found] == ["届きません"]


def test_no_label_has_more_than_three_quotes() -> None:
    assert len(words("煙 煙 煙 煙 煙 煙", "safety")) == 3
