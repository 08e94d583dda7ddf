from __future__ import annotations

import time
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from sqlalchemy import insert, select, update

from models.database import Sessions, reading, writing
from models.errors import NotFound, Refused
from models.intake import accept, monday
from models.queue import claim, finish
from models.sheets.packing import refresh, weekly_people
from models.tables import Comment, Theme, ThemeEvent, ThemeLink, ThemeRun, Unit, WeekSheet
from models.themes import (
    NewEvent,
    NewTheme,
    NewThemeRun,
    assign_units,
    assignable,
    forbid,
    known_themes,
    links_of,
    move_unit,
    save_discovery,
    undo,
    units_after,
    units_for_discovery,
    waiting_units,
)
from models.themes.arrays import unpack_named
from models.themes.known import themes_version


def axis(n: int) -> np.ndarray[Any, np.dtype[np.float32]]:
    vector = np.zeros(4, np.float32)
    vector[n] = 1
    return vector


def new_theme(n: int, **changes: Any) -> NewTheme:
    given: dict[str, Any] = {
        "label": {"ja": f"主題{n}", "en": f"theme {n}"},
        "keywords": {"ja": ("配送", "遅い")},
        "centroid": axis(n),
        "threshold": 0.5,
    }
    return NewTheme(**(given | changes))


def new_run(units: list[int], places: list[int], themes: list[NewTheme], **changes: Any) -> NewThemeRun:
    given: dict[str, Any] = {
        "seed": 7,
        "parameters": {"runs": 5},
        "versions": {"bertopic": "0.17.4"},
        "counts": {"units": len(units)},
        "unassigned_share": 0.25,
        "language_means": {"": axis(0), "ja": axis(1)},
        "seconds": 1.5,
        "encoder": "bundled",
        "themes": themes,
        "events": [NewEvent("born", theme=n) for n, theme in enumerate(themes) if theme.known_id is None],
        "unit_ids": np.array(units, np.int64),
        "unit_themes": np.array(places, np.int64),
        "similarities": np.full(len(units), 0.8, np.float32),
    }
    return NewThemeRun(**(given | changes))


@pytest.fixture
def units(store: Sessions, workspace_id: int, made: Any) -> list[int]:
    """Four comments of two units each; the vectors of position 0 and 1 are different axes."""
    with writing(store) as session:
        accept(session, workspace_id, [made.comment(f"c-{n}", "配送が遅いです。店員は親切でした。") for n in range(4)])
        leased = claim(session, limit=10, lease_seconds=60)
        finish(session, leased.token, [made.read(c.id, units=2) for c in leased.comments])
        return list(session.scalars(select(Unit.id).order_by(Unit.id)))


def test_units_come_with_words_vectors_and_voices(store: Sessions, workspace_id: int, units: list[int]) -> None:
    with reading(store) as session:
        table = units_for_discovery(session, workspace_id)
    assert table.ids.tolist() == units
    assert table.texts[:2] == ["配送が遅いです。", "店員は親切でした"]
    assert table.vectors.shape == (8, 4)
    assert table.vectors.dtype == np.float32
    assert table.vectors[1].tolist() == [0, 1, 0, 0]
    assert len(set(table.respondents)) == 4
    assert table.touchpoints[0] == "delivery"


def test_a_sample_is_the_seeds_own(store: Sessions, workspace_id: int, units: list[int]) -> None:
    with reading(store) as session:
        first, again, other = (
            units_for_discovery(session, workspace_id, limit=4, seed=seed).ids.tolist() for seed in (1, 1, 2)
        )
    assert first == again == sorted(first)
    assert len(first) == 4
    assert first != other


def test_units_since_a_day(store: Sessions, workspace_id: int, units: list[int], made: Any) -> None:
    with reading(store) as session:
        day = made.start.date()
        assert len(units_for_discovery(session, workspace_id, since=day)) == 8
        assert len(units_for_discovery(session, workspace_id, since=day.replace(day=day.day + 1))) == 0


def test_all_units_can_be_walked_through(store: Sessions, workspace_id: int, units: list[int]) -> None:
    seen: list[int] = []
    with reading(store) as session:
        while len(page := units_after(session, workspace_id, seen[-1] if seen else 0, limit=3)):
            seen += page.ids.tolist()
    assert seen == units


