"""One file a resource: check, one call, one answer."""

from __future__ import annotations

from api.routes import capabilities, classify, corrections, feedback, health, jobs, problems, reports, themes, triage

ROUTERS = tuple(
    one.router
    for one in (classify, feedback, corrections, jobs, themes, reports, triage, capabilities, health, problems)
)
