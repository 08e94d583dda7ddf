"""The theme report, and where score and words disagree."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.pages.asking import AskedDep
from api.pages.views.campaigns import campaigns_words
from api.pages.views.guesses import all_guesses
from api.pages.views.mismatch import mismatch_view
from api.pages.views.report import ReportFacts, period_words, report_view
from models import reports
from models.backlog import pending
from models.reports.theme_rows import SHOWN
from models.score_columns import guessed_scores

router = APIRouter()
MISMATCHES = 100
CANDIDATE = "candidate"


@router.get("/")
def report(asked: AskedDep) -> Response:
    session, workspace_id, filters = asked.session, asked.workspace_id, asked.filters
    findings = reports.story(session, workspace_id, filters)
    # One look for both: a second table would mean a second walk over every comment.
    themes = reports.theme_table(session, workspace_id, filters, states=(*SHOWN, CANDIDATE))
    facts = ReportFacts(
        summary=reports.summary(session, workspace_id, filters),
        themes=[row for row in themes if row.state != CANDIDATE],
        candidates=[row for row in themes if row.state == CANDIDATE],
        heatmap=reports.touchpoint_heatmap(session, workspace_id, filters),
        findings=findings,
        waiting=pending(session, workspace_id),
        urgent=reports.urgent_open(session, workspace_id),
    )
    view = report_view(asked.page.names, facts, asked.form, filters, asked.url)
    guessed = all_guesses(asked.page.names, guessed_scores(session, workspace_id, filters.sources))
    copied = campaigns_words(asked.page.names, reports.campaign_table(session, workspace_id, filters))
    return asked.page.render(
        "report.html", view=view, guesses=guessed, copied=copied, campaigns=asked.url("/campaigns")
    )


@router.get("/mismatch")
def mismatch(asked: AskedDep) -> Response:
    question, names = (asked.session, asked.workspace_id, asked.filters), asked.page.names
    found = reports.contradicted(*question, MISMATCHES)
    view = mismatch_view(names, found, asked.form, period_words(names, reports.summary(*question)))
    return asked.page.render("mismatch.html", view=view)
