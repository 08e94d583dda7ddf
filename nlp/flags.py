"""Marks a reader should know of before trusting a tone: a problem already solved, hearsay, wishes.

A flag never changes a reading. Irony is no matter of patterns: `nlp/irony.py` has learnt it.
"""

# ruff: noqa: E501 -- a pattern reads as one line of a table
from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.boilerplate import blanked
from nlp.contentless import says_nothing
from nlp.normalise import Span
from nlp.scripts import KANA

IRONY = "irony"
RESOLVED = "resolved"
WISH = "wish"
OWN_DESIRE = "own_desire"
HEARSAY = "hearsay"
QUESTION = "question_context"
NO_CONTENT = "no_content"

_Cue = tuple[re.Pattern[str], re.Pattern[str]]


def _cue(japanese: str, other: str = "") -> _Cue:
    """The pattern for a text with kana, and the one for a text without (it may still be Japanese)."""
    return re.compile(japanese), re.compile(f"{japanese}|{other}" if other else japanese)


# 「た」 that ends something: not 「したい」「したら」「したか」.
_DONE = r"(?:まし[たて]|た)(?![いくらり])(?!(?:で(?:しょう|す))?か(?!ら))"
_GOING_ON = r"て(?:い(?:る|ます)|おります)(?!か)"
_WENT_ON = r"[たて](?![いくらりも])(?!い?(?:ない|ませ))"
_FAVOUR = (
    rf"(?:(?:いただ|頂)(?:[きけ]まし{_WENT_ON}|[いけ]{_WENT_ON}|き(?=あり|誠|感謝|助))"
    rf"|もら(?:[いえ]まし|っ|え){_WENT_ON}|くれ(?:まし)?{_WENT_ON})"
)
# The rest of the sentence (or the next, when it turns round) takes it back, or it was only somebody's word.
_UNDONE = re.compile(
    r"[^。\n]{0,3}ませんでした|と(?:の?(?:回答|連絡|案内|返事|表示)|言|いわ|聞)"
    r"|[^。\n]{0,40}?(?:が|けど|けれど|たら|のに|ものの)[^。\n]{0,60}(?:また|まだ|再び|ない|ません)"
    r"|[^。\n]{0,40}。\s*(?:しかし|ですが|でも|ところが|なのに|それでも)[^。\n]{0,60}(?:また|まだ|再び)"
)
_ENDS_OWN = r"(?<!ただき)(?<!頂き)(?<![てで]もらい)(?<![てで]貰い)"
# 「みたい」 is a likeness more often than a wish, 「いたい」 after 「が」 a pain.
_STEM = r"(?:[しりきめべけちえせ]|(?<!が)い|(?<=[飲読頼休住進込試望してで])み|[来見観出寝着得居])"
_KIN = "母|父|妻|夫|息子|娘|友人|友達|同僚|お客様|本人|主人|家族"

