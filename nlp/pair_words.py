"""Which opinion pairs tell something: 次→写真 and 返品→こと are how a sentence is built, not what it is about."""

from __future__ import annotations

from nlp.morphemes import words
from nlp.pair_values import Pair
from nlp.stopwords import STOPWORDS
from nlp.tokens import EMPTY

_FORMAL = frozenset({"の", "ん", "わけ", "つもり", "たち", "とおり", "通り", "まま"})
# What these verbs say stands in the word before them; alone they say nothing of anything.
_LIGHT = frozenset({"する", "為る", "す", "なる", "成る"})
_NO_NAME = ("副詞", "代名詞", "接続詞", "連体詞", "感動詞", "名詞-数詞", "記号", "補助記号")


def is_telling(pair: Pair, language: str) -> bool:
    """Whether both words are content: no formal noun, number, pronoun or adverb stands for either."""
    if language == "ja":
        return _names(pair.aspect) and _says(pair.predicate)
    empty = STOPWORDS.get(language, frozenset())
    return not any(word in empty or word.isdigit() for word in (pair.aspect, pair.predicate))


def sense(pair: Pair, language: str) -> tuple[str, str]:
    """What pairs of one sense share: ポイント還元→へる is 還元→減る."""
    if language != "ja":
        return pair.aspect.split()[-1], pair.predicate
    aspect, predicate = list(words(pair.aspect)), list(words(pair.predicate))
    return aspect[-1].normal, "".join(word.normal for word in predicate)


def _names(aspect: str) -> bool:
    named = aspect.rpartition("の")[2] or aspect  # 料理のほう names what ほう does
    return named not in EMPTY | _FORMAL and not _is_bare(aspect)


def _says(predicate: str) -> bool:
    """Verbs and adjectives of every day stay: 返事→来る says much when it is negated."""
    if predicate in _FORMAL | _LIGHT:
        return False
    first = next(iter(words(predicate)), None)
    return not (_is_bare(predicate) or (first and first.kind.startswith("名詞") and predicate in EMPTY))


def _is_bare(text: str) -> bool:
    """A number with or without its measure (3時間), or a word that names nothing (とても)."""
    first = next(iter(words(text)), None)
    return first is None or first.kind.startswith(_NO_NAME)
