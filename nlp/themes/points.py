"""What people say of what, in a few words as they would say it: 電話がつながらない, レジの列が長い.

Read off the order of Japanese words alone: a noun, a particle, at most one adverb, a predicate. A parser would see
further and take much longer; a label needs only what many people say.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nlp.morphemes import Word, words
from nlp.themes.inflection import negative
from nlp.tokens import EMPTY, carries_meaning

_PARTICLES = {"が": "が", "は": "が", "も": "が", "を": "を", "に": "に", "で": "で"}
_PREDICATES = ("動詞-一般", "形容詞", "形状詞-一般")
_MEASURES = ("副詞", "名詞-数詞", "接尾辞", "助詞-係助詞", "助詞-副助詞")
_WAITING = frozenset({"待つ", "並ぶ"})
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


class Point(NamedTuple):
    """`changed`: negated, wished for, passive, hard or easy: more is said than that something is done."""

    noun: str
    particle: str
    predicate: str
    changed: bool

    @property
    def text(self) -> str:
        return f"{self.noun}{self.particle}{self.predicate}"


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
    return (point.text for point in made(text) if point.particle != "で")


def made(text: str) -> Iterator[Point]:
    """The same in its parts, with those that say where something befalls one (レジで待たされる)."""
    found = words(text)
    for at, word in enumerate(found):
        if word.kind.startswith("名詞") and carries_meaning(word):
            point = _point(found, at)
            if point is not None and len(point.text) <= _LONGEST:
                yield point


def _point(found: Sequence[Word], at: int) -> Point | None:
    noun, after = found[at].surface, at + 1
    if after < len(found) and found[after].lemma in _CAN:
        return Point(noun, "", "できない", True) if _negated(found, after) else None
    if after >= len(found) or found[after].surface not in _PARTICLES:
        return None
    particle = _PARTICLES[found[after].surface]
    place = _past_adverb(found, after + 1) if particle != "で" else _past_measure(found, after + 1)
    if place >= len(found):
        return None
    predicate = found[place]
    if particle == "で" and predicate.lemma in _WAITING:
        return Point(noun, particle, "待たされる", True)
    if predicate.lemma in ("ない", "無い", "ある", "有る") and particle == "が":
        absent = predicate.lemma in ("ない", "無い") or _negated(found, place)
        return Point(noun, "が", "ない", True) if absent else None
    if not predicate.kind.startswith(_PREDICATES) or predicate.lemma in EMPTY:
        return None
    if particle != "が" and not predicate.kind.startswith("動詞"):
        return None  # 再開を強く求める: the adjective is not what is said of 再開
    if "".join(word.surface for word in found[place + 1 : place + 3]).startswith("ないで"):
        return None  # やめないで asks for the opposite of やめない
    plain, last = _with_tail(found, place)
    negated = _negated(found, last)
    return Point(noun, particle, negative(plain, predicate.kind) if negated else plain, negated or last > place)


def _past_adverb(found: Sequence[Word], place: int) -> int:
    return place + 1 if place < len(found) and found[place].kind.startswith("副詞") else place


def _past_measure(found: Sequence[Word], place: int) -> int:
    """Past かなり, 長く and 20分も: how long one waits is not the point, that one waits is."""
    while place < len(found) and (
        found[place].kind.startswith(_MEASURES) or found[place - 1].kind.startswith("名詞-数詞")
    ):
        place += 1
    return place


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
