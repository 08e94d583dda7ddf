"""One file a resource: check, one call, one answer."""

from __future__ import annotations

from api.routes import (
    actions,
    campaigns,
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
    theme_seeds,
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
    theme_seeds,
    themes,
    theme_edits,
    theme_acts,
    actions,
    campaigns,
    reports,
    scores,
    triage,
    capabilities,
    health,
    problems,
)
ROUTERS = tuple(resource.router for resource in RESOURCES)
