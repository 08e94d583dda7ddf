import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.boilerplate import boilerplate
from nlp.normalise import normalise
from nlp.units import LONGEST_UNIT, split


def units(text: str, language: str = "ja") -> list[str]:
    normalised = normalise(text)
    return [normalised.quote(*span) for span in split(normalised, language, boilerplate(normalised.text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("料理は美味しいが、待ち時間が長い", ["料理は美味しいが、", "待ち時間が長い"]),
        ("料理は美味しいですが高い。", ["料理は美味しいですが", "高い。"]),
        ("おいしいけど高い", ["おいしいけど", "高い"]),
        ("染みは落ちたが色まで落ちた", ["染みは落ちたが", "色まで落ちた"]),
        ("部屋は広いものの古い", ["部屋は広いものの", "古い"]),
        ("接客は良い反面、価格は高い", ["接客は良い反面、", "価格は高い"]),
        ("解約したいのに、つながらない", ["解約したいのに、", "つながらない"]),
        ("遅い。二度と使わない！", ["遅い。", "二度と使わない！"]),
        ("マシンは新しくて◎、シャワーは3台しかなくて×", ["マシンは新しくて◎、", "シャワーは3台しかなくて×"]),
        ("メガバンクより早い。でも遅いほう。", ["メガバンクより早い。", "でも遅いほう。"]),
        ("対応は早い、ただ説明が足りない", ["対応は早い、", "ただ説明が足りない"]),
        ("最高😊また行きたいです", ["最高😊", "また行きたいです"]),
        ("遅い…なんでこんなに待つの？", ["遅い…", "なんでこんなに待つの？"]),
        ("電話がつながらない．二度と使わない", ["電話がつながらない．", "二度と使わない"]),
        ("駅から近くて便利　部屋がとてもきれい", ["駅から近くて便利", "部屋がとてもきれい"]),
        ("ﾎﾞﾀﾝが反応しない｡㈱テストの対応も遅い", ["ﾎﾞﾀﾝが反応しない｡", "㈱テストの対応も遅い"]),
        ("・安い\n・早い\n1. 遅い\n2. 悪い", ["安い", "早い", "遅い", "悪い"]),
        ("①遅い\n②高い", ["遅い", "高い"]),
        ("①待ち時間が長い②説明が早口③駐車場が狭い", ["待ち時間が長い", "説明が早口", "駐車場が狭い"]),
        ("1)安い 2)遅い", ["安い", "遅い"]),
        ("(1)安い(2)遅い", ["安い", "遅い"]),
        ("接客○ 料理× 価格△", ["接客○", "料理×", "価格△"]),
        ("味◎、接客×、価格△", ["味◎、", "接客×、", "価格△"]),
        ("安い/遅い/まずい", ["安い", "遅い", "まずい"]),
        ("【良い点】接客が丁寧【悪い点】駐車場が狭い", ["【良い点】接客が丁寧", "【悪い点】駐車場が狭い"]),
        ("味は良く、量は少ない", ["味は良く、", "量は少ない"]),
        ("アプリは最高、店員は最悪", ["アプリは最高、", "店員は最悪"]),
        ("遅くて、味は普通", ["遅くて、", "味は普通"]),
        ("案内はサイトに載らず、返信は定型文", ["案内はサイトに載らず、", "返信は定型文"]),
    ],
)
def test_each_point_is_a_unit(text: str, expected: list[str]) -> None:
    assert units(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "味わいが、とても深い。",
        "担当のかたが、丁寧でした",
        "違いが、わからない",
        "あなたが、悪い",
        "新しいアプリが使いにくい",
        "「もう来ない。二度と。」と言われました。",
        "最高！と思った。",
        "Yahoo!ニュースを見た。",
        "すごーーーい!!!!(^_^)",
        "だけど、よかった",
        "恐れ入りますが、確認してください",
        "3.5時間待ちました",
        "何もかも（本当に。全部。）駄目でした",
        "おすすめしない理由がない",
        "私の★2も3日で消えた",
        "あなたが店長ですか",
        "低温やけどは使い方の問題",
        "「早いけど、雑です。」と書かれた",
        "先週の土曜日、レジは混んでいました",
        "正直に言うと、味は普通です",
        "可能であれば、次回からは袋に入れてください",
        "昨日の夜8時頃、電話は繋がりませんでした",
        "しかし、味は普通です",
        "上の①の件と②の件で困った",
        "別表1)の件で困った",
        "商品名【ABC】が壊れた",
        "はい/いいえで答える",
        "縦10×20cmの箱",
    ],
)
def test_one_point_stays_one_unit(text: str) -> None:
    assert units(text) == [text]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The food was great, but we waited 2 hours.", ["The food was great,", "but we waited 2 hours."]),
        ("en", "Mr. Smith was rude. I left.", ["Mr. Smith was rude.", "I left."]),
        ("en", "Nothing but praise for them.", ["Nothing but praise for them."]),
        ("en", "See example.com for v2.5 notes.", ["See example.com for v2.5 notes."]),
        ("zh", "味道没得说，就是排队排到怀疑人生。", ["味道没得说，", "就是排队排到怀疑人生。"]),
        ("zh", "质量不错，但是太贵了。", ["质量不错，", "但是太贵了。"]),
        ("ko", "맛있지만 너무 비싸요. 다시는 안 가요", ["맛있지만", "너무 비싸요.", "다시는 안 가요"]),
        ("ko", "색은 예쁜데 너무 작아요", ["색은 예쁜데", "너무 작아요"]),
        ("th", "อร่อย แต่ช้ามาก", ["อร่อย", "แต่ช้ามาก"]),
        ("de", "Das Essen war gut, aber zu teuer.", ["Das Essen war gut,", "aber zu teuer."]),
        ("es", "Buen producto pero llegó tarde.", ["Buen producto", "pero llegó tarde."]),
    ],
)
def test_other_languages_turn_at_their_own_words(language: str, text: str, expected: list[str]) -> None:
    assert units(text, language) == expected


