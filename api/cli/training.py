"""`kikitori train`: new weights from labelled data and from what people corrected, and whether they are no worse.

The weights in use are never touched: the new ones lie in a folder of their own until KIKITORI_WEIGHTS points there.
Exit codes: 0 when they are no worse, 1 when they are, 2 when there is nothing to learn from.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.locale import say
from api.cli.screen import Exit, Json, as_json, err, fail, tell

if TYPE_CHECKING:
    from evaluation.results import Result
    from nlp.training.corpus import Example

Data = Annotated[Path, typer.Option("--data", help=say("train.data"))]
Target = Annotated[Path, typer.Option("--output", "-o", help=say("train.output"))]
Start = Annotated[Path | None, typer.Option("--start", help=say("train.start"))]
Labelled = Annotated[list[Path] | None, typer.Option("--labelled", help=say("train.labelled"))]
Corrections = Annotated[bool, typer.Option("--corrections/--no-corrections", help=say("train.corrections"))]
Tiny = Annotated[bool, typer.Option("--tiny", help=say("train.tiny"))]

GATE = ("probes_ja", "feedback_ja")


def train(
    data: Data,
    output: Target,
    start: Start = None,
    labelled: Labelled = None,
    corrections: Corrections = True,
    tiny: Tiny = False,
    json: Json = False,
) -> None:
    import logging

    from api.cli.opening import configure_logging, reading
    from api.labelled import corrected, labelled_rows
    from nlp.training.corpus import own_comments
    from nlp.training.settings import Settings
    from nlp.training.settings import tiny as tiny_settings
    from nlp.training.train import train as train_weights

    if not data.is_dir():
        fail("train.no_data", path=data)
    if (output / "classifier.json").exists():
        fail("train.occupied", path=output)
    configure_logging(logging.INFO)
    own: list[Example] = [one for path in labelled or [] for one in labelled_rows(path)]
    if corrections:
        with reading() as (session, workspace_id):
            own += corrected(session, workspace_id)
    tell("train.learning", own=len(own))
    train_weights(data, output, tiny_settings() if tiny else Settings(), start=start, comments=[*own_comments(), *own])
    raise typer.Exit(_judge(data, output, json))


def _judge(data: Path, output: Path, json: bool) -> Exit:
    """Both bundles on the same held-back rows; a measure that is surely lower makes the new one worse."""
    from evaluation.command import run

    root = data.parent if data.name == "train" else data
    before = run(GATE, data=root, console=err())
    after = run(GATE, data=root, weights=output, console=err())
    lost = worse(before, after)
    if json:
        as_json({"weights": output, "worse": lost, "before": before, "after": after})
    for one in lost:
        tell("train.worse", what=one)
    tell("train.refused" if lost else "train.accepted", path=output.resolve())
    return Exit.PARTLY if lost else Exit.OK


def worse(before: Sequence[Result], after: Sequence[Result]) -> list[str]:
    """Measures whose new value lies below the old interval; counts and times are no measures of quality."""
    new = {result.dataset: result.scores for result in after}
    return [
        f"{result.dataset} {name}: {score.value:.3f} → {new[result.dataset][name].value:.3f}"
        for result in before
        for name, score in result.scores.items()
        if name in new.get(result.dataset, {}) and not is_error(name) and new[result.dataset][name].value < score.low
    ]


def is_error(name: str) -> bool:
    """Where less is better, the interval says nothing about losing."""
    return "error" in name or "ece" in name
