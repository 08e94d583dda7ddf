"""Writes the measured tables into the documents, and says when they have drifted from the records.

The records under `results/` are the truth; a document holds a copy between two marker comments.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.fit import SYSTEM
from evaluation.metrics import Score
from evaluation.published import published
from evaluation.results import FOLDER, Result, read
from evaluation.speed import SYSTEM as SPEED
from evaluation.steps import Step, as_markdown
from evaluation.themes.record import row_of

LANGUAGE = FOLDER / "language.json"
README = Path(__file__).parents[1] / "README.md"


@dataclass(frozen=True, slots=True)
class Target:
    """One row of the issue's table: a measure of a data set, what it must reach and what we aim at."""

    dataset: str
    measure: str
    title: str
    must: float
    aim: float
    lower_is_better: bool = False

    def met(self, value: float) -> bool:
        return value <= self.must if self.lower_is_better else value >= self.must


TARGETS: tuple[Target, ...] = (
    Target("jrte_pn", "macro_f1", "Japanese hotel review sentences (jrte_pn), macro-F1", 0.75, 0.82),
    Target("jrte_pn", "negative_recall", "the same, recall of negative", 0.70, 0.80),
    Target("amazon_ja_pos_neg", "accuracy", "Japanese product reviews, positive or negative, accuracy", 0.89, 0.94),
    Target("amazon_ja", "macro_f1", "Japanese product reviews, three classes, macro-F1", 0.63, 0.70),
    Target("feedback_ja", "macro_f1", "held-back Japanese comments, four classes, macro-F1", 0.74, 0.86),
    Target("probes_ja", "accuracy", "minimal pairs, 24 kinds, sentences read right", 0.75, 0.90),
    Target("feedback_ja_quotes", "touchpoint_accuracy", "touchpoint of a quote, accuracy", 0.65, 0.80),
    Target("feedback_ja_quotes", "pain_point_accuracy", "pain point of a quote, accuracy", 0.58, 0.75),
    Target("feedback_ja_intents", "micro_f1", "intents, micro-F1", 0.80, 0.88),
    Target("feedback_ja_urgency", "recall_at_precision_85", "urgency 2 or 3, recall at 85 % precision", 0.65, 0.80),
    Target("umsab", "mean_macro_f1", "tweets in 8 languages (UMSAB dev), zero-shot, mean macro-F1", 0.52, 0.60),
    *(
        Target(name, "calibration_error", f"calibration error, {title}", 0.06, 0.03, lower_is_better=True)
        for name, title in (
            ("feedback_ja", "Japanese comments"),
            ("jrte_pn", "Japanese hotel reviews"),
            ("amazon_ja", "Japanese product reviews"),
            ("us_airline", "English (tweets to airlines)"),
            ("germeval2017", "German (railway feedback)"),
            ("chinese_reviews", "Chinese reviews"),
        )
    ),
)
FIT_TARGETS: tuple[Target, ...] = (
    Target("umsab", "mean_macro_f1", "tweets in 8 languages (UMSAB), mean macro-F1", 0.57, 0.65),
    Target("nhs_phase1", "theme_accuracy", "NHS comments with their question, theme, accuracy", 0.74, 0.78),
    Target("nhs_phase1", "theme_accuracy_text_alone", "the same, from the text alone", 0.74, 0.78),
    Target("nhs_phase1", "criticality_r", "NHS comments with their question, criticality, r", 0.74, 0.80),
    Target("nhs_phase1", "criticality_r_text_alone", "the same, from the text alone", 0.74, 0.80),
    Target("banking77", "accuracy_5_folds", "BANKING77, 77 intents, accuracy", 0.0, 0.0),
    Target("clinc150", "accuracy", "CLINC150, 150 intents in scope, accuracy", 0.0, 0.0),
)
SPEED_TARGETS: tuple[Target, ...] = (
    Target("own_comments_ja", "comments_per_second_two_processes", "full reading in batch, comments/s", 1500, 5000),
    Target("own_comments_ja", "processor_ms_per_comment", "the same, processor ms a comment", 0, 0),
    Target("own_comments_ja", "one_comment_p50_ms", "one comment, p50, ms", 5, 2, lower_is_better=True),
    Target("own_comments_ja", "one_comment_processor_p50_ms", "the same, processor ms", 0, 0),
    Target("own_comments_ja", "characters_per_comment", "characters of a comment", 0, 0),
)


HEADINGS = ("| what | measured | 95 % interval | rows | must reach |", "|---|---|---|---|---|")


def language_table(results: Sequence[Result]) -> str:
    """The README's table: value, interval, rows, and whether the target is met."""
    return targets_table([r for r in results if r.system == "kikitori"], TARGETS)


def targets_table(results: Sequence[Result], targets: Sequence[Target], form: str = ".3f") -> str:
    ours = {r.dataset: r.scores for r in results}
    rows = [
        _target_row(target, ours[target.dataset][target.measure], form)
        for target in targets
        if target.measure in ours.get(target.dataset, {})
    ]
    return "\n".join([*HEADINGS, *rows])


