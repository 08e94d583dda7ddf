"""Cuts a comment into units: the sentences and clauses that carry one point each, with exact offsets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from nlp.clauses import turns
from nlp.normalise import Normalised, Span

LONGEST_UNIT = 300

_OPENING = "「『(【["
_CLOSING = "」』)】]"
_PAIRS = dict(zip(_OPENING, _CLOSING, strict=True))
# The farthest a quotation may run before we take its opening bracket for a slip of the pen (or a face).
_LONGEST_QUOTE = 120

_EMOJI = r"[\U0001f300-\U0001faff☀-➿⭐♡♥♪★☆][\U0001f3fb-\U0001f3ff\u200d\U0001f300-\U0001faff☀-➿⭐♡♥♪★☆]*"
_BOUNDARY = re.compile(
    # What begins here is the next point of a list: 【悪い点】 (a name goes on: 【A】が壊れた), and 遅い after 安い/.
    r"(?P<point>(?=【[^【】\n]{1,20}】(?![がをはのにでともへや、。,]))"
    r"|(?<=[^は]い|です|ます|せん|[ぁ-ん]た)(?=/[ぁ-んァ-ヶ一-龥]))"
    r"|(?P<number>(?=[①-⑳](?![とのはがをにもでへや、。,~]))|(?<![0-9A-Za-z.,(/])(?=\(?\d{1,2}\)\s*[^\W\d_]))"
    r"|(?P<rated>(?<=[^\W\d_])[○◎×△〇](?:\s+|、\s*)(?=[^\W_]))"
    r"|(?P<open>[「『(【\[])"
    r"|(?P<line>\n\s*)"
    rf"|(?P<end>(?:。|[!?]|(?<=[ぁ-んァ-ヶ一-龥])\.|।|؟|۔|…)(?:[。!?.]|\s*(?:{_EMOJI})|\s*[」』)】\"'](?![とっのは]))*)"
    r"|(?P<stop>\.++[\"')]*(?=\s|$))"
    r"|(?P<dots>(?:\.{2,}+|・{2,}+|、{2,}+)(?=[^\s.。、」』)とっ]))"
    r"|(?P<semi>;\s?)"
    rf"|(?P<emoji>(?:{_EMOJI})+(?![0-9]))"
    r"|(?P<gap>(?<=[ぁ-んァ-ヶ一-龥])\s+(?=[ぁ-んァ-ヶ一-龥「])|(?<=[ก-๛])\s+(?=[ก-๛]))"
)
_QUOTING = re.compile(r"[とっ](?!ても|ころ|りあえず|にかく|くに|いうか|ころが)")
_ABBREVIATION = re.compile(
    r"(?i)(?:\b(?:mr|mrs|ms|dr|st|no|vs|etc|e\.g|i\.e|approx|jr|sr|inc|ltd|bzw|z\.b|ca|sra?|dra?)|\b[a-z])$"
)
_BULLET = re.compile(r"^\s*(?:[・●◯○■□◆◇▼▽※*•‣▪–➤→]\s*|-\s+|\(?\d{1,2}[.)、](?!\d)\s*|[①-⑳]\s*)")
# A line that ends so goes on in the next: Japanese mail is broken by hand, anywhere.
_GOES_ON = re.compile(r"(?:[、,]|[ぁ-んァ-ヶ一-龥][はがをにへとのもで])\s*$")
_LETTER = re.compile(r"[^\W_]")
# 味× is a point of its own though it has one letter.
_LETTER_OR_RATING = re.compile(r"[^\W_]|[○◎×△]")
# Letters on both sides for a weak mark to end a sentence.
_WEAK = {"gap": 5, "dots": 4, "emoji": 2}
_WEAK_THAI = 14


def split(normalised: Normalised, language: str = "und", excluded: Sequence[Span] = ()) -> list[Span]:
    """The units of a normalised text, in order, never overlapping, none inside an `excluded` stretch.

    At least one unit for any text with something to see; offsets are into `normalised.text`.
    """
    text = normalised.text
    units: list[Span] = []
    for part in _kept(len(text), excluded):
        units += _part(text, part, language)
    units = _joined(text, units)
    if not units and text.strip():
        units = [Span(len(text) - len(text.lstrip()), len(text.rstrip()))]
    return [piece for unit in units for piece in _cut(unit)]


def _kept(length: int, excluded: Sequence[Span]) -> list[Span]:
    parts: list[Span] = []
    done = 0
    for span in excluded:
        if span.start > done:
            parts.append(Span(done, span.start))
        done = max(done, span.end)
    if done < length:
        parts.append(Span(done, length))
    return parts


def _part(text: str, part: Span, language: str) -> list[Span]:
    units: list[Span] = []
    for sentence in _sentences(text, part, language):
        if (trimmed := _trimmed(text, sentence)) is None:
            continue
        places = [trimmed.start + at for at in turns(text[trimmed.start : trimmed.end], language)]
        edges = [trimmed.start, *places, trimmed.end]
        clauses = (_trimmed(text, Span(*edge)) for edge in pairwise(edges))
        units += _capped(text, [clause for clause in clauses if clause is not None])
    return units


def _sentences(text: str, part: Span, language: str) -> list[Span]:
    found: list[Span] = []
    begin, skip = part.start, part.start
    spaced = language == "th" or (language == "ja" and "。" not in text)
    # One number alone refers (①の件, 注1)); two count.
    numbered = ("①" in text and "②" in text) or ("1)" in text and "2)" in text)
    for match in _BOUNDARY.finditer(text, part.start, part.end):
        if match.start() < skip:
            continue
        kind = match.lastgroup
        if kind == "open":
            skip = _after_quotation(text, match.start(), part.end)
            continue
        if kind == "number":
            ends = numbered
        else:
            ends = kind in ("point", "rated") or _ends(text, match, begin, part, language, spaced)
        if ends:
            found.append(Span(begin, match.end()))
            begin = match.end()
    if begin < part.end:
        found.append(Span(begin, part.end))
    return found


def _after_quotation(text: str, at: int, limit: int) -> int:
    """Where the quotation opened here ends; here, when it never does."""
    close = text.find(_PAIRS[text[at]], at + 1, min(limit, at + _LONGEST_QUOTE))
    return at + 1 if close < 0 else close


def _ends(text: str, match: re.Match[str], begin: int, part: Span, language: str, spaced: bool) -> bool:
    """Whether this mark ends a sentence here."""
    kind, before, after = match.lastgroup, text[begin : match.start()], text[match.end() : match.end() + 6]
    if kind == "line":
        return not _continues(before, text, match)
    if kind == "end":
        return not (match.group()[0] in "!?」" and _QUOTING.match(after)) and not before.endswith(("Yahoo", "yahoo"))
    if kind == "stop":
        numbered = before.strip().isdigit()
        return not numbered and (_ABBREVIATION.search(before[-8:]) is None or match.end() >= part.end)
    if kind == "semi":
        return language not in ("ja", "th")
    if kind == "gap" and not spaced:
        return False
    wanted = _WEAK_THAI if language == "th" else _WEAK[kind or ""]
    rest = text[match.end() : match.end() + 2 * wanted + 4].split("\n")[0]
    return _letters(before) >= wanted and _letters(rest) >= wanted


def _continues(before: str, text: str, match: re.Match[str]) -> bool:
    """Whether the next line carries the sentence on (a line broken by hand or by a mail programme)."""
    if match.group().count("\n") > 1 or _BULLET.match(text[match.end() : match.end() + 6]):
        return False
    if _GOES_ON.search(before):
        return True
    last = before.rsplit("\n", 1)[-1]
    return len(last) >= 50 and text[match.end() : match.end() + 1].islower()


def _letters(text: str) -> int:
    return len(_LETTER.findall(text))


def _trimmed(text: str, span: Span) -> Span | None:
    """The stretch without outer space and bullets; None when nothing is left."""
    start, end = span
    while end > start and text[end - 1].isspace():
        end -= 1
    bullet = _BULLET.match(text[start:end])
    if bullet is not None and bullet.end() < end - start:
        start += bullet.end()
    while start < end and (text[start].isspace() or text[start] in "、,;/"):
        start += 1
    return Span(start, end) if start < end else None


def _capped(text: str, spans: Sequence[Span]) -> list[Span]:
    """The stretches, those past the longest unit cut at a comma or space where there is one."""
    found: list[Span] = []
    for start, end in spans:
        while end - start > LONGEST_UNIT:
            window = text[start : start + LONGEST_UNIT]
            at = max(window.rfind("、"), window.rfind(" "), window.rfind(","))
            cut = start + (at + 1 if at > LONGEST_UNIT // 3 else LONGEST_UNIT)
            found.append(Span(start, cut))
            start = cut
        found.append(Span(start, end))
    return [piece for span in found if (piece := _trimmed(text, span)) is not None]


def _cut(unit: Span) -> list[Span]:
    """What is still too long (fifty thousand commas) is cut hard."""
    starts = range(unit.start, unit.end, LONGEST_UNIT)
    return [Span(start, min(start + LONGEST_UNIT, unit.end)) for start in starts]


def _joined(text: str, units: list[Span]) -> list[Span]:
    """Scraps of fewer than two letters (a face, 「!」, a lone bullet) go with the unit before, else with the next."""
    found: list[Span] = []
    pending: Span | None = None
    for unit in units:
        short = len(_LETTER_OR_RATING.findall(text, unit.start, min(unit.end, unit.start + 40))) < 2
        if short and found and unit.end - found[-1].start <= LONGEST_UNIT:
            found[-1] = Span(found[-1].start, unit.end)
        elif short and pending is None:
            pending = unit
        else:
            start = pending.start if pending is not None and unit.end - pending.start <= LONGEST_UNIT else unit.start
            found.append(Span(start, unit.end))
            pending = None
    if pending is not None:
        found.append(pending)
    return found
