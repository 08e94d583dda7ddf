import pytest

from nlp.contentless import denies, says_nothing


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
        "!!!",
        "…",
        "?",
        "あ" * 5000,
        "なし🙂",
        "なし(笑)",
        "ナシ",
        "なーし",
        "特段なし",
        "現状なし",
        "今の所ありません",
        "思い当たらない",
        "思い浮かばない",
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
        "全く分かりません",
        "特になし!最高です",
        "👍",
        "★★★",
        "◎",
        ":)",
        "5",
        "ええ",
        "は?😑",
        "返事なし🙂",
    ],
)
def test_a_short_answer_with_content_is_not_taken_for_none(text: str) -> None:
    assert not says_nothing(text)


@pytest.mark.parametrize(
    ("answer", "question"),
    [
        ("No", "Was your problem resolved?"),
        ("没有", "问题解决了吗？"),
        ("全く分かりません", "手順は分かりやすかったですか？"),
        ("わからない", "手順は分かりやすかったですか？"),
    ],
)
def test_a_yes_or_no_question_gives_a_no_content(answer: str, question: str) -> None:
    assert not says_nothing(answer, question)


@pytest.mark.parametrize(
    ("answer", "question"),
    [
        ("No", "Is there anything else?"),
        ("没有", "有什么不喜欢的地方吗？"),
        ("特になし", "魅力に欠けると感じた点はありますか"),
        ("わからない", "どこが良かったですか"),
    ],
)
def test_a_question_of_what_there_is_does_not(answer: str, question: str) -> None:
    assert says_nothing(answer, question)


def test_only_words_deny() -> None:
    assert denies("特になし")
    assert not denies("…")
    assert not denies("わからない")
