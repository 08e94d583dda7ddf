"""`kikitori serve` and `kikitori worker`: one process each, for those who start them apart."""

from __future__ import annotations

import logging
import signal
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.locale import say
from api.cli.screen import fail, tell
from api.cli.whereabouts import address_of, noted

if TYPE_CHECKING:
    from fastapi import FastAPI

    from settings import Settings

Host = Annotated[str | None, typer.Option("--host", help=say("option.host"))]
Port = Annotated[int | None, typer.Option("--port", min=0, max=65535, help=say("option.port"))]
NoBeat = Annotated[bool, typer.Option("--no-beat", help=say("worker.no_beat"))]
BeatOnly = Annotated[bool, typer.Option("--beat-only", help=say("worker.beat_only"))]


def serve(host: Host = None, port: Port = None) -> None:
    from api.app import create_app
    from api.cli.opening import configure_logging
    from api.house import furnish, open_house

    configure_logging()
    chosen = with_address(host, port)
    listener = listen(chosen)
    house = open_house(chosen)
    furnish(chosen, house.engine)
    address = address_of(chosen, listener)
    tell("serve.at", address=address)
    with noted(chosen, address):
        serve_on(create_app(chosen, house), listener)


def worker(no_beat: NoBeat = False, beat_only: BeatOnly = False) -> None:
    if no_beat and beat_only:
        fail("worker.nothing_left")
    from api.cli.opening import configure_logging
    from api.house import furnish
    from models.database import connect
    from settings import settings
    from workers.runner import Part, Runner

    configure_logging()
    parts = [part for part in Part if (part is Part.BEAT) == beat_only or not (no_beat or beat_only)]
    engine = connect(settings().database)
    furnish(settings(), engine)
    engine.dispose()
    Runner(settings(), parts).run()


def with_address(host: str | None, port: int | None) -> Settings:
    from settings import settings

    told = {"host": host, "port": port}
    return settings().model_copy(update={name: value for name, value in told.items() if value is not None})


def listen(settings: Settings) -> socket.socket:
    """The port is taken before anything long begins; a busy one is said at once."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        fail("serve.busy", host=settings.host, port=settings.port, error=error.strerror)
    return listener


def serve_on(app: FastAPI, listener: socket.socket) -> None:
    """Until Ctrl-C or SIGTERM; requests that run are answered first."""
    import uvicorn

    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=10, lifespan="on"
    )
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    # uvicorn raises the signal again when it is done; SIGTERM alone would end us before our own tidying up.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])
