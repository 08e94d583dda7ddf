"""Labels are made of what the workspace calls things now."""

from __future__ import annotations

import pytest

from models.database import Sessions, reading, writing
from models.workspaces import NewTouchpoint, put_taxonomy
from nlp.themes.phrases import Wording
from workers.discovery import look
from workers.wording import wording_of

PLACES = [
    NewTouchpoint("delivery", "purchase", "配達便", "Parcel run"),
    NewTouchpoint("survey", "loyalty", "アンケート", "Survey", hidden=True),
]
PAINS = {"waiting": {"ja": "お待たせ", "en": "Our delays"}}
EXPECTED = Wording(
    {"delivery": {"ja": "配達便", "en": "Parcel run"}, "survey": {"ja": "アンケート", "en": "Survey"}}, PAINS
)


class Asked(Exception):
    """Discovery was asked for, with this wording."""


@pytest.fixture
def named(database: Sessions, workspace: int) -> Sessions:
    with writing(database) as session:
        put_taxonomy(session, workspace, PLACES, PAINS)
    return database


def test_hidden_touchpoints_keep_their_names(named: Sessions, workspace: int) -> None:
    with reading(named) as session:
        assert wording_of(session, workspace) == EXPECTED


def test_discovery_is_told_the_names(named: Sessions, workspace: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def discover(*_: object, wording: Wording, **__: object) -> None:
        raise Asked(wording)

    monkeypatch.setattr("workers.discovery.discover", discover)
    monkeypatch.setattr("workers.discovery.FEWEST_UNITS", 0)
    with pytest.raises(Asked) as found:
        look(named, workspace, 0, lambda _share, _note: None)
    assert found.value.args == (EXPECTED,)
