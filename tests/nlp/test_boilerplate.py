import pytest

from nlp.boilerplate import blanked, boilerplate
from nlp.normalise import Span, normalise


def kept(text: str) -> str:
    written = normalise(text).text
    return "\n".join(line.strip() for line in blanked(written, boilerplate(written)).split("\n") if line.strip())


@pytest.mark.parametrize(
    "courtesy",
    [
        "お世話になっております。",
        "いつも大変お世話になっております。",
        "平素は格別のお引き立てを賜り厚く御礼申し上げます。",
        "いつも利用させていただいております。",
        "はじめまして。",
        "山田と申します。",
        "有限会社つむぎ工芸の長谷と申します。",
        "拝啓",
        "突然のご連絡失礼いたします。",
        "カスタマーセンター御中",
        "ご担当者様",
        "改善してほしい点をご記入ください",
    ],
)
def test_openings_carry_no_feedback(courtesy: str) -> None:
    assert kept(f"{courtesy}\n商品が届きません。") == "商品が届きません。"


@pytest.mark.parametrize(
    "courtesy",
    [
        "よろしくお願いいたします。",
        "以上、よろしくお願いします",
        "何卒よろしくお願い申し上げます。",
        "以上です。",
        "取り急ぎご報告まで。",
    ],
)
def test_closings_carry_no_feedback(courtesy: str) -> None:
    assert kept(f"商品が届きません。\n{courtesy}") == "商品が届きません。"


def test_a_signature_after_a_rule_carries_no_feedback() -> None:
    assert (
        kept("電話がつながりません。\n-- \n山田太郎\nTEL 03-1111-2222\nyamada@example.com") == "電話がつながりません。"
    )
    assert kept("欠けます。\n＿＿＿＿＿＿\n株式会社つむぎ") == "欠けます。"


def test_prose_after_a_rule_is_no_signature() -> None:
    text = "一つ目の件です。\n----\n二つ目は、返金がまだ届いていない件です。"
    assert "返金がまだ届いていない" in kept(text)


@pytest.mark.parametrize(
    "text",
    [
        "接客は良い\n----\n駐車場が狭い",
        "良い\n==========\n返信が遅い\nトイレが汚い",
        "良い\n----\n料金高額",
        "良い\n----\n料理全部",
        "良い\n----\n電話が遅い",
        "遅い\n----\n株式会社が悪い",
        "よろしくお願いしますと言われた\n----\n駐車場が狭い",
        "良い\n----\n駐車場が狭い\nTEL 03-1111-2222",
        "Great staff\n---\nBad parking\nann@x.com",
    ],
)
def test_a_complaint_after_a_rule_is_kept(text: str) -> None:
    assert boilerplate(normalise(text).text) == []


@pytest.mark.parametrize(
    "signed",
    ["山田太郎", "山田 花子\n営業部", "株式会社つむぎ\n〒107-0052 東京都港区赤坂1-2-3", "Ann Smith\nann@example.com"],
)
def test_a_rule_and_who_signs_carry_no_feedback(signed: str) -> None:
    assert kept(f"届かない\n----\n{signed}") == "届かない"


def test_after_a_closing_and_a_rule_any_short_line_signs() -> None:
    assert kept("The app broke.\nKind regards\n--\nAnn\nHead of Sales") == "The app broke."
    assert kept("届きません。よろしくお願いします。\n----\nみどり商店") == "届きません。"


def test_a_complaint_between_two_rules_is_kept() -> None:
    assert kept("良い\n----\n駐車場が狭い\n----\n山田太郎") == "良い\n----\n駐車場が狭い"


@pytest.mark.parametrize(
    "quoted",
    [
        "> 前回のお返事\n> ありがとうございます",
        "-----Original Message-----\nFrom: shop\nWe are sorry",
        "On Mon, May 6, 2024 at 10:00 AM Shop <shop@example.com> wrote:\nWe are sorry",
        "差出人: 店\n送信日時: 2024年5月1日\n件名: Re\n承りました",
    ],
)
def test_quoted_mail_carries_no_feedback(quoted: str) -> None:
    assert kept(f"まだ届きません。\n\n{quoted}") == "まだ届きません。"


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Hi team,\nthe app crashes.\nKind regards,\nAnn", "the app crashes.\nAnn"),
        ("The app crashes.\nSent from my iPhone", "The app crashes."),
        ("Dear Sir or Madam,\nmy parcel is lost.", "my parcel is lost."),
        ("遅いです\niPhoneから送信", "遅いです"),
    ],
)
def test_courtesies_of_mail(text: str, rest: str) -> None:
    assert kept(text) == rest


@pytest.mark.parametrize(
    "text",
    [
        "いつもありがとうの気持ちで通っています",
        "いつも混んでいて座れません",
        "お世話になった担当者さんに感謝しています",
        "以上の理由で解約します",
        "こんにちはも言わない店員",
        "返金をお願いします",
        "早くしてください",
        "田中様の対応が良かったです",
        "Best pizza in town",
        "hello kitty goods are lovely",
        "5 > 3 だから安い",
    ],
)
def test_feedback_that_looks_like_courtesy_is_kept(text: str) -> None:
    assert boilerplate(normalise(text).text) == []


def test_blanking_keeps_every_offset() -> None:
    assert blanked("abcdef", [Span(1, 3)]) == "a  def"
