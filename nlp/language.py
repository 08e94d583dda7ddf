"""Which language a comment is in: script first, letters second, statistics last, and the sender's hint between."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from nlp.scripts import HAN, HANGUL, KANA, LATIN, han_side, other_script
from nlp.values import LanguageGuess
from nlp.wordlists import CHINESE_WORDS, JAPANESE_COMPOUNDS, LATIN_WORDS

UNKNOWN = "und"
_LATIN_LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "id", "vi", "tr", "pl", "sv")
_NOT_PROSE = re.compile(r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+|[@#][A-Za-z0-9_]+")
_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")
# Letters that only one of the Latin languages above writes.
_TELLING_LATIN = (
    ("vi", re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)),
    ("de", re.compile("ß")),
    ("es", re.compile("[¿¡ñ]", re.IGNORECASE)),
    ("pt", re.compile("[ãõ]", re.IGNORECASE)),
    ("tr", re.compile("[ğışİ]")),
    ("pl", re.compile("[łąęśźżń]", re.IGNORECASE)),
    ("sv", re.compile("å", re.IGNORECASE)),
)


# Answers that several languages spell alike, though one list of everyday words holds them.
_SHARED = frozenset({"non", "super"})
_NAME = re.compile(r"[A-Z][A-Za-z]*|[a-z]{1,2}[A-Z][A-Za-z]*|[A-Za-z]*[0-9]+[A-Za-z]*")
_TELLING_NAME = re.compile(r"[A-Z]{2,5}|[A-Za-z]*[a-z][A-Z][A-Za-z]*|[A-Za-z]+[0-9]+[A-Za-z]*|[0-9]+[A-Za-z]+")
_FEW, _SURE = 20, 0.8  # letters, and the confidence of statistics, below which they are no word against a hint


def identify(text: str, hint: str | None = None, *, prior: str | None = None) -> LanguageGuess:
    """The language of a text as received or normalised.

    `hint` is what the sender says, believed where script and statistics leave room; `prior`, the question's language,
    where the text itself says little: hardly a letter, names of products, a few letters that statistics doubt.
    """
    hint = _code(hint)
    prose = _NOT_PROSE.sub(" ", text) if "@" in text or "#" in text or "/" in text or "www" in text else text
    kana, hangul = len(KANA.findall(prose)), len(HANGUL.findall(prose))
    other = None if kana and not hangul else other_script(prose)
    if other is not None and other[1] > kana + hangul and other[1] * 3 > len(LATIN.findall(prose)):
        return LanguageGuess(other[0], 0.98 if other[1] > 2 else 0.9, "script")
    if hangul > kana * 2:
        return _korean(prose, hangul)
    han = HAN.findall(prose)
    if kana:
        return _with_kana(prose, kana, han)
    if han and len(han) * 4 > len(LATIN.findall(prose)):
        return _han_only(prose, han, hint, _code(prior))
    return _latin(prose, hint, _code(prior))


def _code(hint: str | None) -> str | None:
    """The two or three letters of a language tag such as ja-JP; None when it is not one."""
    head = re.split(r"[-_]", hint.strip().lower())[0] if hint else ""
    return head if head.isalpha() and len(head) in (2, 3) and head != UNKNOWN else None


def _korean(text: str, hangul: int) -> LanguageGuess:
    return LanguageGuess("ko", 0.99 if hangul >= 2 or len(text) <= 3 else 0.9, "script")


def _with_kana(text: str, kana: int, han: list[str]) -> LanguageGuess:
    """Japanese, unless it is Chinese with the decorative の of shop signs."""
    chinese_only = sum(han_side(c) < 0 for c in han)
    if chinese_only and kana <= 2 and len(han) >= 4 * kana and chinese_only * 8 >= len(han):
        return LanguageGuess("zh", 0.9, "script")
    share = (kana + len(han)) / (kana + len(han) + len(LATIN.findall(text)))
    if share < 0.05:
        return _latin(text, None, "ja")
    return LanguageGuess("ja", 0.99 if share > 0.3 or kana >= 4 else 0.9, "script")


def _han_only(text: str, han: list[str], hint: str | None, prior: str | None) -> LanguageGuess:
    sides = [han_side(c) for c in han]
    japanese, chinese = sides.count(1), sides.count(-1)
    if chinese > japanese:
        return LanguageGuess("zh", 0.97, "letters")
    if japanese > chinese:
        return LanguageGuess("ja", 0.97, "letters")
    if hint in ("ja", "zh"):
        return LanguageGuess(hint, 0.9, "hint")
    without = JAPANESE_COMPOUNDS.sub("", text)
    words = sum(map(len, CHINESE_WORDS.findall(without)))
    if words * 6 >= len(han) or ("，" in text and words):
        return LanguageGuess("zh", min(0.95, 0.75 + 0.08 * words), "words")
    if prior in ("ja", "zh"):
        return LanguageGuess(prior, 0.8, "prior")
    return LanguageGuess("ja", 0.75 if len(han) <= 8 else 0.6, "prior")


def _latin(text: str, hint: str | None, prior: str | None) -> LanguageGuess:
    words = [word.lower() for word in _WORD.findall(text) if LATIN.match(word)]
    letters = sum(map(len, words))
    if letters < 3:
        if hint or prior:
            return LanguageGuess(hint or prior or UNKNOWN, 0.5, "hint" if hint else "prior")
        return LanguageGuess(UNKNOWN, 0.0, "prior")
    known = _by_words(words)
    if known is not None:
        return known
    for code, telling in _TELLING_LATIN:
        if telling.search(text):
            return LanguageGuess(code, 0.95, "letters")
    if letters < _FEW and _only_names(text):
        said = hint or prior
        return LanguageGuess(said or UNKNOWN, 0.5 if said else 0.0, "hint" if hint else "prior")
    return _by_statistics(text, letters, hint, prior)


def _only_names(text: str) -> bool:
    """Whether a text is made of names such as PayPay, LINE, Galaxy S24: statistics find German in them."""
    tokens = re.findall(r"[^\W_]+", text)
    return all(map(_NAME.fullmatch, tokens)) and any(map(_TELLING_NAME.fullmatch, tokens))


def _by_words(words: list[str]) -> LanguageGuess | None:
    """The language most of whose everyday words occur, when one is clearly ahead."""
    if _SHARED.issuperset(words):
        return None
    scores = {code: sum(word in known for word in words) / len(words) for code, known in LATIN_WORDS.items()}
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    (code, best), (_, second) = ranked[0], ranked[1]
    if best >= 0.34 and best - second >= 0.2:
        return LanguageGuess(code, min(0.97, 0.8 + best / 4), "words")
    return None


def _by_statistics(text: str, letters: int, hint: str | None, prior: str | None) -> LanguageGuess:
    code, confidence = _detector()(text)
    if hint and (code is None or (hint != code and (letters < _FEW or confidence < _SURE))):
        return LanguageGuess(hint, 0.6, "hint")
    if prior and not hint and letters < _FEW and confidence < _SURE:
        return LanguageGuess(prior, 0.6, "prior")
    if code is None or (confidence < 0.3 and letters < 12):
        return LanguageGuess(UNKNOWN, confidence, "detector")
    return LanguageGuess(code, round(confidence, 4), "detector")


@cache
def _detector() -> Callable[[str], tuple[str | None, float]]:
    """Language statistics for the Latin script, read on first need: half a second that Japanese never pays."""
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, code.upper()) for code in _LATIN_LANGUAGES]
    detector = LanguageDetectorBuilder.from_iso_codes_639_1(*codes).with_low_accuracy_mode().build()

    def detect(text: str) -> tuple[str | None, float]:
        # Half a surrogate pair is no character to the detector, and none to a reader.
        values = detector.compute_language_confidence_values(text[:600].encode(errors="ignore").decode())
        if not values or values[0].value <= 0.0:
            return None, 0.0
        return values[0].language.iso_code_639_1.name.lower(), float(values[0].value)

    return detect
