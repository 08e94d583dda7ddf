"""Same-protocol runs: our classifier fitted in memory on a set's own training split, to stand beside papers.

Nothing fitted here is kept. Everything that is chosen (how strict, how much of the bundled reader) is chosen by folds
of the training rows. Where the bundled reader helps, it was trained on none of the set's rows: for tweets it is heard;
for the criticality of NHS comments it is not, because it has learnt from that of half of them. Of their themes it has
learnt nothing: the encoder's vectors and what the network knows before it gives a label stand beside the spelling
(measured: the network's part is worth .008 on the comments that it never saw and .003 on the others).
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from scipy import sparse
from sklearn.linear_model import Ridge
from sklearn.model_selection import KFold
from sklearn.svm import LinearSVC

from evaluation.datasets import Row, read_rows
from evaluation.features import Spelling, beside, by_group, marks
from evaluation.metrics import Score, accuracy_of, confusion, macro_f1_of, mean_of, pearson, resampled, scored
from evaluation.mixture import Labels, Mixture, evened, strictest
from evaluation.results import Result, peak_mib
from nlp.analyser import Analyser
from nlp.classifier import BlendedClassifier
from nlp.preparation import prepare
from nlp.values import Text, Unreadable

SYSTEM = "kikitori, fitted"
STRICTNESS, PENALTIES = (0.1, 0.2, 0.4), (1.0, 2.0, 4.0)
_LOUDNESS = np.float32(4)  # of unit vectors beside the pull of a logistic regression
Floats = NDArray[np.float32]
T = TypeVar("T", Labels, NDArray[np.float64])


@dataclass(frozen=True, slots=True)
class Protocol:
    """One published protocol: which file, whose, how it is split, and how it is run."""

    name: str
    path: str
    licence: str
    split: str
    run: Callable[[Path, Analyser], dict[str, Score]]


def heard(rows: Sequence[Row], analyser: Analyser) -> Floats:
    """What the bundled reader says of each row: the logarithms of all its chances."""
    predictions = analyser.predict([Text(row["text"], row["lang"]) for row in rows])
    width = next(len(_chances(p)) for p in predictions if not isinstance(p, Unreadable))
    found = [np.ones(width) if isinstance(p, Unreadable) else _chances(p) for p in predictions]
    return np.log(np.maximum(np.array(found, dtype=np.float32), 1e-4))


def _chances(prediction: object) -> Floats:
    return np.concatenate([getattr(prediction, name) for name in ("sentiment", "intents", "urgency", "signals")])


def umsab(path: Path, analyser: Analyser) -> dict[str, Score]:
    """Trained on the eight training splits at once, scored on each development split."""
    rows = list(read_rows(path))
    train, dev = ([row for row in rows if row["split"] == split] for split in ("train", "dev"))
    names, languages = ["neg", "neu", "pos"], sorted({row["lang"] for row in rows})
    spelling = Spelling(_texts(train))
    reader = [by_group(heard(part, analyser), [row["lang"] for row in part], languages) for part in (train, dev)]
    gold, spoken = _codes(train, "sentiment", names), np.array([row["lang"] for row in train])
    mixture = Mixture(lambda truth, given: _mean_over(languages, spoken, truth, given))
    spelt = spelling.training, spelling.of(_texts(dev))
    found, _ = mixture.found(spelt, evened(reader[0], reader[1]), gold)
    truth, spoken_dev = _codes(dev, "sentiment", names), np.array([row["lang"] for row in dev])
    each = {
        f"macro_f1_{code}": scored(macro_f1_of, truth[spoken_dev == code], found[spoken_dev == code], 3)
        for code in languages
    }
    return {"mean_macro_f1": mean_of(list(each.values())), **each}


def _mean_over(groups: Sequence[str], member: NDArray[np.str_], truth: Labels, given: Labels) -> float:
    """Macro-F1 of three classes, the plain mean over groups."""
    each = [macro_f1_of(confusion(truth[member == one], given[member == one], 3)) for one in groups]
    return float(np.mean(each))


def classified(train: sparse.csr_matrix, gold: Labels, test: sparse.csr_matrix) -> Labels:
    """The classes of the test rows; how strict the machine is, a fifth of the training rows says."""

    def learnt(strictness: float, some: Labels) -> LinearSVC:
        return LinearSVC(C=strictness, random_state=0).fit(train[some], gold[some])

    def right(strictness: float, some: Labels, others: Labels) -> float:
        return float((learnt(strictness, some).predict(train[others]) == gold[others]).mean())

    chosen = strictest(train.shape[0], STRICTNESS, right)
    found: Labels = learnt(chosen, np.arange(train.shape[0])).predict(test)
    return found


def rated(train: sparse.csr_matrix, gold: NDArray[np.float64], test: sparse.csr_matrix) -> NDArray[np.float64]:
    """The ratings of the test rows by ridge regression, its penalty chosen like the strictness above."""

    def agreement(penalty: float, some: Labels, others: Labels) -> float:
        return pearson(gold[others], _ridge(penalty).fit(train[some], gold[some]).predict(train[others]))

    chosen = strictest(train.shape[0], PENALTIES, agreement)
    found: NDArray[np.float64] = _ridge(chosen).fit(train, gold).predict(test)
    return found


def _ridge(penalty: float) -> Ridge:
    return Ridge(alpha=penalty, solver="sparse_cg", tol=1e-3)


def intents(path: Path, analyser: Analyser) -> dict[str, Score]:
    """Accuracy on the set's own test or development split; on five folds of the training rows where it has neither."""
    rows = [row for row in read_rows(path) if row["intent"] != "oos"]
    names = sorted({row["intent"] for row in rows})
    gold = _codes(rows, "intent", names)
    if all(row["split"] == "train" for row in rows):
        found = _by_folds(gold, lambda some, others: _spelt(rows, some, others, gold))
        return {"accuracy_5_folds": scored(accuracy_of, gold, found, len(names))}
    train, test = (
        [at for at, row in enumerate(rows) if (row["split"] == "train") == learnt] for learnt in (True, False)
    )
    found = _spelt(rows, np.array(train), np.array(test), gold)
    return {"accuracy": scored(accuracy_of, gold[test], found, len(names))}


