"""Words that carry no feedback: greetings, closings, signatures, quoted mail. Recognised, never deleted."""

from __future__ import annotations

import re

from nlp.morphemes import words
from nlp.normalise import Span

_END = r"(?:[。.!\s]+|、\s*(?=\n)|$)"
_BEGIN = r"(?:^|(?<=[\n。!]))[ \t]*"

_GREETINGS_JA = (
    r"(?:(?:いつも|平素(?:は|より)?|毎度|先日は|日頃(?:は|より)?)[^\n。]{0,16}?)?"
    r"(?:お世話に(?:なっております|なっています|なります)|お世話様です)",
    r"平素(?:は|より)[^\n。]{0,24}(?:厚く)?(?:御礼|お礼)申し上げます",
    r"いつも(?:大変)?(?:ありがとうございます|利用(?:させて(?:頂|いただ)い)?(?:しております|ております|ています)|お世話様です)",
    r"(?:はじめまして|初めまして|こんにちは|こんばんは|おはようございます|お疲れ様です|突然のご連絡(?:で)?失礼(?:いた)?します)",
    r"拝啓|前略|敬具|草々|かしこ",
    r"[^\n。、]{1,24}(?:御中|各位|ご?担当者?様|窓口様)(?=\s*\n)",
    r"[^\n。]{0,40}(?:ご記入|お書き|お聞かせ)ください[。:]?(?=\n)",
    r"[^\n。、]{1,24}と(?:申します|もうします|いう者です)",
    r"(?:お忙しいところ|ご多忙(?:のところ|中))(?:大変)?(?:恐縮|恐れ入り|申し訳(?:あり|ござい)ません|すみません|失礼)[^\n。、]{0,6}",
)
_CLOSINGS_JA = (
    r"(?:以上[、,]?)?(?:何卒|どうぞ|今後とも|引き続き|それでは)?[、,]?(?:どうか)?"
    r"(?:よろしく|宜しく)お?(?:願い|ねがい)(?:いた|致)?し?(?:ます|申し上げます)",
    r"(?:以上|以上です|以上となります|失礼(?:いた|致)?します|では、?失礼します)",
    r"取り急ぎ[^\n。]{0,10}(?:まで|ご連絡(?:申し上げ)?ます)",
)
_COURTESIES_EN = (
    r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))(?: [\w.'-]+){0,4} ?,(?=\s)",
    r"(?:hi|hello|hey)(?: there| team| all)?[.!]?(?=\n|$)",
    r"to whom it may concern[,:]?|dear (?:sirs?|sir or madam|team)[,:]?",
    r"i hope (?:this (?:email|message) finds you well|you(?:'re| are) (?:well|doing well))[.!]?",
    r"(?:(?:many )?thanks|thank you|cheers)(?: (?:in advance|so much|again|very much))?[,.!]?(?=\s*\n[^\n]{0,40}$)",
    r"thanks in advance[.!]?|thank you in advance[.!]?",
    r"(?:(?:kind|best|warm) regards|regards|yours (?:sincerely|faithfully|truly)|sincerely|best wishes|best)[,.]?"
    r"(?=\s*(?:\n[^\n]{0,40}){0,3}\s*$)",
    r"(?:sehr geehrte (?:damen und herren|[^\n,]{1,40}),|mit freundlichen grüßen|liebe grüße)",
    r"(?:bonjour|madame, monsieur|cordialement|bien à vous)[,.]?(?=\s*(?:\n|$))",
    r"(?:estimados? señore?s?|un saludo|saludos(?: cordiales)?|atentamente)[,.:]?(?=\s*(?:\n|$))",
    r"(?:您好|你好)[,，。!！:：]|此致敬礼|안녕하세요[,.!]?(?=\s)",
)
_SENT_FROM = (
    r"sent from my [^\n]{2,30}|get outlook for \w+|(?:iphone|ipad|android|スマートフォン|スマホ)から送信(?:されました)?"
    r"|von meinem \w+ gesendet|envoyé de mon \w+|enviado desde mi \w+"
)
_COURTESY = re.compile(
    f"{_BEGIN}(?:(?:{'|'.join(_GREETINGS_JA + _CLOSINGS_JA)}){_END}|(?:{'|'.join(_COURTESIES_EN)}|{_SENT_FROM}))",
    re.IGNORECASE,
)
# One look for any word that could start boilerplate: most comments stop here.
_HINT = re.compile(
    r"御中|各位|様\s*\n|ください[。:]?\n|世話|平素|いつも|はじめまして|初めまして|こんにち|こんばん|おはよう|お疲れ様|突然の|拝啓|前略|敬具|草々|かしこ|申します|もうします"
    r"|いう者です|お忙しい|ご多忙|願い|ねがい|以上|失礼|取り急ぎ|送信|[a-z安您你]{2}|^[ \t]*>|[-_=*―─━]{2}|差出人",
    re.IGNORECASE | re.MULTILINE,
)

_QUOTED_LINE = re.compile(r"^[ \t]*>[^\n]*(?:\n|$)", re.MULTILINE)
_QUOTED_REST = re.compile(
    r"^(?:-{2,} ?(?:original message|forwarded message|元のメッセージ|転送メッセージ)[^\n]*"
    r"|on [^\n]{6,80}(?:\n[^\n]{0,60})? wrote:"
    r"|(?:差出人|from):[^\n]*\n(?:[^\n]*\n){0,2}?(?:送信日時|sent|date|宛先|to|日時):"
    r"|\d{4}年\d{1,2}月\d{1,2}日[^\n]{0,60}(?:<[^\n>]{3,60}>|さん(?:は|が)書きました|のメッセージ)[:：]?\s*$)",
    re.IGNORECASE | re.MULTILINE,
)
_RULE = re.compile(r"^[ \t]*(?:-{2,}|_{3,}|={3,}|\*{4,}|[―─━]{3,})[-_=*+ ―─━]*$", re.MULTILINE)
# Lines that only a signature has. A short line is none: 「駐車場が狭い」 after a rule is the next complaint.
_SIGN = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|https?://|\b(?:TEL|FAX)\b|電話(?:番号)?[:\s]*\(?\d|〒|(?:\d{2,4}-){2}\d{3,4}|(?:会員|注文)番号"
    r"|^\s*[^\n。、!?]{0,16}(?:株式会社|有限会社|\(株\))[^\n。、!?がはをにでの]{0,16}$|^\s*(?:氏名|名前|担当)\s*:"
    rf"|^\s*[^\n。、!?ぁ-ん]{{2,16}}(?:(?<![全一内外上下])部|課|支店|営業所)\s*$|^\s*(?:{_SENT_FROM})",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"。|[!?、]|[いただるすんねよかうくてもにを]\s*$|(?:^|\s)(?!(?:of|and|for|the|und|de|et)\s)[a-z]{2,}(?=\s|$)|^.{61}"
)
_CLOSED = re.compile(
    rf"(?:{'|'.join(_CLOSINGS_JA)}"
    r"|\b(?:regards|sincerely|thanks|thank you|cheers|grüßen|cordialement|saludos))[。.,!\s]*$",
    re.IGNORECASE,
)
_NAME = re.compile(r"\s*[一-龥々]{1,4} ?[一-龥々]{1,4}\s*")
_LONGEST_SIGNATURE = 500


