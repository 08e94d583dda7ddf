import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.privacy import mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("メールはtaro@example.comまで", "メールは〔メールアドレス〕まで"),
        ("メールはｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏｍまで", "メールは〔メールアドレス〕まで"),
        ("電話番号は090-1234-5678です", "電話番号は〔電話番号〕です"),
        ("電話番号は０９０－１２３４－５６７８です", "電話番号は〔電話番号〕です"),
        ("携帯09012345678に折り返し", "携帯〔電話番号〕に折り返し"),
        ("0120-444-444にかけた", "〔電話番号〕にかけた"),
        ("代表は03(1234)5678", "代表は〔電話番号〕"),
        ("代表は(03)1234-5678", "代表は〔電話番号〕"),
        ("担当の佐藤さん（03-1234-5678）に", "担当の佐藤さん（〔電話番号〕）に"),
        ("佐藤さん（03-1234-5678に折り返しと言った人）には", "佐藤さん（〔電話番号〕に折り返しと言った人）には"),
        ("窓口(0120-444-444)へ", "窓口(〔電話番号〕)へ"),
        ("+81 3-1234-5678", "〔電話番号〕"),
        ("Call +44 20 7946 0958 or (415) 555-2671", "Call 〔電話番号〕 or 〔電話番号〕"),
        ("TEL0312345678まで", "TEL〔電話番号〕まで"),
        ("〒123-4567の家", "〔郵便番号〕の家"),
        ("〒１２３－４５６７の家", "〔郵便番号〕の家"),
        ("カードは4111111111111111で支払い", "カードは〔カード番号〕で支払い"),
        ("4111-1111-1111-1111を使った", "〔カード番号〕を使った"),
        ("マイナンバー1234 5678 9012を書いた", "マイナンバー〔個人番号〕を書いた"),
        ("普通 7654321に振込", "普通 〔口座番号〕に振込"),
        ("口座番号は1234567", "口座番号は〔口座番号〕"),
        ("https://taro:pw@example.com/", "https://〔ユーザー情報〕@example.com/"),
        ("https://example.com/?email=a@b.com", "https://example.com/?〔ユーザー情報〕"),
        ("東京都千代田区丸の内1丁目2番3号に届かない", "〔住所〕に届かない"),
        ("横浜市西区みなとみらい2-2-1に配達", "〔住所〕に配達"),
    ],
)
def test_personal_data_is_hidden(text: str, masked: str) -> None:
    assert mask(text).text == masked


@pytest.mark.parametrize(
    "text",
    [
        "型番はAB-1234-5678です",
        "価格は12,800円、2024-05-01に購入",
        "03-15に届く予定",
        "08-12-2024に注文",
        "注文番号 20240501-0001-0002",
        "JANコード4901234567894",
        "商品コード 123456789012",
        "ISBN 978-4-00-310101-8",
        "午後3-5時に10-20-30個",
        "大阪市北区梅田で買った",
        "東京都渋谷区の店が好き",
        "長野県松本市はきれい",
        "3丁目の夕日",
        "1,234,567,890円の損",
        "バージョン10.0.19045.3803で落ちる",
        "星5つ、10点満点中10点",
        "国道246号が混む",
    ],
)
def test_numbers_and_places_that_are_nobodys_are_kept(text: str) -> None:
    assert mask(text, names=True).text == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("田中様が担当でした", "〔氏名〕様が担当でした"),
        ("担当の鈴木さんが親切", "担当の〔氏名〕さんが親切"),
        ("佐々木さんに感謝", "〔氏名〕さんに感謝"),
        ("林さんが丁寧", "〔氏名〕さんが丁寧"),
        ("山田と申します。届きません。", "〔氏名〕と申します。届きません。"),
        ("My name is Ann Smith.", "My name is 〔氏名〕."),
        ("Mr. Jones was rude", "Mr. 〔氏名〕 was rude"),
    ],
)
def test_names_are_hidden_only_with_a_cue_and_only_when_asked(text: str, masked: str) -> None:
    assert mask(text, names=True).text == masked
    assert mask(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "林の中の宿、森と原っぱ",
        "薬剤師さんに相談",
        "運営さんありがとう",
        "キャストさんの笑顔",
        "常連さんが多い",
        "女将さんと仲居さん",
        "スタッフの私語",
        "担当さんは毎週様子を見に来る",
        "お一人様1点限り",
        "新品同様の仕上がり",
        "お世話様です",
        "お客様への態度",
        "皆様お元気で",
        "業者さんが来た",
        "店員さんが親切",
        "係の人、担当者様へ",
        "看護師さんに感謝",
        "運転手さん",
        "神様仏様",
        "多様な品揃え",
        "模様がきれい",
        "お疲れ様です",
        "仕様です",
        "同様の不具合",
    ],
)
def test_roles_and_plain_nouns_are_no_names(text: str) -> None:
    assert mask(text, names=True).text == text


def test_what_was_found_points_into_the_text_as_received() -> None:
    text = "㈱森、電話０９０－１２３４－５６７８、ﾒｰﾙa@b.jp"
    found = mask(text).found
    assert [(item.kind, text[item.start : item.end]) for item in found] == [
        ("phone", "０９０－１２３４－５６７８"),
        ("email", "a@b.jp"),
    ]


@given(st.text(alphabet="09０９-－@.a京都市区1丁目様さん田 〒\n"))
def test_masking_replaces_exactly_what_it_found(text: str) -> None:
    masked = mask(text, names=True)
    rest = text
    for item in reversed(masked.found):
        rest = rest[: item.start] + "\x00" + rest[item.end :]
    kept = rest.split("\x00")
    assert masked.text.startswith(kept[0])
    assert masked.text.endswith(kept[-1])
    assert all(item.start < item.end for item in masked.found)
