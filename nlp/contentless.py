"""Answers without content: 「特になし」 and its kin, marks without a word, one letter held down."""

# ruff: noqa: E501 -- a pattern reads as one line of a table
from __future__ import annotations

import re

from nlp.questions import yes_or_no

_EMOJI = r"\U0001f000-\U0001faff\u2600-\u27bf⭐⭕♡♥♪★☆\u200d"
_ADORNMENT = re.compile(rf"[{_EMOJI}]+|\((?:笑|爆笑|苦笑|汗)\)")
# Words, emoji, marks that rate (◎ ○ △ ×) and faces say something.
_SAYS = re.compile(
    rf"[^\W_]|[{_EMOJI}]|[◎○●◯×△▲+]|[:;=]['^-]?[()\[\]]|\^[_.-]?\^|> ?_? ?<|;_;"
)  # fmt: skip
# 「ええ」 is a yes, 「は?」 a protest.
_HELD_DOWN = re.compile(r"(?!ええ(?!え)|は\?)([ぁ-ゖァ-ヺ])\1*+[\s。、.,!?ー〜…・]*")

_SO_FAR = (
    "今のところ|今の所|いまのところ|現時点では?|現在|現状|これといって|別に|べつに|特段|とくに|特に|とくには|特には"
    "|改善点は?|要望は?|意見は?|ご?意見・?ご?要望は?"
)
_NOTHING = re.compile(
    rf"[\s(「-]*(?:(?:{_SO_FAR}|全く|まったく|何も)[、,\s]*)*"
    r"(?:(?:な[ー〜]*(?:し|い)|ナ[ー〜]*シ)(?:です|ですね|でした|かな|よ)?|無(?:し|い)(?:です|でした)?|無|ありません(?:でした)?|ございません|ないです"
    r"|(?:思い|おもい)(?:つき|付き|当たり|あたり|浮かび)ません|(?:思い|おもい)(?:つか|付か|当たら|あたら|浮かば)ない(?:です)?"
    r"|特になし|とくになし|該当(?:なし|無し|ありません)|無回答|なにもない|ノーコメント|特に"
    r"|n\.?/?a\.?|none|nothing(?: (?:really|to (?:add|say|report|mention)|comes to mind|in particular|at (?:all"
    r"|the moment)))?|no comments?|not applicable|nil|no|nope"
    r"|没有|沒有|无|無|暂无|没什么|没有意见|无意见|暂时没有|없음|없습니다|없어요|특별히 없(?:음|습니다|어요)|딱히 없(?:음|습니다|어요)|keine?|nichts|rien|ras|aucune?"
    r"|nada|ninguno|ninguna|niente|nessuno|tidak ada|không có|không|ไม่มี)"
    r"[\s。.!、)」w笑-]*",
    re.IGNORECASE,
)  # fmt: skip
# 「全く分かりません」 complains of what was explained.
_UNSURE = re.compile(
    rf"[\s(「-]*(?:(?:{_SO_FAR})[、,\s]*)*(?:わか|分か|判)(?:らない|りません)(?:です)?[\s。.!、)」w笑-]*"
)
_BARE_NO = re.compile(r"(?:no|nope|没有|沒有|いい?え|아니[요오])[\s。.!]*", re.IGNORECASE)
_LONGEST = 30


def says_nothing(text: str, question: str | None = None) -> bool:
    """Whether a normalised answer has no content; what answers a yes-or-no question with a no has some."""
    return is_blank(text) or denies(text, question) or _is_unsure(text, question)


def is_blank(text: str) -> bool:
    """Whether there is no word in it, no emoji and no mark that rates, or nothing but one kana held down."""
    return _SAYS.search(text) is None or _HELD_DOWN.fullmatch(text) is not None


def denies(text: str, question: str | None = None) -> bool:
    """Whether the whole answer is a form of 「特になし」, which denies what was asked for."""
    plain = _plain(text)
    if len(plain) > _LONGEST or _NOTHING.fullmatch(plain) is None:
        return False
    return not (is_no(plain) and yes_or_no(question))


def is_no(text: str) -> bool:
    """Whether the whole answer is a no."""
    return _BARE_NO.fullmatch(text) is not None


def _is_unsure(text: str, question: str | None) -> bool:
    plain = _plain(text)
    return len(plain) <= _LONGEST and _UNSURE.fullmatch(plain) is not None and not yes_or_no(question)


def _plain(text: str) -> str:
    """The text without emoji and laughter, unless it is too long for that to matter."""
    return _ADORNMENT.sub("", text).strip() if len(text) <= 2 * _LONGEST else text
