"""Same-protocol runs: our features, fitted in memory on a set's own training split, to stand beside papers.

Nothing fitted here is kept. The features are the classifier's n-grams and the encoder's vectors; a tweet set may also
see what the bundled reader says, which was trained on none of its rows.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import KFold

from evaluation.datasets import Row, read_rows
from evaluation.metrics import Score, accuracy_of, macro_f1_of, mean_of, pearson, resampled, scored
from evaluation.results import Result, peak_mib
from nlp.analyser import Analyser
from nlp.ngrams import bags
from nlp.training.linear import document_weights, weighted
from nlp.values import Text, Unreadable

BUCKETS = 1 << 18


@dataclass(frozen=True, slots=True)
class Protocol:
    """One published protocol: which file, which label, how it is split, and what others reached on it."""

    name: str
    path: str
    licence: str
    published: str
    run: Callable[[Protocol, Path, Analyser], dict[str, Score]]


class Features:
    """TF-IDF of hashed n-grams beside the encoder's vectors; fitted on training texts only."""

    def __init__(self, texts: Sequence[str], analyser: Analyser) -> None:
        self._analyser = analyser
        self._weights = document_weights(bags(texts, BUCKETS), BUCKETS)

    def of(self, texts: Sequence[str], extra: NDArray[np.float32] | None = None) -> sparse.csr_matrix:
        ngrams = weighted(bags(texts, BUCKETS), self._weights)
        dense = [self._analyser.encoder.encode(list(texts))] + ([] if extra is None else [extra])
        return sparse.hstack([ngrams, sparse.csr_matrix(np.hstack(dense))]).tocsr()


def classified(train: sparse.csr_matrix, labels: NDArray[np.int64], test: sparse.csr_matrix) -> NDArray[np.int64]:
    model = LogisticRegression(C=4.0, max_iter=400, class_weight="balanced", random_state=0)
    found: NDArray[np.int64] = model.fit(train, labels).predict(test)
    return found


def sentiment_logits(texts: Sequence[str], languages: Sequence[str], analyser: Analyser) -> NDArray[np.float32]:
    predictions = analyser.predict([Text(t, language) for t, language in zip(texts, languages, strict=True)])
    rows = [np.full(6, 1 / 6) if isinstance(p, Unreadable) else p.sentiment for p in predictions]
    return np.log(np.maximum(np.array(rows, dtype=np.float32), 1e-4))


def umsab(protocol: Protocol, data: Path, analyser: Analyser) -> dict[str, Score]:
    """Trained on the eight training splits at once, scored on each development split."""
    rows = list(read_rows(data / protocol.path))
    train, dev = ([r for r in rows if r["split"] == split] for split in ("train", "dev"))
    features = Features(_texts(train), analyser)
    parts = [
        features.of(_texts(p), sentiment_logits(_texts(p), [r["lang"] for r in p], analyser)) for p in (train, dev)
    ]
    names = ["neg", "neu", "pos"]
    gold = np.array([names.index(r["sentiment"]) for r in dev])
    found = classified(parts[0], np.array([names.index(r["sentiment"]) for r in train]), parts[1])
    language = np.array([r["lang"] for r in dev])
    each = {
        f"macro_f1_{code}": scored(macro_f1_of, gold[language == code], found[language == code], 3)
        for code in sorted(set(language))
    }
    return {"mean_macro_f1": mean_of(list(each.values())), **each}


def intents(protocol: Protocol, data: Path, analyser: Analyser) -> dict[str, Score]:
    """Accuracy on the set's own test split (development split where the test is not given)."""
    rows = [r for r in read_rows(data / protocol.path) if r["intent"] != "oos"]
    splits = {r["split"] for r in rows}
    last = "test" if "test" in splits else "dev" if "dev" in splits else "validation"
    if last not in splits:
        return _folds(rows, [r["intent"] for r in rows], analyser)
    train, test = [r for r in rows if r["split"] == "train"], [r for r in rows if r["split"] == last]
    names = sorted({r["intent"] for r in rows})
    features = Features(_texts(train), analyser)
    found = classified(features.of(_texts(train)), _codes(train, "intent", names), features.of(_texts(test)))
    return {"accuracy": scored(accuracy_of, _codes(test, "intent", names), found, len(names))}


def nhs(protocol: Protocol, data: Path, analyser: Analyser) -> dict[str, Score]:
    """Theme accuracy and the correlation of criticality, five folds of the training split."""
    rows = [r for r in read_rows(data / protocol.path) if r["split"] == "train" and r.get("label")]
    scores = _folds(rows, [r["label"] for r in rows], analyser)
    rated = [r for r in rows if r.get("criticality") is not None]
    gold = np.array([float(r["criticality"]) for r in rated])
    found = np.zeros(len(rated))
    for train, test in KFold(5, shuffle=True, random_state=0).split(gold):
        features = Features(_texts([rated[i] for i in train]), analyser)
        model = Ridge(alpha=2.0).fit(features.of(_texts([rated[i] for i in train])), gold[train])
        found[test] = model.predict(features.of(_texts([rated[i] for i in test])))
    return {**scores, "criticality_r": resampled(lambda r: pearson(gold[r], found[r]), len(gold))}


def _folds(rows: Sequence[Row], labels: Sequence[str], analyser: Analyser) -> dict[str, Score]:
    names = sorted(set(labels))
    gold = np.array([names.index(label) for label in labels])
    found = np.zeros_like(gold)
    texts = _texts(rows)
    for train, test in KFold(5, shuffle=True, random_state=0).split(gold):
        features = Features([texts[i] for i in train], analyser)
        found[test] = classified(
            features.of([texts[i] for i in train]), gold[train], features.of([texts[i] for i in test])
        )
    return {"accuracy_5_folds": scored(accuracy_of, gold, found, len(names))}


def _texts(rows: Sequence[Row]) -> list[str]:
    return [row["text"] for row in rows]


def _codes(rows: Sequence[Row], key: str, names: Sequence[str]) -> NDArray[np.int64]:
    place = {name: i for i, name in enumerate(names)}
    return np.array([place[row[key]] for row in rows])


PROTOCOLS: tuple[Protocol, ...] = (
    Protocol("umsab", "eval/umsab.jsonl.gz", "research only", "fastText .510, XLM-R .668, XLM-T .694 (test)", umsab),
    Protocol("nhs_phase1", "train/nhs_phase1.jsonl.gz", "MIT", "own SVM .725, r .717", nhs),
    Protocol("banking77", "train/banking77.jsonl.gz", "CC BY 4.0", "", intents),
    Protocol("clinc150", "train/clinc150.jsonl.gz", "CC BY 3.0", "", intents),
)


def fit(data: Path, analyser: Analyser, names: Sequence[str] = ()) -> list[Result]:
    """Runs the named protocols (all by default) one after another."""
    results = []
    for protocol in PROTOCOLS:
        if names and "all" not in names and protocol.name not in names:
            continue
        start = time.perf_counter()
        scores = protocol.run(protocol, data, analyser)
        results.append(
            Result(
                dataset=protocol.name,
                task="same protocol",
                split="its own training split",
                licence=protocol.licence,
                data_hash="",
                system="kikitori, fitted",
                version=analyser.version,
                rows=max(score.n for score in scores.values()),
                seconds=time.perf_counter() - start,
                peak_mib=peak_mib(),
                scores=scores,
            )
        )
    return results
