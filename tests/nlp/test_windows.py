"""Nothing of a long text goes unread."""

import numpy as np

from nlp.tasks import columns
from nlp.windows import Indexed, index, mean, together, windows

AT = columns("passage")
LABELS = sum(where.stop - where.start for where in AT.values())


class Letters:
    """Every letter is a word, numbered by its code point."""

    def read(self, text: str, language: str) -> list[int]:
        return [ord(letter) for letter in text]


def spelt(found: Indexed) -> list[str]:
    return ["".join(map(chr, found.numbers[start:end])) for start, end in found.bounds]


def cut(*units: str, question: str | None = None, longest: int = 6) -> list[Indexed]:
    return windows(Letters(), units, "ja", question, longest)  # type: ignore[arg-type]


def test_a_text_with_room_is_one_window_the_same_as_in_training() -> None:
    found = cut("あい", "うえ", question="問")
    assert found == [index(Letters(), ("あい", "うえ"), "ja", "問", 6)]  # type: ignore[arg-type]
    assert (found[0].question, found[0].written) == (1, 4)


def test_units_that_have_no_room_stand_in_the_next_window_with_the_question_again() -> None:
    found = cut("あいう", "えお", "かき", question="問")
    assert [spelt(one) for one in found] == [["あいう", "えお"], ["かき"]]
    assert [one.question for one in found] == [1, 1]


def test_only_a_unit_longer_than_a_window_loses_its_end() -> None:
    assert [spelt(one) for one in cut("あ", "いいいいいいいい", "う")] == [["あ"], ["いいいいいい"], ["う"]]


def test_a_text_without_units_is_one_empty_window() -> None:
    assert [spelt(one) for one in cut()] == [[]]


def test_the_tone_is_that_of_all_words_and_a_danger_counts_wherever_it_stands() -> None:
    rows = np.zeros((2, LABELS), dtype=np.float32)
    rows[:, AT["sentiment"].start] = 4.0, 1.0
    rows[:, AT["signals"].start + 2] = -3.0, 5.0
    rows[0, AT["urgency"]] = 9, 0, 0, 0
    rows[1, AT["urgency"]] = 0, 0, 1, 6
    found = together(rows, [30, 10])
    assert found[AT["sentiment"].start] == 3.25
    assert found[AT["signals"].start + 2] == 5.0
    assert found[AT["urgency"]].tolist() == [0, 0, 1, 6]


def test_one_window_is_the_text_to_the_bit() -> None:
    row = np.random.default_rng(3).normal(size=(1, LABELS)).astype(np.float32)
    assert together(row, [0]).tobytes() == mean(row, [0]).tobytes() == row[0].tobytes()
