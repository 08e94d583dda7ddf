"""Stand-in until nlp.tokens lands."""

from __future__ import annotations

import re

from nlp.morphemes import words

_KEPT = ("名詞-普通名詞", "名詞-固有名詞", "動詞-一般", "形容詞-一般", "形状詞-一般")
_DROPPED = {
    "為る",
    "有る",
    "成る",
    "居る",
    "事",
    "物",
    "為",
    "時",
    "方",
    "様",
    "思う",
    "御座る",
    "下さる",
    "いただく",
    "頂く",
    "言う",
    "行く",
    "来る",
    "出来る",
}


def content_tokens(text: str, language: str) -> list[str]:
    if language != "ja":
        return [w for w in re.findall(r"\w+(?:'\w+)?", text.casefold()) if len(w) > 2]
    found: list[str] = []
    for word in words(text):
        if word.kind.startswith(_KEPT) and word.normal not in _DROPPED:
            found.append(word.lemma)
        elif word.normal in ("ない", "無い", "ず", "ぬ") and found:
            found[-1] += "_ない"
    return found
