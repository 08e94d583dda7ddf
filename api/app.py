"""Where the web door is put together, and nothing else."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from fastapi import FastAPI

from api import failures, openapi
from api.house import House, open_house
from api.middleware import BodyLimit, Envelope
from api.pages.router import mount
from api.routes import ROUTERS
from settings import Settings


def create_app(settings: Settings, house: House | None = None) -> FastAPI:
    """The application; `house` is given by tests and by `kikitori run`, else made here and closed with the process."""
    home = house or open_house(settings)
    app = FastAPI(
        title="Kikitori",
        version=_version(),
        docs_url=None,
        redoc_url=None,
        openapi_url="/v1/openapi.json",
        lifespan=_lifespan,
        separate_input_output_schemas=False,
    )
    app.state.house = home
    failures.install(app)
    for router in ROUTERS:
        app.include_router(router)
    mount(app)
    app.add_middleware(BodyLimit, upload_limit=settings.upload_limit_bytes)
    app.add_middleware(Envelope, https=settings.address.startswith("https://"))

    def described() -> dict[str, Any]:
        return openapi.describe(app)

    app.openapi = described  # type: ignore[method-assign]
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    house: House = app.state.house
    house.readers.warm()
    # What stands now stands as long as the process: looking through it again for garbage costs every large page .1 s.
    gc.freeze()
    yield
    house.close()


def _version() -> str:
    try:
        return version("kikitori")
    except PackageNotFoundError:
        return "0"