def test_vectors_of_two_encoders_do_not_mix(store: Sessions, workspace_id: int, units: list[int]) -> None:
    with writing(store) as session:
        session.execute(update(Unit).where(Unit.id == units[0]).values(vector=b"\0\0"))
        with pytest.raises(ValueError, match="wanted one encoder"):
            units_for_discovery(session, workspace_id)


def test_a_discovery_is_written_whole(store: Sessions, workspace_id: int, units: list[int]) -> None:
    with writing(store) as session:
        themes = [new_theme(0, opposite=1), new_theme(1)]
        saved = save_discovery(session, workspace_id, new_run(units[:6], [0, 1, 0, 1, 0, -1], themes))
    with reading(store) as session:
        rows = {t.id: t for t in session.scalars(select(Theme))}
        links = dict(session.execute(select(ThemeLink.unit_id, ThemeLink.theme_id)).all())
        run = session.get_one(ThemeRun, saved.run_id)
        events = session.scalars(select(ThemeEvent.kind)).all()
    first, second = saved.theme_ids
    assert [rows[i].code for i in saved.theme_ids] == ["T-0001", "T-0002"]
    assert rows[first].opposite_id == second
    assert links == dict(zip(units[:5], [first, second, first, second, first], strict=True))
    assert unpack_named(run.members)["theme"].tolist() == [first, second, first, second, first, 0]
    assert events == ["born", "born"]


def test_the_next_discovery_keeps_ids_labels_and_what_people_moved(
    store: Sessions, workspace_id: int, units: list[int]
) -> None:
    with writing(store) as session:
        first = save_discovery(session, workspace_id, new_run(units, [0, 1] * 4, [new_theme(0), new_theme(1)]))
        a, b = first.theme_ids
        session.execute(update(ThemeLink).where(ThemeLink.unit_id == units[0]).values(theme_id=b, by="person"))
    with writing(store) as session:
        themes = [new_theme(2, known_id=a, label={"ja": "別の名"}), new_theme(3)]
        second = save_discovery(session, workspace_id, new_run(units, [0, 1] * 4, themes))
    with reading(store) as session:
        labels = dict(session.execute(select(Theme.id, Theme.label)).all())
        links = dict(session.execute(select(ThemeLink.unit_id, ThemeLink.theme_id)).all())
        known = {t.id: t for t in known_themes(session, workspace_id)}
    assert second.theme_ids[0] == a
    assert second.theme_ids[1] not in (a, b)
    assert labels[a]["ja"] == "主題0"
    assert links[units[0]] == b
    assert links[units[2]] == a
    assert known[a].centroid.tolist() == axis(2).tolist()
    assert known[a].anchor.tolist() == axis(0).tolist()


def test_events_of_the_engine_change_the_state_unless_pinned(
    store: Sessions, workspace_id: int, units: list[int]
) -> None:
    with writing(store) as session:
        first = save_discovery(session, workspace_id, new_run(units, [0, 1] * 4, [new_theme(0), new_theme(1)]))
        a, b = first.theme_ids
        session.execute(update(Theme).where(Theme.id == b).values(pinned=True))
        events = [NewEvent("retired", theme_id=a), NewEvent("retired", theme_id=b)]
        save_discovery(session, workspace_id, new_run([], [], [], events=events))
    with reading(store) as session:
        assert dict(session.execute(select(Theme.id, Theme.state)).all()) == {a: "retired", b: "active"}


def test_assignment_sees_open_themes_and_the_frozen_means(store: Sessions, workspace_id: int, units: list[int]) -> None:
    with writing(store) as session:
        assert assignable(session, workspace_id).themes == ()
        before = themes_version(session, workspace_id)
        save_discovery(session, workspace_id, new_run(units, [0, 1] * 4, [new_theme(0), new_theme(1)]))
        session.execute(update(Theme).where(Theme.code == "T-0002").values(forbidden=True))
        open_themes = assignable(session, workspace_id)
        assert themes_version(session, workspace_id) != before
    assert [t.code for t in open_themes.themes] == ["T-0001"]
    assert open_themes.language_means["ja"].tolist() == axis(1).tolist()


