"""Hides personal data that has a form: numbers, addresses, accounts; names (see names.py) only when asked.

By rule, on the normalised text (full-width digits and hyphens count), replaced in the text as received.
"""

# ruff: noqa: E501 -- a pattern reads as one line of a table
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.names import names as names_in
from nlp.normalise import Span, normalise

_TOKENS = {
    "email": "〔メールアドレス〕",
    "phone": "〔電話番号〕",
    "postcode": "〔郵便番号〕",
    "card": "〔カード番号〕",
    "my_number": "〔個人番号〕",
    "account": "〔口座番号〕",
    "url_user": "〔ユーザー情報〕",
    "address": "〔住所〕",
    "name": "〔氏名〕",
}
KINDS = tuple(_TOKENS)


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of the received text that holds personal data of one kind."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Masked:
    """`text` with every found stretch replaced by its token; `found` has offsets into the text as received."""

    text: str
    found: tuple[Found, ...]


# Kana and kanji count as word characters, so \b fails beside them: borders are spelt out.
_L, _R = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_H = r"[-‐‑–—−ー~〜 ]"
_PREFECTURE = (
    r"(?:北海道|東京都|(?:京都|大阪)府|(?:青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|神奈川|新潟|富山|石川|福井"
    r"|山梨|長野|岐阜|静岡|愛知|三重|滋賀|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛|高知|福岡|佐賀|長崎|熊本"
    r"|大分|宮崎|鹿児島|沖縄)県)"
)
# Streets. A comment has numbers beside place names too (鎌倉市で10-15分待つ): a particle ends the place, and a number
# that counts something is no block. の and が stand in a place only where places have them (丸の内, 霞が関).
_PARTICLE_LIKE = (
    r"みなとみらい|かすみがうら|ときがわ|東かがわ|まんのう|うきは|にかほ|はるひ|はざま|はりま|もえぎ|もみ[じの]|にし|えびの|たつの|あけぼの"
    r"|(?<![市区町村郡])の(?=[内宮上下里台丘森原木川井沢谷坂山町庄津浦浜島瀬池前門頭手辺郷湯杜丸橋京坪])|が(?=[丘谷浜崎原台峰岡関])"
)
_TOWN = (
    r"(?:(?!店|役[所場]|から|まで|より|など|だけ|です|した|って|(?<=[市区町村])内[ 0-9])"
    rf"(?:{_PARTICLE_LIKE}|[一-龥々ァ-ヶーぁ-んヴ](?<![でにはのをがもへと])))"
)
_CITY = (
    r"(?:(?<![一-龥々])[一-龥々ヶケノツ]{1,12}?|紀の川|さいたま|いわき|つくば(?:みらい)?|ひたちなか|かすみがうら|さくら|みどり|ふじみ野|あきる野|つがる|むつ"
    r"|にかほ|かほく|あわら|みよし|いなべ|あま|たつの|南あわじ|さぬき|東かがわ|えびの|うきは|みやま|うるま)(?<![地学])[市区郡]"
)
_N, _DASH = r"(?:[0-9]{1,4}|[〇一二三四五六七八九十百]{1,4})", r"[-‐‑–−ー]"
_COUNTS = rf"(?!{_DASH}?[0-9]|[分時秒回人名日個年月円本枚件週歳才度割点台倍泊杯皿品種社店位便駅階つ%目番線]|[かカヵヶケ箇][月所国]|号[店車線機])"
_LOT = rf"(?:{_N}番地?(?:{_DASH}|の)?{_N}(?:号(?:室|(?!室))|){_COUNTS}|{_N}番地|{_N}(?:(?:{_DASH}|の){_N}){{0,3}}(?:番地|号室?)?{_COUNTS}|{_N}番(?!目))"
_HYPHENED = rf"(?!(?:19|20)[0-9]{{2}}-[01]?[0-9]-){_N}(?:(?:{_DASH}|の){_N}){{2,3}}(?:号室?)?(?![0-9位個人名件回])"
_SURE_BLOCK = (
    rf"(?:{_N}丁目 ?の?{_LOT}|{_N}条(?:通り?|[東西南北]{{1,2}}) ?{_N}(?:丁目(?: ?の?{_LOT})?|(?:{_DASH}{_N}){{0,3}}{_COUNTS})|{_HYPHENED}"
    rf"|{_N}番{_N}号(?![店車線機])|大?字{_TOWN}{{1,10}}?[0-9]{{1,5}}(?:{_DASH}[0-9]{{1,4}}){{0,2}}(?:番地)?{_COUNTS})"
)
_BLOCK = (
    rf"(?:{_SURE_BLOCK}|{_N}丁目|{_N}番地(?:(?:{_DASH}|の)?{_N}号?{_COUNTS})?|{_N}番{_DASH}?{_N}{_COUNTS}"
    rf"|[0-9]{{1,4}}{_DASH}[0-9]{{1,4}}(?:番地|号室?)?{_COUNTS})"
)
_HOUSE = r"(?:マンション|アパート|ハイツ|ハイム|コーポ|メゾン|レジデンス|ビル|パレス|タワー|コート|ヴィラ|ヒルズ|ハウス|荘|団地|棟|寮)"
_BUILDING = (
    rf"(?:[ 　]?(?:{_TOWN}|[A-Za-z0-9・]){{2,20}}?[ 　]?[0-9]{{1,4}}号(?:室|(?![店車線機室]))"
    rf"|[ 　]?(?:{_TOWN}|[A-Za-z0-9・]){{0,12}}?{_HOUSE}(?:{_TOWN}|[A-Za-z0-9・]){{0,10}}?[ 　]?[A-Z]?-?[0-9]{{1,4}}(?:号室?|階|F)?{_COUNTS}"
    r"|[ 　-]?[A-Z]?-?[0-9]{1,4}号室)?"
)
_TURN = r"[一-龥]{1,10}?(?:東入|西入|上|下)"
_KYOTO = (
    rf"(?:京都市 ?(?:[一-龥]{{1,3}}区)? ?(?:[一-龥]{{1,10}}通り?(?:{_TURN}(?:ガ?ル|が?る)){{1,2}}|(?:{_TURN}ガ?ル){{1,2}})"
    rf"|[一-龥]{{1,6}}通り?(?:{_TURN}(?:ガ?ル|る)){{1,2}})"
    rf"(?:[一-龥ノ々]{{1,8}}町)?(?: ?{_N}(?:{_DASH}[0-9]{{1,4}}){{0,2}}(?:番地)?{_COUNTS})?"
)

