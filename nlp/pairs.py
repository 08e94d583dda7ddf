"""Opinion pairs 「体言-用言」: what is spoken of and what is said of it (配送-遅い). Slow; for the background only.

Japanese comes from GiNZA's dependency parse (dependencies.py); see plain_pairs.py for the other languages.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple, Protocol, cast

from nlp.dependencies import (
    HARD,
    NEGATIONS,
    SUBJECTS,
    Document,
    Token,
    describes,
    has_subject,
    is_bare,
    is_felt,
    phrase_of,
    predicates_of,
    real_predicate,
)
from nlp.normalise import Normalised, Span, normalise
from nlp.pair_values import Ease, Pair
from nlp.plain_pairs import plain_pairs
from nlp.units import split

_KEPT = frozenset({"やすい", "すぎる", "過ぎる", "れる", "られる"})
_WISHES = frozenset({"ほしい", "欲しい", "べし"})
# What is asked for by its own word (改善を希望します), and what would be welcome if it were so (あれば嬉しい).
_ASKED = frozenset({"希望", "要望", "願う", "お願い"})
_WELCOME = frozenset({"いい", "良い", "よい", "いう", "嬉しい", "うれしい", "助かる", "有り難い", "ありがたい"})
_IF = frozenset({"ば", "たら", "と"})
_FAVOURS = frozenset({"もらえる", "いただける", "頂ける", "貰える", "くれる", "くださる"})
_BENEFITS = _FAVOURS | {"もらう", "いただく", "頂く", "貰う"}
# Nouns that a tail may run through (ないわけではない) and that name nothing themselves.
_FILLERS = frozenset({"わけ", "こと", "の", "ん", "つもり"})
_JOINING = frozenset({"が", "けど", "けれど", "けれども", "から", "し"})
_QUESTION_WORDS = frozenset({"なぜ", "何故", "どう", "何", "いつ", "どこ"})
_TAIL_VERBS = frozenset({"すぎる", "過ぎる", "ほしい", "する", "為る"})
_TAIL_PARTS = frozenset({"AUX", "SCONJ", "PART", "ADP", "PUNCT"})
# Sentences parsed together. The parse is the same and as fast with spaCy's thousand, which hold 1.1 GiB more.
AT_ONCE = 128


class Parser(Protocol):
    """Texts to documents, in order."""

    def pipe(self, texts: Iterable[str], *, batch_size: int) -> Iterable[Document]: ...


class _Said(NamedTuple):
    """A predicate with what its tail adds; tokens from `start` up to, not including, `end`."""

    words: str
    start: int
    end: int
    negated: bool
    wish: bool
    desire: bool
    ease: Ease | None
    question: bool


def opinion_pairs(texts: Sequence[str], languages: Sequence[str]) -> list[tuple[Pair, ...]]:
    """The pairs of each text, with offsets into it as received."""
    found: list[list[Pair]] = [[] for _ in texts]
    jobs: list[tuple[int, Normalised, Span]] = []
    for position, (text, language) in enumerate(zip(texts, languages, strict=True)):
        normalised = normalise(text)
        if language == "ja":
            jobs += [(position, normalised, unit) for unit in split(normalised, "ja")]
        else:
            found[position] += [_received(pair, normalised, 0) for pair in plain_pairs(normalised.text, language)]
    said = [normalised.text[unit.start : unit.end] for _, normalised, unit in jobs]
    documents = _parser().pipe(said, batch_size=AT_ONCE) if jobs else []
    for (position, normalised, unit), document in zip(jobs, documents, strict=True):
        found[position] += [_received(pair, normalised, unit.start) for pair in _pairs(document)]
    return [tuple(pairs) for pairs in found]


@cache
def _parser() -> Parser:
    """GiNZA without its name finder and compound splitter: the same parse, nearly twice as fast."""
    import spacy

    return cast("Parser", spacy.load("ja_ginza", exclude=["ner", "compound_splitter"]))


def _received(pair: Pair, normalised: Normalised, offset: int) -> Pair:
    return pair.at(*normalised.span(pair.start + offset, pair.end + offset))


def _pairs(document: Document) -> Iterator[Pair]:
    for token in document:
        if token.dep_ in SUBJECTS:
            for predicate in predicates_of(document, token):
                yield from _paired(document, token, predicate)
        elif is_felt(token) or is_bare(document, token):
            yield from _paired(document, token, real_predicate(document, token.head))
        elif token.dep_ == "acl" and token.head.pos_ in ("NOUN", "PROPN") and describes(document, token):
            yield from _paired(document, token.head, token)
        elif (words := _done_or_not(document, token)) is not None:
            yield _pair(document, Span(token.i, token.i + 1), _said(document, document[token.i + 1], words))


def _paired(document: Document, aspect: Token, predicate: Token) -> Iterator[Pair]:
    empty = aspect.pos_ in ("PRON", "AUX") or aspect.lemma_ in _FILLERS
    if predicate.i == aspect.i or empty or predicate.pos_ == "SYM" or predicate.lemma_ in _QUESTION_WORDS:
        return
    yield _pair(document, phrase_of(document, aspect), _said(document, predicate))


def _pair(document: Document, aspect: Span, said: _Said) -> Pair:
    first = document[min(aspect.start, said.start)]
    last = document[max(aspect.end, said.end) - 1]
    return Pair(
        aspect="".join(token.text for token in document[aspect.start : aspect.end]),
        predicate=said.words,
        negated=said.negated,
        wish=said.wish,
        own_desire=said.desire,
        ease=said.ease,
        question=said.question,
        start=first.idx,
        end=last.idx + len(last.text),
        rule="parse",
    )


def _done_or_not(document: Document, token: Token) -> str | None:
    """ログインできない, 返金してもらえない: an action has itself as its aspect when no other is named."""
    after = document[token.i + 1] if token.i + 1 < len(document) else None
    if after is None or "サ変" not in token.tag_ or has_subject(token):
        return None
    if after.lemma_ in ("できる", "出来る"):
        return "できる"
    return _refused_favour(list(_tail(document, token)))


def _refused_favour(tail: Sequence[Token]) -> str | None:
    """してもらえる, してくれる: a favour that was asked for and not done."""
    lemmas = [token.lemma_ for token in tail]
    favour = next((lemma for lemma in lemmas if lemma in _FAVOURS), None)
    return f"して{favour}" if favour and NEGATIONS & set(lemmas) else None


def _said(document: Document, predicate: Token, words: str | None = None) -> _Said:
    """The predicate in its dictionary form with the suffixes that carry sense, and what its tail says of it."""
    tail = list(_tail(document, predicate))
    lemmas = [token.lemma_ for token in tail]
    hard = next((lemma for lemma in lemmas if lemma in HARD), None)
    suffix = hard or next((lemma for lemma in lemmas[:1] if lemma in _KEPT), None)
    if lemmas[:1] == ["すぎ"]:  # 長すぎ
        suffix = "すぎる"
    wish = (
        any(lemma in _WISHES for lemma in lemmas)
        or ("たい" in lemmas and bool(_BENEFITS & set(lemmas)))
        or _would_be_welcome(document, predicate, tail)
    )
    return _Said(
        words=predicate.text + suffix if suffix else words or _dictionary_form(document, predicate, tail),
        start=predicate.i,
        end=tail[-1].i + 1 if tail else predicate.i + 1,
        negated=sum(lemma in NEGATIONS for lemma in lemmas) % 2 == 1,
        wish=wish or predicate.lemma_ in _WISHES | _ASKED,
        desire="たい" in lemmas and not wish,
        ease=Ease.HARD if hard else Ease.EASY if suffix == "やすい" else None,
        question=bool(tail) and tail[-1].text in ("か", "?"),
    )


def _dictionary_form(document: Document, predicate: Token, tail: Sequence[Token]) -> str:
    lemma = str(predicate.lemma_)
    before = document[max(0, predicate.i - 1)]
    if lemma in ("する", "為る", "す") and before.text == "に" and predicate.i > 1:
        return f"{document[predicate.i - 2].text}にする"
    if lemma == "願う":
        return lemma
    if lemma in ("する", "為る") and (favour := _refused_favour(tail)):
        return favour
    if tail and tail[0].lemma_ in ("する", "為る"):
        return (predicate.text if predicate.pos_ == "ADJ" else lemma) + "する"
    if tail and "サ変" in predicate.tag_ and tail[0].lemma_ in ("できる", "出来る"):
        return lemma + "できる"
    return lemma


def _would_be_welcome(document: Document, predicate: Token, tail: Sequence[Token]) -> bool:
    """あれば嬉しい, 選べるといい: a condition and how one would feel."""
    following = [*tail, *document[predicate.i + 1 + len(tail) :][:1]]
    return any(
        condition.text in _IF and feeling.lemma_ in _WELCOME for condition, feeling in itertools.pairwise(following)
    )


def _tail(document: Document, predicate: Token) -> Iterator[Token]:
    """The tokens after the predicate that belong to it: auxiliaries, particles, and ないわけではない."""
    for token in document[predicate.i + 1 :]:
        inner = token.pos_ in _TAIL_PARTS or token.dep_ in ("aux", "fixed") or token.lemma_ in _FILLERS
        mine = token.lemma_ in NEGATIONS | _BENEFITS | _TAIL_VERBS
        joins = token.text in ("、", "。") or ("接続助詞" in token.tag_ and token.text in _JOINING)
        if joins or not (inner or mine):
            return
        yield token
