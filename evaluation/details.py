"""Tables too long for the README: each kind of probe, each signal, and what every set is."""

from __future__ import annotations

from collections.abc import Sequence

from evaluation.datasets import DATASETS, OWN, dataset
from evaluation.metrics import Score
from evaluation.results import Result
from nlp.tasks import SIGNALS
from nlp.taxonomy import Taxonomy

_KIND, _PROBES = "accuracy_", "probes_ja"


def kinds_table(results: Sequence[Result]) -> str:
    """Sentences read right, by what the minimal pairs turn on; the hardest kind first, with its first pair."""
    scores, pairs = _scores(results, _PROBES), _first_pairs()
    kinds = {name.removeprefix(_KIND): score for name, score in scores.items() if name.startswith(_KIND)}
    lines = [
        f"| {kind} | {' ／ '.join(pairs.get(kind, ()))} | {_shown(score)} | {score.n} |"
        for kind, score in sorted(kinds.items(), key=lambda k: k[1].value)
    ]
    return "\n".join(["| kind | for example | sentences read right | sentences |", "|---|---|---|---|", *lines])


def _first_pairs() -> dict[str, list[str]]:
    """By kind the two sentences that were written first; the probes are ours, so they may be shown."""
    found: dict[str, list[str]] = {}
    for example in dataset(_PROBES).examples(OWN):
        pair = found.setdefault(example.row["kind"], [])
        if len(pair) < 2:
            pair.append(example.text)
    return found


def signals_table(results: Sequence[Result]) -> str:
    """Precision, recall and F1 of each signal, in Japanese comments and in all twelve languages."""
    lines = ["| signal | comments | have it | called | precision | recall | F1 |", "|---|---|---|---|---|---|---|"]
    for name, spoken in (("feedback_ja_signals", "Japanese"), ("feedback_all_signals", "12 languages")):
        scores = _scores(results, name)
        lines += [_signal_row(code, spoken, scores) for code in SIGNALS if f"f1_{code}" in scores]
    return "\n".join(lines)


def _signal_row(code: str, spoken: str, scores: dict[str, Score]) -> str:
    precision, recall, f1 = (scores.get(f"{measure}_{code}") for measure in ("precision", "recall", "f1"))
    title = f"{code} {Taxonomy.default().signals[code].ja}"
    has, called = recall.n if recall else 0, precision.n if precision else 0
    return f"| {title} | {spoken} | {has} | {called} | {_shown(precision)} | {_shown(recall)} | {_shown(f1)} |"


def sets_table() -> str:
    """Every declared set: whose rows, in which language, under which licence, and the content it was declared for."""
    lines = ["| set | asks for | languages | rows | licence | sha256 begins |", "|---|---|---|---|---|---|"]
    lines += [
        f"| {one.name} | {one.task} | {' '.join(one.languages)} | {one.split} | {one.licence} | `{one.sha256}` |"
        for one in DATASETS
    ]
    return "\n".join(lines)


def _scores(results: Sequence[Result], dataset: str) -> dict[str, Score]:
    return next((result.scores for result in results if result.dataset == dataset), {})


def _shown(score: Score | None) -> str:
    return "–" if score is None else f"{score.value:.2f} ({score.low:.2f}–{score.high:.2f})"
