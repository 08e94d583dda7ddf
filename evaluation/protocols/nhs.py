"""Patients' comments to the NHS: themes and criticality over five folds, with their question and without.

The bundled reader has learnt from the criticality of half of them, so for that it is not heard. Of their themes it has
learnt nothing: the encoder's vectors and what the network knows before it gives a label stand beside the spelling
(measured: the network's part is worth .008 on the comments that it never saw and .003 on the others).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from evaluation.examples import Row, read_rows
from evaluation.features import Spelling, beside, by_group, marks
from evaluation.metrics import Score, accuracy_of, pearson, resampled, scored
from evaluation.mixture import Labels, Mixture, evened
from evaluation.protocols.hearing import impressions
from evaluation.protocols.learning import STRICTNESS, T, by_folds, codes, rated, texts
from nlp.analyser import Analyser

_LOUDNESS = np.float32(4)  # of unit vectors beside the pull of a logistic regression


def nhs(path: Path, analyser: Analyser) -> dict[str, Score]:
    """Theme accuracy and the correlation of criticality over five folds of the training split.

    Each is given twice: as the answer to its question, which is how a survey is read, and from the text alone.
    """
    rows = [row for row in read_rows(path) if row["split"] == "train" and row.get("label")]
    names = sorted({row["label"] for row in rows})
    gold = codes(rows, "label", names)
    scores = {}
    for name, asked in (("", True), ("_text_alone", False)):
        found = by_folds(gold, _themes(rows, gold, asked, analyser))
        scores[f"theme_accuracy{name}"] = scored(accuracy_of, gold, found, len(names))
    marked = [row for row in rows if row.get("criticality") is not None]
    truth = np.array([float(row["criticality"]) for row in marked])
    for name, asked in (("", True), ("_text_alone", False)):
        scores[f"criticality_r{name}"] = _agreement(truth, by_folds(truth, _ratings(marked, truth, asked)))
    return scores


def _agreement(truth: NDArray[np.float64], found: NDArray[np.float64]) -> Score:
    return resampled(lambda rows: pearson(truth[rows], found[rows]), len(truth))


def _themes(rows: Sequence[Row], gold: Labels, asked: bool, analyser: Analyser) -> Callable[[Labels, Labels], Labels]:
    """Spelling beside vectors and impressions, each with a share of its own for each question.

    The questions of this set are codes (`Trust A - Q1`), which are no words to read.
    """
    vectors, felt = _LOUDNESS * analyser.encoder.encode(texts(rows)), impressions(rows, analyser)
    said = [row["question"] for row in rows]
    questions = sorted(set(said)) if asked else []
    mixture = Mixture(lambda truth, given: float((truth == given).mean()), balanced=False, among=STRICTNESS[:2])

    def read(some: Labels, others: Labels) -> Labels:
        train, learnt, test = _ready(rows, some, others, gold, asked)
        seen, unseen = (
            by_group(np.hstack([vectors[at], _LOUDNESS * even]), [said[i] for i in at], questions)
            for at, even in zip((some, others), evened(felt[some], felt[others]), strict=True)
        )
        return mixture.found((train, test), (seen, unseen), learnt)[0]

    return read


def _ratings(
    rows: Sequence[Row], gold: NDArray[np.float64], asked: bool
) -> Callable[[Labels, Labels], NDArray[np.float64]]:
    return lambda some, others: rated(*_ready(rows, some, others, gold, asked))


def _ready(
    rows: Sequence[Row], some: Labels, others: Labels, gold: T, asked: bool
) -> tuple[sparse.csr_matrix, T, sparse.csr_matrix]:
    """Training rows, their gold, test rows; with the question, each word counts once more for it."""
    questions = sorted({row["question"] for row in rows})
    spelling = Spelling([rows[at]["text"] for at in some])
    parts = (spelling.training, some), (spelling.of([rows[at]["text"] for at in others]), others)
    train, test = (_with_question(part, [rows[i]["question"] for i in at], questions, asked) for part, at in parts)
    return train, gold[some], test


def _with_question(
    spelling: sparse.csr_matrix, asked: Sequence[str], questions: Sequence[str], wanted: bool
) -> sparse.csr_matrix:
    if not wanted:
        return spelling
    which = marks(asked, questions)
    own = [sparse.diags(which[:, at]) @ spelling for at in range(len(questions))]
    return sparse.hstack([beside(spelling, which), *own]).tocsr()
