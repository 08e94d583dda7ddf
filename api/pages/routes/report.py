"""The theme report, and where score and words disagree."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.pages.asking import AskedDep
from api.pages.views.mismatch import MismatchFacts, mismatch_view
from api.pages.views.report import ReportFacts, period_words, report_view
from models import reports
from models.insights.story import FactKind
from models.queue import pending

router = APIRouter()
MISMATCHES = 100


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
    question, names = (asked.session, asked.workspace_id, asked.filters), asked.page.names
    found = reports.mismatches(*question, MISMATCHES + 1)
    facts = MismatchFacts(found, reports.scored(*question), MISMATCHES)
    view = mismatch_view(names, facts, period_words(names, reports.summary(*question)))
    return asked.page.render("mismatch.html", view=view)
