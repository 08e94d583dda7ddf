"""A bare answer (「品揃え」) takes the side that was asked for, whatever else the word is mostly said with."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from nlp.classifier import Floats, PassagePrediction, UnitPrediction
from nlp.contentless import is_no
from nlp.morphemes import words
from nlp.preparation import Prepared
from nlp.questions import hopes, wanted, yes_or_no
from nlp.tasks import INTENTS
from nlp.tempering import side_chances
from nlp.values import Polarity

_LONGEST = 60
_BARE = ("名詞-", "助詞-", "補助記号-", "記号-", "接頭辞-", "接尾辞-名詞的")
# Nouns that judge need no question; a wish cut short (「通路を広く」「前にも」) or a state (「今のまま」) is none.
_SAYS_MORE = re.compile(
    r"最[高低悪]|満足|不満|感[謝動激]|普通|[十充]分|同上|以上|不明|まま|を|[にも]$|[\U0001f000-\U0001faff\u2600-\u27bf]"
)

# As sure as a denial is (`nlp/readings.py`): seven in ten, and a mean of -0.3 or 0.3.
_TONE = {
    Polarity.NEGATIVE: np.array([0.0, 0.7, 0.2, 0.1, 0.0, 0.0], dtype=np.float32),
    Polarity.POSITIVE: np.array([0.0, 0.1, 0.2, 0.7, 0.0, 0.0], dtype=np.float32),
}
_SIDE = {
    Polarity.NEGATIVE: np.array([0.7, 0.2, 0.1], dtype=np.float32),
    Polarity.POSITIVE: np.array([0.1, 0.2, 0.7], dtype=np.float32),
}
_INTENT = {Polarity.NEGATIVE: "complaint", Polarity.POSITIVE: "praise"}
_CALM = np.array([0.7, 0.3, 0.0, 0.0], dtype=np.float32)


def asked_for(prepared: Prepared) -> Polarity:
    """The side a bare answer takes from its question; neutral when it is not bare or the question has no one side."""
    if yes_or_no(prepared.question):
        refused = hopes(prepared.question) and is_no(prepared.text)
        return Polarity.NEGATIVE if refused else Polarity.NEUTRAL
    side = wanted(prepared.question)
    bare = side is not Polarity.NEUTRAL and prepared.language.code == "ja" and _is_bare(prepared.text)
    return side if bare else Polarity.NEUTRAL


def _is_bare(text: str) -> bool:
    """Whether it names things and says nothing of them: nouns, particles and marks only."""
    if len(text) > _LONGEST or _SAYS_MORE.search(text) is not None:
        return False
    kinds = [word.kind for word in words(text)]
    return all(kind.startswith(_BARE) for kind in kinds) and any(kind.startswith("名詞-") for kind in kinds)


def on_side(prediction: PassagePrediction, side: Polarity, names: bool = True) -> PassagePrediction:
    """The prediction with every tone on the side asked for; what was good is neither urgent nor alarming.

    `names`: whether the answer names a thing, which has some pain point when it is to improve; 「いいえ」 names none.
    """
    found = replace(prediction, irony=0.0, units=tuple(_unit_on(unit, side, names) for unit in prediction.units))
    if int(side_chances(prediction.sentiment[None])[0].argmax()) != side + 1:
        found = replace(found, sentiment=_TONE[side], intents=_intent(side))
    if side is Polarity.POSITIVE:
        calm = np.zeros_like(prediction.signals)
        found = replace(found, intents=_intent(side), urgency=_CALM, signals=calm)
    return found


def _intent(side: Polarity) -> Floats:
    return np.array([0.7 if code == _INTENT[side] else 0.0 for code in INTENTS], dtype=np.float32)


def _unit_on(unit: UnitPrediction, side: Polarity, names: bool) -> UnitPrediction:
    if int(unit.polarity.argmax()) == side + 1:
        return replace(unit, opinion=1.0)
    pain = _some_pain(unit.pain_point) if names else unit.pain_point
    return replace(unit, sentiment=_TONE[side], polarity=_SIDE[side], opinion=1.0, pain_point=pain)


def _some_pain(chances: Floats) -> Floats:
    """The chances of the pain points given that there is one; the last is that there is none."""
    some = chances.copy()
    some[-1] = 0.0
    found: Floats = some / max(float(some.sum()), 1e-6)
    return found
