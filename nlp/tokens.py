"""The words that carry meaning: Japanese by SudachiPy with negation glued on, other languages by lighter means."""

from __future__ import annotations

# ruff: noqa: SIM905 -- a list of words reads best as words
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from nlp.encoder import StaticEncoder, bundled_encoder
from nlp.morphemes import Word, words
from nlp.stopwords import STOPWORDS

_KINDS = ("名詞-普通名詞", "名詞-固有名詞", "動詞-一般", "形容詞-一般", "形状詞-一般")
_NEGATIONS = frozenset({"ない", "無い", "ず", "ぬ", "ん"})
# Formal nouns, light verbs, greetings and measures: frequent everywhere, telling nowhere.
EMPTY = frozenset(
    "事 こと 物 もの 為 ため 所 ところ 時 とき 方 ほう 様 よう 訳 わけ 筈 はず 中 内 上 "
    "下 前 後 他 点 感じ 場合 程 以上 以下 今回 今 次 度 回 人 方々 皆 皆様 自分 私 僕 "
    "俺 何 誰 どこ いつ それ これ あれ さん 様々 為る する 有る ある 居る いる 成る なる "
    "出来る できる 言う いう 思う おもう 行く いく 来る くる 遣る やる 貰う もらう 呉れる "
    "くれる 頂く いただく 下さる くださる 致す いたす 御座る ござる 見る みる 置く おく 仕舞う "
    "しまう 願う お願い 宜しい よろしい 有り難い ありがとう 御免 世話 お世話 此方 一 二 三 年 "
    "月 日 円 分 個 つ 件 名 階 番 的 可 不可 最近 毎月 毎日 毎回 やつ か月 ヶ月 カ月 今日 昨日".split()
)
_THAI = re.compile(r"[\u0e00-\u0e7f]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SHORTEST = 3


def content_tokens(text: str, language: str) -> list[str]:
    """Content words in order, in dictionary form where the language has one here; 届かない gives 届く_ない."""
    if language == "ja":
        return list(_japanese(text))
    plain = unicodedata.normalize("NFKC", text).casefold()
    if language == "zh":
        # Nearly every Chinese word of weight has two characters; the weighing of words sorts out the chance pairs.
        return [pair for pair in map("".join, pairwise(plain)) if all("一" <= letter <= "鿿" for letter in pair)]
    if language == "th":
        return [piece for piece in _encoder().pieces(plain) if len(piece) > 2 and _THAI.search(piece)]
    stop = STOPWORDS.get(language, frozenset())
    # A Korean word of two syllables says what an English one of five letters does.
    shortest = 2 if language == "ko" else _SHORTEST
    return [word for word in _WORD.findall(plain) if len(word) >= shortest and word not in stop]


def _japanese(text: str) -> Iterator[str]:
    waiting: str | None = None
    for word in words(text):
        if word.normal in _NEGATIONS and waiting is not None and not carries_meaning(word):
            waiting += "_ない"
            continue
        if word.kind.startswith(("助動詞", "助詞-接続")):
            continue
        if waiting is not None:
            yield waiting
        waiting = word.lemma if carries_meaning(word) else None
    if waiting is not None:
        yield waiting


def carries_meaning(word: Word) -> bool:
    """A noun, verb or adjective that tells one text from another."""
    if not word.kind.startswith(_KINDS) or word.normal in EMPTY or word.lemma in EMPTY:
        return False
    return not (len(word.lemma) == 1 and "ぁ" <= word.lemma <= "ヿ") and not word.lemma.isdigit()


@cache
def _encoder() -> StaticEncoder:
    encoder = bundled_encoder()
    if not isinstance(encoder, StaticEncoder):
        raise TypeError(f"the bundled encoder is {type(encoder).__name__}; wanted a StaticEncoder with pieces")
    return encoder