def test_a_line_broken_by_hand_goes_on() -> None:
    assert units("先日購入した商品が\nまだ届いていません。") == ["先日購入した商品が\nまだ届いていません。"]


def test_units_leave_the_boilerplate_out() -> None:
    mail = "お世話になっております。\n電話がつながりません。\nよろしくお願いいたします。\n--\n山田\nTEL 03-1111-2222"
    assert units(mail) == ["電話がつながりません。"]


def test_boilerplate_alone_is_still_a_unit() -> None:
    assert units("お世話になっております。") == ["お世話になっております。"]


def test_a_lone_mark_is_a_unit_when_there_is_nothing_else() -> None:
    assert units("！") == ["！"]
    assert units("👍", "und") == ["👍"]


def test_a_face_goes_with_the_words_before_it() -> None:
    assert units("助かりました。(^^)/") == ["助かりました。(^^)/"]


def test_an_unclosed_quotation_does_not_swallow_the_rest() -> None:
    assert units("「遅い。高い。まずい。") == ["「遅い。", "高い。", "まずい。"]


def test_no_unit_is_longer_than_the_limit() -> None:
    assert all(len(unit) <= LONGEST_UNIT for unit in units("あ" * 2_000))
    assert all(len(unit) <= LONGEST_UNIT for unit in units("word " * 500, "en"))


@pytest.mark.parametrize(
    "piece", ["あ", "「", "(", "、", "。", "が、", "\n", "> ", "a ", "😊", "。。「", "...", " 　", "1."]
)
def test_time_grows_with_length_only(piece: str) -> None:
    begin = time.perf_counter()
    units((piece * 25_000)[:50_000])
    assert time.perf_counter() - begin < 4


PIECES = st.lists(
    st.sampled_from(
        [
            "料理は美味しいが、",
            "高い。",
            "「ええ。",
            "」と",
            "\n",
            "・",
            "ﾎﾞﾀﾝ",
            "but ",
            ", ",
            "。",
            "!?",
            "😊",
            " ",
            "いつもお世話になっております。",
            "(",
            "…",
            "はい",
            "㈱",
        ]
    ),
    max_size=20,
).map("".join)


@given(st.one_of(PIECES, st.text()), st.sampled_from(["ja", "en", "zh", "ko", "th", "und"]))
def test_units_are_ordered_apart_and_inside_the_text(text: str, language: str) -> None:
    normalised = normalise(text)
    found = split(normalised, language, boilerplate(normalised.text))
    last = 0
    for start, end in found:
        assert last <= start < end <= len(normalised.text)
        assert normalised.text[start:end].strip()
        last = end
    assert bool(found) == bool(normalised.text.strip())


@given(PIECES)
def test_no_letter_outside_the_boilerplate_is_lost(text: str) -> None:
    normalised = normalise(text)
    left_out = boilerplate(normalised.text)
    found = split(normalised, "ja", left_out)
    covered = {at for start, end in [*found, *left_out] for at in range(start, end)}
    assert all(not c.isalpha() for at, c in enumerate(normalised.text) if at not in covered)
