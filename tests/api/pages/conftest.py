"""A signed-in browser before the real application, over a real SQLite store of a quarter of the sample's comments."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.house import House, furnish, open_house
from api.people import COOKIE, csrf_of
from models.database import writing
from models.signin import create_link, open_session
from settings import Settings


def _beside(name: str) -> ModuleType:
    """The tests' folders are no packages; what several of them need is loaded from its file."""
    full = f"pages_{name}"
    if full not in sys.modules:
        spec = importlib.util.spec_from_file_location(full, Path(__file__).with_name(f"{name}.py"))
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[full] = module
        spec.loader.exec_module(module)
    return sys.modules[full]


@pytest.fixture(scope="session")
def specimens() -> Any:
    return _beside("specimens")


@pytest.fixture(scope="session")
def payloads() -> list[str]:
    return list(_beside("payloads").PAYLOADS)


@dataclass
class Desk:
    """A person at a browser; `seeded` names ids worth opening."""

    client: TestClient
    house: House
    workspace_id: int
    csrf: str
    seeded: Any

    def text(self, path: str, lang: str = "ja") -> str:
        joint = "&" if "?" in path else "?"
        response = self.client.get(f"{path}{joint}lang={lang}")
        assert response.status_code == 200, (path, response.status_code, response.text[:500])
        return response.text

    def send(self, path: str, **fields: object) -> Any:
        return self.client.post(path, data={"csrf": self.csrf, **fields}, follow_redirects=False)


@pytest.fixture(scope="session")
def open_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Desk]]:
    opened: list[TestClient] = []

    def open_it(fill: Callable[[Any, int], object], name: str = "desk", taxonomy: Path | None = None) -> Desk:
        settings = Settings(_env_file=None, data_dir=tmp_path_factory.mktemp(name), taxonomy=taxonomy)
        house = open_house(settings, load=lambda: None, ring=lambda _: None)  # type: ignore[arg-type,return-value]
        furnish(settings.model_copy(update={"taxonomy": None}), house.engine)  # an earlier start, without the file
        workspace_id = furnish(settings, house.engine)
        seeded = fill(house.sessions, workspace_id)
        with writing(house.sessions) as session:
            token = open_session(session, create_link(session, workspace_id, "佐藤"))
        assert token is not None
        client = TestClient(create_app(settings, house), raise_server_exceptions=False, headers={"accept": "text/html"})
        client.cookies.set(COOKIE, token)
        opened.append(client)
        return Desk(client, house, workspace_id, csrf_of(token), seeded)

    yield open_it
    for client in opened:
        client.app.state.house.close()  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def desk(open_desk: Callable[..., Desk]) -> Desk:
    """Only read from by the tests that use it."""
    return open_desk(_beside("seeding").fill)


@pytest.fixture(scope="session")
def renamed_desk(open_desk: Callable[..., Desk], tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """As full as `desk`, in a house with a taxonomy of its own. Only read from."""
    path = tmp_path_factory.mktemp("taxonomy") / "ours.yaml"
    path.write_text(
        "touchpoints: {product: {}, delivery: {ja: 配達便}, store: {hidden: true}}\n"
        "pain_points: {waiting: {ja: お待たせ}, spam: {hidden: true}}\n",
        encoding="utf-8",
    )
    return open_desk(_beside("seeding").fill, "renamed", path)


@pytest.fixture
def desk_to_work_at(open_desk: Callable[..., Desk]) -> Desk:
    """As full as `desk`, and to be written to."""
    return open_desk(_beside("seeding").fill)


@pytest.fixture
def own_desk(open_desk: Callable[..., Desk]) -> Desk:
    """To be written to."""
    return open_desk(_beside("seeding").fill_small)


@pytest.fixture(scope="session")
def haunted(open_desk: Callable[..., Desk], payloads: list[str]) -> Desk:
    """A store in which every text, name and label was written by somebody who means harm."""
    seeding = _beside("seeding")
    labels = [{"ja": payloads[n], "en": payloads[-n - 1]} for n in range(5)]

    def fill(store: Any, workspace_id: int) -> object:
        return seeding.store_and_read(store, workspace_id, list(seeding.hostile(payloads)), labels)

    return open_desk(fill, "haunted")
