"""The real application over real SQLite; only the analyser is a small stand-in, where the weights do not matter."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.house import House, furnish, open_house
from models.database import connect, writing
from models.keys import SCOPES, create_key
from models.workspaces import create
from nlp.values import (
    LanguageGuess,
    Opinion,
    Polarity,
    Reading,
    Sentiment,
    SentimentReading,
    Text,
    UnitReading,
    Unreadable,
)
from settings import Settings


class PlainAnalyser:
    """Reads every text as one negative unit about delivery; blank texts are unreadable."""

    version = "plain-1"

    def analyse(self, texts: Sequence[Text]) -> list[Reading | Unreadable]:
        return [self.read(text) for text in texts]

    def read(self, text: Text) -> Reading | Unreadable:
        if not text.text.strip():
            return Unreadable("text is empty; wanted at least one character", self.version)
        end = len(text.text)
        vector = np.ones(4, np.float32) / 2
        unit = UnitReading(
            0, end, text.text, Sentiment.NEGATIVE, -0.5, Polarity.NEGATIVE, "delivery", None, 0.9, vector
        )
        return Reading(
            language=LanguageGuess(text.language or "ja", 1.0, "hint"),
            sentiment=SentimentReading(Sentiment.NEGATIVE, -0.5, 0.9),
            intents=("complaint",),
            urgency=1,
            urgency_confidence=0.8,
            signals=(),
            evidence=(),
            flags=(),
            opinions=(Opinion(text.text, 0, end, "delivery", "purchase", Polarity.NEGATIVE, "waiting", 0.9),),
            units=(unit,),
            abstain=False,
            version=self.version,
        )


@dataclass
class Door:
    """A running application, a key for each purpose, and the wake-ups it sent."""

    client: TestClient
    house: House
    workspace_id: int
    keys: dict[str, str]
    rung: list[str] = field(default_factory=list)

    def with_key(self, name: str = "admin") -> dict[str, str]:
        return {"Authorization": f"Bearer {self.keys[name]}"}


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database with the newest tables: migrating takes longer than most tests."""
    chosen = Settings(_env_file=None, data_dir=tmp_path_factory.mktemp("migrated"))
    engine = connect(chosen.database)
    furnish(chosen, engine)
    engine.dispose()  # the last connection to close empties the write-ahead log into the file
    return chosen.data_dir / "kikitori.sqlite3"


@pytest.fixture
def settings(tmp_path: Path, migrated: Path) -> Settings:
    (tmp_path / "var").mkdir()
    shutil.copy(migrated, tmp_path / "var")
    return Settings(_env_file=None, data_dir=tmp_path / "var", rate_limit_per_minute=100_000)


@pytest.fixture
def open_door(settings: Settings) -> Iterator[Callable[..., Door]]:
    """Opens the application, with other settings or another analyser where a test wants them."""
    opened: list[Door] = []

    def open_it(analyser: object | None = None, **changes: object) -> Door:
        chosen = settings.model_copy(update=changes)
        rung: list[str] = []
        house = open_house(chosen, load=lambda: analyser or PlainAnalyser(), ring=rung.append)  # type: ignore[arg-type,return-value]
        workspace_id = furnish(chosen, house.engine)
        keys: dict[str, str] = {}
        with writing(house.sessions) as session:
            for scope in SCOPES:
                keys[scope] = create_key(session, workspace_id, f"only {scope}", [scope])[1]
            keys["stranger"] = create_key(session, create(session, "another house"), "stranger", ["admin"])[1]
        client = TestClient(create_app(chosen, house), raise_server_exceptions=False)
        client.__enter__()
        opened.append(Door(client, house, workspace_id, keys, rung))
        return opened[-1]

    yield open_it
    for door in opened:
        door.client.__exit__(None, None, None)


@pytest.fixture
def door(open_door: Callable[..., Door]) -> Door:
    return open_door()