_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("url_user", re.compile(r"(?<=://)[^\s/@]{1,80}(?=@)")),
    ("url_user", re.compile(r"(?i)(?<=[?&])(?:user|uid|userid|mail|email|token|session|sid|name|tel)=[^\s&#]{1,200}")),
    ("email", re.compile(rf"{_L}[A-Za-z0-9][A-Za-z0-9._%+-]{{0,63}}@[A-Za-z0-9](?:[A-Za-z0-9-]{{0,62}}\.){{1,4}}[A-Za-z]{{2,24}}(?![A-Za-z0-9-])")),
    ("my_number", re.compile(rf"(?:マイナンバー|個人番号)[^0-9\n]{{0,8}}([0-9]{{4}}{_H}?[0-9]{{4}}{_H}?[0-9]{{4}}){_R}")),
    ("card", re.compile(rf"{_L}(?:[0-9]{{4}}{_H}){{3}}[0-9]{{1,4}}{_R}|{_L}3[47][0-9]{{2}}{_H}[0-9]{{6}}{_H}[0-9]{{5}}{_R}")),
    ("card", re.compile(rf"{_L}(?:4[0-9]{{15}}|5[1-5][0-9]{{14}}|2[2-7][0-9]{{14}}|3[47][0-9]{{13}}|35[0-9]{{14}}|3(?:0[0-5]|[68][0-9])[0-9]{{11}}){_R}")),
    ("phone", re.compile(rf"(?<![0-9A-Za-z])\+ ?[1-9][0-9]{{0,2}}{_H}?\(?0?\)?(?:{_H}?[0-9]{{1,5}}){{2,4}}{_R}")),
    ("phone", re.compile(rf"(?<![0-9A-Za-z-])(?=\(?0(?:[^0-9]{{0,2}}[0-9]){{9,10}}(?![0-9]))(?:\(0[0-9]{{1,4}}\){_H}?|0[0-9]{{1,4}}(?:{_H}|\){_H}?|\())[0-9]{{1,4}}(?:{_H}|\))[0-9]{{3,4}}(?![0-9A-Za-z-])")),
    ("phone", re.compile(rf"{_L}(?:0[5789]0[0-9]{{8}}|0(?:120|800|570)[0-9]{{6,7}}){_R}")),
    ("phone", re.compile(rf"(?i)(?:電話(?:番号)?|TEL|ＴＥＬ|携帯|phone|mobile)[^0-9\n]{{0,6}}(0[0-9]{{8,10}}){_R}")),
    ("phone", re.compile(rf"(?i){_L}(?:\([2-9][0-9]{{2}}\) ?|[2-9][0-9]{{2}}[-. ])[2-9][0-9]{{2}}[-. ][0-9]{{4}}{_R}")),
    ("postcode", re.compile(rf"〒 ?[0-9]{{3}}{_H}?[0-9]{{4}}{_R}|郵便番号[^0-9\n]{{0,4}}[0-9]{{3}}{_H}?[0-9]{{4}}{_R}")),
    ("postcode", re.compile(rf"{_L}[0-9]{{3}}[-‐−][0-9]{{4}}(?=[ \n]*{_PREFECTURE})")),
    ("account", re.compile(rf"(?:(?:普通|当座|貯蓄)(?:預金|口座)?|口座番号|口座)[^0-9\n、。]{{0,6}}([0-9]{{6,8}}){_R}")),
    ("account", re.compile(rf"記号[^0-9\n]{{0,3}}([0-9]{{5}})[^0-9\n]{{0,6}}番号[^0-9\n]{{0,3}}([0-9]{{1,8}}){_R}")),
    ("account", re.compile(rf"{_L}[A-Z]{{2}}[0-9]{{2}}(?: ?[A-Z0-9]{{4}}){{3,7}}(?: ?[A-Z0-9]{{1,3}})?{_R}")),
    ("address", re.compile(rf"(?:京都府 ?)?{_KYOTO}{_BUILDING}")),
    ("address", re.compile(rf"{_PREFECTURE} ?{_TOWN}{{1,20}}?[市区郡町村] ?{_TOWN}{{0,24}}? ?{_BLOCK}{_BUILDING}")),
    ("address", re.compile(rf"{_CITY} ?(?:{_TOWN}{{1,8}}?[区町村] ?)?(?:{_TOWN}{{0,14}}? ?{_SURE_BLOCK}|{_TOWN}{{1,14}}? ?{_BLOCK}){_BUILDING}")),
    ("address", re.compile(rf"(?:〒|郵便番号) ?[0-9]{{3}}{_H}?[0-9]{{4}}[ \n,、]*({_TOWN}{{2,20}}? ?{_BLOCK}{_BUILDING})")),
)  # fmt: skip

