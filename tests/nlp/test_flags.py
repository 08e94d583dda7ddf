import pytest

from nlp.boilerplate import boilerplate
from nlp.flags import flags


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
        ("修理していただき、直りました", "resolved"),
        ("交換していただいて助かりました", "resolved"),
        ("無事に届きました", "resolved"),
        ("おかげさまで間に合いました", "resolved"),
        ("改善していただきたいです。", "wish"),
        ("早く対応してもらいたいです", "wish"),
        ("もっと早ければいいのに", "wish"),
        ("早く届くといいかな", "wish"),
        ("確認をお願いします", "wish"),
        ("返品したいのですが", "own_desire"),
        ("また来たいです", "own_desire"),
        ("店員が交換できないと話していた", "hearsay"),
        ("父は使いやすいと言う", "hearsay"),
        ("値上げするらしいです", "hearsay"),
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
        ("返金していただきたいです", "resolved"),
        ("交換してもらいたいのですが返事がありません", "resolved"),
        ("解決してもらえません", "resolved"),
        ("解決したいです", "resolved"),
        ("無事に届きませんでした", "resolved"),
        ("まだ解決していません。解決しましたと言われましたが、全く直っていません。", "resolved"),
        ("修理していただきましたが、また同じ症状が出ました。", "resolved"),
        ("修理していただきました。しかし、また同じ症状が出ました。", "resolved"),
        ("直ったと思ったらまた壊れた", "resolved"),
        ("おかげで大変な目に遭いました", "resolved"),
        ("It has not been fixed", "resolved"),
        ("改善していただきたいです。", "own_desire"),
        ("早く対応してもらいたいです", "own_desire"),
        ("故障みたいです", "own_desire"),
        ("何をどうすればいいのか分かりません", "wish"),
        ("誰に聞けばいいですか", "wish"),
        ("お願いした商品と違う物が届いた", "wish"),
        ("量が多くて食べきれない", "wish"),
        ("素晴らしいです。", "hearsay"),
        ("かわいらしいです", "hearsay"),
        ("店員さんと話しやすくて良かった", "hearsay"),
        ("父が車椅子を使っています。段差が危ないです。", "hearsay"),
        ("息子が商品で指を切りました。", "hearsay"),
        ("父が電話で予約しました", "hearsay"),
    ],
)
def test_a_mark_is_not_seen_where_there_is_none(text: str, flag: str) -> None:
    assert flag not in flags(text, None)


def test_an_answer_to_a_question_is_marked() -> None:
    assert flags("特になし", "改善してほしい点は?") == ("no_content", "question_context")
    assert "question_context" in flags("駅から近い", "良かった点は?")


def test_a_closing_formula_is_no_wish() -> None:
    text = "届きません。よろしくお願いいたします。"
    assert "wish" not in flags(text, None, boilerplate(text))


def test_a_no_to_a_yes_or_no_question_has_content() -> None:
    assert flags("No", "Was your problem resolved?") == ("question_context",)
    assert flags("No", "Do you have any other comments?") == ("no_content", "question_context")
