"""The plain negative of a Japanese word: 分かる gives 分からない, 良い gives 良くない, 返事 gives 返事がない."""

from __future__ import annotations

_A_ROW = dict(zip("うくぐすつぬぶむる", "わかがさたなばまら", strict=True))
_I_AND_E = frozenset("いきぎしじちにひびぴみりえけげせぜてでねへべぺめれ")
# る after one character of kanji does not show its row; these keep their stem (見ない), the others do not (売らない).
_KEEP_STEM = frozenset({"見る", "診る", "観る", "着る", "出る", "得る", "寝る", "似る", "煮る", "経る", "居る", "干る"})
# These look as if they kept their stem, and do not.
_LOSE_STEM = frozenset(
    {
        "入る",
        "はいる",
        "帰る",
        "切る",
        "知る",
        "しる",
        "走る",
        "はしる",
        "要る",
        "限る",
        "滑る",
        "しゃべる",
        "減る",
        "散る",
    }
    | {"蹴る", "参る", "握る", "焦る", "照る", "湿る", "かえる", "きる", "まいる", "いる"}
)


def negative(word: str, kind: str) -> str:
    """`word` in dictionary form, `kind` its part of speech as the dictionary has it."""
    if kind.startswith("形容詞") and word.endswith("い"):
        return ("良" if word == "良い" else "よ" if word in ("いい", "よい") else word[:-1]) + "くない"
    if kind.startswith("動詞"):
        return _verb(word)
    return word + ("でない" if kind.startswith("形状詞") else "がない")


def _verb(word: str) -> str:
    if word in ("ある", "有る"):
        return "ない"
    if word.endswith("する"):
        return word[:-2] + "しない"
    if word.endswith(("来る", "くる")):
        return word[:-2] + ("来ない" if word.endswith("来る") else "こない")
    if word.endswith("る") and _keeps_stem(word):
        return word[:-1] + "ない"
    return word[:-1] + _A_ROW.get(word[-1], word[-1]) + "ない"


def _keeps_stem(word: str) -> bool:
    if word in _LOSE_STEM or len(word) < 2:
        return False
    return word in _KEEP_STEM or word[-2] in _I_AND_E
