"""Where a sentence turns against itself: the words, by language, before or after which a new point begins."""

# ruff: noqa: E501 -- a pattern reads as one line of a table
from __future__ import annotations

import re
from collections.abc import Sequence

# --- Japanese -------------------------------------------------------------------------------------------
# が after a predicate is "but"; after a noun it marks the subject (味わいが, 違いが, あなたが).
_PREDICATE = r"(?:(?<![にわ違扱使思払買争お向伝くぐぼ互])い|(?<![あふかこそな])た|だ|です|ます|せん|ない|(?<=[くすつぬむぶぐうるれえけせてねめべげ])る|(?<=[一-龥])[るうくすつむぶ]|う)"
_CERTAIN = r"(?:です|ます|でした|ました|ません|んだ|のだ|しい|ない|良い|よい|いい|高い|安い|早い|速い|遅い|悪い|近い|遠い|だった|かった|広い|狭い)"
_AFTER_JA = re.compile(
    f"(?:{_PREDICATE}が、)"
    f"|(?:{_CERTAIN}が(?=[一-龥ァ-ヶA-Za-z]))"
    r"|(?:(?<=[一-龥ちしけめっいきりえ])た|(?<=[一-龥かけれめえせ])る)が(?=[一-龥ァ-ヶ])"
    r"|(?:けれども|けれど|けども|(?<!や)けど)、?(?![もねさな。!?\s])"
    r"|(?<=[たいるなだ])ものの、?(?=[^け])"
    r"|(?:反面|一方で|一方|半面)、?(?=[^、。])"
    r"|(?:のに、)"
)
_BEFORE_JA = re.compile(
    r"(?<=、)(?=(?:ただし|ただ|しかし|しかも|でも|だけど|ところが|とはいえ|それでも|逆に|一方|なのに|にもかかわらず|惜しむらくは|強いて言え)[^の])"
)
# A new topic after 、 begins a point where one has ended: 味は良く、量は少ない, not 先週の土曜日、レジは.
_TOPIC_JA = re.compile(r"(?<=[^。、!?\s]、)(?=[^、。!?はがをでに\s]{1,12}は(?!じめ|ず|い|ない))")
_SAID_JA = re.compile(
    r"[^、][はがも][^、]+$"
    r"|(?:[いたるうくすつむぶぬずだてしちりきみけれえめせ]|んで|せん|[いたるだすうん]から|が|けども|けれども|ので|のに|なし|最高|最悪"
    r"|普通|丁寧|親切|便利|不便|無料|平気|微妙|[◎○×△])$"
)
_UNSAID_JA = re.compile(
    r"(?:と|ば|たら|なら|ても|でも|頃|ごろ|とき|場合|際|には|では|とは|(?:言|い|至|と|よ|従)って|として|において|つ?いて|比べて"
    r"|対して|関して|初めて|改めて|総じて|加えて|より|やはり|やっぱり|つまり|かなり|いきなり|あまり|しかし|ただし?|また|もし|まず"
    r"|必ず|相変わらず|とりあえず|よく|全く|恐らく|おそらく|しばらく|とにかく|せっかく|ようやく)$"
)
_SEGMENT_JA = 40
# Where a long sentence may be cut when nothing turns: after a clause that has ended in a connecting form.
_JOINT_JA = re.compile(r"(?<=[てでりくしけめえにがば])、|(?:ので|から|ため|たら|ますし|ですし|ところ)、")
_QUOTATION = re.compile(r"「[^「」]{0,120}」|『[^『』]{0,120}』|\([^()]{0,120}\)|【[^【】]{0,120}】")
_LONG_JA = 42
_SHORT_JA = 4
_REST_JA = 2
# が that only clears the throat, and the conjunctions a sentence opens with.
_PREAMBLE = re.compile(
    r"^(?:だが|ですが|だけど|だけれども?|ですけど|けど|なのに)、?$"
    r"|(?:恐れ入り|おそれいり|すみ|すい|申し訳(?:あり|ござい|ない)|恐縮|失礼|勝手|お手数|些細|細かい|個人的|余談)[^、]{0,12}(?:が|けど|けれど)、?$"
)

