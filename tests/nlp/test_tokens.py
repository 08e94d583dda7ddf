"""Content words: what is kept, what is glued, what is dropped."""

from __future__ import annotations

import pytest

from nlp.tokens import content_tokens


def test_negation_is_glued_to_its_predicate() -> None:
    assert content_tokens("荷物が届かないので困っています", "ja") == ["荷物", "届く_ない", "困る"]
    assert content_tokens("ログインできません", "ja")[0].startswith("ログイン")


def test_formal_nouns_and_light_verbs_are_dropped() -> None:
    tokens = content_tokens("それは配送のことだと思います。", "ja")
    assert tokens == ["配送"]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The delivery was late again", "en", ["delivery", "late"]),
        ("Die Lieferung ist zu spät", "de", ["lieferung", "spät"]),
        ("배송이 너무 늦어요", "ko", ["배송이", "늦어요"]),
        ("", "ja", []),
        ("🎉🎉 123", "en", []),
    ],
)
def test_other_languages(text: str, language: str, expected: list[str]) -> None:
    assert content_tokens(text, language) == expected


def test_chinese_without_spaces_still_has_words() -> None:
    assert "快递" in content_tokens("快递太慢了，客服不理人", "zh")


def test_unknown_language_is_cut_at_spaces() -> None:
    assert content_tokens("dostawa spóźniona", "pl") == ["dostawa", "spóźniona"]
