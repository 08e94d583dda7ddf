"""`kikitori themes discover`: over the store, or statelessly over a file: texts in, a theme for each out.

Stateless exit codes are those of `classify`: a bad line has its error in its place and stops nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.classify import BATCH
from api.cli.discover_preview import show
from api.cli.locale import say
from api.cli.screen import Exit, Json, as_json, fail, progress, tell, told

if TYPE_CHECKING:
    from api.cli.lines import Line
    from api.readers import Analyses
    from nlp.values import Reading, Text, Unreadable

Input = Annotated[Path | None, typer.Option("--input", "-i", help=say("discover.input"))]
Output = Annotated[Path | None, typer.Option("--output", "-o", help=say("discover.output"))]
Seed = Annotated[int, typer.Option("--seed", help=say("discover.seed"))]
Preview = Annotated[bool, typer.Option("--preview", help=say("discover.preview"))]
Strict = Annotated[bool, typer.Option("--strict", help=say("classify.strict"))]


def discover(
    input_: Input = None,
    output: Output = None,
    seed: Seed = 0,
    preview: Preview = False,
    strict: Strict = False,
    json: Json = False,
) -> None:
    if input_ is not None and preview:
        fail("discover.preview_of_file")
    if input_ is None and output is not None:
        fail("discover.output_alone")
    if input_ is not None:
        raise typer.Exit(_file(input_, output, seed, strict))
    _store(seed, preview, json)


def _file(source: Path, target: Path | None, seed: int, strict: bool) -> Exit:
    from api.cli.lines import opened, read_lines, write_line, written
    from settings import settings

    with opened(source) as (stream, _):
        lines = list(read_lines(stream, settings().cell_limit_characters))
    answers = list(themed(lines, seed))
    with written(target) as file:
        for answer in answers:
            write_line(file, answer)
    bad = sum("error" in answer for answer in answers)
    themes = len({answer["theme"] for answer in answers if answer.get("theme")})
    tell("discover.done", lines=len(lines), themes=themes, bad=bad)
    return Exit.PARTLY if strict and bad else Exit.OK


def themed(lines: Sequence[Line], seed: int) -> Iterator[Mapping[str, Any]]:
    """An answer for each line, in order."""
    from api.cli.opening import analyser, taxonomy
    from nlp.themes.phrases import Wording
    from nlp.themes.stateless import NamedText, theme_texts

    good = [(line.id, line.text) for line in lines if line.text is not None]
    with progress() as bars:
        bar = bars.add_task(say("classify.progress"), total=len(good))
        reader = Watched(analyser(), lambda count: bars.advance(bar, count))
        texts = [NamedText(str(key), text.text, text.language) for key, text in good]
        found, _ = theme_texts(texts, reader, seed=seed, wording=Wording.own(taxonomy()))
    themes = iter(found)
    for line in lines:
        theme = next(themes) if line.text is not None else None
        if theme is None or theme.error:
            yield {"id": line.id, "error": theme.error if theme else line.error}
            continue
        label = dict(theme.label) if theme.label else None
        yield {"id": line.id, "theme": theme.theme, "label": label, "similarity": round(theme.similarity, 4)}


class Watched:
    """An analyser whose progress is seen."""

    def __init__(self, analyser: Analyses, seen: Callable[[int], None]) -> None:
        self.analyser = analyser
        self.seen = seen

    def analyse(self, texts: Sequence[Text]) -> list[Reading | Unreadable]:
        found: list[Reading | Unreadable] = []
        for part in _parts(texts):
            found += self.analyser.analyse(part)
            self.seen(len(part))
        return found


def _parts(texts: Sequence[Text]) -> Iterable[Sequence[Text]]:
    return (texts[start : start + BATCH] for start in range(0, len(texts), BATCH))


def _store(seed: int, preview: bool, json: bool) -> None:
    from api.cli.opening import store
    from models.themes import SeveralEncoders
    from workers.discovery import DiscoveryOutcome, TooFewUnits
    from workers.preview import preview_discovery
    from workers.proposing import ProposalOutcome
    from workers.upkeep import discover_workspace

    work = preview_discovery if preview else discover_workspace
    with store() as (sessions, workspace_id), progress() as bars:
        bar = bars.add_task(say("discover.progress"), total=1.0)

        def follow(share: float, _note: str) -> None:
            bars.update(bar, completed=share)

        try:
            found = work(sessions, workspace_id, seed, follow)
        except (TooFewUnits, SeveralEncoders) as error:
            fail("error.value", Exit.PARTLY, error=told(error))
    if json:
        as_json(found)
    elif isinstance(found, DiscoveryOutcome):
        tell("discover.stored", themes=found.themes, units=found.units, seconds=found.seconds)
    elif isinstance(found, ProposalOutcome):
        tell("preview.units", moved=found.moved, kept=found.kept)
        tell("discover.proposed", run=found.run_id, changes=found.changes)
    else:
        show(found)
