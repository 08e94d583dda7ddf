from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.pages.highlight import Mark, Piece, excerpt, kind_of, pieces


def shown(text: str, *marks: Mark) -> list[tuple[str, str]]:
    return [(piece.text, piece.kind) for piece in pieces(text, marks)]


def test_words_inside_a_mark_are_one_piece() -> None:
    assert shown("配送が遅い。", Mark(0, 5, "negative")) == [("配送が遅い", "negative"), ("。", "")]


def test_marks_that_touch_stay_apart() -> None:
    assert shown("遅い高い", Mark(0, 2, "negative"), Mark(2, 4, "positive")) == [
        ("遅い", "negative"),
        ("高い", "positive"),
    ]


def test_marks_of_two_sides_that_overlap_are_mixed_where_they_do() -> None:
    assert shown("abcdef", Mark(0, 4, "negative"), Mark(2, 6, "positive")) == [
        ("ab", "negative"),
        ("cd", "mixed"),
        ("ef", "positive"),
    ]


def test_a_mark_inside_another_adds_its_title_and_opens_where_it_starts() -> None:
    found = pieces("abcdef", [Mark(0, 6, "negative", "outer", 1), Mark(2, 4, "negative", "inner", 2)])
    assert found == [
        Piece("ab", "negative", "outer", (1,)),
        Piece("cd", "negative", "outer / inner", (2,)),
        Piece("ef", "negative", "outer", ()),
    ]


def test_offsets_count_code_points_not_bytes() -> None:
    assert shown("😊遅い😊", Mark(1, 3, "negative")) == [("😊", ""), ("遅い", "negative"), ("😊", "")]


@pytest.mark.parametrize(
    ("text", "mark", "expected"),
    [
        ("👨‍👩‍👧です", Mark(0, 1, "positive"), "👨‍👩‍👧"),
        ("👍🏽です", Mark(0, 1, "positive"), "👍🏽"),
        ("か\u3099す", Mark(0, 1, "positive"), "か\u3099"),
        ("❤️です", Mark(0, 1, "positive"), "❤️"),
    ],
)
def test_a_character_of_several_code_points_is_never_cut(text: str, mark: Mark, expected: str) -> None:
    assert pieces(text, [mark])[0].text == expected


@pytest.mark.parametrize("mark", [Mark(3, 3, "negative"), Mark(5, 2, "negative"), Mark(90, 99, "negative")])
def test_a_mark_of_nothing_marks_nothing(mark: Mark) -> None:
    assert shown("遅いです", mark) == [("遅いです", "")]


def test_a_mark_that_runs_out_of_the_text_ends_with_it() -> None:
    assert shown("遅い", Mark(-4, 99, "negative")) == [("遅い", "negative")]


def test_an_empty_text_has_no_pieces() -> None:
    assert pieces("", [Mark(0, 3, "negative")]) == []


@given(
    st.text(alphabet="ab遅い😊\u200d\u3099\n", max_size=30),
    st.lists(st.tuples(st.integers(-3, 33), st.integers(-3, 33)), max_size=6),
)
def test_the_pieces_are_the_text_again(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(start, end, "negative") for start, end in spans]
    assert "".join(piece.text for piece in pieces(text, marks)) == text


def test_a_short_text_is_shown_whole() -> None:
    assert excerpt("遅い", [Mark(0, 2, "negative")], 10) == [Piece("遅い", "negative")]


def test_a_long_text_is_cut_around_its_mark() -> None:
    text = "前" * 300 + "遅い" + "後" * 300
    found = excerpt(text, [Mark(300, 302, "negative")], 100)
    assert found[0] == Piece("…")
    assert found[-1] == Piece("…")
    assert ("遅い", "negative") in [(piece.text, piece.kind) for piece in found]
    assert sum(len(piece.text) for piece in found) == 102


@pytest.mark.parametrize(("polarity", "kind"), [(-1, "negative"), (0, "neutral"), (1, "positive")])
def test_the_side_of_a_polarity(polarity: int, kind: str) -> None:
    assert kind_of(polarity) == kind
