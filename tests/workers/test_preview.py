"""Looking at what a discovery would change changes nothing, and the discovery then does what was shown."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sqlalchemy import select

from models.database import Sessions, reading
from models.tables import Theme, ThemeEvent, ThemeLink, ThemeRun
from nlp.themes.values import Discovery, Event, EventKind, KnownTheme, Membership, RunRecord, ThemeState
from nlp.themes.values import Theme as Found
from workers import discovery
from workers.discovery import TooFewUnits
from workers.preview import preview_discovery


def seen(known: str | None, unit: str) -> Discovery:
    vector = np.full(4, 0.5, np.float32)
    born = Found(
        index=0, known_id=None, label={"ja": "配送", "en": "delivery"}, keywords={}, centroid=vector, threshold=0.5,
        member_ids=(unit,), respondents=1, polarity_counts=(1, 0, 0), touchpoint=None, pain_point=None, stability=1.0,
        state=ThemeState.ACTIVE, group="g", opposite=None, verbatim_ids=(),
    )  # fmt: skip
    events = [Event(EventKind.BORN, None, 0, "", "", "first discovery")]
    if known:
        events.append(Event(EventKind.MERGED, known, None, "", "", "one theme", ("8",)))
    record = RunRecord(0, 1, 0, 1, 1, 0, 1, 4, 0.1, {})
    return Discovery((born,), (), {unit: Membership(0, 0.9)}, tuple(events), {"": vector}, record)


def test_the_diff_names_what_is_born_and_what_is_proposed(
    database: Sessions, workspace: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    centroid = np.full(4, 0.5, np.float32)
    known = KnownTheme("7", centroid, 0.5, {"ja": "接客"}, member_ids=frozenset({"u"}))
    other = replace(known, id="8", member_ids=frozenset())
    monkeypatch.setattr("workers.preview.look", lambda *_, **__: (None, [known, other], seen("7", "u")))
    found = preview_discovery(database, workspace, 3)
    assert [(c.kind, c.theme_id, c.label["ja"], c.others) for c in found.changes] == [
        ("born", None, "配送", ()),
        ("merged", 7, "接客", (8,)),
    ]
    assert (found.moved, found.kept, found.seed) == (1, 0, 3)
    assert found.changes[0].units == 1


def test_nothing_is_written(database: Sessions, workspace: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discovery, "FEWEST_UNITS", 0)
    monkeypatch.setattr(discovery, "discover", lambda *_, **__: seen(None, "u"))
    assert [change.kind for change in preview_discovery(database, workspace).changes] == ["born"]
    with reading(database) as session:
        for table in (Theme, ThemeRun, ThemeEvent, ThemeLink):
            assert session.scalars(select(table)).all() == []


def test_too_few_units_are_said(database: Sessions, workspace: int) -> None:
    with pytest.raises(TooFewUnits, match="0 units"):
        preview_discovery(database, workspace)
