"""`kikitori train`: new weights from what people corrected and labelled, and whether they read better.

Without --data the weights in use are adapted in seconds; with it everything is trained anew; with --encoder what
depends on the encoder is learnt again. Weights are never written over: new ones lie in a folder of their own. Without
--output they are adopted when they read no worse, and --undo takes that back; with it they wait for KIKITORI_WEIGHTS.
Exit codes: 0 when they are to be used, 1 when they are worse, 2 when there is too little to learn from.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.locale import locale, say
from api.cli.screen import Exit, Json, as_json, err, fail, tell

if TYPE_CHECKING:
    from rich.table import Table

    from api.label_sheet import LabelledRows
    from evaluation.results import Result
    from nlp.training.adapt import Outcome
    from nlp.training.corpus import Example
    from nlp.training.own_codes import Taught

Files = Annotated[list[Path] | None, typer.Argument(help=say("train.labelled"))]
Data = Annotated[Path | None, typer.Option("--data", help=say("train.data"))]
Target = Annotated[Path | None, typer.Option("--output", "-o", help=say("train.output"))]
Start = Annotated[Path | None, typer.Option("--start", help=say("train.start"))]
Labelled = Annotated[list[Path] | None, typer.Option("--labelled", help=say("train.labelled"))]
Corrections = Annotated[bool, typer.Option("--corrections/--no-corrections", help=say("train.corrections"))]
Another = Annotated[str | None, typer.Option("--encoder", help=say("train.encoder"))]
Undo = Annotated[bool, typer.Option("--undo", help=say("train.undo"))]
Tiny = Annotated[bool, typer.Option("--tiny", help=say("train.tiny"))]

GATE = ("probes_ja", "feedback_ja")
SHOWN = 5


def train(
    files: Files = None,
    output: Target = None,
    labelled: Labelled = None,
    corrections: Corrections = True,
    data: Data = None,
    start: Start = None,
    encoder: Another = None,
    undo: Undo = False,
    tiny: Tiny = False,
    json: Json = False,
) -> None:
    from settings import settings
    from workers.adopted import adopt, new_folder

    if undo:
        raise typer.Exit(_undone())
    if output is not None and output.exists() and any(output.iterdir()):
        fail("train.occupied", path=output)
    if data is not None and not data.is_dir():
        fail("train.no_data", path=data)
    own = _own([*(files or []), *(labelled or [])], corrections)
    tell("train.learning", own=len(own))
    target = output or new_folder(settings().data_dir)
    if encoder:
        code = _refitted(encoder, data, target, own, tiny, json)
    else:
        code = _anew(data, target, start, own, tiny, json) if data else _adapted(own, target, json)
    if code is Exit.OK:
        if output is None:
            adopt(settings().data_dir, target)
        tell("train.adopted" if output is None else "train.accepted", path=target.resolve())
    raise typer.Exit(code)


def _undone() -> Exit:
    from settings import settings
    from workers.adopted import undo
    from workers.reading import weights_in_use

    if settings().weights:
        fail("train.set_by_hand", path=settings().weights)
    back = undo(settings().data_dir)
    if back is None:
        fail("train.nothing_to_undo")
    tell("train.undone", path=back, now=weights_in_use(settings()))
    return Exit.OK


def _own(labelled: Sequence[Path], corrections: bool) -> list[Example]:
    from api.cli.opening import reading, taxonomy
    from api.labelled import corrected, labelled_rows

    own: list[Example] = []
    for path in labelled:
        found = labelled_rows(path, taxonomy())
        _say_passed_over(path, found)
        own += found.examples
    if corrections:
        with reading() as (session, workspace_id):
            own += corrected(session, workspace_id)
    return own


def _say_passed_over(path: Path, found: LabelledRows) -> None:
    """How many rows teach nothing, and why the first of those that cannot be read cannot."""
    if found.problems:
        tell("train.unreadable", path=path.name, total=len(found.problems))
    for one in found.problems[:SHOWN]:
        reason = one.reason_ja if locale() == "ja" else one.reason_en
        tell("ingest.row", row=one.row, column=one.column or "–", reason=reason)
    if len(found.problems) > SHOWN:
        tell("ingest.more", more=len(found.problems) - SHOWN)
    if found.unlabelled:
        tell("train.unlabelled", path=path.name, total=found.unlabelled)


def _adapted(own: Sequence[Example], output: Path, json: bool) -> Exit:
    """The weights in use, moved towards the company's own rows; a fifth of the rows is kept apart to judge by."""
    from nlp.training.adapt import FEWEST, MOST, adapt
    from settings import settings
    from workers.reading import weights_in_use

    if len(own) < FEWEST:
        fail("train.too_few", own=len(own), fewest=FEWEST)
    if len(own) > MOST:
        tell("train.too_many", own=len(own), most=MOST)
    if output.exists():
        output.rmdir()  # an empty folder; adapt makes its own
    found = adapt(own, weights_in_use(settings()), output)
    if json:
        as_json(found)
    err().print(before_and_after(found))
    for one in found.own:
        _say_own(one)
    if not found.adopted:
        tell("train.refused", path=weights_in_use(settings()))
    if found.adopted:
        tell("train.gained", before=found.before.log_loss, after=found.after.log_loss)
    else:
        tell("train.no_gain")
    return Exit.OK if found.adopted else Exit.PARTLY


