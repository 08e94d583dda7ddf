"""People's names, found only where a title or a phrase announces one and the dictionary knows it as a name.

With a title alone, four of five finds in real comments are roles (薬剤師さん, 運営さん); the dictionary leaves them out.
"""

# ruff: noqa: E501 -- a pattern reads as one line of a table
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from nlp.morphemes import words
from nlp.normalise import Span

_TITLED = re.compile(
    r"(?<![一-龥々ァ-ヶーA-Za-z])([一-龥々]{1,4})(?=(?:さん|様|氏)(?!式|相|々|子))"
    r"|(?:担当|係|受付|店員|店長|氏名|名前|スタッフ|オペレーター)(?:者|名)?(?:の|は|:|が|、| )\s*([一-龥々]{2,4})(?=さん|様|氏|という|と(?:申|い)|$|\n|です)"
)
_INTRODUCED = re.compile(
    r"(?:^|[\n。、\s])(?:私、?|わたくし、?)?(?:[^\s、。]{2,14}の)?([一-龥々]{2,4}(?:[ 　][一-龥々]{1,3})?)と申します"
    r"|\b(?:Mr|Mrs|Ms|Dr)\.? ([A-Z][a-z]+(?:[ -][A-Z][a-z]+)?)"
    r"|(?:[Mm]y name is|[Tt]his is) ([A-Z][a-z]+ [A-Z][a-z]+)"
)
# What the dictionary also knows as a surname but customers use of a trade, a god or a head count.
_NO_NAME = re.compile(
    r".*(?:士|師|員|係|[一二三四五]人)|(?!(?:土|古|守|大|関|板|小)屋).+屋|神|仏|王|殿|多|同|有|仲居|女将|板前|大将|若"
)
_HINT = re.compile(r"さん|様|氏|名前|申します|という|Mrs?|Ms|Dr|[Nn]ame|[Tt]his is|担当|店長|スタッフ|オペレーター")


def names(written: str) -> Iterator[Span]:
    """Where names stand in a normalised text, without their titles."""
    if _HINT.search(written) is None:
        return
    for match in _INTRODUCED.finditer(written):
        yield _held(match)
    for match in _TITLED.finditer(written):
        span = _held(match)
        if _is_name(written[span.start : span.end]):
            yield span


def _held(match: re.Match[str]) -> Span:
    group = next(at for at, held in enumerate(match.groups(), 1) if held is not None)
    return Span(*match.span(group))


@lru_cache(maxsize=4096)
def _is_name(candidate: str) -> bool:
    """Whether the dictionary reads every word of it as a proper noun when a title follows (林 is a wood, 林さん is not)."""
    if _NO_NAME.fullmatch(candidate):
        return False
    found = words(candidate + "さん")
    inner = [word for word in found if word.surface != "さん"]
    return bool(inner) and all(word.kind == "名詞-固有名詞" for word in inner)
