"""`kikitori classify`: reads texts and keeps nothing.

Exit codes: 0 when every line has its answer or its error in place, 1 with --strict when some line has an error,
2 when there is nothing to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from api.cli.locale import locale, say
from api.cli.screen import Exit, Json, as_json, fail, out, progress, tell

if TYPE_CHECKING:
    from api.cli.lines import Line
    from api.readers import Analyses

BATCH = 512

Words = Annotated[str | None, typer.Argument(help=say("classify.text"))]
Input = Annotated[Path | None, typer.Option("--input", "-i", help=say("classify.input"))]
Output = Annotated[Path | None, typer.Option("--output", "-o", help=say("classify.output"))]
Lang = Annotated[str | None, typer.Option("--lang", help=say("classify.lang"))]
Question = Annotated[str | None, typer.Option("--question", help=say("classify.question"))]
Strict = Annotated[bool, typer.Option("--strict", help=say("classify.strict"))]


def classify(
    text: Words = None,
    input_: Input = None,
    output: Output = None,
    lang: Lang = None,
    question: Question = None,
    strict: Strict = False,
    json: Json = False,
) -> None:
    if (text is None) == (input_ is None):
        fail("classify.one_or_other")
    if input_ is not None:
        raise typer.Exit(_file(input_, output, strict))
    _one(text or "", lang, question, json)


def _one(text: str, lang: str | None, question: str | None, json: bool) -> None:
    from api.cli.opening import analyser, taxonomy
    from api.cli.reading_view import show
    from api.wording import worded
    from nlp.readout import readout
    from nlp.values import Text, Unreadable

    [reading] = analyser().analyse([Text(text, lang, question)])
    if isinstance(reading, Unreadable):
        fail("classify.unreadable", error=worded(reading.error, locale()))
    if json:
        as_json(readout(None, reading))
    else:
        show(out(), text, reading, locale(), taxonomy())


def _file(source: Path, target: Path | None, strict: bool) -> Exit:
    from api.cli.lines import opened, read_lines, written
    from api.cli.opening import analyser
    from settings import settings

    with opened(source) as (stream, size), written(target) as file, progress() as bars:
        bar = bars.add_task(say("classify.progress"), total=size)
        lines, bad = 0, 0
        for batch in batches(read_lines(stream, settings().cell_limit_characters)):
            bad += answer_batch(analyser(), batch, file)
            lines += len(batch)
            bars.update(bar, completed=batch[-1].end)
    tell("classify.done", lines=lines, bad=bad)
    return Exit.PARTLY if strict and bad else Exit.OK


def batches(lines: Iterable[Line], size: int = BATCH) -> Iterator[list[Line]]:
    source = iter(lines)
    while batch := list(islice(source, size)):
        yield batch


def answer_batch(analyser: Analyses, batch: list[Line], file: TextIO) -> int:
    """Writes an answer for each line; returns how many are errors."""
    from api.cli.lines import write_line
    from nlp.readout import readout

    answers = iter(analyser.analyse([line.text for line in batch if line.text is not None]))
    bad = 0
    for line in batch:
        told: Mapping[str, Any] = {"id": line.id, "error": line.error}
        if line.text is not None:
            told = readout(line.id, next(answers))
        bad += "error" in told
        write_line(file, told)
    return bad
