"""From a unit's probabilities to the opinion it holds: the quote, the side it takes, where, and what went wrong."""

from __future__ import annotations

import re

from nlp.classifier import Floats, UnitPrediction
from nlp.normalise import Normalised, Span
from nlp.tasks import PAIN_POINTS, TOUCHPOINTS
from nlp.taxonomy import Taxonomy
from nlp.values import Opinion, Polarity

_SIDES = (Polarity.NEGATIVE, Polarity.NEUTRAL, Polarity.POSITIVE)
# A side this sure makes an opinion of a unit the opinion head itself is in doubt about.
_CLEAR_SIDE = 0.75
_LIKELY_LABEL = 0.2
_NONE = 0.5

# What opens a sentence with or without a 、; ただ and また may be a part of what is said (ただの水, また行きたい).
_LEAD = re.compile(
    r"(?:(?:でも|だけど|けれども|けれど|けど|なのに|しかしながら|しかし|しかも|ところが|とはいえ(?![なま])|それでも(?!う))"
    r"(?:[ねさ]?[、,\s]+|(?=[^\W_]))"
    r"|【[^【】]{1,20}】"
    r"|(?:だが|ただし|ただ|また|あと|それと|それから|そして|なお|ちなみに|逆に|一方で?|なので|だから|さらに|まず|次に|最後に|特に"
    r"|とにかく)[、,\s]+"
    r"|(?:but|and|however|although|though|also|yet|so|plus|aber|mais|pero|mas|ma|maar|tapi|nhưng|но)\b[,\s]+"
    r"|(?:但是|但|不过|不過|可是|就是|而且)[,\s]*|(?:그런데|하지만|근데|다만)[,\s]+|แต่\s*|[\s、,;:.・…\-]+)",
    re.IGNORECASE,
)
_TAIL = re.compile(r"[\s。、,.!?;:…・\-〜~]+$")
_ADVERSATIVE_TAIL = re.compile(
    r"(?:(?<=[いたるなう])[んの](?:だ|です)|(?<=[いたるすだんう]))(?:が|けれども|けれど|けども|けど|ものの)$"
    r"|\s*(?<!や)(?:けれども|けれど|けども|けど)$"
    # 安ければいいのに is a wish, and its のに says so.
    r"|(?:(?<=\w)な|(?<=[いたるうくすつむぶぬんぐ]))(?<![ばとら]いい)(?<![ばとら]よい)(?<![ばとら]良い)(?<!ばよかった)(?<!ば良かった)のに$"
)
# What names the points that follow: 良い点:, 【良かった点】.
_HEADING = re.compile(r"\s*(?:[^\n]*:|【[^【】]*】)\s*")
_LETTER = re.compile(r"[^\W_]")


def side(prediction: UnitPrediction) -> tuple[Polarity, float]:
    """The side the unit takes and how probable it is."""
    at = int(prediction.polarity.argmax())
    return _SIDES[at], float(prediction.polarity[at])


def touchpoint(prediction: UnitPrediction) -> str | None:
    return prediction.own.get("touchpoint") or _label(prediction.touchpoint, TOUCHPOINTS)


def pain_point(prediction: UnitPrediction, polarity: Polarity) -> str | None:
    """What went wrong; only a negative unit has one."""
    if polarity is not Polarity.NEGATIVE:
        return None
    return prediction.own.get("pain_point") or _label(prediction.pain_point, PAIN_POINTS)


def _label(probabilities: Floats, codes: tuple[str, ...]) -> str | None:
    best = int(probabilities[:-1].argmax())
    return codes[best] if probabilities[best] >= _LIKELY_LABEL and probabilities[-1] < _NONE else None


def opinion(
    normalised: Normalised, unit: Span, prediction: UnitPrediction, threshold: float, taxonomy: Taxonomy
) -> Opinion | None:
    """The opinion a unit holds, or None. `threshold` is the learnt probability from which it holds one."""
    if _HEADING.fullmatch(normalised.text, unit.start, unit.end) is not None:
        return None
    polarity, probability = side(prediction)
    clear = polarity is not Polarity.NEUTRAL and probability >= _CLEAR_SIDE
    if prediction.opinion < (threshold / 2 if clear else threshold):
        return None
    where = touchpoint(prediction)
    span = normalised.span(*quoted(normalised.text, unit))
    return Opinion(
        quote=normalised.received[span.start : span.end],
        start=span.start,
        end=span.end,
        touchpoint=where,
        stage=taxonomy.stage_of(where),
        polarity=polarity,
        pain_point=pain_point(prediction, polarity),
        confidence=round(probability, 4),
    )


def quoted(text: str, unit: Span) -> Span:
    """The unit without its opening conjunctions and closing punctuation; the whole unit if nothing would stay."""
    words = text[unit.start : unit.end]
    start = 0
    while (lead := _LEAD.match(words, start)) is not None and lead.end() > start:
        start = lead.end()
    end = len(words)
    for pattern in (_TAIL, _ADVERSATIVE_TAIL):
        tail = pattern.search(words, start, end)
        end = tail.start() if tail is not None else end
    if _LETTER.search(words, start, end) is None:
        return unit
    return Span(unit.start + start, unit.start + _closed(words[start:end], words[end:]) + start)


def _closed(words: str, rest: str) -> int:
    """The length of the words, with the closing bracket that trimming cut off, if any."""
    for opening, closing in ("「」", "『』", "()", "【】"):
        if words.count(opening) > words.count(closing) and closing in rest:
            return len(words) + rest.index(closing) + 1
    return len(words)
