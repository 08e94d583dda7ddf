"""Entry of a process that the runner starts: Celery, and the promise to end when the runner is gone.

A runner that is killed cannot stop its children; without this they would live on and the next start would add more.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
import threading
import time

_LOOK_EVERY_SECONDS = 1.0


def main(arguments: list[str]) -> None:
    """`arguments`: the runner's process id, the module that holds the application, Celery's own arguments."""
    runner, module, *rest = arguments
    threading.Thread(target=_end_with, args=(int(runner),), daemon=True).start()
    importlib.import_module(module).app.start(rest)


def _end_with(runner: int) -> None:
    while os.getppid() == runner:
        time.sleep(_LOOK_EVERY_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main(sys.argv[1:])
