"""Looking at what a discovery would change changes nothing; what is kept as a proposal says the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import ModuleType

import numpy as np
import pytest
from sqlalchemy import select

from models.database import Sessions, reading, writing
from models.tables import Theme, ThemeChange, ThemeEvent, ThemeLink, ThemeRun, Unit
from models.themes import Link, UnitTable, accept, proposal
from models.themes.arrays import pack
from nlp.themes.phrases import Wording
from nlp.themes.values import Discovery, Event, EventKind, KnownTheme, Membership, RunRecord, ThemeState
from nlp.themes.values import Theme as Found
from workers import parting, proposing
from workers.analysis import read_batch
from workers.discovery import TooFewUnits, unit_key
from workers.preview import preview_discovery
from workers.proposing import propose_workspace

Put = Callable[..., list[int]]
VECTOR = np.full(8, 0.35, np.float32)


def theme(index: int, known: str | None, units: tuple[str, ...], label: str) -> Found:
    return Found(
        index=index, known_id=known, label={"ja": label, "en": label}, keywords={}, centroid=VECTOR, threshold=0.5,
        member_ids=units, respondents=len(units), polarity_counts=(1, 0, 0), touchpoint=None, pain_point=None,
        stability=1.0, state=ThemeState.ACTIVE, group="g", opposite=None, verbatim_ids=units[:1],
    )  # fmt: skip


class Shop:
    """Six units: two in each of two known themes, two in none, of which the fresh look makes a third."""

    def __init__(self, units: list[int], themes: list[int]) -> None:
        self.units, self.themes = units, themes

    def look(self, *_: object, **__: object) -> tuple[UnitTable, list[KnownTheme], Discovery]:
        keys = [unit_key(unit) for unit in self.units]
        known = [
            KnownTheme(str(one), VECTOR, 0.5, {"ja": name, "en": name}, VECTOR, frozenset(keys[2 * n : 2 * n + 2]))
            for n, (one, name) in enumerate(zip(self.themes, ("接客", "店員"), strict=True))
        ]
        first, second = (str(one) for one in self.themes)
        found = (
            theme(0, first, tuple(keys[:2]), "接客"),
            theme(1, second, tuple(keys[2:3]), "店員"),
            theme(2, None, tuple(keys[3:]), "配送"),
        )
        events = (
            Event(EventKind.BORN, None, 2, "", "", "67% of its members were in no known theme"),
            Event(EventKind.MERGED, first, 0, "", "", "one theme", (second,)),
            Event(EventKind.DORMANT, second, 1, "active", "dormant", "no units in this window"),
        )
        places = {key: Membership(min(n // 2, 2) if n != 3 else 2, 0.9) for n, key in enumerate(keys)}
        record = RunRecord(0, 6, 0, 6, 3, 0, 8, 4, 0.1, {})
        table = UnitTable(
            ids=np.array(self.units), comment_ids=np.array(self.units), texts=["遅い"] * 6, languages=["ja"] * 6,
            vectors=np.tile(VECTOR, (6, 1)), polarity=np.zeros(6, np.int8), touchpoints=[None] * 6,
            pain_points=[None] * 6, respondents=[f"r{n}" for n in range(6)],
        )  # fmt: skip
        return table, known, Discovery(found, (), places, events, {"": VECTOR}, record)


@pytest.fixture
def shop(database: Sessions, workspace: int, put: Put, fake: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Shop:
    put(*[f"遅い {n}" for n in range(6)])
    read_batch(database, fake.FakeAnalyser(), 50)
    with writing(database) as session:
        units = list(session.scalars(select(Unit.id).order_by(Unit.id)))[:6]
        rows = [
            Theme(workspace_id=workspace, code=f"T-{n:04d}", label={"ja": name}, state="active", threshold=0.5,
                  anchor=pack(VECTOR), centroid=pack(VECTOR))
            for n, name in enumerate(("接客", "店員"), start=1)
        ]  # fmt: skip
        session.add_all(rows)
        session.flush()
        for place, unit in enumerate(units[:4]):
            found = session.get_one(Unit, unit)
            session.add(ThemeLink(unit_id=unit, workspace_id=workspace, theme_id=rows[place // 2].id, similarity=0.9,
                                  comment_id=found.comment_id, received_at=_at(session, found.comment_id)))  # fmt: skip
        made = Shop(units, [row.id for row in rows])
    monkeypatch.setattr(proposing, "look", made.look)
    return made


def _at(session: object, comment_id: int) -> object:
    from models.tables import Comment

    return session.get_one(Comment, comment_id).received_at  # type: ignore[attr-defined]


def test_the_diff_names_what_is_joined_and_what_is_born(database: Sessions, workspace: int, shop: Shop) -> None:
    found = preview_discovery(database, workspace, 3)
    assert [(c.kind, c.theme_id, c.label["ja"], c.others, c.units) for c in found.changes] == [
        ("merged", shop.themes[0], "接客", (shop.themes[1],), 2),
        ("born", None, "配送", (), 3),
    ]
    assert (found.moved, found.kept, found.seed, found.first) == (1, 3, 3, False)
    with reading(database) as session:
        for table in (ThemeRun, ThemeChange, ThemeEvent):
            assert session.scalars(select(table)).all() == []


def test_a_proposal_is_kept_and_carried_out_as_it_was_shown(database: Sessions, workspace: int, shop: Shop) -> None:
    outcome = propose_workspace(database, workspace)
    assert (outcome.changes, outcome.moved, outcome.kept, outcome.state) == (2, 1, 3, "proposed")
    with reading(database) as session:
        shown = proposal(session, workspace, outcome.run_id)
        assert [change.kind for change in shown.changes] == ["merged", "born"]
    with writing(database) as session:
        accept(session, workspace, outcome.run_id, "佐藤")
    with reading(database) as session:
        links = dict(session.execute(select(ThemeLink.unit_id, ThemeLink.theme_id)).all())
        new = session.scalars(select(Theme.id).where(Theme.code == "T-0003")).one()
    assert [links[unit] for unit in shop.units] == [shop.themes[0]] * 3 + [new] * 3


def test_units_a_person_placed_are_not_among_those_that_would_move(
    database: Sessions, workspace: int, shop: Shop
) -> None:
    table, known, found = shop.look()
    moved = replace(found, memberships={**found.memberships, unit_key(shop.units[4]): Membership(0, 0.8)})
    links = {unit: Link(shop.themes[n // 2], 0.9, "engine") for n, unit in enumerate(shop.units[:4])}
    sight = proposing.Sight(table, {int(k.id): k for k in known}, moved, links, Wording())
    assert [change.units for change in proposing._placed(sight)] == [1]
    by_person = proposing.Sight(
        table, sight.known, moved, links | {shop.units[4]: Link(None, 0.0, "person")}, Wording()
    )
    assert list(proposing._placed(by_person)) == []


def test_a_rejected_move_does_not_silence_another_of_as_many_units(
    database: Sessions, workspace: int, shop: Shop
) -> None:
    table, known, found = shop.look()
    links = {unit: Link(shop.themes[n // 2], 0.9, "engine") for n, unit in enumerate(shop.units[:4])}

    def key(place: int, target: int, similarity: float = 0.8) -> str:
        moved = {**found.memberships, unit_key(shop.units[place]): Membership(target, similarity)}
        sight = proposing.Sight(
            table, {int(k.id): k for k in known}, replace(found, memberships=moved), links, Wording()
        )
        (change,) = proposing._placed(sight)
        assert change.units == 1
        return change.key

    assert key(4, 0) == key(4, 0, 0.7)
    assert len({key(4, 0), key(4, 1), key(5, 0)}) == 3


def test_a_theme_too_small_to_be_two_is_not_parted() -> None:
    assert parting.parts_of([], 0, {"": VECTOR}, Wording()) == []


def test_too_few_units_are_said(database: Sessions, workspace: int) -> None:
    with pytest.raises(TooFewUnits, match="0 units"):
        preview_discovery(database, workspace)
