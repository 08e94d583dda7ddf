"""`kikitori run`: everything for one machine, from an empty folder to an open report. `demo`: the same, to try."""

from __future__ import annotations

import logging
import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.locale import say
from api.cli.screen import fail, out, progress, tell, told
from api.cli.serving import Host, Port, listen, serve_on, with_address
from api.cli.whereabouts import address_of, noted

if TYPE_CHECKING:
    from api.house import House
    from workers.runner import Runner

Sample = Annotated[bool, typer.Option("--sample/--no-sample", help=say("run.sample"))]
DataDir = Annotated[Path | None, typer.Option("--data-dir", help=say("option.data_dir"))]
Once = Annotated[bool, typer.Option("--once", help=say("run.once"))]
SAMPLE = Path("sample.sample")
STUCK_SECONDS = 180.0
OWNER = "owner"


def run(
    host: Host = None, port: Port = None, data_dir: DataDir = None, sample: Sample = True, once: Once = False
) -> None:
    if data_dir is not None:
        os.environ["KIKITORI_DATA_DIR"] = str(data_dir)
    _run(host, port, sample, once)


def demo(host: Host = None, port: Port = None, once: Once = False) -> None:
    with tempfile.TemporaryDirectory(prefix="kikitori-demo-") as folder:
        os.environ["KIKITORI_DATA_DIR"] = folder
        os.environ["KIKITORI_DATABASE_URL"] = os.environ["KIKITORI_BROKER_URL"] = ""
        _run(host, port, True, once)


def _run(host: str | None, port: int | None, sample: bool, once: bool) -> None:
    from api.app import create_app
    from api.house import furnish, open_house
    from workers.runner import Runner

    chosen = with_address(host, port)
    listener = listen(chosen)
    address = address_of(chosen, listener)
    tell("run.data", path=chosen.data_dir.resolve())
    house = open_house(chosen)
    _load_weights(house)
    workspace_id = furnish(chosen, house.engine)
    _log_to(chosen.data_dir / "logs")
    runner = Runner(chosen, logs=chosen.data_dir / "logs")
    runner.start()
    try:
        prepare(house, workspace_id, runner, sample)
        show_summary(house, workspace_id)
        if once:
            return
        out().print(say("run.open", link=sign_in_link(house, workspace_id, address)), highlight=False, soft_wrap=True)
        tell("run.stop")
        with _kept_alive(runner), noted(chosen, address):
            serve_on(create_app(chosen, house), listener)
    finally:
        listener.close()
        runner.stop()
    tell("error.stopped")


def _load_weights(house: House) -> None:
    """Broken weights are said at once, not after the workers have tried for minutes."""
    try:
        house.readers.warm().result()
    except Exception as error:  # whatever the libraries below make of a broken file
        fail("run.no_weights", error=told(error))


def prepare(house: House, workspace_id: int, runner: Runner, sample: bool) -> None:
    """The sample where there is nothing yet; then everything read, and themes where there are none."""
    from api.cli.waiting import is_empty, themes_are_missing, wait_for_job, wait_for_reading

    if sample and is_empty(house, workspace_id):
        _import_sample(house, workspace_id)
    wait_for_reading(house, runner, STUCK_SECONDS)
    if themes_are_missing(house, workspace_id):
        wait_for_job(house, workspace_id, runner)


def _import_sample(house: House, workspace_id: int) -> None:
    from workers.ingestion import ImportOptions, import_path

    options = ImportOptions(connector="sample", source="sample", zone=house.settings.zone)
    with progress() as bars:
        bar = bars.add_task(say("run.importing"), total=None)
        report = import_path(
            house.sessions, workspace_id, SAMPLE, options, lambda rows: bars.update(bar, completed=rows)
        )
    house.wake()
    tell("run.imported", new=report.new, seconds=report.seconds)


def show_summary(house: House, workspace_id: int) -> None:
    from api.cli.report_view import show
    from api.cli.reporting import report_of
    from models.database import reading

    with reading(house.sessions) as session:
        show(out(), report_of(session, workspace_id, top=10))


def sign_in_link(house: House, workspace_id: int, address: str) -> str:
    """Works once, within half an hour."""
    from models.database import retrying
    from models.signin import create_link

    token = retrying(house.sessions, lambda session: create_link(session, workspace_id, OWNER))
    return f"{address}/signin?token={token}"


@contextmanager
def _kept_alive(runner: Runner) -> Iterator[None]:
    """Worker processes that end are started again while the pages are served."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(2.0):
            runner.check()

    watcher = threading.Thread(target=watch, name="runner", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _log_to(folder: Path) -> None:
    """The terminal is for the person; what happened is in the log."""
    folder.mkdir(parents=True, exist_ok=True)
    file = logging.FileHandler(folder / "api.log", encoding="utf-8")
    file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(file)
    root.setLevel(logging.INFO)
    logging.captureWarnings(True)
