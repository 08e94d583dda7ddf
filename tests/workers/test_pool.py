"""Births come by themselves, as candidates first; a month later every theme has the id it had."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from sqlalchemy import select

from models.comments import NewComment
from models.database import Sessions, reading, retrying, writing
from models.intake import accept as take_in
from models.queue import claim, finish
from models.readings import ReadComment, ReadingRow, UnitRow
from models.tables import Theme, ThemeEvent, ThemeLink, Unit
from models.themes import NewTheme, NewThemeRun, Part, accept, proposal, save_discovery, split
from models.workspaces import NewTouchpoint, put_taxonomy
from nlp.themes.births import Birth
from nlp.themes.formation import Formation
from nlp.themes.phrases import Wording
from nlp.themes.values import Theme as Found
from nlp.themes.values import ThemeState, Vector
from nlp.themes.vectors import centroid_of
from workers import pool
from workers.discovery import unit_key
from workers.proposing import ProposalOutcome
from workers.upkeep import discover_workspace, keep_up

MONDAY = datetime(2026, 9, 7, 3, tzinfo=UTC)
SUBJECTS = ("配送が遅い", "値段が高い", "店員が親切", "画面が見にくい", "返品できない")
DIMENSION = 24


def say(database: Sessions, workspace: int, subjects: Sequence[int], week: int, each: int = 16) -> None:
    """So many people a subject; vectors of one subject lie around a direction of its own."""
    chance = np.random.default_rng([week, *subjects])
    axes = np.eye(DIMENSION, dtype=np.float32)
    told = [(subject, person) for subject in subjects for person in range(each)]
    comments = [
        NewComment("survey", f"{week}-{s}-{p}", f"{SUBJECTS[s]}。{_words(chance)}", "survey",
                   MONDAY + timedelta(weeks=week, hours=p), author=f"{week}-{s}-{p}")
        for s, p in told
    ]  # fmt: skip
    with writing(database) as session:
        ids = take_in(session, workspace, comments).new_ids
        leased = claim(session, limit=len(ids), lease_seconds=60)
        subject_of = dict(zip(ids, (s for s, _ in told), strict=True))
        read = []
        for one in leased.comments:
            vector = axes[subject_of[one.id]] + 0.12 * chance.normal(size=DIMENSION).astype(np.float32)
            vector /= np.linalg.norm(vector)
            row = ReadingRow("ja", 1.0, "negative", -0.5, 0.9, (), 1, 0.9, (), False, "v")
            unit = UnitRow(0, 0, len(one.text), "ja", "negative", -0.5, -1, None, None, 0.9, vector)
            read.append(ReadComment(one.id, row, (), (unit,)))
        finish(session, leased.token, read)


def _words(chance: np.random.Generator) -> str:
    """Texts that differ only in a number are near-duplicates, and count as one."""
    return "".join(chr(0x3042 + 2 * int(n)) for n in chance.integers(0, 40, 24))


def ids(database: Sessions) -> dict[int, tuple[str, str]]:
    with reading(database) as session:
        return {theme.id: (theme.code, theme.label["ja"]) for theme in session.scalars(select(Theme))}


def homes(database: Sessions) -> dict[int, int | None]:
    with reading(database) as session:
        return dict(session.execute(select(ThemeLink.unit_id, ThemeLink.theme_id)).all())


def by_axis(rows: Vector, _options: object, min_size: int) -> Formation:
    """In place of the fits, which take minutes on a busy machine: rows that point the same way are a theme."""
    nearest = rows[:, :DIMENSION].argmax(axis=1)
    found = [axis for axis in range(len(SUBJECTS)) if (nearest == axis).sum() >= min_size]
    centroids = np.stack([centroid_of(rows[nearest == axis]) for axis in found])
    return Formation(centroids, np.full(len(found), 0.5, np.float32), np.ones(len(found)), (None,) * len(found))


def test_a_month_later_every_theme_has_its_id_and_its_name(
    database: Sessions, workspace: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("nlp.themes.discovery", "workers.pool", "workers.discovery", "workers.proposing"):
        for name, stand_in in (("formed", by_axis), ("theme_pairs", lambda themes, *_: [()] * len(themes))):
            monkeypatch.setattr(f"{module}.{name}", stand_in, raising=False)
    for week in range(3):
        say(database, workspace, (0, 1, 2, 3), week)
    discover_workspace(database, workspace)
    before, placed = ids(database), homes(database)
    assert len(before) == 4
    say(database, workspace, (0, 1, 2, 3), 4)
    say(database, workspace, (4,), 5, each=30)
    keep_up(database, workspace)
    after_night = ids(database)
    outcome = discover_workspace(database, workspace)
    assert isinstance(outcome, ProposalOutcome)
    with reading(database) as session:
        waiting = proposal(session, workspace, outcome.run_id).waiting
    assert len(after_night) == 5
    if waiting:
        retrying(database, lambda session: accept(session, workspace, outcome.run_id, "佐藤"))
    after, now = ids(database), homes(database)
    assert {theme: after[theme] for theme in before} == before
    moved = sum(now.get(unit) != home for unit, home in placed.items())
    assert moved <= 0.02 * len(placed)
    assert len({code for code, _ in after.values()}) == len(after)


@pytest.mark.parametrize("undone", [False, True])
def test_a_part_that_a_person_split_off_is_not_proposed_to_be_merged_back(
    database: Sessions, workspace: int, monkeypatch: pytest.MonkeyPatch, undone: bool
) -> None:
    for module in ("nlp.themes.discovery", "workers.discovery", "workers.proposing"):
        for name, stand_in in (("formed", by_axis), ("theme_pairs", lambda themes, *_: [()] * len(themes))):
            monkeypatch.setattr(f"{module}.{name}", stand_in, raising=False)
    for week in range(2):
        say(database, workspace, (0, 1), week)
    discover_workspace(database, workspace)
    theme, *_ = ids(database)
    own = sorted(unit for unit, home in homes(database).items() if home == theme)
    with writing(database) as session:
        parted = split(session, workspace, theme, "佐藤", [Part({"ja": "夜の配送"}, own[:16])])
        if undone:
            session.get_one(ThemeEvent, parted.event_id).undone_by = parted.event_id
    outcome = discover_workspace(database, workspace)
    with reading(database) as session:
        kinds = [change.kind for change in proposal(session, workspace, outcome.run_id).changes]
    assert ("merged" in kinds) == undone


@pytest.mark.parametrize(("weeks", "state"), [(1, "candidate"), (2, "active")])
def test_what_no_theme_took_is_born_by_itself(
    database: Sessions, workspace: int, monkeypatch: pytest.MonkeyPatch, weeks: int, state: str
) -> None:
    say(database, workspace, (0, 4), 0, each=8)
    with writing(database) as session:
        places = [NewTouchpoint("delivery", "purchase", "配達便", "Delivery")]
        put_taxonomy(session, workspace, places, {"waiting": {"ja": "お待たせ"}})
    with reading(database) as session:
        units = list(session.scalars(select(Unit.id).order_by(Unit.id)))
    first = NewTheme({"ja": SUBJECTS[0], "en": "late"}, {}, np.eye(DIMENSION, dtype=np.float32)[0], 0.5)
    known = NewThemeRun(0, {}, {}, {}, 0.0, {"": np.zeros(DIMENSION, np.float32)}, 0.1, "24d", [first], [],
                        np.array(units), np.array([0] * 8 + [-1] * 8), np.ones(16, np.float32))  # fmt: skip
    retrying(database, lambda session: save_discovery(session, workspace, known))
    seen: list[int] = []

    def find(waiting: Sequence[object], *_: object, today: date, wording: Wording, **__: object) -> list[Birth]:
        seen.append(len(waiting))
        assert wording == Wording({"delivery": {"ja": "配達便", "en": "Delivery"}}, {"waiting": {"ja": "お待たせ"}})
        members = tuple(unit_key(unit) for unit in units[8:])
        theme = Found(
            index=0, known_id=None, label={"ja": SUBJECTS[4], "en": "returns"}, keywords={},
            centroid=np.eye(DIMENSION, dtype=np.float32)[4], threshold=0.5, member_ids=members, respondents=8,
            polarity_counts=(8, 0, 0), touchpoint=None, pain_point=None, stability=0.9, state=ThemeState.ACTIVE,
            group="", opposite=None, verbatim_ids=members[:2],
        )  # fmt: skip
        return [Birth(theme, today, weeks, 8, 0.9)]

    monkeypatch.setattr(pool, "find_births", find)
    monkeypatch.setattr(pool, "theme_pairs", lambda themes, *_: [()] * len(themes))
    (born,) = keep_up(database, workspace).born
    assert seen == [8]
    with reading(database) as session:
        theme = session.get_one(Theme, born)
        event = session.scalars(select(ThemeEvent).where(ThemeEvent.theme_id == born)).first()
        assert event is not None
        assert (theme.code, theme.state, event.kind, event.by) == ("T-0002", state, "born", "engine")
        assert event.after["pool"] == 8
    assert sum(home == born for home in homes(database).values()) == 8
