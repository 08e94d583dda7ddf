"""The `kikitori` command: which commands there are, and what becomes of errors."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

import typer

from api.cli import keys, numbers, quarantine, theme_list
from api.cli.analyse import analyse
from api.cli.classify import classify
from api.cli.evaluating import evaluate
from api.cli.ingest import ingest
from api.cli.keys import signin
from api.cli.locale import say
from api.cli.reporting import report
from api.cli.running import demo, run
from api.cli.screen import Exit, tell
from api.cli.serving import serve, worker
from api.cli.status import status
from api.cli.training import train

COMMANDS: dict[str, Callable[..., None]] = {
    "run": run,
    "demo": demo,
    "ingest": ingest,
    "analyse": analyse,
    "report": report,
    **numbers.COMMANDS,
    "classify": classify,
    "status": status,
    "signin": signin,
    "serve": serve,
    "worker": worker,
    "train": train,
    "evaluate": evaluate,
}
GROUPS = {"themes": theme_list.app, "keys": keys.app, "quarantine": quarantine.app}

app = typer.Typer(
    name="kikitori",
    help=say("app.help"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _add_commands() -> None:
    """In the order of `--help`: what a newcomer needs first comes first."""
    for name, command in COMMANDS.items():
        app.command(name, help=say(f"help.{name}"))(command)
    for name, group in GROUPS.items():
        app.add_typer(group, name=name)


_add_commands()


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs one command and leaves with its exit code; mistakes of the user end as one sentence."""
    try:
        app(args=None if arguments is None else list(arguments))
    except KeyboardInterrupt:
        tell("error.stopped")
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(Exit.OK)
    except Exception as error:
        if not explained(error):
            raise
        sys.exit(Exit.USAGE)


def explained(error: Exception) -> bool:
    """Whether the error is the user's to mend; then it has been told."""
    from pydantic import ValidationError

    from models.errors import Conflict, NotFound, Refused
    from nlp.classifier import UnfitWeightsError
    from nlp.taxonomy import BadTaxonomy

    if isinstance(error, OSError) and error.filename is not None:
        tell("error.file", path=error.filename, error=error.strerror or type(error).__name__)
    elif isinstance(error, ValidationError) and error.title == "Settings":
        tell("error.settings", error="; ".join(one["msg"] for one in error.errors()))
    elif isinstance(error, OverflowError):
        tell("error.number")
    elif isinstance(error, NotFound | Conflict | Refused | UnfitWeightsError | BadTaxonomy):
        tell("error.value", error=error)
    elif hasattr(error, "reason_ja") and hasattr(error, "reason_en"):
        from api.cli.locale import locale

        tell("error.value", error=error.reason_ja if locale() == "ja" else error.reason_en)
    else:
        return False
    return True


if __name__ == "__main__":
    main()
