"""What a longer text says follows from its parts."""

from __future__ import annotations

import numpy as np

from nlp.tasks import SENTIMENTS, columns
from nlp.training.corpus import Example
from nlp.training.joining import joined
from nlp.training.passages import Labelled, labelled

_AT = columns("passage")


def _comment(text: str, sentiment: str, urgency: int, source: str = "comments", identifier: str = "a") -> Labelled:
    found = labelled(
        Example(identifier, text, "ja", source, sentiment=(SENTIMENTS.index(sentiment),), intents=(0,), urgency=urgency)
    )
    assert found is not None
    return found


def _allowed(item: Labelled) -> set[str]:
    return {SENTIMENTS[i] for i in np.flatnonzero(item.targets[_AT["sentiment"]])}


def test_sentences_of_a_review_are_joined_in_order_and_both_sides_are_mixed() -> None:
    parts = [
        _comment("部屋は広いです。", "positive", 0, "ja_reviews", "r1-0"),
        _comment("朝食は冷めていました。", "negative", 1, "ja_reviews", "r1-1"),
    ]
    (found,) = joined(parts, 1, 0)
    assert found.text == "部屋は広いです。朝食は冷めていました。"
    assert _allowed(found) == {"mixed"}
    assert len(found.units) == len(found.unit_targets) == 2


def test_one_side_and_neutral_words_are_that_side() -> None:
    parts = [
        _comment("駅前にあります。", "neutral", 0, "ja_reviews", "r1-0"),
        _comment("朝食は冷めていました。", "negative", 1, "ja_reviews", "r1-1"),
    ]
    (found,) = joined(parts, 1, 0)
    assert _allowed(found) == {"very_negative", "negative"}
    assert found.targets[_AT["urgency"]].tolist() == [0, 1, 0, 0]


def test_comments_are_joined_within_their_count_and_never_too_long() -> None:
    comments = [_comment(f"{number}回目も届きません。", "negative", 2) for number in range(30)]
    comments.append(_comment("長" * 390 + "。", "negative", 0))
    found = joined(comments, 20, 0)
    assert 10 <= len(found) <= 20
    assert max(len(item.text) for item in found) <= 400
    assert {item.source for item in found} == {"joined"}


def test_a_text_without_a_sure_side_is_not_joined() -> None:
    unsure = labelled(Example("r1-0", "まあまあでした", "ja", "ja_reviews", sentiment=(2, 3)))
    sure = _comment("広いです。", "positive", 0, "ja_reviews", "r1-1")
    assert unsure is not None
    assert joined([unsure, sure], 5, 0) == []
