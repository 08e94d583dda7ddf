"""Starts and stops the worker processes of one machine; used by `kikitori run` and `kikitori worker`."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import IO

from settings import Settings
from workers.broker import ANALYSIS, BACKGROUND, transport_options

logger = logging.getLogger(__name__)

_ROOT = Path(__file__).resolve().parent.parent
_QUIET = ("--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "INFO")


class Part(StrEnum):
    """Reading never waits for an import or a discovery, so they have workers of their own; beat only ticks."""

    ANALYSIS = "analysis"
    BACKGROUND = "background"
    BEAT = "beat"


@dataclass(slots=True)
class Runner:
    """`logs`: a folder for one log a part; None: the terminal. `application`: the module that holds the Celery app."""

    settings: Settings
    parts: Sequence[Part] = tuple(Part)
    logs: Path | None = None
    application: str = "workers.app"
    processes: dict[Part, subprocess.Popen[bytes]] = field(default_factory=dict)
    _started: dict[Part, float] = field(default_factory=dict)

    def start(self) -> None:
        transport_options(self.settings)
        for part in self.parts:
            self._start(part)

    def check(self) -> list[Part]:
        """Start again what has ended; returns which. A part that ends at once is not started more than once in 5 s."""
        ended = [part for part, process in self.processes.items() if process.poll() is not None]
        again = [part for part in ended if time.monotonic() - self._started[part] > 5]
        for part in again:
            logger.warning("%s ended with code %s; starting it again", part, self.processes[part].returncode)
            self._start(part)
        return again

    def stop(self, patience: float = 10.0) -> None:
        """Let each finish its slice; what does not end in time is killed, which loses nothing (see models/queue.py)."""
        for process in self.processes.values():
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        until = time.monotonic() + patience
        for process in self.processes.values():
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.processes.clear()

    def run(self) -> None:
        """Until SIGTERM or Ctrl-C."""
        signal.signal(signal.SIGTERM, _interrupt)
        self.start()
        try:
            while True:
                time.sleep(1)
                self.check()
        except KeyboardInterrupt:
            logger.info("stopping")
        finally:
            self.stop()

    def _start(self, part: Part) -> None:
        command = [sys.executable, "-m", "workers.child", str(os.getpid()), self.application, *self._arguments(part)]
        environment = self._environment()
        with self._log(part) as log:
            # A session of its own: Ctrl-C reaches the runner alone, which then stops its parts in order.
            self.processes[part] = subprocess.Popen(
                command, cwd=_ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
            )
        self._started[part] = time.monotonic()

    def _log(self, part: Part) -> AbstractContextManager[IO[bytes] | None]:
        if self.logs is None:
            return nullcontext()
        self.logs.mkdir(parents=True, exist_ok=True)
        return (self.logs / f"{part}.log").open("ab")

    def _arguments(self, part: Part) -> list[str]:
        if part is Part.BEAT:
            # The plain scheduler keeps its times in memory: nothing is pickled to a file, and a tick lost is no loss.
            return ["beat", "--scheduler", "celery.beat:Scheduler", "--loglevel", "WARNING"]
        queue, count = {
            Part.ANALYSIS: (ANALYSIS, self.settings.worker_processes),
            Part.BACKGROUND: (BACKGROUND, 1),
        }[part]
        return ["worker", "-Q", queue, "-n", f"{part}@%h", "-P", "prefork", "-c", str(count), *_QUIET]

    def _environment(self) -> dict[str, str]:
        """The environment of this process with these settings in it, and one thread for each worker's arithmetic."""
        said = self.settings.model_dump(mode="json", exclude={"secret_key"}, exclude_none=True)
        ours = {
            # What is no string is read from the environment as JSON.
            f"KIKITORI_{name.upper()}": value if isinstance(value, str) else json.dumps(value)
            for name, value in said.items()
        }
        ours["KIKITORI_DATA_DIR"] = str(self.settings.data_dir.resolve())
        path = os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH", "")]))
        return os.environ | ours | {"PYTHONPATH": path, "OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
