import pytest

from nlp.questions import asks, denied, hopes, wanted, yes_or_no
from nlp.values import Polarity


def test_the_heading_of_a_column_asks_for_nothing() -> None:
    asked = ("ご不満な点をお聞かせください", "良かった点", "その理由", "利用しましたか", "What could we do better?")
    assert all(asks(question) for question in asked)
    assert not any(asks(heading) for heading in ("ご意見・ご感想", "コメント", "自由記述欄", "comment", ""))


@pytest.mark.parametrize(
    ("question", "side"),
    [
        (None, Polarity.NEUTRAL),
        ("ご意見をお聞かせください", Polarity.NEUTRAL),
        ("改善してほしい点は何ですか", Polarity.NEUTRAL),
        ("良かった点と悪かった点をお書きください", Polarity.NEUTRAL),
        ("What could we improve?", Polarity.NEUTRAL),
        ("良かった点をお聞かせください", Polarity.NEGATIVE),
        ("What did you like best?", Polarity.NEGATIVE),
        ("What was the best part of your visit?", Polarity.NEGATIVE),
        ("Is there anything else you would like to tell us?", Polarity.NEUTRAL),
        ("How likely are you to recommend us? Please tell us why.", Polarity.NEUTRAL),
        ("Which of these best describes you?", Polarity.NEUTRAL),
        ("What did you like least?", Polarity.NEUTRAL),
        ("Anything you'd like us to know?", Polarity.NEUTRAL),
        ("解約をお考えになったことはありますか", Polarity.POSITIVE),
        ("解約をお考えの理由を教えてください。", Polarity.NEUTRAL),
        ("気に入らなかった点があれば教えてください。", Polarity.NEUTRAL),
        ("どうすればもっと良かったと思いますか？", Polarity.NEUTRAL),
        ("魅力に欠けると感じた点はありますか", Polarity.NEUTRAL),
        ("有什么不喜欢的地方吗？", Polarity.NEUTRAL),
        ("您喜欢什么？", Polarity.NEGATIVE),
    ],
)
def test_what_was_asked_gives_nothing_its_side(question: str | None, side: Polarity) -> None:
    assert denied(question) is side


@pytest.mark.parametrize(
    ("question", "side"),
    [
        (None, Polarity.NEUTRAL),
        ("良かった点を教えてください。", Polarity.POSITIVE),
        ("改善してほしい点を教えてください。", Polarity.NEGATIVE),
        ("気に入らなかった点があれば教えてください。", Polarity.NEGATIVE),
        ("良かった点と悪かった点をお書きください", Polarity.NEUTRAL),
        ("改善された点はありますか", Polarity.NEUTRAL),
        ("もっと詳しく教えてください", Polarity.NEUTRAL),
        ("ご意見をお聞かせください", Polarity.NEUTRAL),
    ],
)
def test_what_one_side_a_question_wants(question: str | None, side: Polarity) -> None:
    assert wanted(question) is side


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("問題は解決しましたか？", True),
        ("Did we answer your question?", True),
        ("问题解决了吗？", True),
        ("お困りの点はありましたか", False),
        ("どこが良かったですか", False),
        ("Is there anything else?", False),
        ("解約をお考えになりましたか", False),
        ("良かった点を教えてください。", False),
        (None, False),
    ],
)
def test_a_question_that_wants_a_yes_or_a_no_is_seen(question: str | None, wants: bool) -> None:
    assert yes_or_no(question) is wants


def test_a_no_to_a_hope_is_a_complaint() -> None:
    assert hopes("問題は解決しましたか？")
    assert not hopes("会員ですか？")