def _signature(text: str) -> Span | None:
    """From the first ruled line that leaves something before it, when what follows looks like a signature."""
    for rule in _RULE.finditer(text):
        head, tail = text[: rule.start()], text[rule.end() :]
        if head.strip() and len(tail) <= _LONGEST_SIGNATURE and _signs(tail, closed=bool(_CLOSED.search(head))):
            return Span(rule.start(), len(text))
    return None


def _signs(tail: str, *, closed: bool) -> bool:
    """Whether no line after the rule says anything, and one of them signs or a closing stood before it."""
    lines = [line for line in tail.split("\n") if line.strip()]
    signing = [_SIGN.search(line) is not None for line in lines]
    if any(not sign and _SAYS.search(line) for sign, line in zip(signing, lines, strict=True)):
        return False
    return not lines or closed or any(signing) or any(map(_is_name, lines))


def _is_name(line: str) -> bool:
    """A line of kanji all of which the dictionary has as proper nouns: 山田太郎, not 料金高額."""
    if _NAME.fullmatch(line) is None:
        return False
    return all(word.kind == "名詞-固有名詞" for word in words(line.replace(" ", "")))


def boilerplate(text: str) -> list[Span]:
    """The stretches of normalised text that carry no feedback, in order, not overlapping."""
    if _HINT.search(text) is None:
        return []
    found = [Span(*match.span()) for match in _COURTESY.finditer(text) if match.group().strip()]
    if "\n" in text or text.lstrip().startswith(">"):
        found += _mail_parts(text)
    return merged(found)


def _mail_parts(text: str) -> list[Span]:
    found = [Span(*match.span()) for match in _QUOTED_LINE.finditer(text)]
    rest = _QUOTED_REST.search(text)
    if rest is not None and text[: rest.start()].strip():
        found.append(Span(rest.start(), len(text)))
    signature = _signature(text)
    if signature is not None:
        found.append(signature)
    return found


def merged(spans: list[Span]) -> list[Span]:
    """The same stretches in order, overlapping ones joined."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def blanked(text: str, spans: list[Span]) -> str:
    """The text with the stretches turned into spaces: same length, same offsets."""
    pieces: list[str] = []
    done = 0
    for span in spans:
        pieces += [text[done : span.start], " " * (span.end - span.start)]
        done = span.end
    return "".join(pieces) + text[done:]