def _say_own(one: Taught) -> None:
    """What became of a label that only this company has."""
    from api.cli.opening import taxonomy
    from nlp.training.own_codes import FEWEST

    section = taxonomy().touchpoints if one.task == "touchpoint" else taxonomy().pain_points
    name = section[one.code].in_language(locale()) if one.code in section else one.code
    facts = {"task": say(f"train.task.{one.task}"), "name": name, "rows": one.rows}
    if not (one.right or one.wrong or one.missed):
        tell("train.own_few", **facts, fewest=FEWEST)
    else:
        counts = {"right": one.right, "wrong": one.wrong, "missed": one.missed}
        tell("train.own_kept" if one.kept else "train.own_refused", **facts, **counts)


def before_and_after(outcome: Outcome) -> Table:
    """What each task was read like on the rows kept apart, and what it would be; only better ones are kept."""
    from rich.table import Table

    table = Table(title=say("train.kept_apart", seconds=f"{outcome.seconds:.1f}"))
    for heading in ("train.task", "train.labels", "train.before", "train.after", "train.kept"):
        table.add_column(say(heading))
    for task, count in outcome.before.counted.items():
        if count:
            before, after = outcome.before.accuracy[task], outcome.after.accuracy[task]
            table.add_row(
                say(f"train.task.{task}"),
                f"{count:,}",
                f"{before:.3f}",
                f"{after:.3f}",
                "✓" if task in outcome.tasks else "–",
            )
    return table


def _refitted(encoder: str, data: Path | None, output: Path, own: Sequence[Example], tiny: bool, json: bool) -> Exit:
    """Meaning, blend and thresholds for another encoder, from the comments that come with us and whatever is given."""
    from tempfile import TemporaryDirectory

    from nlp.encoder import load_encoder, split_revision
    from nlp.training.corpus import own_comments
    from nlp.training.refit import refit
    from nlp.training.settings import Settings
    from nlp.training.settings import tiny as tiny_settings
    from settings import settings
    from workers.reading import weights_in_use

    opened = load_encoder(*split_revision(encoder))
    with TemporaryDirectory() as nothing:
        refit(
            data or Path(nothing), weights_in_use(settings()), output, opened,
            tiny_settings() if tiny else Settings(), [*own_comments(), *own],
        )  # fmt: skip
    return _judge(data, output, json)


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


def _judge(data: Path | None, output: Path, json: bool) -> Exit:
    """The weights in use and the new ones on the same held-back rows; a measure that is surely lower is a loss.

    Without `data` on the probes alone, which come with us.
    """
    from evaluation.command import run
    from evaluation.datasets import OWN
    from settings import settings
    from workers.reading import weights_in_use

    root = OWN if data is None else data.parent if data.name == "train" else data
    names = GATE[:1] if data is None else GATE
    before = run(names, data=root, weights=weights_in_use(settings()), console=err())
    after = run(names, data=root, weights=output, console=err())
    lost = worse(before, after)
    if json:
        as_json({"weights": output, "worse": lost, "before": before, "after": after})
    for one in lost:
        tell("train.worse", what=one)
    if lost:
        tell("train.refused", path=output.resolve())
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
