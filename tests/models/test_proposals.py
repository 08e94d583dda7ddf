"""A re-discovery waits for an answer: looked at, accepted or rejected in whole or in part, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from sqlalchemy import select, update

from models import audit
from models.database import Sessions, reading, writing
from models.errors import Conflict, NotFound
from models.intake import accept as accept_comments
from models.queue import claim, finish
from models.sheets.packing import refresh
from models.tables import Theme, ThemeEvent, ThemeLink, ThemeRun, Unit
from models.themes import (
    NewChange,
    NewEvent,
    NewProposal,
    NewTheme,
    NewThemeRun,
    accept,
    assign_units,
    merge,
    move_unit,
    pin,
    proposal,
    proposals,
    reject,
    save_discovery,
    save_proposal,
    take_back,
    undo,
)
from models.themes.arrays import unpack, unpack_named

WHO = "佐藤"
Propose = Callable[..., int]


def axis(n: int) -> np.ndarray[Any, np.dtype[np.float32]]:
    return np.eye(4, dtype=np.float32)[n]


class Shop:
    """Twelve units: four in each of two themes, four in none."""

    def __init__(self, workspace_id: int, units: list[int], themes: tuple[int, ...]) -> None:
        self.workspace_id, self.units = workspace_id, units
        self.a, self.b = themes

    def links(self, session: Any) -> dict[int, int]:
        chosen = select(ThemeLink.unit_id, ThemeLink.theme_id).where(ThemeLink.theme_id.is_not(None))
        return dict(session.execute(chosen).all())

    def places(self, session: Any) -> list[tuple[int | None, str] | None]:
        """Theme and holder of each unit; None: no link at all."""
        rows = session.execute(select(ThemeLink.unit_id, ThemeLink.theme_id, ThemeLink.by))
        found = {unit: (theme, by) for unit, theme, by in rows}
        return [found.get(unit) for unit in self.units]


@pytest.fixture
def shop(store: Sessions, workspace_id: int, made: Any) -> Shop:
    with writing(store) as session:
        accept_comments(session, workspace_id, [made.comment(f"c-{n}", "配送が遅いです。") for n in range(12)])
        leased = claim(session, limit=20, lease_seconds=60)
        finish(session, leased.token, [made.read(c.id) for c in leased.comments])
        units = list(session.scalars(select(Unit.id).order_by(Unit.id)))
        themes = [NewTheme({"ja": f"主題{n}", "en": f"theme {n}"}, {}, axis(n), 0.5) for n in (0, 1)]
        places = np.array([0] * 4 + [1] * 4 + [-1] * 4)
        run = NewThemeRun(
            0, {}, {}, {}, 0.0, {"": axis(3)}, 0.1, "4d", themes, [NewEvent("born", theme=n) for n in (0, 1)],
            np.array(units), places, np.full(12, 0.8, np.float32),
        )  # fmt: skip
        return Shop(workspace_id, units, save_discovery(session, workspace_id, run).theme_ids)


def birth(shop: Shop, key: str = "born:late") -> NewChange:
    detail = {
        "label": {"ja": "返品", "en": "Returns"}, "keywords": {"ja": ["返品"]}, "pairs": [], "touchpoint": "delivery",
        "pain_point": None, "stability": 0.9, "group_key": "g", "group_label": {}, "verbatims": shop.units[8:9],
        "threshold": 0.4, "encoder": "4d", "respondents": 4,
    }  # fmt: skip
    units = np.array(shop.units[8:])
    arrays = {"centroid": axis(2), "unit": units, "similarity": np.full(4, 0.7, np.float32)}
    return NewChange("born", key, None, (), 4, "new", detail, arrays)


def splitting(shop: Shop) -> NewChange:
    parts = [
        {"label": {"ja": "早い方", "en": "first"}, "units": 2, "threshold": 0.5, "verbatims": []},
        {"label": {"ja": "遅い方", "en": "second"}, "units": 2, "threshold": 0.6, "verbatims": []},
    ]
    arrays = {
        "unit_0": np.array(shop.units[:2]), "unit_1": np.array(shop.units[2:4]),
        "centroid_0": axis(3), "centroid_1": axis(2),
    }  # fmt: skip
    return NewChange("split", f"split:{shop.a}", shop.a, (), 2, "two", {"parts": parts}, arrays)


@pytest.fixture
def propose(store: Sessions, shop: Shop) -> Propose:
    def save(*changes: NewChange) -> int:
        with writing(store) as session:
            made = NewProposal(1, {}, {}, {"units": 12}, 0.3, {"": axis(3)}, 1.0, changes, moved=2, kept=6)
            return save_proposal(session, shop.workspace_id, made)

    return save


def ids(session: Any, shop: Shop, run: int) -> list[int]:
    return [change.id for change in proposal(session, shop.workspace_id, run).changes]


def test_looking_changes_nothing(store: Sessions, shop: Shop, propose: Propose) -> None:
    run = propose(splitting(shop), birth(shop))
    with reading(store) as session:
        (found,) = proposals(session, shop.workspace_id)
        assert (found.id, found.waiting, found.moved, found.kept) == (run, 2, 2, 6)
        assert [(c.kind, c.theme_id, c.units, c.state) for c in found.changes] == [
            ("split", shop.a, 2, "proposed"), ("born", None, 4, "proposed"),
        ]  # fmt: skip
        assert session.scalars(select(Theme.id).order_by(Theme.id)).all() == [shop.a, shop.b]
        assert len(shop.links(session)) == 8
        # The means of a proposal are nobody's until it is accepted.
        assert session.get_one(ThemeRun, run).state == "proposed"


def test_a_whole_proposal_is_carried_out_and_taken_back(store: Sessions, shop: Shop, propose: Propose) -> None:
    with reading(store) as session:
        before = shop.links(session)
        centroid = unpack(session.get_one(Theme, shop.a).centroid)
    run = propose(splitting(shop), birth(shop))
    with writing(store) as session:
        done = accept(session, shop.workspace_id, run, WHO)
        assert len(done.changes) == 2
    with reading(store) as session:
        new = [theme for theme in session.scalars(select(Theme).order_by(Theme.id)) if theme.id not in (shop.a, shop.b)]
        assert [(t.code, t.label["en"], t.state) for t in new] == [
            ("T-0003", "second", "active"), ("T-0004", "Returns", "active"),
        ]  # fmt: skip
        links = shop.links(session)
        assert [links[unit] for unit in shop.units] == [shop.a] * 2 + [new[0].id] * 2 + [shop.b] * 4 + [new[1].id] * 4
        assert unpack(session.get_one(Theme, shop.a).centroid).tolist() == axis(3).tolist()
        frozen = session.get_one(ThemeRun, run)
        assert frozen.state == "applied"
        assert dict(zip(*(unpack_named(frozen.members)[n].tolist() for n in ("unit", "theme")), strict=True)) == links
    with writing(store) as session:
        take_back(session, shop.workspace_id, run, WHO)
    with reading(store) as session:
        assert shop.links(session) == before
        assert unpack(session.get_one(Theme, shop.a).centroid).tolist() == centroid.tolist()
        assert [theme.state for theme in session.scalars(select(Theme).order_by(Theme.id))][2:] == ["retired"] * 2
        assert proposal(session, shop.workspace_id, run).waiting == 2
        done = [entry.action for entry in audit.entries(session, shop.workspace_id) if "proposal" in entry.action]
        assert done == ["proposal.taken_back", "proposal.accepted", "proposal.made"]
        assert audit.verify(session, shop.workspace_id) is None


def test_an_id_is_never_given_twice(store: Sessions, shop: Shop, propose: Propose) -> None:
    run = propose(birth(shop))
    for _ in range(2):
        with writing(store) as session:
            accept(session, shop.workspace_id, run, WHO)
            take_back(session, shop.workspace_id, run, WHO)
    with reading(store) as session:
        assert session.scalars(select(Theme.code).order_by(Theme.id)).all() == ["T-0001", "T-0002", "T-0003", "T-0004"]


def test_one_line_is_answered_alone(store: Sessions, shop: Shop, propose: Propose) -> None:
    run = propose(splitting(shop), birth(shop))
    with writing(store) as session:
        first, second = ids(session, shop, run)
        accept(session, shop.workspace_id, run, WHO, [second])
        reject(session, shop.workspace_id, run, WHO, [first])
    with reading(store) as session:
        found = proposal(session, shop.workspace_id, run)
        assert [(c.state, c.by) for c in found.changes] == [("rejected", WHO), ("accepted", WHO)]
        assert len(session.scalars(select(Theme.id)).all()) == 3
    with writing(store) as session, pytest.raises(Conflict, match=r"is accepted; wanted one that is proposed"):
        accept(session, shop.workspace_id, run, WHO, [second])


def test_what_was_rejected_is_not_asked_again(store: Sessions, shop: Shop, propose: Propose) -> None:
    run = propose(splitting(shop), birth(shop))
    with writing(store) as session:
        reject(session, shop.workspace_id, run, WHO, ids(session, shop, run)[:1])
    later = propose(splitting(shop), birth(shop, "born:later"))
    with reading(store) as session:
        assert [c.kind for c in proposal(session, shop.workspace_id, later).changes] == ["born"]
        # The older one nobody will answer any more: the newer asks instead.
        assert [c.state for c in proposal(session, shop.workspace_id, run).changes] == ["rejected", "replaced"]
    with writing(store) as session:
        take_back(session, shop.workspace_id, run, WHO)
    again = propose(splitting(shop))
    with reading(store) as session:
        assert [c.kind for c in proposal(session, shop.workspace_id, again).changes] == ["split"]


def test_what_a_person_did_meanwhile_stands(store: Sessions, shop: Shop, propose: Propose) -> None:
    run = propose(splitting(shop), birth(shop))
    with writing(store) as session:
        move_unit(session, shop.workspace_id, shop.units[8], shop.b, WHO)
        merge(session, shop.workspace_id, shop.a, shop.b, WHO)
    with writing(store) as session:
        done = accept(session, shop.workspace_id, run, WHO)
        assert (len(done.changes), len(done.outdated)) == (1, 1)
    with reading(store) as session:
        assert [c.state for c in proposal(session, shop.workspace_id, run).changes] == ["outdated", "accepted"]
        links = shop.links(session)
        assert links[shop.units[8]] == shop.b
        assert len({links[unit] for unit in shop.units[9:]}) == 1


def test_a_split_taken_back_leaves_all_as_it_was_and_can_be_accepted_again(
    store: Sessions, shop: Shop, propose: Propose
) -> None:
    run = propose(splitting(shop))
    with writing(store) as session:
        before = shop.places(session)
        accept(session, shop.workspace_id, run, WHO)
        part = _part(session)
        assert shop.places(session)[:4] == [(shop.a, "engine")] * 2 + [(part, "engine")] * 2
        # The engine says one of its units again, which wipes the split's mark, and puts a new one there.
        said = np.array([shop.units[2], shop.units[8]])
        assign_units(session, shop.workspace_id, said, np.full(2, part), np.full(2, 0.9, np.float32))
    with writing(store) as session:
        take_back(session, shop.workspace_id, run, WHO)
        assert shop.places(session) == before
    with writing(store) as session:
        done = accept(session, shop.workspace_id, run, WHO)
        assert (len(done.changes), done.outdated) == (1, ())


def test_a_unit_that_a_person_moved_out_of_a_split_stays_there(store: Sessions, shop: Shop, propose: Propose) -> None:
    run = propose(splitting(shop))
    with writing(store) as session:
        accept(session, shop.workspace_id, run, WHO)
        move_unit(session, shop.workspace_id, shop.units[3], shop.b, WHO)
        take_back(session, shop.workspace_id, run, WHO)
        assert shop.places(session)[2:4] == [(shop.a, "engine"), (shop.b, "person")]


def test_a_split_of_the_days_before_holders_were_kept_gives_the_engine_its_units_back(
    store: Sessions, shop: Shop, propose: Propose
) -> None:
    run = propose(splitting(shop))
    with writing(store) as session:
        before = shop.places(session)
        accept(session, shop.workspace_id, run, WHO)
        event = session.get_one(ThemeEvent, _event(session, run))
        event.before = {"_centroid": event.before["_centroid"]}
        session.execute(update(ThemeLink).where(ThemeLink.event_id == event.id).values(by="person"))
    with writing(store) as session:
        take_back(session, shop.workspace_id, run, WHO)
        assert shop.places(session) == before


def test_a_merge_that_cannot_be_whole_is_not_begun(store: Sessions, shop: Shop, propose: Propose) -> None:
    born = propose(birth(shop))
    with writing(store) as session:
        accept(session, shop.workspace_id, born, WHO)
        late = _part(session)
    run = propose(
        NewChange("merged", "m", shop.a, (shop.b, late), 8, "one"),
        NewChange("renamed", "r", shop.a, (), 4, "", {"label": {"ja": "今の名"}}),
    )
    with writing(store) as session:
        merge(session, shop.workspace_id, late, shop.b, WHO)
        refresh(session, shop.workspace_id)
    with writing(store) as session:
        before = shop.places(session)
        centroid = session.get_one(Theme, shop.a).centroid
        first, second = ids(session, shop, run)
        with pytest.raises(Conflict, match="was merged into another"):
            accept(session, shop.workspace_id, run, WHO, [first])
        done = accept(session, shop.workspace_id, run, WHO)
        assert (done.changes, done.outdated) == ((second,), (first,))
    with writing(store) as session:
        assert [c.state for c in proposal(session, shop.workspace_id, run).changes] == ["outdated", "accepted"]
        assert shop.places(session) == before
        assert session.get_one(Theme, shop.a).centroid == centroid
        assert session.get_one(Theme, shop.b).state == "active"
        events = session.scalars(select(ThemeEvent.kind).where(ThemeEvent.theme_id == shop.b))
        assert "merged" not in events.all()
        assert audit.verify(session, shop.workspace_id) is None
        take_back(session, shop.workspace_id, run, WHO)
        assert session.get_one(Theme, shop.a, populate_existing=True).label["ja"] == "主題0"


def test_merges_drift_names_and_moves_are_carried_out(store: Sessions, shop: Shop, propose: Propose) -> None:
    moves = {
        "unit": np.array([shop.units[4], shop.units[8]]), "theme": np.array([shop.a, shop.a]),
        "similarity": np.array([0.9, 0.6], np.float32),
    }  # fmt: skip
    run = propose(
        NewChange("drifted", "d", shop.a, (), 4, "far", {"cosine": 0.8}, {"centroid": axis(2)}),
        NewChange("renamed", "r", shop.a, (), 4, "", {"label": {"ja": "今の名", "en": "now"}}),
        NewChange("placed", "p", None, (), 2, "", {"from_none": 1, "themes": 1}, moves),
        NewChange("merged", "m", shop.b, (shop.a,), 4, "one"),
    )
    with reading(store) as session:
        before = shop.links(session)
    with writing(store) as session:
        first, second, third, _ = ids(session, shop, run)
        accept(session, shop.workspace_id, run, WHO, [first, second, third])
        theme = session.get_one(Theme, shop.a, populate_existing=True)
        assert (theme.label["ja"], unpack(theme.anchor).tolist()) == ("今の名", axis(2).tolist())
        links = shop.links(session)
        assert (links[shop.units[4]], links[shop.units[8]]) == (shop.a, shop.a)
        accept(session, shop.workspace_id, run, WHO)
        assert set(shop.links(session).values()) == {shop.b}
    with writing(store) as session:
        take_back(session, shop.workspace_id, run, WHO)
        theme = session.get_one(Theme, shop.a, populate_existing=True)
        assert (theme.label["ja"], theme.state, unpack(theme.anchor).tolist()) == ("主題0", "active", axis(0).tolist())
        assert shop.links(session) == before


def test_an_undo_on_the_themes_own_page_opens_the_question_again(store: Sessions, shop: Shop, propose: Propose) -> None:
    run = propose(NewChange("renamed", "r", shop.a, (), 4, "", {"label": {"ja": "今の名"}}))
    with writing(store) as session:
        accept(session, shop.workspace_id, run, WHO)
        undo(session, shop.workspace_id, _event(session, run), WHO)
        assert [c.state for c in proposal(session, shop.workspace_id, run).changes] == ["proposed"]
        assert accept(session, shop.workspace_id, run, "鈴木").changes != ()
        assert [c.by for c in proposal(session, shop.workspace_id, run).changes] == ["鈴木"]


def test_a_theme_pinned_meanwhile_does_not_drift(store: Sessions, shop: Shop, propose: Propose) -> None:
    run = propose(NewChange("drifted", "d", shop.a, (), 4, "far", {"cosine": 0.8}, {"centroid": axis(2)}))
    with writing(store) as session:
        pin(session, shop.workspace_id, shop.a, WHO)
        with pytest.raises(Conflict, match=r"T-0001 was pinned since"):
            accept(session, shop.workspace_id, run, WHO, ids(session, shop, run))


def test_proposals_of_another_workspace_and_other_runs_are_not_there(
    store: Sessions, shop: Shop, propose: Propose
) -> None:
    run = propose(birth(shop))
    with reading(store) as session:
        first = session.scalars(select(ThemeRun.id).order_by(ThemeRun.id)).first()
        assert first is not None
        for workspace, one in ((shop.workspace_id + 1, run), (shop.workspace_id, first), (shop.workspace_id, 4711)):
            with pytest.raises(NotFound):
                proposal(session, workspace, one)
    with writing(store) as session, pytest.raises(NotFound, match="change of proposal"):
        accept(session, shop.workspace_id, run, WHO, [4711])


def _part(session: Any) -> int:
    return int(session.scalars(select(Theme.id).where(Theme.code == "T-0003")).one())


def _event(session: Any, run: int) -> int:
    from models.themes.proposals import changes_of

    return int(changes_of(session, run)[0].events[0])