_PATTERNS: tuple[tuple[str, _Cue], ...] = (
    (
        RESOLVED,
        _cue(
            rf"解決(?:し(?:{_DONE}|て{_FAVOUR}|{_GOING_ON})|済み?)|(?:直|治)り{_DONE}|直(?:った(?![らり])|して{_FAVOUR})|復旧し{_DONE}"
            rf"|無事に?[^。、]{{0,14}}?(?:まし{_WENT_ON}|(?:でき|届い|終わっ|終え|完了し|なっ){_WENT_ON}|(?:届き|でき|終わり|終了|完了)(?=[、。\s]|$))"
            rf"|(?:使える|できる|見られる|届く|入れる|つながる)ように(?:なりまし|なっ){_WENT_ON}"
            rf"|(?:交換|返金|再送|修理)(?:対応)?を?(?:して)?{_FAVOUR}|改善され(?:{_DONE}|{_GOING_ON})"
            r"|おかげ(?:さま)?で[^。]{0,20}?(?:助か[りっ]|間に合[いっ]|無事|(?:良|よ)くな[りっ]|でき(?:た|まし)|使え(?:た|て|まし))"
            r"|以前は[^。]{2,30}(?:今は|最近は|現在は)",
            r"(?i:(?:got|was|is|(?<!n't )(?<!not )(?<!never )(?<!still )been|now) (?:fixed|resolved|sorted)|(?:all )?sorted(?: out)?|works (?:fine "
            r"|perfectly )?now|fixed (?:it|the|my|within)|resolved (?:it|the|my|within|quickly))"
            r"|(?<!没)(?<!未)解决了|修好了|(?:문제|오류)?(?:가|는)? ?해결(?:됐|되었|해)",
        ),
    ),
    (
        OWN_DESIRE,
        _cue(
            rf"{_STEM}{_ENDS_OWN}たい(?:の[にでだ]|だけ|が|けど|です|と(?:思|考)|ん|。|$)|{_STEM}{_ENDS_OWN}たく(?:て|ても|なり|なる)|欲しかった"
        ),
    ),
    (
        WISH,
        _cue(
            r"(?:て|で)(?:ほし|欲し|もらいた|貰いた|くれ(?:たら|れば|ると)|いただ(?:けれ|けたら|けると|きますよう)|頂けれ)|(?:いただき|頂き)た[いく]"
            r"|希望(?:し|です|いたし)|を希望|お願い(?:し(?:ます|たい|たく)|でき(?:ます|ません|れば|ない)|いた(?:します|したい|したく)|申|(?=[。!]|$))"
            r"|(?:と|ば|たら)(?:いい|良い|よい|うれしい|嬉しい|助か|ありがたい|幸い)(?!ま[すし])(?!(?:の|ん)?(?:です|でしょう)?か(?![なもら]))"
            r"|(?<!食)べき(?![れりるっま])",
            r"(?i:\bplease\b|\bwish\b|would (?:be (?:nice|great|good)|like|love)|\bshould\b|could you|can you"
            r"|hope (?:you|they))|希望|建议|請|能不能|可否|으면 (?:좋|합)|해 ?주(?:세요|시)|했으면",
        ),
    ),
    (
        HEARSAY,
        _cue(
            r"(?<!素晴|すば|めず|いや|馬鹿|ばか|バカ)(?<!かわい|わざと)(?<![愛憎誇汚])らしい(?:です|。|、|が|$)|(?<=[るたいだ])そうです"
            r"|と(?:言|い|聞|申)(?:って(?:い|お)|われ|き|い)(?:る|ます|た|ました)|とのこと|との話(?!し)|と(?:の)?(?:噂|評判)"
            r"|(?:(?<=[るたいだすよねう」])|(?<=ません))と話(?:し(?:て(?:い|お)|まし|た)|され)"
            rf"|(?:{_KIN})(?:は|が|から|より)[^。]{{0,20}}(?:と(?:言|いっ|話|申)|曰|いわく|聞[いき]|そう(?:です|だ))|(?:入電者?|先方)(?:は|が|から|より)"
            r"|いわく|曰く|口コミ(?:で|に|を見)",
            r"(?i:\b(?:i (?:was told|heard)|apparently|(?:my|our) (?:mother|father|wife|husband|son|daughter"
            r"|friend|customer|neighbou?r)s? (?:says?|said|told|thinks?|complain)|(?:he|she|they|customer"
            r"|caller) (?:says?|said|states?|reports?))\b)|听说|据说|라고 (?:합|하)|다고 (?:합|하)",
        ),
    ),
)  # fmt: skip


def flags(text: str, question: str | None, excluded: Sequence[Span] = ()) -> tuple[str, ...]:
    """The flags of a normalised text, in a fixed order; `excluded` are stretches that carry no feedback."""
    if says_nothing(text, question):
        return (NO_CONTENT, QUESTION) if question else (NO_CONTENT,)
    said = blanked(text, list(excluded))
    which = 0 if KANA.search(said) is not None else 1
    found = [name for name, cue in _PATTERNS if _stands(name, cue[which], said)]
    if question:
        found.append(QUESTION)
    return tuple(found)


def _stands(name: str, pattern: re.Pattern[str], text: str) -> bool:
    """Whether the pattern is found; what is called solved must not be taken back by the words after it."""
    return any(name != RESOLVED or _UNDONE.match(text, found.end()) is None for found in pattern.finditer(text))
