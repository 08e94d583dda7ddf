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
    theme_edits,
    themes,
    triage,
)

RESOURCES = (
    classify,
    feedback,
    corrections,
    jobs,
    themes,
    theme_edits,
    reports,
    triage,
    capabilities,
    health,
    problems,
)
ROUTERS = tuple(resource.router for resource in RESOURCES)