# --- The others -----------------------------------------------------------------------------------------
_TURNS = {
    "en": r"(?i)(?<!nothing)(?<!anything)(?<!all)(?<!not only)(?<!help)[,;]?\s+(?=(?:but|however|although|though|yet"
    r"|whereas|except)\b(?! also\b))",
    "de": r"(?i),\s+(?=(?:aber|jedoch|allerdings|obwohl|nur|doch|dafür)\b)|\s+(?=aber\b)",
    "fr": r"(?i),?\s+(?=(?:mais|cependant|par contre|toutefois|en revanche|bien que)\b)",
    "es": r"(?i),?\s+(?=(?:pero|aunque|sin embargo|en cambio)\b)",
    "pt": r"(?i),?\s+(?=(?:mas|porém|só que|contudo|entretanto|embora)\b)",
    "it": r"(?i),?\s+(?=(?:ma|però|tuttavia|anche se|purtroppo)\b)",
    "nl": r"(?i),?\s+(?=(?:maar|echter|hoewel|helaas)\b)",
    "id": r"(?i),?\s+(?=(?:tapi|tetapi|namun|sayangnya|cuma)\b)",
    "vi": r"(?i),?\s+(?=(?:nhưng|tuy nhiên|tiếc là|mỗi tội)\b)",
    "tr": r"(?i),?\s+(?=(?:ama|fakat|ancak)\b)",
    "pl": r"(?i),?\s+(?=(?:ale|jednak|niestety)\b)",
    "sv": r"(?i),?\s+(?=(?:men|tyvärr)\b)",
    "ru": r"(?i),\s+(?=(?:но|однако|зато|хотя)\b)",
    "uk": r"(?i),\s+(?=(?:але|проте|однак|хоча)\b)",
    "zh": r"[,;]\s*(?=但|不过|不過|可是|可惜|然而|就是|只是|却|卻)",
    "ko": r"(?<=지만)[,\s]\s*|(?<=[는은한운인쁜던큰]데)[,\s]\s*|(?<=고요),\s*|[,.]?\s+(?=(?:그런데|하지만|근데|다만)\s)",
    "th": r"\s+(?=แต่(?!ง|ละ|เดิม))",
    "ar": r"[،,]?\s+(?=(?:لكن|ولكن|إلا أن)\b)",
    "hi": r",?\s+(?=(?:लेकिन|मगर|परंतु|पर)\s)",
}
_OTHERS = {code: re.compile(pattern) for code, pattern in _TURNS.items()}
_SHORT = 8


def turns(sentence: str, language: str) -> list[int]:
    """Places inside the sentence where a new point begins, in order; never inside a quotation."""
    if language == "ja":
        places = _turns_ja(sentence) if len(sentence) >= _SHORT_JA + _REST_JA else []
    elif language in _OTHERS:
        shortest = 3 if language in ("zh", "ko", "th") else _SHORT
        found = [match.end() for match in _OTHERS[language].finditer(sentence)]
        places = _spaced(found, len(sentence), shortest, shortest)
    else:
        return []
    return _outside(sentence, places) if places else places


def _outside(sentence: str, places: list[int]) -> list[int]:
    quotations = [match.span() for match in _QUOTATION.finditer(sentence)]
    return [place for place in places if not any(start < place < end for start, end in quotations)]


def _turns_ja(sentence: str) -> list[int]:
    places = [match.end() for match in _AFTER_JA.finditer(sentence)]
    if "、" in sentence:
        places += [match.end() for match in _BEFORE_JA.finditer(sentence)]
        places += [match.end() for match in _TOPIC_JA.finditer(sentence) if _said(sentence, match.end())]
    places = [place for place in places if _PREAMBLE.search(sentence[max(0, place - 40) : place]) is None]
    found = _spaced(sorted(places), len(sentence), _SHORT_JA, _REST_JA)
    if len(sentence) <= _LONG_JA:
        return found
    cuts: list[int] = []
    begin = 0
    for end in [*found, len(sentence)]:
        cuts += [begin + cut for cut in _joints(sentence[begin:end])]
        if end < len(sentence):
            cuts.append(end)
        begin = end
    return cuts


def _said(sentence: str, place: int) -> bool:
    """Whether the words before the 、 that ends here say something: more than when, where or on what condition."""
    segment = sentence[max(0, place - _SEGMENT_JA) : place - 1].rpartition("、")[2]
    return _UNSAID_JA.search(segment) is None and _SAID_JA.search(segment) is not None


def _joints(clause: str) -> list[int]:
    """Cuts of a long clause into pieces of half the limit or more."""
    if len(clause) <= _LONG_JA:
        return []
    third = _LONG_JA // 3
    return _spaced([match.end() for match in _JOINT_JA.finditer(clause)], len(clause), third, third)


def _spaced(places: Sequence[int], length: int, before: int, after: int) -> list[int]:
    """The places with at least `before` characters since the last one and `after` up to the end."""
    kept: list[int] = []
    last = 0
    for place in places:
        if place - last >= before and length - place >= after:
            kept.append(place)
            last = place
    return kept
