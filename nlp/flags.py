"""Marks a reader should know of before trusting a tone: a problem already solved, hearsay, wishes.

A flag never changes a reading. Irony is no matter of patterns: `nlp/irony.py` has learnt it.
"""

# ruff: noqa: E501 -- a pattern reads as one line of a table
from __future__ import annotations

import re

from nlp.scripts import KANA
from nlp.values import Polarity

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


_PATTERNS: tuple[tuple[str, _Cue], ...] = (
    (
        RESOLVED,
        _cue(
            r"解決(?:し(?:ました|た|て(?:いただ|頂|くれ|もら|おり|います))|済み?)|(?:直|治)り(?:ました|まして)|直(?:った|して(?:いただ|頂|もら|くれ))|復旧し(?:ました"
            r"|た)|無事に?[^。、]{0,14}(?:ました|でき|届|完了|終)|(?:使える|できる|見られる|届く|入れる|つながる)ように(?:なり|なっ)"
            r"|(?:交換|返金|再送|修理)(?:して)?(?:いただ|頂|もら)[^。]{0,10}(?:ました|た)|改善され(?:ました|て(?:い|お)|た)|おかげ(?:さま)?で"
            r"|以前は[^。]{2,30}(?:今は|最近は|現在は)",
            r"(?i:(?:got|was|is|been|now) (?:fixed|resolved|sorted)|(?:all )?sorted(?: out)?|works (?:fine "
            r"|perfectly )?now|fixed (?:it|the|my|within)|resolved (?:it|the|my|within|quickly))"
            r"|(?<!没)(?<!未)解决了|修好了|(?:문제|오류)?(?:가|는)? ?해결(?:됐|되었|해)"
        ),
    ),
    (
        OWN_DESIRE,
        _cue(
            r"(?:し|り|い|き|め|べ|け|ち|み|え|せ)たい(?:のに|だけ|が|けど|です|と(?:思|考)|ん)|(?:し|り|い|き|め|べ|け)たく(?:て|ても|なり|なる)|欲しかった"
        ),
    ),
    (
        WISH,
        _cue(
            r"(?:て|で)(?:ほし|欲し|もらいた|いただきた|頂きた|貰いた|くれ(?:たら|れば|ると)|いただ(?:けれ|けたら|けると|きますよう)|頂けれ)|希望(?:し|です|いたし)|を希望"
            r"|お願い(?:し|でき|いた|申)|(?:と|ば|たら)(?:いい|良い|よい|うれしい|嬉しい|助か|ありがたい|幸い)|べき",
            r"(?i:\bplease\b|\bwish\b|would (?:be (?:nice|great|good)|like|love)|\bshould\b|could you|can you"
            r"|hope (?:you|they))|希望|建议|請|能不能|可否|으면 (?:좋|합)|해 ?주(?:세요|시)|했으면"
        ),
    ),
    (
        HEARSAY,
        _cue(
            r"らしい(?:です|。|、|が|$)|(?<=[るたいだ])そうです|と(?:言|い|聞|申)(?:って(?:い|お)|われ|き|い)(?:る|ます|た|ました)|とのこと|と(?:の)?(?:話|噂"
            r"|評判)|(?:母|父|妻|夫|息子|娘|友人|友達|同僚|お客様|先方|本人|入電者?|主人|家族)(?:は|が|から|より|曰く|いわく)|いわく|曰く|口コミ(?:で|に|を見)",
            r"(?i:\b(?:i (?:was told|heard)|apparently|(?:my|our) (?:mother|father|wife|husband|son|daughter"
            r"|friend|customer|neighbou?r)s? (?:says?|said|told|thinks?|complain)|(?:he|she|they|customer"
            r"|caller) (?:says?|said|states?|reports?))\b)|听说|据说|라고 (?:합|하)|다고 (?:합|하)"
        ),
    ),
)  # fmt: skip

