"""`kikitori train`: new weights from what people corrected and labelled, and whether they read better.

Without --data the weights in use are adapted in seconds; with it everything is trained anew. The weights in use are
never touched: the new ones lie in a folder of their own until KIKITORI_WEIGHTS points there.
Exit codes: 0 when they are to be used, 1 when they are worse, 2 when there is too little to learn from.
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

Data = Annotated[Path | None, typer.Option("--data", help=say("train.data"))]
Target = Annotated[Path, typer.Option("--output", "-o", help=say("train.output"))]
Start = Annotated[Path | None, typer.Option("--start", help=say("train.start"))]
Labelled = Annotated[list[Path] | None, typer.Option("--labelled", help=say("train.labelled"))]
Corrections = Annotated[bool, typer.Option("--corrections/--no-corrections", help=say("train.corrections"))]
Tiny = Annotated[bool, typer.Option("--tiny", help=say("train.tiny"))]

GATE = ("probes_ja", "feedback_ja")


def train(
    output: Target,
    labelled: Labelled = None,
    corrections: Corrections = True,
    data: Data = None,
    start: Start = None,
    tiny: Tiny = False,
    json: Json = False,
) -> None:
    if output.exists() and any(output.iterdir()):
        fail("train.occupied", path=output)
    if data is not None and not data.is_dir():
        fail("train.no_data", path=data)
    own = _own(labelled or [], corrections)
    tell("train.learning", own=len(own))
    raise typer.Exit(_anew(data, output, start, own, tiny, json) if data else _adapted(own, output, json))


def _own(labelled: Sequence[Path], corrections: bool) -> list[Example]:
    from api.cli.opening import reading
    from api.labelled import corrected, labelled_rows

    own = [one for path in labelled for one in labelled_rows(path)]
    if corrections:
        with reading() as (session, workspace_id):
            own += corrected(session, workspace_id)
    return own


def _adapted(own: Sequence[Example], output: Path, json: bool) -> Exit:
    """The weights in use, moved towards the company's own rows; a fifth of the rows is kept apart to judge by."""
    from nlp.encoder import WEIGHTS
    from nlp.training.adapt import FEWEST, adapt
    from settings import settings

    if len(own) < FEWEST:
        fail("train.too_few", own=len(own), fewest=FEWEST)
    if output.exists():
        output.rmdir()  # an empty folder; adapt makes its own
    found = adapt(own, settings().weights or WEIGHTS, output)
    if json:
        as_json(found)
    tell("train.accepted" if found.adopted else "train.refused", path=output.resolve())
    tell("error.value", error=found.reason)
    return Exit.OK if found.adopted else Exit.PARTLY


def _anew(data: Path, output: Path, start: Path | None, own: list[Example], tiny: bool, json: bool) -> Exit:
    from api.cli.opening import configure_logging
    from nlp.training.corpus import own_comments
    from nlp.training.settings import Settings
    from nlp.training.settings import tiny as tiny_settings
    from nlp.training.train import train as train_weights

    configure_logging()
    chosen = tiny_settings() if tiny else Settings()
    train_weights(data, output, chosen, start=start, comments=[*own_comments(), *own])
    return _judge(data, output, json)


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
