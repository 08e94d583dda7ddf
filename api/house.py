"""What one serving process holds: settings, names, database, readers, limits, and the bell that wakes the workers."""

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
from models.workspaces import NewTouchpoint, PainPoints, default_workspace, put_taxonomy
from nlp.taxonomy import Taxonomy
from settings import Settings
from workers.reading import configured_taxonomy

log = logging.getLogger(__name__)

ANALYSIS = "workers.analyse_pending"
IMPORT = "workers.import_file"
DISCOVERY = "workers.discover_themes"


@dataclass(frozen=True, slots=True)
class House:
    """Made once per process, closed with it."""

    settings: Settings
    taxonomy: Taxonomy
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
        taxonomy=configured_taxonomy(settings),
        engine=engine,
        sessions=sessions(engine),
        readers=Readers(load or loader(settings), threads=min(2, os.cpu_count() or 1)),
        ring=ring or bell(settings),
        rate=RateLimit(settings.rate_limit_per_minute),
    )


def furnish(settings: Settings, engine: Engine) -> int:
    """Newest tables, the default workspace, its journey and names as the taxonomy has them now; returns its id.

    Safe to repeat.
    """
    taxonomy = configured_taxonomy(settings)
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    migrate(engine)
    with writing(sessions(engine)) as session:
        workspace_id = default_workspace(session, settings.timezone)
        put_taxonomy(session, workspace_id, journey(taxonomy), pain_points(taxonomy))
    return workspace_id


def journey(taxonomy: Taxonomy) -> list[NewTouchpoint]:
    """Stage by stage: a file that only renames a late touchpoint must not bring its stage to the front."""
    stages = list(taxonomy.stages)
    ordered = sorted(taxonomy.touchpoints.values(), key=lambda one: stages.index(one.stage))
    return [NewTouchpoint(one.code, one.stage, one.ja, one.en, one.hidden) for one in ordered]


def pain_points(taxonomy: Taxonomy) -> PainPoints:
    return {one.code: {"ja": one.ja, "en": one.en} for one in taxonomy.pain_points.values()}


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
