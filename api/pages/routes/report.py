"""The theme report, and where score and words disagree."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.pages.asking import AskedDep
from api.pages.views.mismatch import groups
from api.pages.views.report import ReportFacts, report_view
from models import reports
from models.insights.story import FactKind
from models.queue import pending

router = APIRouter()


@router.get("/")
def report(asked: AskedDep) -> Response:
    session, workspace_id, filters = asked.session, asked.workspace_id, asked.filters
    findings = reports.story(session, workspace_id, filters)
    facts = ReportFacts(
        summary=reports.summary(session, workspace_id, filters),
        themes=reports.theme_table(session, workspace_id, filters),
        heatmap=reports.touchpoint_heatmap(session, workspace_id, filters),
        findings=findings,
        rising={int(one.theme_id) for one in findings if one.kind is FactKind.RISING},
        waiting=pending(session, workspace_id),
    )
    view = report_view(asked.page.names, facts, asked.form, filters, asked.url)
    return asked.page.render("report.html", view=view)


@router.get("/mismatch")
def mismatch(asked: AskedDep) -> Response:
    found = reports.mismatches(asked.session, asked.workspace_id, asked.filters, 100)
    return asked.page.render("mismatch.html", groups=groups(asked.page.names, found), form=asked.form)
