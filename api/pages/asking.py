"""What a filter form can choose from, asked of the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from sqlalchemy.orm import Session

from api.pages.filtering import FilterForm, Known, filters_of, form_of, kept
from api.pages.page import Page, PageDep
from api.storage import Reader
from models import reports
from models.reports.filters import Filters
from models.workspaces import sources


@dataclass(frozen=True, slots=True)
class Asked:
    """A page, its filters, and the session its answers come from."""

    page: Page
    session: Session
    filters: Filters
    form: FilterForm

    @property
    def workspace_id(self) -> int:
        return self.page.user.workspace_id

    def url(self, path: str, **more: object) -> str:
        """A link that keeps the filters."""
        return self.page.url(path, **(kept(self.page.request.query_params) | more))


def asked(page: PageDep, session: Reader) -> Asked:
    workspace_id, query = page.user.workspace_id, page.request.query_params
    known = Known(
        span=reports.span(session, workspace_id),
        sources=[source.name for source in sources(session, workspace_id)],
        segments=reports.segment_values(session, workspace_id),
    )
    filters = filters_of(query, known)
    return Asked(page, session, filters, form_of(page.names, query, known, filters))


AskedDep = Annotated[Asked, Depends(asked, scope="function")]
