"""What the characters themselves say about the language: writing systems and the letters only one language has."""

from __future__ import annotations

import re
from functools import lru_cache

KANA = re.compile(r"[ぁ-ゖァ-ヺｦ-ｯｱ-ﾝ]")
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f々〆]")
HANGUL = re.compile(r"[가-힣ㄱ-ㆎᄀ-ᇿ]")
LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]")

# One script, one language (or one by far the likeliest among customers).
_SCRIPTS = (
    ("th", r"[\u0e00-\u0e3a\u0e40-\u0e7f]"),
    ("lo", r"[\u0e80-\u0eff]"),
    ("km", r"[\u1780-\u17ff]"),
    ("my", r"[\u1000-\u109f]"),
    ("hi", r"[\u0900-\u097f]"),
    ("bn", r"[\u0980-\u09ff]"),
    ("pa", r"[\u0a00-\u0a7f]"),
    ("gu", r"[\u0a80-\u0aff]"),
    ("ta", r"[\u0b80-\u0bff]"),
    ("te", r"[\u0c00-\u0c7f]"),
    ("kn", r"[\u0c80-\u0cff]"),
    ("ml", r"[\u0d00-\u0d7f]"),
    ("si", r"[\u0d80-\u0dff]"),
    ("am", r"[\u1200-\u137f]"),
    ("ka", r"[\u10a0-\u10ff]"),
    ("hy", r"[\u0530-\u058f]"),
    ("he", r"[\u0590-\u05ff]"),
    ("el", r"[\u0370-\u03ff\u1f00-\u1fff]"),
    ("ar", r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]"),
    ("ru", r"[\u0400-\u04ff]"),
)
_OTHER_SCRIPTS = tuple((code, re.compile(pattern)) for code, pattern in _SCRIPTS)
_ANY_OTHER = re.compile("|".join(pattern for _, pattern in _SCRIPTS))

# Letters that settle which language of a shared script it is.
_TELLING = {
    "ru": (("uk", re.compile("[іїєґІЇЄҐ]")), ("be", re.compile("[ўЎ]")), ("sr", re.compile("[ђћџљњЂЋЏЉЊ]"))),
    "ar": (("ur", re.compile("[ٹڈڑںے]")), ("fa", re.compile("[پچژگ]"))),
}


def other_script(text: str) -> tuple[str, int] | None:
    """The language of the commonest script besides Latin, kana, Han and Hangul, with its count of letters."""
    if _ANY_OTHER.search(text) is None:
        return None
    counts = [(len(pattern.findall(text)), code) for code, pattern in _OTHER_SCRIPTS]
    count, code = max(counts, key=lambda pair: pair[0])
    for special, letters in _TELLING.get(code, ()):
        if letters.search(text):
            return special, count
    return code, count


# Forms that Japanese gave up in 1946 and traditional Chinese did not; those alive in surnames are left out.
_OLD_FORMS = frozenset(
    "將會轉號臺單與實來價應對變點發當說錢圖帶樣醫聽覺體經總續關雙歡錄顯專從處晚每鐵觀營勞嚴鹽壞氣擔據檢榮參慘縣"
    "繼輕藝缺顏殘絲濕寫壽收畫學數屬證讓驗辭亂兩勵禮靈爐麵黃溫產擧擴戰靜兒麥賣樂藥雜譯獨滿盡假傳倂請個裡為們這哪"
) - frozenset("缺收假請個為證麵")


def _encodes(character: str, codec: str) -> bool:
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=16384)
def han_side(character: str) -> int:
    """-1 for a character of Chinese only, 1 for one of Japanese only (対, 駅, 働), 0 for one of both.

    The national character sets of the two languages were drawn up independently, so membership tells.
    """
    if character in "々〆":
        return 1
    if character in _OLD_FORMS:
        return -1
    japanese = _encodes(character, "shift_jis")
    if not japanese:
        return -1 if _encodes(character, "gb2312") or _encodes(character, "big5") else 0
    return 1 if not _encodes(character, "gb2312") and not _encodes(character, "big5") else 0
