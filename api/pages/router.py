"""All pages under one router."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, FastAPI, Response
from fastapi.staticfiles import StaticFiles
from starlette.types import Scope

from api.pages.errors import problem_page
from api.pages.routes import (
    actions,
    alerts,
    campaigns,
    comments,
    docs,
    hand,
    journey,
    priority,
    proposals,
    report,
    scores,
    seeds,
    signin,
    splitting,
    themes,
    triage,
)
from api.pages.templating import STATIC

pages_router = APIRouter(include_in_schema=False)
for group in (
    report,
    themes,
    proposals,
    seeds,
    hand,
    splitting,
    actions,
    campaigns,
    comments,
    triage,
    journey,
    priority,
    scores,
    alerts,
    signin,
    docs,
):
    pages_router.include_router(group.router)


class KeptFiles(StaticFiles):
    """Addresses carry the content's hash, so browsers may keep the files for a year."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code == 200 and scope.get("query_string"):
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def mount(app: FastAPI) -> None:
    """The pages, their files, and problems shown as pages."""
    app.state.problem_page = problem_page
    app.include_router(pages_router)
    app.mount("/static", KeptFiles(directory=Path(STATIC)), name="static")
