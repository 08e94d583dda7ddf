"""How long the report page takes to open over a million stored comments, on SQLite and on PostgreSQL.

A server of its own, in a process of its own, over a store of its own; the first opening after its start counts.
PostgreSQL is measured when KIKITORI_MEASURE_POSTGRES names a server (postgresql+psycopg://user@host/postgres): a
database is made there for the measurement, and dropped.
"""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Engine, make_url

from evaluation.themes.million import COMMENTS, LABEL, fill
from evaluation.themes.rows import Row
from models.database import connect, migrate, sessions, writing
from models.signin import create_link
from models.workspaces import default_workspace

SERVER = "KIKITORI_MEASURE_POSTGRES"
_NAME = "kikitori_measured"
_ROOT = Path(__file__).parents[2]
_PATIENCE = 120.0


def stored(comments: int = COMMENTS) -> list[Row]:
    """A row a database; none for PostgreSQL when no server is named."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [_opened("SQLite", f"sqlite:///{folder}/kikitori.sqlite3", Path(folder), comments)]
        if os.environ.get(SERVER):
            with _postgres(os.environ[SERVER]) as url:
                rows.append(_opened("PostgreSQL", url, Path(folder), comments))
    return rows


def _opened(name: str, url: str, folder: Path, comments: int) -> Row:
    engine = connect(url)
    migrate(engine)
    with writing(sessions(engine)) as session:
        workspace_id = default_workspace(session, "Asia/Tokyo")
    fill(engine, workspace_id, comments)
    with _server(url, folder) as port:
        first, *again = _seconds(engine, workspace_id, port)
    engine.dispose()
    note = "again " + " and ".join(f"{seconds:.2f} s" for seconds in again) + ", the last over all of the year"
    return Row(f"{comments:,} comments on {name}: report page, seconds", None, first, 2.0, lower=True, note=note)


def _seconds(engine: Engine, workspace_id: int, port: int) -> list[float]:
    """The page as it opens after the sign-in, twice, and over everything that is stored."""
    with writing(sessions(engine)) as session:
        link = create_link(session, workspace_id, "measured")
    _, headers, _ = _get(port, f"/signin?token={link}", {})
    cookie = {"cookie": headers["set-cookie"].split(";")[0], "accept": "text/html"}
    found = []
    for path in ("/", "/", "/?period=all"):
        started = time.monotonic()
        status, _, body = _get(port, path, cookie)
        found.append(time.monotonic() - started)
        if status != http.client.OK or f"{LABEL['ja']}1".encode() not in body:
            raise RuntimeError(f"the page {path} answered {status} without the themes; wanted the report")
    return found


def _get(port: int, path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)) as door:
        door.request("GET", path, headers=headers)
        answer = door.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


@contextmanager
def _server(url: str, folder: Path) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    ours = {"KIKITORI_DATABASE_URL": url, "KIKITORI_DATA_DIR": str(folder), "PYTHONPATH": str(_ROOT)}
    command = [sys.executable, "-m", "api.cli.main", "serve", "--port", str(port)]
    with (folder / "serve.log").open("ab") as log:
        server = subprocess.Popen(command, cwd=_ROOT, env=os.environ | ours, stdout=log, stderr=log)
    try:
        _until_listening(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=_PATIENCE)


def _until_listening(port: int) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            _get(port, "/healthz", {})
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"nothing listens on port {port} after {_PATIENCE:.0f} s")


@contextmanager
def _postgres(server: str) -> Iterator[str]:
    """A new database on the server, dropped afterwards."""
    maker = connect(server).execution_options(isolation_level="AUTOCOMMIT")
    with maker.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {_NAME}")
        connection.exec_driver_sql(f"CREATE DATABASE {_NAME}")
    try:
        yield make_url(server).set(database=_NAME).render_as_string(hide_password=False)
    finally:
        with maker.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {_NAME} WITH (FORCE)")
        maker.dispose()
