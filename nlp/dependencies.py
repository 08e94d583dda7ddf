"""Questions asked of a Japanese dependency parse: what is said of a subject, and which words name it.

Where GiNZA is known to take a ない, a なる or a degree for the predicate, the answer is the mended one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from nlp.normalise import Span
from nlp.tokens import EMPTY

SUBJECTS = frozenset({"nsubj", "csubj", "obj", "dislocated"})
NEGATIONS = frozenset({"ない", "ぬ", "ん", "ず", "まい", "無い"})
HARD = frozenset({"にくい", "づらい", "がたい", "難い", "辛い"})
_EASY_OR_HARD = HARD | {"やすい"}
# Nouns that say how one feels about what に or と marks (対応に不満).
_FEELINGS = frozenset(
    {"不満", "満足", "大満足", "感謝", "感動", "失望", "不安", "納得", "感激", "疑問", "不便", "ストレス"}
)
# What the writer feels; the subject of what comes before it is not its own (味が薄くて残念).
_OWN = frozenset(
    {"残念", "嬉しい", "うれしい", "悲しい", "嫌", "好き", "大好き", "有り難い", "ありがたい", "心配", "幸せ", "安心"}
)
# How much, said with an adjective: すごく広い.
_DEGREES = frozenset(
    {"凄い", "すごい", "物凄い", "酷い", "ひどい", "恐ろしい", "珍しい", "程よい", "程良い", "限りない", "詳しい"}
)
# Nouns that without a particle say how or when, or are half of a word (気持ちいい).
_NOT_NAMED = frozenset({"本当", "個人", "基本", "全体", "全部", "結果", "正直", "実際", "気持ち"})
_JUDGING = ("形容詞-", "形状詞", "名詞-普通名詞-形状詞可能", "名詞-普通名詞-サ変形状詞可能")


class Token(Protocol):
    """What is read of a parsed word."""

    i: int
    idx: int
    text: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str

    @property
    def head(self) -> Token: ...
    @property
    def children(self) -> Iterable[Token]: ...
    @property
    def morph(self) -> Morphology: ...


class Morphology(Protocol):
    """The inflection of a parsed word, by feature name."""

    def get(self, feature: str) -> list[str]: ...


Document = Sequence[Token]


def is_felt(token: Token) -> bool:
    """対応に不満: the thing felt about hangs on its feeling as an oblique."""
    return token.dep_ in ("obl", "nmod") and token.head.lemma_ in _FEELINGS and token.head.i > token.i


def is_bare(document: Document, token: Token) -> bool:
    """値段高い, 接客最悪: a noun right before its judgement, no particle between them."""
    head = token.head
    between = document[token.i + 1 : head.i]
    if token.dep_ not in ("compound", "obl", "nmod") or head.i <= token.i or token.lemma_ in _NOT_NAMED:
        return False
    before = document[max(0, token.i - 1)].pos_
    waited = "助数詞可能" in token.tag_ and before == "VERB"  # 待ち時間長い, not 10分遅い
    named = (
        waited
        or (_names_thing(token) and before != "NUM")
        or (token.tag_ == "接尾辞-名詞的-一般" and token.text == "さん")
    )
    return named and all(word.pos_ == "ADV" for word in between) and _judges(document, head)


def _judges(document: Document, token: Token) -> bool:
    """Whether the word says how something is, and no noun follows that it would be a part of (最高品質)."""
    after = document[token.i + 1] if token.i + 1 < len(document) else None
    suffix = after.lemma_ if after is not None else ""
    if token.lemma_ in NEGATIONS or token.tag_.startswith("形容詞-"):
        return token.lemma_ not in NEGATIONS
    if suffix in _EASY_OR_HARD or (suffix == "すぎ" and token.pos_ == "ADJ"):
        return True
    goes_on = after is not None and (after.pos_ in ("ADP", "NOUN", "PROPN", "VERB") or suffix in ("する", "為る"))
    return token.tag_.startswith(_JUDGING) and not goes_on


def describes(document: Document, token: Token) -> bool:
    """Whether a clause before a noun judges it (使いやすいアプリ) rather than tells what happened (買った店)."""
    after = document[token.i + 1].lemma_ if token.i + 1 < len(document) else ""
    return token.pos_ == "ADJ" or after in HARD or after == "やすい"


def predicates_of(document: Document, subject: Token) -> list[Token]:
    """All that is said of a subject: 部屋が汚くて狭い says two things of it.

    Where a subject of its own stands before the last of them, that one is said of it (味は良く価格も安い).
    """
    head = real_predicate(document, subject.head)
    linked = [token for token in document[subject.i + 1 : head.i] if token.head.i == head.i and _links(document, token)]
    rivals = [token for token in head.children if token.dep_ in SUBJECTS and token.i > subject.i]
    if rivals and (nearer := [token for token in linked if token.i < rivals[0].i]):
        return nearer
    alone = [token for token in linked if not has_subject(token) and _goes_with(document, token, head)]
    return [*alone, head, *_following(document, head)]


def _following(document: Document, token: Token) -> Iterator[Token]:
    """What is said next of the same subject: 丁寧で|分かりやすい."""
    following = token.head
    if following.i > token.i and _links(document, token) and _shares(document, following):
        yield following
        yield from _following(document, following)


def _shares(document: Document, token: Token) -> bool:
    own = token.lemma_ in _OWN | _FEELINGS | NEGATIONS or has_subject(token)
    return not own and _judges(document, token)


def _links(document: Document, token: Token) -> bool:
    """An adjective, or a verb that is easy or hard to do, in a form that goes on: 広く, 汚くて, 丁寧で, 見やすく."""
    after = document[token.i + 1] if token.i + 1 < len(document) else None
    if token.dep_ not in ("advcl", "conj", "acl") or token.lemma_ in _DEGREES | NEGATIONS:
        return False
    if after is None or after.text in ("も", "は"):  # ゆるくもきつくもない
        return False
    if after.lemma_ in _EASY_OR_HARD:
        return _continues(after)
    adjective = token.tag_.startswith("形容詞-") and _continues(token)
    return adjective or (token.tag_.startswith(_JUDGING) and after.text == "で")


def _continues(token: Token) -> bool:
    return "連用形-一般" in "".join(token.morph.get("Inflection"))


def _goes_with(document: Document, token: Token, head: Token) -> bool:
    """広くきれい says both, 早く届く says how; て and で join whatever follows."""
    after = [word for word in document[token.i + 1 : token.i + 3] if word.lemma_ not in _EASY_OR_HARD]
    return (bool(after) and after[0].text in ("て", "で")) or _judges(document, head)


def has_subject(token: Token) -> bool:
    """Whether something is named of which the token is said."""
    return any(child.dep_ in SUBJECTS for child in token.children)


def real_predicate(document: Document, head: Token) -> Token:
    """What is really said where the parse took a ない or a なる for it.

    悪く|なかった and 悪く|なく|は|ない: the adjective. 使え|なく|なった: the verb that can no longer be done.
    """
    if head.pos_ == "ADV" and head.dep_ == "advmod":  # 値段がもう少し安ければ: the degree was taken for what is said
        head = head.head
    if head.lemma_ in ("なる", "成る") and head.i > 1:
        before = document[head.i - 1]
        return document[before.i - 1] if before.lemma_ == "ない" and before.pos_ == "AUX" else head
    found = head
    while found.lemma_ in ("ない", "無い") and (joined := _joined_before(document, found)) is not None:
        found = joined
    return found


def _joined_before(document: Document, head: Token) -> Token | None:
    """The adjective, or the verb before やすく, that a ない was cut off from, は or も between them or not."""
    at = head.i - 1
    if at > 0 and document[at].pos_ == "ADP" and document[at].text in ("は", "も"):
        at -= 1
    if at < 0:
        return None
    before = document[at]
    if before.lemma_ in _EASY_OR_HARD and before.pos_ == "AUX" and at > 0:
        return document[at - 1]
    joined = before.pos_ == "ADJ" and "連用形" in "".join(before.morph.get("Inflection"))
    return before if joined else None


def phrase_of(document: Document, token: Token) -> Span:
    """The noun with the compound before it (待ち時間) and whose it is (電池の減り); a clause keeps its の (届くの)."""
    start = _compound(document, token.i)
    owner = document[start - 2] if start > 1 and document[start - 1].text == "の" else None
    if owner is not None and owner.dep_ == "nmod" and owner.head.i == token.i and _names_thing(owner):
        start = _compound(document, owner.i)
    end = token.i + 1
    if token.dep_ == "csubj":
        while end < len(document) and document[end].pos_ == "AUX":
            end += 1
        if end < len(document) and document[end].text in ("の", "こと"):
            end += 1
    return Span(start, end)


def _compound(document: Document, start: int) -> int:
    """Where the compound begins whose last word stands at `start`."""
    while start > 0 and document[start - 1].dep_ in ("compound", "nummod") and document[start - 1].head.i >= start:
        start -= 1
    return start


def _names_thing(token: Token) -> bool:
    """Whether a noun names a thing: 電池, not 今日, 3つ, 普通 or 方."""
    plain = token.tag_ in ("名詞-普通名詞-一般", "名詞-普通名詞-サ変可能") or token.tag_.startswith("名詞-固有名詞")
    return plain and token.lemma_ not in EMPTY
