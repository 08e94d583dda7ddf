"""The `kikitori` command: which commands there are, and what becomes of errors."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any

import typer

from api.cli import keys, numbers, quarantine, theme_list
from api.cli.analyse import analyse
from api.cli.classify import classify
from api.cli.evaluating import evaluate
from api.cli.help_panels import word_panels
from api.cli.ingest import ingest
from api.cli.keys import signin
from api.cli.locale import locale, say
from api.cli.reporting import report
from api.cli.running import demo, run
from api.cli.screen import Exit, tell, told
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
INTERRUPTED = 130  # what typer makes of Ctrl-C
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
        word_panels(sys.argv[1:] if arguments is None else arguments)
        # Not `standalone`: typer would tell the mistakes itself, in English only.
        code = app(args=None if arguments is None else list(arguments), standalone_mode=False) or Exit.OK
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(Exit.OK)
    except Exception as error:
        if not explained(error):
            raise
        code = Exit.USAGE
    if code == INTERRUPTED:
        tell("error.stopped")
    sys.exit(code)


def explained(error: Exception) -> bool:
    """Whether the error is the user's to mend; then it has been told."""
    from pydantic import ValidationError

    from api.wording import worded
    from nlp.classifier import UnfitWeightsError
    from nlp.taxonomy import BadTaxonomy

    if isinstance(error, OSError) and error.filename is not None:
        tell("error.file", path=error.filename, error=worded(error.strerror or type(error).__name__, locale()))
    elif isinstance(error, ValidationError) and error.title == "Settings":
        tell("error.settings", error="; ".join(worded(one["msg"], locale()) for one in error.errors()))
    elif isinstance(error, OverflowError):
        tell("error.number")
    elif isinstance(error, typer.BadParameter.__bases__[0]):  # typer's name for all misuse is not public
        _misused(error)
    elif isinstance(error, UnfitWeightsError | BadTaxonomy) or hasattr(error, f"reason_{locale()}"):
        tell("error.value", error=told(error))
    else:
        return False
    return True


def _misused(error: Any) -> None:  # noqa: ANN401 - typer's own, see above
    """A command, an option or a value that there is not: which, and where the help is. Bare groups show it anyway."""
    from api.wording import worded

    if type(error).__name__ == "NoArgsIsHelpError":
        return
    tell("error.value", error=worded(error.format_message(), locale()))
    if error.ctx is not None:
        tell("error.help", command=error.ctx.command_path)


if __name__ == "__main__":
    main()