# One look: without a digit, an @ or a word of an address there is nothing to find.
_HINT = re.compile(r"[0-9@]|丁目|番地|番[一二三四五六七八九十]|(?:東入|西入|上|下)[ルるガが]")


def mask(text: str, *, names: bool = False) -> Masked:
    """The text with personal data replaced by tokens such as 〔電話番号〕.

    `names` also hides names that carry a cue (田中様, 担当の鈴木さん); off by default: praise names its hero.
    """
    normalised = normalise(text)
    spans = [
        Found(kind, *normalised.span(start, end)) for kind, (start, end) in _chosen(_candidates(normalised.text, names))
    ]
    pieces: list[str] = []
    done = 0
    for found in spans:
        pieces += [text[done : found.start], _TOKENS[found.kind]]
        done = found.end
    return Masked("".join(pieces) + text[done:], tuple(spans))


def _candidates(written: str, names: bool) -> Iterator[tuple[str, Span]]:
    if _HINT.search(written) is not None:
        for kind, pattern in _RULES:
            for match in pattern.finditer(written):
                yield from (
                    (kind, Span(*match.span(group))) for group in range(pattern.groups and 1, pattern.groups + 1)
                )
    if names:
        yield from (("name", span) for span in names_in(written))


def _chosen(candidates: Iterator[tuple[str, Span]]) -> list[tuple[str, Span]]:
    """The candidates in order of place; of two that overlap the earlier rule wins, as the more certain."""
    starts: list[int] = []
    kept: list[tuple[str, Span]] = []
    for kind, span in candidates:
        at = bisect_left(starts, span.end)  # kept ones do not overlap: only the one before can reach in
        if span.end > span.start and (at == 0 or kept[at - 1][1].end <= span.start):
            starts.insert(at, span.start)
            kept.insert(at, (kind, span))
    return kept
