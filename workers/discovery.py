"""Finds the themes of a workspace: units out of storage, discovery, and everything it said back into storage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.database import Sessions

Say = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class DiscoveryOutcome:
    """What a discovery run did, for the terminal and the job."""

    run_id: int
    units: int
    themes: int
    unassigned: int
    seconds: float


def discover_workspace(sessions: Sessions, workspace_id: int, seed: int, progress: Say) -> DiscoveryOutcome:
    raise NotImplementedError
