"""Writes the measured tables into the documents, and says when they have drifted from the records.

The records under `results/` are the truth; a document holds a copy between two marker comments.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation.details import kinds_table, sets_table, signals_table
from evaluation.fit import SYSTEM
from evaluation.published import published
from evaluation.results import FOLDER, OTHER_DATA, Result, read
from evaluation.speed import SYSTEM as SPEED
from evaluation.steps import Step, as_markdown
from evaluation.targets import FIT_TARGETS, SPEED_TARGETS, TARGETS, Target
from evaluation.themes.record import row_of

LANGUAGE = FOLDER / "language.json"
README = Path(__file__).parents[1] / "README.md"
MEASURED = README.parent / "docs" / "measured.md"

HEADINGS = ("| what | measured | 95 % interval | rows | must reach |", "|---|---|---|---|---|")


def language_table(results: Sequence[Result], *, wanted: bool = True) -> str:
    """The README's table: value, interval, rows, and whether the target is met; not `wanted`: what only informs."""
    ours = [result for result in results if result.system == "kikitori"]
    return targets_table(ours, [target for target in TARGETS if bool(target.must) == wanted])


def targets_table(results: Sequence[Result], targets: Sequence[Target], form: str = ".3f") -> str:
    ours = {r.dataset: r for r in results}
    rows = [
        _target_row(target, ours[target.dataset], form)
        for target in targets
        if target.dataset in ours and target.measure in ours[target.dataset].scores
    ]
    return "\n".join([*HEADINGS, *rows])


def _target_row(target: Target, result: Result, form: str) -> str:
    score = result.scores[target.measure]
    title = target.title + (OTHER_DATA if result.as_declared is False else "")
    verdict = "reached" if target.met(score.value) else "**missed**"
    sign = "≤" if target.lower_is_better else "≥"
    wanted = f"{sign} {target.must:g}: {verdict}" if target.must else "–"
    value, low, high = (f"{part:{form}}" for part in (score.value, score.low, score.high))
    return f"| {title} | {value} | {low}–{high} | {score.n:,} | {wanted} |"


def fit_table(results: Sequence[Result]) -> str:
    """What our classifier reaches after learning from a set's own training rows, then what others published."""
    others = published_table([result.dataset for result in results])
    return "\n".join([targets_table(results, FIT_TARGETS), "", others, "", provenance(results, SYSTEM)])


def published_table(datasets: Sequence[str]) -> str:
    """What others published on these sets; whose rows they are is said beside each figure."""
    lines = [
        f"| {one.dataset} | {one.system} | {one.measure.replace('_', ' ')} | {one.value:.3f} | {one.split} "
        f"| published: {one.source} |"
        for name in dict.fromkeys(datasets)
        for one in published(name)
    ]
    return "\n".join(["| set | system | measure | value | rows | where |", "|---|---|---|---|---|---|", *lines])


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


def detailed(document: str, results: Sequence[Result]) -> str:
    """docs/measured.md with its blocks written anew: what is too long for the README."""
    ours = [result for result in results if result.system == "kikitori"]
    blocks = {
        "informing": language_table(ours, wanted=False), "kinds": kinds_table(ours),
        "signals": signals_table(ours), "sets": sets_table(),
        "published": published_table([result.dataset for result in ours]),
    }  # fmt: skip
    for name, content in blocks.items():
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
    results = read(LANGUAGE)
    text = README.read_text(encoding="utf-8")
    README.write_text(refreshed(text, results, stored_blocks()), encoding="utf-8")
    MEASURED.write_text(detailed(MEASURED.read_text(encoding="utf-8"), results), encoding="utf-8")


if __name__ == "__main__":
    main()
