import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.duplicates import _distance, fingerprint, near_duplicates


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("ＯＫです！", "OKです"),
        ("ﾎﾞﾀﾝが 反応しない。", "ボタンが反応しない"),
        ("Great  App!!", "great app"),
        ("特になし", "特になし。\n"),
    ],
)
def test_width_case_spacing_and_punctuation_do_not_count(a: str, b: str) -> None:
    assert fingerprint(a) == fingerprint(b)


def test_different_words_and_different_faces_have_different_fingerprints() -> None:
    assert len({fingerprint(text) for text in ("良い", "悪い", "👍", "👎", "！", "？", "")}) == 7


def test_a_fingerprint_survives_what_no_database_would() -> None:
    assert len(fingerprint("a\ud800\x00")) == 32


def test_copies_link_to_the_first() -> None:
    assert near_duplicates(["特になし", "良い", "特になし。", "特になし!"]) == [(0, 2), (0, 3)]


def test_one_changed_character_in_a_sentence_is_near() -> None:
    a = "先日購入した炊飯器の内釜に最初から傷がついていました"
    b = "先日購入した炊飯器の内釜に最初から疵がついていました"
    assert near_duplicates([a, b, "配送が遅い"]) == [(0, 1)]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("スタッフの対応がとても良かったですまた来ます", "スタッフの対応がとても悪かったですまた来ます"),
        ("問題なく使えましたので満足しておりますよ", "問題なく使えませんので満足しておりますよ"),
        ("The delivery was good and I am a regular customer", "The delivery was bad and I am a regular customer"),
        ("駅から近くて部屋もとても広くて静かでした", "駅から遠くて部屋もとても広くて静かでした"),
        ("また利用したいと思う接客だったと思います", "また利用したくないと思う接客だったと思います"),
    ],
)
def test_texts_on_opposite_sides_are_never_near(a: str, b: str) -> None:
    assert near_duplicates([a, b]) == []


def test_short_texts_are_linked_only_when_equal() -> None:
    assert near_duplicates(["早い", "早く", "遅い"]) == []


def _plain_distance(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a):
        new = [i + 1]
        for j, y in enumerate(b):
            new.append(min(new[-1] + 1, row[j + 1] + 1, row[j] + (x != y)))
        row = new
    return row[-1]


@given(st.text(alphabet="abc", max_size=12), st.text(alphabet="abc", max_size=12))
def test_the_fast_distance_is_the_edit_distance(a: str, b: str) -> None:
    assert _distance(a, b) == _plain_distance(a, b)


@given(st.lists(st.text(alphabet="abcd", min_size=8, max_size=24), min_size=2, max_size=12))
def test_no_near_pair_is_missed(texts: list[str]) -> None:
    found = set(near_duplicates(texts))
    distinct = [at for at, text in enumerate(texts) if text not in texts[:at]]
    for i, a in enumerate(distinct):
        for b in distinct[i + 1 :]:
            near = _plain_distance(texts[a], texts[b]) <= 0.1 * max(len(texts[a]), len(texts[b]))
            assert ((a, b) in found) == near


def test_ten_thousand_texts_take_seconds() -> None:
    pick = random.Random(0)
    words = [
        "配送",
        "遅い",
        "対応",
        "良い",
        "店員",
        "親切",
        "商品",
        "壊れ",
        "画面",
        "電話",
        "返事",
        "価格",
        "高い",
        "部屋",
        "広い",
        "駅",
        "近い",
        "料理",
        "味",
        "薄い",
        "待ち",
        "時間",
        "長い",
        "が",
        "は",
        "も",
        "て",
    ]
    texts = ["".join(pick.choices(words, k=12)) for _ in range(10_000)]
    begin = time.perf_counter()
    near_duplicates(texts)
    assert time.perf_counter() - begin < 20
