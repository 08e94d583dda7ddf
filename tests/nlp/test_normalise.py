import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.normalise import normalise, squeeze

JAPANESE = st.text(
    st.sampled_from(
        "あがパｶﾞﾊﾟｱﾞ゛㈱㎡…～〜ー！？ＡｚЯé\u3099\u0301 　\n\r\t0９々漢字、。「」(笑)😊❤\ufe0f\u200d\u200b\x00"
    )
)


@given(st.text())
def test_every_character_comes_from_a_stretch_of_the_received_text(text: str) -> None:
    normalised = normalise(text)
    last = 0
    for at in range(len(normalised.text)):
        start, end = normalised.span(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert start >= last or normalised.span(at - 1, at).start == start
        last = start


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once


@given(JAPANESE)
def test_japanese_comes_out_in_nfkc(text: str) -> None:
    written = normalise(text).text
    assert unicodedata.is_normalized("NFKC", written)


@given(st.text(), st.data())
def test_a_stretch_maps_to_a_stretch_that_normalises_to_it_or_more(text: str, data: st.DataObject) -> None:
    normalised = normalise(text)
    start = data.draw(st.integers(0, len(normalised.text)))
    end = data.draw(st.integers(start, len(normalised.text)))
    span = normalised.span(start, end)
    assert 0 <= span.start <= span.end <= len(text)


@given(st.text(alphabet=st.characters(categories=("Cs", "Cc", "Cn"))))
def test_halves_of_surrogates_and_controls_never_survive(text: str) -> None:
    assert normalise(text).text.strip() == ""


@pytest.mark.parametrize(
    ("received", "written"),
    [
        ("ﾎﾞﾀﾝがｶﾞﾀｶﾞﾀ", "ボタンがガタガタ"),
        ("㈱テスト", "(株)テスト"),
        ("ＯＫです！？", "OKです!?"),
        ("まあまあ～", "まあまあ〜"),
        ("待った…", "待った..."),
        ("5㎏で①番", "5kgで①番"),
        ("がっか\u3099り", "がっがり"),
        ("cafe\u0301", "café"),
        ("don’t", "don't"),
        ("行\u3000間", "行 間"),
        ("a\x00b\ud800c\u200bd", "abcd"),
        ("一\r\n二\r三\u2028四", "一 \n二\n三\n四"),
        ("すき❤️", "すき❤"),
        ("ดีมากครับ น้ำ", "ดีมากครับ น้ำ"),
    ],
)
def test_one_written_form(received: str, written: str) -> None:
    assert normalise(received).text == written


def test_a_voiced_half_width_kana_is_one_character_of_two_received() -> None:
    normalised = normalise("赤いﾎﾞﾀﾝ")
    at = normalised.text.index("ボ")
    assert normalised.quote(at, at + 1) == "ﾎﾞ"
    assert normalised.quote(at, at + 3) == "ﾎﾞﾀﾝ"


def test_part_of_a_ligature_maps_to_the_whole_of_it() -> None:
    normalised = normalise("㈱山田")
    assert normalised.quote(1, 2) == "㈱"
    assert normalised.quote(3, 5) == "山田"


def test_zero_width_characters_belong_to_the_word_they_interrupt() -> None:
    normalised = normalise("最\u200b高です")
    assert normalised.text == "最高です"
    assert normalised.quote(0, 2) == "最\u200b高"


def test_a_family_emoji_stays_whole() -> None:
    assert normalise("👨‍👩‍👧と行った").text == "👨‍👩‍👧と行った"


def test_plain_japanese_needs_no_map() -> None:
    assert normalise("料理はおいしいが、待ち時間が長い！").starts is None


@pytest.mark.parametrize("unit", ["あ", "ｶﾞ", "e\u0301", "\u0301", "\x00", "…", "\u200b"])
def test_time_grows_with_length_only(unit: str) -> None:
    begin = time.perf_counter()
    normalise(unit * 50_000)
    assert time.perf_counter() - begin < 2


@pytest.mark.parametrize(
    ("text", "squeezed"),
    [
        ("すごーーーーい!!!!", "すごーーい!!"),
        ("わああああい", "わああい"),
        ("wwwww", "ww"),
        ("10000円", "10000円"),
        ("品品品質", "品品品質"),
        ("soooo good", "soo good"),
        ("いい", "いい"),
    ],
)
def test_squeezing_keeps_two_of_many_and_never_touches_numbers(text: str, squeezed: str) -> None:
    assert squeeze(text) == squeezed
