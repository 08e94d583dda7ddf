"""What a question asks: which side, yes or no, anything at all; an answer of one word can only be read by it."""

# ruff: noqa: E501 -- a pattern reads as one line of a table
from __future__ import annotations

import re

from nlp.values import Polarity

# What the answer 「なし」 denies: something good, or the thought of leaving. Denying a complaint is no praise yet.
_ASKS_GOOD = re.compile(
    r"(?<!もっと)(?:良|よ)かった|(?<!もっと)(?:良|よ)くなった|良い(?:点|ところ)|優れ|気に入(?!ら(?:な|ず))|(?<!不)満足(?:した|な|している)(?:点|ところ|こと)"
    r"|魅力(?!に欠け|を感じな|が(?:な|足り|乏し))|好きな|おすすめ(?:したい)?(?:点|ポイント)|(?:うれし|嬉し)かった"
    r"|(?i:(?<!would )(?<!'d )\b(?:like[ds]?|loved?)\b(?! to\b)|\benjoy|did well|good about|\bbest (?:thing|part|aspect|feature)"
    r"|favou?rite)|(?<!不)满意的|(?<!不)喜欢|좋았|마음에 드"
)
_ASKS_BAD = re.compile(
    r"不満|改善(?!され(?:た|て)|した(?:点|ところ|こと))|困|悪|劣|(?:良|よ)くな(?:かった|い)|嫌|足りな|期待に|残念|不便|不快|気に入ら(?:な|ず)"
    r"|魅力(?:に欠け|を感じな|が(?:な|足り|乏し))|満足(?:でき|して(?:い)?)な|どうすれば|もっと(?:良|よ)"
    r"|dislike|(?:not|n.t) (?:like|enjoy)|\bleast\b|improve|worst|bad|不满|不喜欢|改进|불만|개선|아쉬"
)
_ASKS_LEAVING = re.compile(
    r"(?:解約|退会|乗り換え|やめ)[^。]{0,14}(?:あり|考え|検討)|(?i:(?:considered|thought about) (?:cancel|leav|switch))"
)
_ASKS_WHY = re.compile(r"理由|わけ|なぜ|どうして|きっかけ|(?i:\bwhy\b|\breasons?\b)")

# A question in form: 「…ですか」「…をお聞かせください」「理由」. 「ご意見・ご感想」 is the heading of a column.
_ASKS = re.compile(
    r"[?？]|か[。\s]*$|(?:くだ|下)さい|教え|聞かせ|理由|なぜ|(?:点|ところ|こと)[。\s]*$"
    r"|(?i:^\s*(?:what|why|how|which|where|who|when|please|tell|did|do|does|is|are|was|were|would|could|can)\b)"
)

_YES_OR_NO = re.compile(
    r"か[?？。\s]*$|[吗嗎][?？。\s]*$|(?:나요|니까|까요)[?？.\s]*$"
    r"|(?i:^\s*(?:did|do|does|is|are|was|were|have|has|had|will|would|could|can)\b)"
)
# 「…点はありますか」 asks what there is, and 「どこですか」 which one: 「なし」 answers neither with a no.
_WHAT_THERE_IS = re.compile(
    r"あり(?:ます|まし)|ござい|(?:ある|ない|なかった)(?:です|でしょう)?か|何|なに|どこ|どう|どの|どれ|どん|どち|なぜ|いつ|誰|だれ|いくら|いくつ"
    r"|(?<![所没])有|什么|哪|谁|几|있|없|무엇|어떤|어디|왜|(?i:\b(?:any|anything|something|there|what|why|which|or)\b)"
)

# A no to these is a complaint: 「解決しましたか」, "Was it easy to use?".
_HOPES = re.compile(
    r"解決|(?<!不)満足|役に立|やすかった|スムーズ|(?i:\b(?:re)?solved|\b(?:fixed|satisf|helpful|easy|happy|able to)\w*)|解决|(?<!不)满意|해결|만족"
)


def asks(question: str) -> bool:
    """Whether it asks for something, so that an answer can be read by it; a mere heading asks for nothing."""
    return any(one.search(question) is not None for one in (_ASKS, _ASKS_GOOD, _ASKS_BAD, _ASKS_LEAVING))


def yes_or_no(question: str | None) -> bool:
    """Whether it wants a yes or a no, which then says something: 「解決しましたか」."""
    if question is None or _YES_OR_NO.search(question) is None:
        return False
    return all(one.search(question) is None for one in (_WHAT_THERE_IS, _ASKS_LEAVING))


def hopes(question: str | None) -> bool:
    """Whether a no to this yes-or-no question says that something went wrong."""
    return yes_or_no(question) and _HOPES.search(question or "") is not None


def denied(question: str | None) -> Polarity:
    """The side on which an answer of 「なし」 falls, by what was asked."""
    if question is None:
        return Polarity.NEUTRAL
    if _ASKS_LEAVING.search(question) is not None:
        return Polarity.NEUTRAL if _ASKS_WHY.search(question) is not None else Polarity.POSITIVE
    return Polarity.NEGATIVE if wanted(question) is Polarity.POSITIVE else Polarity.NEUTRAL


def wanted(question: str | None) -> Polarity:
    """The side of which it wants to hear what there is; neutral where it asks for both or for neither."""
    if question is None:
        return Polarity.NEUTRAL
    good, bad = _ASKS_GOOD.search(question) is not None, _ASKS_BAD.search(question) is not None
    if good is bad:
        return Polarity.NEUTRAL
    return Polarity.POSITIVE if good else Polarity.NEGATIVE
