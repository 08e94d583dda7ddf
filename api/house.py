"""What one serving process holds: settings, database, readers, limits, and the bell that wakes the workers."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from api.keyring import Keyring
from api.limits import InFlight, RateLimit
from api.readers import Analyses, Readers
from models.database import connect, migrate, sessions, writing
from models.workspaces import NewTouchpoint, default_workspace, put_touchpoints, touchpoints
from settings import Settings

log = logging.getLogger(__name__)

ANALYSIS = "workers.analyse_pending"
IMPORT = "workers.import_file"
DISCOVERY = "workers.discover_themes"


@dataclass(frozen=True, slots=True)
class House:
    """Made once per process, closed with it."""

    settings: Settings
    engine: Engine
    sessions: sessionmaker[Session]
    readers: Readers
    ring: Callable[[str], object]
    rate: RateLimit
    keyring: Keyring = field(default_factory=Keyring)
    in_flight: InFlight = field(default_factory=InFlight)
    background: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "background"))

    def wake(self, work: str = ANALYSIS) -> None:
        """Rings for a worker; call it after the commit. Without a bell the sweeper finds the work."""
        self.ring(work)

    def close(self) -> None:
        self.readers.close()
        self.background.shutdown(wait=True, cancel_futures=True)
        self.engine.dispose()


def open_house(
    settings: Settings, *, load: Callable[[], Analyses] | None = None, ring: Callable[[str], object] | None = None
) -> House:
    """Opens the database without migrating it: `furnish` does that."""
    engine = connect(settings.database)
    return House(
        settings=settings,
        engine=engine,
        sessions=sessions(engine),
        readers=Readers(load or loader(settings), threads=min(2, os.cpu_count() or 1)),
        ring=ring or bell(settings),
        rate=RateLimit(settings.rate_limit_per_minute),
    )


def furnish(settings: Settings, engine: Engine) -> int:
    """Newest tables, the default workspace and its journey; returns the workspace's id. Safe to repeat."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    migrate(engine)
    with writing(sessions(engine)) as session:
        workspace_id = default_workspace(session, settings.timezone)
        if not touchpoints(session, workspace_id):
            put_touchpoints(session, workspace_id, journey(settings))
    return workspace_id


def journey(settings: Settings) -> list[NewTouchpoint]:
    from nlp.taxonomy import Taxonomy

    taxonomy = Taxonomy.read(settings.taxonomy) if settings.taxonomy else Taxonomy.default()
    return [NewTouchpoint(one.code, one.stage, one.ja, one.en) for one in taxonomy.touchpoints.values()]


def loader(settings: Settings) -> Callable[[], Analyses]:
    """The workers' own way to load it, so that both doors give the same answer."""

    def load() -> Analyses:
        from workers.reading import configured_analyser

        return configured_analyser(settings)

    return load


def bell(settings: Settings) -> Callable[[str], object]:
    def ring(work: str) -> object:
        from workers.wakeups import wake

        return wake(settings, work)

    return ring


def house_of(request: Request) -> House:
    house: House = request.app.state.house
    return house


HouseDep = Annotated[House, Depends(house_of)]
