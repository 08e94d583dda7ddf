"""One file a resource: check, one call, one answer."""

from __future__ import annotations

from api.routes import classify, feedback, health, jobs, problems, reports, themes, triage

ROUTERS = (
    classify.router,
    feedback.router,
    jobs.router,
    themes.router,
    reports.router,
    triage.router,
    health.router,
    problems.router,
)