def _target_row(target: Target, score: Score, form: str) -> str:
    verdict = "reached" if target.met(score.value) else "**missed**"
    sign = "≤" if target.lower_is_better else "≥"
    wanted = f"{sign} {target.must:g}: {verdict}" if target.must else "–"
    value, low, high = (f"{part:{form}}" for part in (score.value, score.low, score.high))
    return f"| {target.title} | {value} | {low}–{high} | {score.n:,} | {wanted} |"


def fit_table(results: Sequence[Result]) -> str:
    """What our classifier reaches after learning from a set's own training rows, then what others published."""
    lines = [targets_table(results, FIT_TARGETS), "", *PUBLISHED_HEADINGS]
    lines += [
        f"| {one.dataset} | {one.system} | {one.measure.replace('_', ' ')} | {one.value:.3f} | {one.split} "
        f"| published: {one.source} |"
        for result in results
        for one in published(result.dataset)
    ]
    return "\n".join([*lines, "", provenance(results, SYSTEM)])


PUBLISHED_HEADINGS = ("| set | system | measure | value | rows | where |", "|---|---|---|---|---|---|")


def speed_table(results: Sequence[Result]) -> str:
    return f"{targets_table(results, SPEED_TARGETS, ',.1f')}\n\n{provenance(results, SPEED)}"


def peer_table(results: Sequence[Result]) -> str:
    """Every system on the rows it can read, macro-F1 (or accuracy for two classes), in the same run."""
    lines = ["| data set | system | macro-F1 | accuracy | recall of negative |", "|---|---|---|---|---|"]
    compared = {r.dataset for r in results if r.system != "kikitori"}
    for result in results:
        if result.dataset in compared:
            cells = " | ".join(f"{result.scores[m].value:.3f}" for m in ("macro_f1", "accuracy", "negative_recall"))
            lines.append(f"| {result.dataset} | {result.system} {result.version[:12]} | {cells} |")
    return "\n".join(lines)


def provenance(results: Sequence[Result], system: str = "kikitori") -> str:
    one = next(r for r in results if r.system == system)
    return f"Weights `{one.version}`, code `{one.code}`, {one.machine}."


def with_block(document: str, name: str, content: str) -> str:
    """The document with what stands between its `<!-- name -->` markers replaced."""
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    if start not in document or end not in document:
        raise ValueError(f"the document has no block {name!r}; wanted the markers {start} and {end}")
    head, rest = document.split(start, 1)
    return f"{head}{start}\n{content}\n{end}{rest.split(end, 1)[1]}"


def themes_table(record: Mapping[str, Any]) -> str:
    """The rows of `kikitori evaluate themes --json`, with stock BERTopic beside ours and the verdict on each."""
    lines = ["| what | stock BERTopic | Kikitori | must reach |", "|---|---|---|---|"]
    for row in map(row_of, record["rows"]):
        verdict = "" if row.must is None else f"{row.wanted}: {'reached' if row.met else '**missed**'}"
        stock = "–" if row.stock is None else _figure(row.stock)
        lines.append(f"| {row.name} | {stock} | {_figure(row.ours)} | {verdict} |")
    told = [f"weights `{', '.join(sorted({row['weights'] for row in record['rows']}))}`"]
    told += [f"code `{', '.join(sorted({row['code'] for row in record['rows']}))}`", record["machine"]]
    return "\n".join([*lines, "", f"{', '.join(told).capitalize()}."])


def _figure(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def steps_table(record: Mapping[str, Any]) -> str:
    steps = [Step(**step) for step in record["steps"]]
    return f"{as_markdown(steps)}\n\nCode `{record['code']}`, {record['machine']}."


def refreshed(document: str, results: Sequence[Result], blocks: Mapping[str, str] | None = None) -> str:
    """The document with every measured block written anew; `blocks` beyond the language tables by marker name."""
    scores = f"{language_table(results)}\n\n{provenance(results)}"
    for name, content in ({"scores": scores, "peers": peer_table(results)} | dict(blocks or {})).items():
        document = with_block(document, name, content)
    return document


def stored_blocks() -> dict[str, str]:
    """What stands in the records beside the language scores, where it was measured."""
    plain: dict[str, Callable[[Mapping[str, Any]], str]] = {"themes": themes_table, "steps": steps_table}
    scored: dict[str, Callable[[Sequence[Result]], str]] = {"fit": fit_table, "speed": speed_table}
    files = {name: FOLDER / f"{name}.json" for name in (*plain, *scored)}
    known = {name for name, path in files.items() if path.exists()}
    found = {name: plain[name](json.loads(files[name].read_text(encoding="utf-8"))) for name in plain if name in known}
    return found | {name: scored[name](read(files[name])) for name in scored if name in known}


def main() -> None:
    text = README.read_text(encoding="utf-8")
    README.write_text(refreshed(text, read(LANGUAGE), stored_blocks()), encoding="utf-8")


if __name__ == "__main__":
    main()
