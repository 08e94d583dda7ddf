import numpy as np
import pytest

from nlp.alarm_words import LABELS, URGENT, hits
from nlp.classifier import Thresholds
from nlp.normalise import Span, normalise
from nlp.tasks import SIGNALS
from nlp.urgency import evidence, grave, least_urgency, signals, urgency
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


def test_words_lift_a_level_and_lower_none() -> None:
    calm, urgent = ([0.7, 0.2, 0.1, 0.0], [0.1, 0.3, 0.2, 0.4])
    assert urgency(np.array(calm, dtype=np.float32), LIMITS, 2).level == 2
    assert urgency(np.array(calm, dtype=np.float32), LIMITS, 3).level == 3
    assert urgency(np.array(urgent, dtype=np.float32), LIMITS, 2).level == 3


def test_grave_words_give_their_signal() -> None:
    assert signals(np.zeros(len(SIGNALS), dtype=np.float32), LIMITS, ("safety",)) == ("safety",)


def least(text: str, *found: str) -> int:
    written = normalise(text).text
    return least_urgency(written, found, grave(written))


@pytest.mark.parametrize(
    ("text", "signal", "level"),
    [
        ("いただいたお弁当を食べた後、家族四人がお腹を壊しました。", "safety", 2),
        ("子どもがやけどした", "safety", 2),
        ("転んで骨折しました", "safety", 2),
        ("Smoke came out of the charger last night.", "safety", 2),
        ("身に覚えのない請求です", "privacy", 2),
        ("訴訟を検討しています", "legal", 2),
        ("もう解約します", "churn", 0),
        ("幸い怪我はありませんでした", "safety", 0),
        ("No one was injured", "safety", 0),
        ("訴えるつもりはありません", "legal", 0),
        ("どうにもこうにも", "safety", 0),
    ],
)
def test_a_grave_signal_whose_word_stands_is_urgent(text: str, signal: str, level: int) -> None:
    assert least(text, signal) == level


@pytest.mark.parametrize(
    "text",
    [
        "自殺を考えています",
        "もう死にたい",
        "消えてしまいたいです",
        "I want to kill myself",
        "我不想活了",
        "죽고 싶어요",
        "ich will mich umbringen",
        "je veux me suicider",
        "quiero suicidarme",
        "quero me suicidar",
        "voglio suicidarmi",
        "saya ingin bunuh diri",
        "tôi muốn tự tử",
        "อยากฆ่าตัวตาย",
    ],
)
def test_whoever_may_harm_themselves_comes_first(text: str) -> None:
    assert grave(normalise(text).text) == (URGENT,)
    assert least(text) == 3


@pytest.mark.parametrize(
    "text",
    [
        "死にたいくらい恥ずかしかった",
        "死にたいほど暇",
        "自殺行為の値上げです",
        "自殺を考えている主人公の映画",
        "自殺は考えていません",
        "消えてしまいたいくらい恥ずかしい",
        "『死にたいけどトッポッキは食べたい』を買いました",
        "I could kill myself laughing",
        "I wanted to die of embarrassment",
        "累得我不想活了",
        "発煙の恐れはありますか",
        "発煙した場合の連絡先は",
        "発煙したらどうすればよいですか",
        "発煙したことはありません",
        "発煙筒の期限を教えてください",
        "火災保険に入りたい",
        "手机会冒烟吗",
        "飲み込みの弱い父が病院に通っています",
        "漬物の樽から異臭がする",
    ],
)
def test_figures_of_speech_conditions_and_questions_stay_calm(text: str) -> None:
    assert grave(normalise(text).text) == ()


@pytest.mark.parametrize(
    "text", ["発煙しました", "発煙したから、止めました", "飲み込んで病院に行きました", "手机冒烟了"]
)
def test_a_terse_report_of_danger_is_one(text: str) -> None:
    assert grave(normalise(text).text) == ("safety",)


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


def test_a_word_that_is_denied_is_no_reason() -> None:
    shown = words("ガラス片が混入していました。幸い怪我はありませんでした。", "safety", urgent=True)
    assert shown == [("safety", "ガラス片"), ("urgency", "ガラス片")]


@pytest.mark.parametrize(
    ("text", "quote"),
    [("意識がありません", "意識が"), ("出血が止まりません", "出血"), ("危険ではないですか", "危険")],
)
def test_a_denial_that_is_the_trouble_itself_leaves_the_word_standing(text: str, quote: str) -> None:
    assert words(text, "safety") == [("safety", quote)]


def test_money_that_does_not_come_back_is_still_about_money() -> None:
    assert words("返金がありません", "refund") == [("refund", "返金")]


def test_words_in_a_signature_are_no_evidence() -> None:
    normalised = normalise("届きません\n--\n山田法律 弁護士")
    held = WordClassifier()._unit("届きません")
    found = evidence(normalised, False, ["legal"], [Span(0, 5)], [held], [Span(6, len(normalised.text))])
    assert [e.quote for e in found] == ["届きません"]


def test_no_label_has_more_than_three_quotes() -> None:
    assert len(words("煙 煙 煙 煙 煙 煙", "safety")) == 3
