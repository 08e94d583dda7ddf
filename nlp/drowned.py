"""A grave sentence among kind ones: it is read alone too, and what it then says counts for the whole comment.

A comment is mostly of one mind, so the weights have learnt little of an ambulance between two sentences of praise: of
forty such comments twelve were urgent to them, with this 29; on comments as people mostly write them nothing changes.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nlp.classifier import Passage, PassagePrediction
from nlp.normalise import Span
from nlp.opinions import quoted

# One sentence says less than a comment, so it must be surer; .6 and .8 of urgency cost precision and recall.
_URGENT_ALONE = 0.7
_SIGNAL_ALONE = 0.8
_AGAINST = 0.5
_SOON = 2


def drowned(prediction: PassagePrediction, urgent: float) -> list[int]:
    """The places of the units to be read alone: complaints beside something else, in a comment not yet `urgent`."""
    against = [float(unit.polarity[0]) >= _AGAINST for unit in prediction.units]
    if all(against) or float(prediction.urgency[_SOON:].sum()) >= urgent:
        return []
    return [place for place, one in enumerate(against) if one]


def alone(passage: Passage, place: int) -> Passage:
    """The unit as a comment of its own, without the conjunction that ties it to what was before."""
    unit = passage.units[place]
    words = unit[slice(*quoted(unit, Span(0, len(unit))))]
    return Passage(words, (words,), passage.language)


def louder(whole: PassagePrediction, part: PassagePrediction) -> PassagePrediction:
    """The whole with the urgency and the signals of which the part alone is sure."""
    urgent = float(part.urgency[_SOON:].sum())
    raised = urgent >= max(_URGENT_ALONE, float(whole.urgency[_SOON:].sum()))
    heard = np.where(part.signals >= _SIGNAL_ALONE, np.maximum(whole.signals, part.signals), whole.signals)
    return replace(whole, urgency=part.urgency if raised else whole.urgency, signals=heard)