def _spelt(rows: Sequence[Row], some: Labels, others: Labels, gold: Labels) -> Labels:
    spelling = Spelling([rows[at]["text"] for at in some])
    return classified(spelling.training, gold[some], spelling.of([rows[at]["text"] for at in others]))


def nhs(path: Path, analyser: Analyser) -> dict[str, Score]:
    """Theme accuracy and the correlation of criticality over five folds of the training split.

    Each is given twice: as the answer to its question, which is how a survey is read, and from the text alone.
    """
    rows = [row for row in read_rows(path) if row["split"] == "train" and row.get("label")]
    names = sorted({row["label"] for row in rows})
    gold = _codes(rows, "label", names)
    scores = {}
    for name, asked in (("", True), ("_text_alone", False)):
        found = _by_folds(gold, _themes(rows, gold, asked, analyser))
        scores[f"theme_accuracy{name}"] = scored(accuracy_of, gold, found, len(names))
    marked = [row for row in rows if row.get("criticality") is not None]
    truth = np.array([float(row["criticality"]) for row in marked])
    for name, asked in (("", True), ("_text_alone", False)):
        scores[f"criticality_r{name}"] = _agreement(truth, _by_folds(truth, _ratings(marked, truth, asked)))
    return scores


def _agreement(truth: NDArray[np.float64], found: NDArray[np.float64]) -> Score:
    return resampled(lambda rows: pearson(truth[rows], found[rows]), len(truth))


def _themes(rows: Sequence[Row], gold: Labels, asked: bool, analyser: Analyser) -> Callable[[Labels, Labels], Labels]:
    """Spelling and vectors, either with a share of its own for each question, and the network's impressions."""
    vectors, felt = _LOUDNESS * analyser.encoder.encode(_texts(rows)), impressions(rows, analyser)
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


def impressions(rows: Sequence[Row], analyser: Analyser) -> Floats:
    """What the network of the bundled reader knows of each row before any label; nothing of another classifier.

    The questions of this set are codes (`Trust A - Q1`), which are no words to read.
    """
    if not isinstance(analyser.classifier, BlendedClassifier):
        return np.zeros((len(rows), 0), dtype=np.float32)
    ready = [prepare(Text(row["text"], "en")) for row in rows]
    return analyser.classifier.network.impressions(
        [one.units for one in ready], [one.language.code for one in ready], [None] * len(ready)
    )


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


def _by_folds(gold: T, read: Callable[[Labels, Labels], T]) -> T:
    """What is found in each fifth after learning from the other four."""
    found = np.zeros_like(gold)
    for train, test in KFold(5, shuffle=True, random_state=0).split(gold):
        found[test] = read(train, test)
    return found


def _texts(rows: Sequence[Row]) -> list[str]:
    return [row["text"] for row in rows]


def _codes(rows: Sequence[Row], key: str, names: Sequence[str]) -> Labels:
    place = {name: i for i, name in enumerate(names)}
    return np.array([place[row[key]] for row in rows])


FIVE = "five folds of its training split"
PROTOCOLS: tuple[Protocol, ...] = (
    Protocol("umsab", "eval/umsab.jsonl.gz", "research only", "trained on train, scored on dev", umsab),
    Protocol("nhs_phase1", "train/nhs_phase1.jsonl.gz", "MIT", FIVE, nhs),
    Protocol("banking77", "train/banking77.jsonl.gz", "CC BY 4.0", FIVE, intents),
    Protocol("clinc150", "train/clinc150.jsonl.gz", "CC BY 3.0", "trained on train, scored on dev", intents),
)


def fit(data: Path, analyser: Analyser, names: Sequence[str], console: Console) -> list[Result]:
    """Runs the named protocols (all by default) one after another; a set that is not there is named and passed over."""
    results = []
    for protocol in PROTOCOLS:
        if names and "all" not in names and protocol.name not in names:
            continue
        if not (data / protocol.path).exists():
            console.print(f"[yellow]passed over[/] {protocol.name}: no file {protocol.path} under {data}")
            continue
        console.print(f"[dim]{protocol.name} …[/]")
        results.append(_run(protocol, data / protocol.path, analyser))
    return results


def _run(protocol: Protocol, path: Path, analyser: Analyser) -> Result:
    start = time.perf_counter()
    scores = protocol.run(path, analyser)
    return Result(
        dataset=protocol.name,
        task="same protocol",
        split=protocol.split,
        licence=protocol.licence,
        data_hash=hashlib.sha256(path.read_bytes()).hexdigest()[:16],
        system=SYSTEM,
        version=analyser.version,
        rows=max(score.n for score in scores.values()),
        seconds=time.perf_counter() - start,
        peak_mib=peak_mib(),
        scores=scores,
    )
