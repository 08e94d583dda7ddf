"""What is wrong with a piece of JSON, for people: the parser's own words are English and count characters."""

from __future__ import annotations

import json

from workers.connectors.reasons import Words

_JAPANESE = (
    ("Expecting value", "値がありません"),
    ("Expecting property name", '項目の名前（"…"）がありません'),
    ("Expecting ':'", "コロン（:）がありません"),
    ("Expecting ','", "コンマ（,）がありません"),
    ("Extra data", "終わったあとに余分な文字があります"),
    ("Unterminated string", "文字列の引用符が閉じていません"),
    ("Invalid control character", "文字列の中に改行などの制御文字があります"),
    ("Invalid \\", "使えないエスケープ（\\）があります"),
    ("Illegal trailing comma", "最後のコンマ（,）が余分です"),
)


def fault(error: Exception) -> Words:
    """The error in both languages; `ja` of a `BrokenJson` is its own."""
    if isinstance(error, json.JSONDecodeError):
        known = next((words for start, words in _JAPANESE if error.msg.startswith(start)), "書き方が違います")
        return Words(f"{error.colno} 文字目: {known}", str(error))
    if isinstance(error, RecursionError):
        return Words("入れ子が深すぎます", str(error))
    return Words(getattr(error, "reason_ja", "文字コードが途中で崩れています"), str(error))
