import pytest

from nlp.flags import asks, denied, flags, says_nothing
from nlp.values import Polarity


@pytest.mark.parametrize(
    "text",
    [
        "特になし",
        "特にありません。",
        "とくにないです",
        "なし",
        "ない",
        "無し",
        "今のところ特にありません",
        "別にない",
        "該当なし",
        "思いつきません",
        "無回答",
        "わからない",
        "N/A",
        "none",
        "nothing",
        "Nothing in particular",
        "no comment",
        "没有",
        "暂无",
        "없음",
        "없습니다",
        "nada",
        "rien",
        "-",
    ],
)
def test_an_answer_without_content_is_seen(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "特に不満はありません、満足です",
        "返事がない",
        "やる気なし",
        "駐車場がない",
        "特に店員が良い",
        "No response from support",
        "nothing works",
        "なしでも良い",
        "説明が無い",
        "문제 없음 최고",
        "味がない",
        "文句なし",
        "問題なし",
        "non funziona",
        "not good",
    ],
)
def test_a_short_answer_with_content_is_not_taken_for_none(text: str) -> None:
    assert not says_nothing(text)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("昨日の件は解決しました", "resolved"),
        ("二階まで届くようになりました", "resolved"),
        ("It got fixed within a day", "resolved"),
        ("説明書を改善してほしい", "wish"),
        ("もう少し安くしていただけると助かります", "wish"),
        ("Please add dark mode", "wish"),
        ("解約したいのにつながらない", "own_desire"),
        ("母は使いにくいと言っています", "hearsay"),
        ("入電者より、届かないとのこと", "hearsay"),
        ("My wife said the room was cold", "hearsay"),
    ],
)
def test_a_mark_is_seen(text: str, flag: str) -> None:
    assert flag in flags(text, None)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("まだ解決していません", "resolved"),
        ("解決しないまま3週間", "resolved"),
        ("おいしかった", "wish"),
        ("新しい機種を買いました", "hearsay"),
    ],
)
def test_a_mark_is_not_seen_where_there_is_none(text: str, flag: str) -> None:
    assert flag not in flags(text, None)


def test_an_answer_to_a_question_is_marked() -> None:
    assert flags("特になし", "改善してほしい点は?") == ("no_content", "question_context")
    assert "question_context" in flags("駅から近い", "良かった点は?")


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
    ],
)
def test_what_was_asked_gives_nothing_its_side(question: str | None, side: Polarity) -> None:
    assert denied(question) is side
