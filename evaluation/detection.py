"""What is either there or not (a signal, a flag, a type of review): precision, recall and F1 of each alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from evaluation.examples import Example
from evaluation.mappings import IRONICAL
from evaluation.metrics import Score, f1_of, micro_f1, precision_of, recall_of, resampled, scored
from nlp.flags import IRONY
from nlp.values import Reading

Marks = NDArray[np.bool_]

IRONIC = "irony"  # the kind of our probes whose negative half is meant ironically
# What a type of an app review says that we say too. The other two say nothing of ours: "rating" repeats the stars,
# "user experience" may be praise or complaint. They count as rows in which neither was said.
ASKED, BROKEN = "feature request", "bug report"


def detected(name: str, present: Marks, called: Marks) -> dict[str, Score]:
    """Precision over the `n` rows it was called on, recall and F1 over the `n` that have it; none where none has it."""
    if not present.any():
        return {}
    gold, found = present.astype(np.int64), called.astype(np.int64)
    has, said = int(present.sum()), int(called.sum())
    scores = {
        f"f1_{name}": replace(scored(f1_of(1), gold, found, 2), n=has),
        f"recall_{name}": replace(scored(recall_of(1), gold, found, 2), n=has),
    }
    if said:
        scores[f"precision_{name}"] = replace(scored(precision_of(1), gold, found, 2), n=said)
    return scores


def signal_scores(examples: Sequence[Example], readings: Sequence[Reading], labels: Sequence[str]) -> dict[str, Score]:
    """All signals at once, then each."""
    gold = np.array([[label in e.row["signals"] for label in labels] for e in examples])
    found = np.array([[label in r.signals for label in labels] for r in readings])
    scores = {"micro_f1": resampled(lambda rows: micro_f1(gold[rows], found[rows]), len(gold))}
    for place, label in enumerate(labels):
        scores |= detected(label, gold[:, place], found[:, place])
    return scores


def read_irony_scores(examples: Sequence[Example], readings: Sequence[Reading]) -> dict[str, Score]:
    """The flag on complaints that somebody has read for irony."""
    flagged = np.array([IRONY in reading.flags for reading in readings])
    return detected("irony_flag", np.array([example.gold == IRONICAL for example in examples]), flagged)


def irony_scores(examples: Sequence[Example], readings: Sequence[Reading]) -> dict[str, Score]:
    """The flag on the probes written for it, half of them ironic, and how often it is raised on all the others."""
    flagged = np.array([IRONY in reading.flags for reading in readings])
    about = np.array([example.row["kind"] == IRONIC for example in examples])
    meant = np.array([example.gold == "negative" for example in examples])
    scores = detected("irony_flag", meant[about], flagged[about])
    if not about.all():
        others = flagged[~about]
        scores["irony_flag_elsewhere"] = resampled(lambda rows: float(others[rows].mean()), len(others))
    return scores


def type_scores(examples: Sequence[Example], readings: Sequence[Reading]) -> dict[str, Score]:
    """A feature request as our intent `request`, a bug report as our pain point `defect`.

    The set gives one type a row and we any number, so what we find besides the type counts against precision.
    """
    asked = np.array(["request" in reading.intents for reading in readings])
    broken = np.array([any(one.pain_point == "defect" for one in reading.opinions) for reading in readings])
    types = np.array([example.gold for example in examples])
    return detected("request", types == ASKED, asked) | detected("defect", types == BROKEN, broken)
