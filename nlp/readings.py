"""Builds the reading of one text from what was prepared and what the classifier says of it."""

from __future__ import annotations

from operator import itemgetter
from typing import NamedTuple

import numpy as np

from nlp.bare_answers import asked_for, on_side
from nlp.classifier import Floats, PassagePrediction, Thresholds, UnitPrediction
from nlp.contentless import denies, is_no, says_nothing
from nlp.flags import IRONY, NO_CONTENT, flags
from nlp.irony import may_be_irony
from nlp.opinions import opinion, pain_point, side, touchpoint
from nlp.preparation import Prepared
from nlp.questions import denied
from nlp.tasks import INTENTS
from nlp.taxonomy import Taxonomy
from nlp.tempering import SIDES
from nlp.urgency import evidence, grave, least_urgency, signals, urgency
from nlp.values import Opinion, Polarity, Reading, Sentiment, SentimentReading, UnitReading

_SENTIMENTS = tuple(Sentiment)
# Where each sentiment stands between -1 and 1; mixed is both, so neither.
_STANDS = np.array([-1.0, -0.5, 0.0, 0.5, 1.0, 0.0], dtype=np.float32)
_BY_DENIAL = {
    Polarity.NEUTRAL: SentimentReading(Sentiment.NEUTRAL, 0.0, 0.95),
    Polarity.NEGATIVE: SentimentReading(Sentiment.NEGATIVE, -0.3, 0.7),
    Polarity.POSITIVE: SentimentReading(Sentiment.POSITIVE, 0.3, 0.7),
}
_PRAISE = (Sentiment.POSITIVE, Sentiment.VERY_POSITIVE)
_URGENT = 2


class Rules(NamedTuple):
    """What decides beside the probabilities; the same for every text of a version."""

    thresholds: Thresholds
    taxonomy: Taxonomy
    version: str


def reading(prepared: Prepared, prediction: PassagePrediction, vectors: Floats, rules: Rules) -> Reading:
    """The reading of one prepared text; `vectors` has one row a unit."""
    marks = flags(prepared.normalised.text, prepared.question, prepared.boilerplate)
    if NO_CONTENT in marks:
        return _without_content(prepared, marks, rules)
    asked = asked_for(prepared)
    if asked is not Polarity.NEUTRAL:
        prediction = on_side(prediction, asked, names=not is_no(prepared.text))
    thresholds = rules.thresholds
    text, aside = prepared.normalised.text, prepared.boilerplate
    tone = _sentiment(prediction.sentiment)
    weighed = () if asked is Polarity.POSITIVE else grave(text, aside)
    found = signals(prediction.signals, thresholds, weighed)
    soon = urgency(prediction.urgency, thresholds, least_urgency(text, found, weighed, aside))
    if may_be_irony(prepared.text, prediction.irony >= thresholds.irony, tone.label in _PRAISE, found):
        marks = (IRONY, *marks)
    spans = prepared.spans
    return Reading(
        language=prepared.language,
        sentiment=tone,
        intents=_intents(prediction.intents, thresholds),
        urgency=soon.level,
        urgency_confidence=soon.confidence,
        signals=found,
        evidence=evidence(prepared.normalised, soon.level >= _URGENT, found, spans, prediction.units, aside),
        flags=marks,
        opinions=_opinions(prepared, prediction.units, rules),
        units=_units(prepared, prediction.units, vectors),
        abstain=_in_doubt(tone, marks, thresholds.abstain_below(prepared.language.code)),
        version=rules.version,
    )


def _sentiment(probabilities: Floats) -> SentimentReading:
    label, confidence = _side_first(probabilities)
    # Adding zero turns -0.0 into 0.0.
    score = round(float((probabilities * _STANDS).sum()), 4) + 0.0
    return SentimentReading(label, score, round(confidence, 4))


def _side_first(probabilities: Floats) -> tuple[Sentiment, float]:
    """The likeliest side, then the likelier strength on it; with the probability of the side.

    Two strengths of one side share its probability: the likeliest of all six would let a lone neutral win.
    """
    chances = probabilities.tolist()
    total, at = max(((sum(chances[label] for label in labels), labels) for labels in SIDES), key=itemgetter(0))
    strength = max(at, key=chances.__getitem__)
    return _SENTIMENTS[strength], min(1.0, total)


def _in_doubt(tone: SentimentReading, marks: tuple[str, ...], least: float) -> bool:
    """Too unsure to stand, or praise that may be meant the other way: irony is never flipped, a person looks."""
    return tone.confidence < least or (IRONY in marks and tone.label in _PRAISE)


def _intents(probabilities: Floats, thresholds: Thresholds) -> tuple[str, ...]:
    """The intents over their thresholds; the likeliest one when none is."""
    over = tuple(
        code
        for code, probability, least in zip(INTENTS, probabilities.tolist(), thresholds.intents, strict=True)
        if probability >= least
    )
    return over or (INTENTS[int(probabilities.argmax())],)


def _opinions(prepared: Prepared, predictions: tuple[UnitPrediction, ...], rules: Rules) -> tuple[Opinion, ...]:
    written = prepared.normalised
    found = (
        opinion(written, span, prediction, rules.thresholds.opinion, rules.taxonomy)
        for span, prediction in zip(prepared.spans, predictions, strict=True)
        if not says_nothing(written.text[span.start : span.end], prepared.question)
    )
    return tuple(each for each in found if each is not None)


def _units(prepared: Prepared, predictions: tuple[UnitPrediction, ...], vectors: Floats) -> tuple[UnitReading, ...]:
    written = prepared.normalised.text
    units = []
    for span, prediction, vector in zip(prepared.spans, predictions, vectors, strict=True):
        at = prepared.normalised.span(*span)
        polarity, probability = side(prediction)
        units.append(
            UnitReading(
                start=at.start,
                end=at.end,
                text=written[span.start : span.end],
                sentiment=_side_first(prediction.sentiment)[0],
                score=round(float(prediction.polarity[2] - prediction.polarity[0]), 4),
                polarity=polarity,
                touchpoint=touchpoint(prediction),
                pain_point=pain_point(prediction, polarity),
                confidence=round(probability, 4),
                vector=vector,
            )
        )
    return tuple(units)


def _without_content(prepared: Prepared, marks: tuple[str, ...], rules: Rules) -> Reading:
    """「特になし」 holds no unit, no opinion and no urgency, by rule; only the question can give it a side."""
    nothing = denies(prepared.normalised.text, prepared.question)
    tone = _BY_DENIAL[denied(prepared.question) if nothing else Polarity.NEUTRAL]
    return Reading(
        language=prepared.language,
        sentiment=tone,
        intents=("other",),
        urgency=0,
        urgency_confidence=tone.confidence,
        signals=(),
        evidence=(),
        flags=marks,
        opinions=(),
        units=(),
        abstain=False,
        version=rules.version,
    )
