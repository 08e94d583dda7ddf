"""What people say of what, in a few words as they would say it: 電話がつながらない, レジの列が長い.

Read off the order of Japanese words alone: a noun, a particle, at most one adverb, a predicate. A parser would see
further and take much longer; a label needs only what many people say.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from nlp.morphemes import Word, words
from nlp.themes.inflection import negative
from nlp.tokens import EMPTY, carries_meaning

_PARTICLES = {"が": "が", "は": "が", "も": "が", "を": "を", "に": "に"}
_PREDICATES = ("動詞-一般", "形容詞", "形状詞-一般")
_NEGATIONS = frozenset({"ない", "無い", "ず", "ぬ", "ん"})
_CAN = frozenset({"できる", "出来る"})
_CHANGING = frozenset(
    (
        "にくい",
        "づらい",
        "難い",
        "辛い",
        "やすい",
        "易い",
        "すぎる",
        "過ぎる",
        "たい",
        "れる",
        "られる",
        "せる",
        "させる",
    )
)

_FEWEST = 3
_LONGEST = 14
_LOOKED_AT = 400


def said_by_theme(texts_by_theme: Sequence[Sequence[str]]) -> list[list[str]]:
    """For each theme, what several of its Japanese texts say and others rarely do, best first."""
    counts = [Counter(phrase for text in texts[:_LOOKED_AT] for phrase in set(said(text))) for texts in texts_by_theme]
    everywhere: Counter[str] = Counter()
    for own in counts:
        everywhere.update(own)
    return [_best(own, everywhere) for own in counts]


def said(text: str) -> Iterator[str]:
    """Every short point of a text, the predicate in its plain form, negation kept."""
    found = words(text)
    for at, word in enumerate(found):
        if word.kind.startswith("名詞") and carries_meaning(word):
            phrase = _phrase(found, at)
            if phrase is not None and len(phrase) <= _LONGEST:
                yield phrase


def _phrase(found: Sequence[Word], at: int) -> str | None:
    noun, after = found[at].surface, at + 1
    if after < len(found) and found[after].lemma in _CAN:
        return f"{noun}できない" if _negated(found, after) else None
    if after >= len(found) or found[after].surface not in _PARTICLES:
        return None
    particle = _PARTICLES[found[after].surface]
    place = after + 1
    if place < len(found) and found[place].kind.startswith("副詞"):
        place += 1
    if place >= len(found):
        return None
    predicate = found[place]
    if predicate.lemma in ("ない", "無い", "ある", "有る") and particle == "が":
        absent = predicate.lemma in ("ない", "無い") or _negated(found, place)
        return f"{noun}がない" if absent else None
    if not predicate.kind.startswith(_PREDICATES) or predicate.lemma in EMPTY:
        return None
    if particle != "が" and not predicate.kind.startswith("動詞"):
        return None  # 再開を強く求める: the adjective is not what is said of 再開
    if "".join(word.surface for word in found[place + 1 : place + 3]).startswith("ないで"):
        return None  # やめないで asks for the opposite of やめない
    plain, place = _with_tail(found, place)
    return f"{noun}{particle}{negative(plain, predicate.kind) if _negated(found, place) else plain}"


def _with_tail(found: Sequence[Word], at: int) -> tuple[str, int]:
    """The predicate with what changes its sense (分かりにくい, 待たされる, 増やしてほしい), and where that ends."""
    plain = found[at].lemma
    following = found[at + 1 : at + 3]
    if following and following[0].lemma in _CHANGING:
        return found[at].surface + following[0].lemma, at + 1
    if len(following) == 2 and following[0].surface in ("て", "で") and following[1].lemma in ("ほしい", "欲しい"):
        return f"{found[at].surface}{following[0].surface}ほしい", at + 2
    return plain, at


def _negated(found: Sequence[Word], predicate: int) -> bool:
    tail = found[predicate + 1 : predicate + 4]
    for word in tail:
        if word.normal in _NEGATIONS:
            return True
        if not word.kind.startswith(("助動詞", "動詞-非自立可能")):
            return False
    return False


def _best(own: Counter[str], everywhere: Counter[str]) -> list[str]:
    worth = {
        phrase: count * math.log1p(count / (1 + everywhere[phrase] - count))
        for phrase, count in own.items()
        if count >= _FEWEST
    }
    return sorted(worth, key=lambda phrase: (-worth[phrase], phrase))
