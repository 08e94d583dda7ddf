"""What every page needs: who looks, in which language, at what time; and how a template becomes an answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from api.house import HouseDep
from api.pages.names import Names, names
from api.pages.templating import templates
from api.pages.tongue import LOCALES, Tongue, preferred, tongue
from api.people import PageUser, PageUserDep
from api.storage import Reader
from models.workspaces import touchpoints, workspace

COOKIE = "kikitori_lang"
YEAR_SECONDS = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Page:
    """One request for a page."""

    request: Request
    user: PageUser
    names: Names
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def tongue(self) -> Tongue:
        return self.names.tongue

    @property
    def path(self) -> str:
        return self.request.url.path

    def render(self, template: str, status: int = 200, **values: object) -> HTMLResponse:
        return render(self.request, self.tongue, template, status, page=self, user=self.user, **values)

    def url(self, path: str, **query: object) -> str:
        """A path with the query as given; empty values are left out."""
        kept = {name: value for name, value in query.items() if value not in (None, "", [], ())}
        return f"{path}?{urlencode(kept, doseq=True)}" if kept else path

    def again(self, **changed: object) -> str:
        """This page's own address with parts of its query changed; None removes one."""
        query: dict[str, object] = {name: self.request.query_params.getlist(name) for name in self.request.query_params}
        return self.url(self.path, **(query | {"done": None} | changed))


def page(request: Request, house: HouseDep, user: PageUserDep, session: Reader) -> Page:
    zone = workspace(session, user.workspace_id).zone
    spoken = tongue(locale_of(request, house.settings.locale), zone)
    return Page(request, user, names(spoken, touchpoints(session, user.workspace_id), house.taxonomy))


PageDep = Annotated[Page, Depends(page, scope="function")]


def locale_of(request: Request, otherwise: str = "") -> str:
    """Asked for in the address, else chosen before, else the browser's, else the house's."""
    for wish in (request.query_params.get("lang", ""), request.cookies.get(COOKIE, "")):
        if wish in LOCALES:
            return wish
    return preferred(request.headers.get("accept-language", ""), otherwise or "ja")


def render(request: Request, spoken: Tongue, template: str, status: int = 200, **values: object) -> HTMLResponse:
    shown = (
        templates()
        .get_template(template)
        .render(
            request=request,
            tongue=spoken,
            t=spoken.t,
            html=spoken.html,
            lang=spoken.code,
            status=status,
            languages={code: _in_language(request, code) for code in LOCALES},
            **values,
        )
    )
    answer = HTMLResponse(shown, status)
    if request.query_params.get("lang") in LOCALES:
        secure = request.url.scheme == "https"
        answer.set_cookie(COOKIE, spoken.code, max_age=YEAR_SECONDS, samesite="lax", httponly=True, secure=secure)
    return answer


def back(path: str, done: str = "") -> RedirectResponse:
    """After a form: to the page again, so that reloading sends nothing twice; `done` names the word of thanks."""
    joint = "&" if "?" in path else "?"
    return RedirectResponse(f"{path}{joint}done={done}" if done else path, 303)


def own_path(wish: str, otherwise: str) -> str:
    """A path of this site, never another's: browsers read two slashes of any kind as the start of a host."""
    local = wish.startswith("/") and not wish.startswith(("//", "/\\")) and "\n" not in wish and "\r" not in wish
    return wish if local else otherwise


def _in_language(request: Request, code: str) -> str:
    query = [(name, value) for name, value in request.query_params.multi_items() if name not in ("lang", "token")]
    return f"{request.url.path}?{urlencode([*query, ('lang', code)])}"
