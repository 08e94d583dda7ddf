"""What the terminal shows: results on stdout, everything else on stderr; and what the exit codes mean."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from enum import IntEnum
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from api.cli.locale import locale, say

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress


class Exit(IntEnum):
    """0: all done. 1: done in part, or measured and found wanting. 2: the request could not be understood."""

    OK = 0
    PARTLY = 1
    USAGE = 2


Json = Annotated[bool, typer.Option("--json", help=say("option.json"))]


def out() -> Console:
    from rich.console import Console

    return Console()


def err() -> Console:
    from rich.console import Console

    return Console(stderr=True)


def tell(key: str, **values: object) -> None:
    err().print(say(key, **values), highlight=False, markup=False)


def fail(key: str, code: Exit = Exit.USAGE, **values: object) -> NoReturn:
    tell(key, **values)
    raise typer.Exit(code)


def told(error: BaseException) -> str:
    """The error as a sentence in the reader's language."""
    from api.wording import reason_of

    return reason_of(error, locale())


def as_json(value: object) -> None:
    """One JSON document on stdout; dates in ISO 8601, values as they are."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2, default=_plain)
    sys.stdout.write("\n")


def digits_of(score: str) -> int:
    """Behind the point: CES moves by hundredths, NPS and percentages by tenths."""
    return 2 if score == "ces" else 1


@contextmanager
def progress() -> Iterator[Progress]:
    """Bars on stderr, and only where somebody watches."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    console = err()
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bars:
        yield bars


def _plain(value: Any) -> Any:  # noqa: ANN401 - json's own contract
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, set | frozenset | tuple):
        return sorted(value) if isinstance(value, set | frozenset) else list(value)
    if hasattr(value, "tolist"):
        return value.tolist()
    return str(value)
