"""One file a resource: check, one call, one answer."""

from __future__ import annotations

from api.routes import (
    capabilities,
    classify,
    corrections,
    feedback,
    health,
    jobs,
    problems,
    reports,
    scores,
    theme_acts,
    theme_edits,
    theme_proposals,
    themes,
    triage,
)

RESOURCES = (
    classify,
    feedback,
    corrections,
    jobs,
    # Before themes: its paths are words where theirs are numbers.
    theme_proposals,
    themes,
    theme_edits,
    theme_acts,
    reports,
    scores,
    triage,
    capabilities,
    health,
    problems,
)
ROUTERS = tuple(resource.router for resource in RESOURCES)