_NOTHING = re.compile(
    r"[\s(「-]*(?:(?:今のところ|現時点では|現在|いまのところ|これといって|別に|べつに|とくに|特に|とくには|特には|改善点は?|要望は?|意見は?|ご?意見・?ご?要望は?|全く|まったく"
    r"|何も)[、,\s]*)*"
    r"(?:な(?:し|い)(?:です|ですね|でした|かな|よ)?|無(?:し|い)(?:です|でした)?|無|ありません(?:でした)?|ございません|ないです|思い(?:つき|当たり|浮かび)ません|思いつかない"
    r"|特になし|とくになし|該当(?:なし|無し|ありません)|無回答|なにもない|ノーコメント|わか(?:らない|りません)|分か(?:らない|りません)|特に"
    r"|n\.?/?a\.?|none|nothing(?: (?:really|to (?:add|say|report|mention)|comes to mind|in particular|at (?:all"
    r"|the moment)))?|no comments?|not applicable|nil|no|nope|-+"
    r"|没有|沒有|无|無|暂无|没什么|没有意见|无意见|暂时没有|없음|없습니다|없어요|특별히 없(?:음|습니다|어요)|딱히 없(?:음|습니다|어요)|keine?|nichts|rien|ras|aucune?"
    r"|nada|ninguno|ninguna|niente|nessuno|tidak ada|không có|không|ไม่มี)"
    r"[\s。.!、)」w笑-]*",
    re.IGNORECASE,
)  # fmt: skip
_LONGEST_NOTHING = 30


def says_nothing(text: str) -> bool:
    """Whether the whole answer is a form of 「特になし」: an answer without content, on neither side."""
    return len(text) <= _LONGEST_NOTHING and _NOTHING.fullmatch(text) is not None


# What the answer 「なし」 denies: something good, or the thought of leaving. Denying a complaint is no praise yet.
_ASKS_GOOD = re.compile(
    r"(?:良|よ)かった|良い(?:点|ところ)|気に入|満足(?:した|な|している)(?:点|ところ|こと)|魅力|好きな|おすすめ(?:したい)?(?:点|ポイント)|(?:うれし|嬉し)かった"
    r"|(?i:(?<!would )(?<!'d )\b(?:like[ds]?|loved?)\b(?! to\b)|\benjoy|did well|good about|\bbest (?:thing|part|aspect|feature)"
    r"|favou?rite)|满意的|喜欢|좋았|마음에 드"
)
_ASKS_BAD = re.compile(
    r"不満|改善|困|悪|良くなかった|よくなかった|嫌|足りな|期待に|残念|dislike|(?:not|n.t) (?:like|enjoy)|\bleast\b|improve|worst|bad|不满|改进|불만|개선|아쉬"
)
_ASKS_LEAVING = re.compile(
    r"(?:解約|退会|乗り換え|やめ)[^。]{0,14}(?:あり|考え|検討)|(?i:(?:considered|thought about) (?:cancel|leav|switch))"
)


# A question in form: 「…ですか」「…をお聞かせください」「理由」. 「ご意見・ご感想」 is the heading of a column.
_ASKS = re.compile(
    r"[?？]|か[。\s]*$|(?:くだ|下)さい|教え|聞かせ|理由|なぜ|(?:点|ところ|こと)[。\s]*$"
    r"|(?i:^\s*(?:what|why|how|which|where|who|when|please|tell|did|do|does|is|are|was|were|would|could|can)\b)"
)


def asks(question: str) -> bool:
    """Whether it asks for something, so that an answer can be read by it; a mere heading asks for nothing."""
    return any(one.search(question) is not None for one in (_ASKS, _ASKS_GOOD, _ASKS_BAD, _ASKS_LEAVING))


def denied(question: str | None) -> Polarity:
    """The side on which an answer of 「なし」 falls, by what was asked."""
    if question is None:
        return Polarity.NEUTRAL
    if _ASKS_LEAVING.search(question) is not None:
        return Polarity.POSITIVE
    if _ASKS_GOOD.search(question) is not None and _ASKS_BAD.search(question) is None:
        return Polarity.NEGATIVE
    return Polarity.NEUTRAL


def flags(text: str, question: str | None) -> tuple[str, ...]:
    """The flags of a normalised text, in a fixed order."""
    if says_nothing(text):
        return (NO_CONTENT, QUESTION) if question else (NO_CONTENT,)
    which = 0 if KANA.search(text) is not None else 1
    found = [name for name, cue in _PATTERNS if cue[which].search(text) is not None]
    if question:
        found.append(QUESTION)
    return tuple(found)
