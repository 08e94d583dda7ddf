"""The speed record: what it says it measured, on comments that come with the project."""

from __future__ import annotations

from evaluation.speed import A_ROUND, PROCESSES, SHORTEST, comments, speed


def test_the_comments_are_japanese_many_and_always_in_one_order() -> None:
    found = comments()
    assert len(found) >= A_ROUND * PROCESSES
    assert min(len(text.text) for text in found) == SHORTEST
    assert {text.language for text in found} == {"ja"}
    assert comments()[:5] == found[:5]


def test_both_speeds_are_measured() -> None:
    result = speed(rounds=2, a_round=8, alone=5)
    rate, single = result.scores["comments_per_second_two_processes"], result.scores["one_comment_p50_ms"]
    assert rate.low <= rate.value <= rate.high
    assert 0 < single.low <= single.value <= single.high
    assert result.scores["one_comment_processor_p50_ms"].value > 0
    assert result.scores["processor_ms_per_comment"].value > 0
    assert result.rows == 32
    assert (single.n, rate.n) == (5, 16)