@pytest.mark.parametrize("places", [[0, 1, 2, 0, 0, 0, 0, 0], [0], [-2] * 8])
def test_a_run_that_does_not_fit_is_refused(
    store: Sessions, workspace_id: int, units: list[int], places: list[int]
) -> None:
    run = new_run(units, [0] * 8, [new_theme(0), new_theme(1)])
    broken = NewThemeRun(**{f: getattr(run, f) for f in run.__slots__} | {"unit_themes": np.array(places)})
    with writing(store) as session, pytest.raises(Refused):
        save_discovery(session, workspace_id, broken)


def test_a_theme_of_another_workspace_is_not_known(store: Sessions, workspace_id: int, units: list[int]) -> None:
    with writing(store) as session, pytest.raises(NotFound):
        save_discovery(session, workspace_id, new_run(units, [0] * 8, [new_theme(0, known_id=4711)]))


def test_ten_thousand_units_load_quickly(store: Sessions, workspace_id: int, units: list[int]) -> None:
    with writing(store) as session:
        comment_id = session.scalars(select(Comment.id)).first()
        row = {
            "workspace_id": workspace_id,
            "comment_id": comment_id,
            "start": 0,
            "end": 8,
            "language": "ja",
            "sentiment": "negative",
            "score": 0.0,
            "polarity": -1,
            "confidence": 1.0,
            "vector": bytes(8),
        }
        session.execute(insert(Unit), [row | {"position": n} for n in range(10, 10_010)])
    began = time.process_time()
    with reading(store) as session:
        assert len(units_for_discovery(session, workspace_id)) == 10_008
    assert time.process_time() - began < 5


def test_what_a_forbidden_theme_held_waits_for_another(
    store: Sessions, workspace_id: int, units: list[int], made: Any
) -> None:
    since = made.start.date() - timedelta(days=7)
    with writing(store) as session:
        themes = [new_theme(0), new_theme(1)]
        a, b = save_discovery(session, workspace_id, new_run(units, [0, 0, 0, 0, 1, 1, 1, -1], themes)).theme_ids
        move_unit(session, workspace_id, units[0], None, "佐藤")
        move_unit(session, workspace_id, units[4], a, "佐藤")
        assert waiting_units(session, workspace_id, since)[0].ids.tolist() == [units[7]]
        event = forbid(session, workspace_id, a, "佐藤")
        # What a person took out, or had put into the forbidden theme, is the person's to place.
        assert waiting_units(session, workspace_id, since)[0].ids.tolist() == [*units[1:4], units[7]]
        assert sorted(links_of(session, np.array(units))) == [units[0], *units[4:7]]
        # The engine finds a place for one of them, and none for another.
        near = np.full(2, 0.9, np.float32)
        assign_units(session, workspace_id, np.array(units[1:3]), np.array([b, 0]), near)
        undo(session, workspace_id, event, "佐藤")
        links = dict(session.execute(select(ThemeLink.unit_id, ThemeLink.theme_id)).all())
    assert links == dict(zip(units[:7], [None, b, a, a, a, b, b], strict=True))


def test_only_the_weeks_that_are_spoken_of_are_packed_again(
    store: Sessions, workspace_id: int, units: list[int], made: Any
) -> None:
    near = np.full(1, 0.9, np.float32)
    with writing(store) as session:
        (theme,) = save_discovery(session, workspace_id, new_run(units, [0] * 8, [new_theme(0)])).theme_ids
        later = made.start + timedelta(weeks=3)
        (late,) = accept(session, workspace_id, [made.comment("late", received_at=later)]).new_ids
        leased = claim(session, limit=10, lease_seconds=60)
        finish(session, leased.token, [made.read(late)])
        unit = session.scalars(select(Unit.id).where(Unit.comment_id == late)).one()
        refresh(session, workspace_id)
        assign_units(session, workspace_id, np.array([unit]), np.array([theme]), near)
        assert _stale(session) == [monday(later.date())]
        assert theme in weekly_people(session, workspace_id)[monday(later.date())]
        refresh(session, workspace_id)
        assign_units(session, workspace_id, np.array([unit]), np.array([0]), near)
        assert _stale(session) == [monday(later.date())]


def _stale(session: Any) -> list[date]:
    return list(session.scalars(select(WeekSheet.week).where(WeekSheet.stamp != WeekSheet.built)))
