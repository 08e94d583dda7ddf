"""A company's own themes: planted whole or not at all, with the units that say the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from sqlalchemy import select

from models import queue
from models.comments import NewComment
from models.database import Sessions, reading, writing
from models.intake import accept
from models.reports import events
from models.tables import Theme, ThemeLink, Unit
from models.tables.columns import now
from models.themes import forbid, move_unit
from models.workspaces import NewTouchpoint, put_taxonomy, put_touchpoints
from nlp.values import Reading
from settings import settings
from workers.analysis import read_batch
from workers.assignment import ThemeAssignment
from workers.jobs import run_jobs
from workers.seed_places import place_waiting
from workers.seeding import BadSeeds, Seeding, seed_and_ask, seed_themes, written_out
from workers.upkeep import keep_up

Put = Callable[..., list[int]]
Plant = Callable[[str], Seeding]
# The fake analyser reads texts of equal length (modulo 8) as the same: 8 letters are one thing, 11 another.
LATE, DEAR = "配達がとても遅い", "値段が前よりずっと高い"
OTHER = "店員さんが感じよい人"

GOOD = f"""
themes:
- id: late
  ja: 配送が遅い
  en: Late delivery
  touchpoint: delivery
  examples: [{LATE}]
- id: recall
  ja: 回収
  watch: [リコール]
  examples: [{DEAR}]
"""


@pytest.fixture
def shop(database: Sessions, workspace: int, put: Put, fake: ModuleType) -> Sessions:
    with writing(database) as session:
        put_touchpoints(session, workspace, [NewTouchpoint("delivery", "purchase", "配送", "Delivery")])
    put(LATE, "荷物がまだこない", OTHER, "リコールの件です。" + "どうなりましたか" * 3)
    read_batch(database, fake.FakeAnalyser(), 50)
    return database


@pytest.fixture
def seed(shop: Sessions, workspace: int, fake: ModuleType) -> Plant:
    def write(text: str) -> Seeding:
        return seed_themes(shop, workspace, text, "our_themes.yaml", "佐藤", fake.FakeAnalyser())

    return write


def members(database: Sessions, theme: int) -> set[int]:
    with reading(database) as session:
        found = select(Unit.comment_id).join(ThemeLink, ThemeLink.unit_id == Unit.id)
        return set(session.scalars(found.where(ThemeLink.theme_id == theme)))


def test_seeds_are_pinned_active_and_hold_their_units_at_once(shop: Sessions, workspace: int, seed: Plant) -> None:
    done = seed(GOOD)
    assert (list(done.themes), done.known, done.units) == (["late", "recall"], (), 3)
    with reading(shop) as session:
        themes = session.scalars(select(Theme).order_by(Theme.id)).all()
        (born, *_), _ = (events(session, workspace, theme.id) for theme in themes)
    assert [(t.state, t.pinned, t.named_by, t.label["ja"]) for t in themes] == [
        ("active", True, "person", "配送が遅い"),
        ("active", True, "person", "回収"),
    ]
    assert (born.kind, born.by, born.reason) == ("born", "佐藤", "our_themes.yaml")
    assert members(shop, done.themes["late"]) == {1, 2}
    assert members(shop, done.themes["recall"]) == {4}


def test_what_is_read_later_finds_the_seed_by_nearness_and_by_watch_word(
    shop: Sessions, workspace: int, seed: Plant, put: Put, fake: ModuleType
) -> None:
    done = seed(GOOD)
    with writing(shop) as session:
        new = [NewComment("later", str(n), text, "survey", now()) for n, text in enumerate([LATE, "リコールは本当"])]
        near, watched = accept(session, workspace, new).new_ids
    read_batch(shop, fake.FakeAnalyser(), 50, assign=ThemeAssignment(shop))
    assert near in members(shop, done.themes["late"])
    assert watched in members(shop, done.themes["recall"])


def test_the_same_file_twice_plants_nothing_twice(shop: Sessions, seed: Plant) -> None:
    first, second = seed(GOOD), seed(GOOD)
    assert (second.themes, second.known) == ({}, ("late", "recall"))
    with reading(shop) as session:
        assert sorted(session.scalars(select(Theme.id))) == sorted(first.themes.values())


def test_a_unit_that_a_person_placed_stays(shop: Sessions, workspace: int, seed: Plant) -> None:
    first = seed(GOOD.replace("id: late", "id: other").replace("id: recall", "id: recall2"))
    with writing(shop) as session:
        unit = session.scalars(select(Unit.id).where(Unit.comment_id == 1)).one()
        move_unit(session, workspace, unit, first.themes["recall2"], "佐藤")
    seed(GOOD)
    assert 1 in members(shop, first.themes["recall2"])


def test_a_new_theme_takes_what_a_forbidden_one_held(shop: Sessions, workspace: int, seed: Plant) -> None:
    first = seed(GOOD)
    with writing(shop) as session:
        forbid(session, workspace, first.themes["late"], "佐藤")
        unit = session.scalars(select(Unit.id).where(Unit.comment_id == 4)).one()
        move_unit(session, workspace, unit, None, "佐藤")
    again = seed(GOOD.replace("id: late", "id: late2").replace("id: recall", "id: recall2"))
    assert members(shop, again.themes["late2"]) == {1, 2}
    assert members(shop, again.themes["recall2"]) == set()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("themes: [", "our_themes.yaml line 1 is not YAML"),
        ("テーマ: []", "has no list `themes`"),
        (GOOD.replace("id: late", "id: recall"), "'recall' comes twice"),
        (GOOD.replace("delivery\n", "delivry\n"), "theme 'late': touchpoint is 'delivry'; wanted one of delivery"),
        (GOOD.replace("watch: [リコール]", "pain_point: slow"), "theme 'recall': pain_point is 'slow'; wanted one of"),
        (GOOD.replace("ja: 回収", "labels: 回収"), "theme 'recall': labels is '回収'; wanted names by language"),
        (
            GOOD.replace("ja: 回収", "watchword: 回収"),
            "(recall) has no id or no name; wanted id, and a name by language",
        ),
        (GOOD.replace("[リコール]", "[回]"), "theme 'recall': watch word is '回'; wanted 2 to 100"),
        (GOOD.replace(f"examples: [{DEAR}]", "examples: []"), "theme 'recall' has no examples"),
        (GOOD.replace(f"[{DEAR}]", "[UNREADABLE]"), "theme 'recall': none of its examples can be read"),
    ],
)
def test_a_bad_entry_is_named_and_nothing_is_planted(shop: Sessions, seed: Plant, text: str, wanted: str) -> None:
    with pytest.raises(BadSeeds, match=re.escape(wanted)):
        seed(text)
    with reading(shop) as session:
        assert session.scalars(select(Theme.id)).all() == []


def many(themes: int, examples: int, characters: int) -> str:
    said = [f"{n:x}".rjust(characters, "遅") for n in range(examples)]
    entries = "".join(f"- {{id: t{n}, ja: 名前, examples: [{', '.join(said)}]}}\n" for n in range(themes))
    return f"themes:\n{entries}"


@pytest.mark.parametrize(
    ("text", "wanted", "wanted_ja"),
    [
        (many(301, 1, 8), "has 301 themes; wanted at most 300 a file", "テーマの数が301です。1つのファイルは300まで"),
        (many(1, 3001, 8), "has 3,001 examples; wanted at most 3,000", "例文の数が3,001です。1つのファイルは3,000まで"),
        (many(2, 200, 501), "has 200,400 characters of examples; wanted at most 200,000", "合計が200,400です。"),
        ("#" * 1_000_001, "has 1,000,001 characters; wanted at most 1,000,000", "は1,000,001文字です。"),
    ],
    ids=["themes", "examples", "characters of examples", "characters"],
)
def test_more_than_a_request_may_hold_is_refused_before_any_is_read(
    shop: Sessions, workspace: int, text: str, wanted: str, wanted_ja: str
) -> None:
    class Unasked:
        version = "fake-1"

        def analyse(self, texts: object) -> list[object]:
            raise AssertionError("read all the same")

    with pytest.raises(BadSeeds, match=re.escape(wanted)) as refused:
        seed_and_ask(shop, workspace, text, "ours.yaml", "佐藤", Unasked())  # type: ignore[arg-type]
    assert wanted_ja in refused.value.reason_ja


def test_a_companys_whole_list_goes_in_at_once(shop: Sessions, seed: Plant) -> None:
    done = seed(many(300, 1, 8))
    assert (len(done.themes), done.known) == (300, ())


def test_before_anything_is_read_seeds_wait_and_are_placed_when_there_is_enough(
    database: Sessions, workspace: int, put: Put, fake: ModuleType
) -> None:
    text = GOOD.replace("  touchpoint: delivery\n", "")
    first = seed_themes(database, workspace, text, "ours.yaml", "佐藤", fake.FakeAnalyser())
    assert (first.units, first.waiting) == (0, True)
    assert place_waiting(database, workspace) == 0  # still nothing
    again = seed_themes(database, workspace, text, "ours.yaml", "佐藤", fake.FakeAnalyser())
    assert (again.themes, again.known) == ({}, ("late", "recall"))
    put(LATE, "荷物がまだこない", OTHER, "リコールの件です。" + "どうなりましたか" * 3)
    read_batch(database, fake.FakeAnalyser(), 50, assign=ThemeAssignment(database))
    assert place_waiting(database, workspace, enough=100) == 0
    keep_up(database, workspace)  # four units are too few for a night to judge by
    assert members(database, first.themes["late"]) == set()
    assert place_waiting(database, workspace) == 3
    assert members(database, first.themes["late"]) == {1, 2}
    assert members(database, first.themes["recall"]) == {4}
    with reading(database) as session:
        late = session.get_one(Theme, first.themes["late"])
        newest, born = events(session, workspace, late.id)
    assert (late.touchpoint, late.encoder, late.pinned) == ("delivery", "8d", True)
    assert (newest.kind, newest.by, born.by) == ("renewed", "engine", "佐藤")
    assert place_waiting(database, workspace) == 0  # nothing waits any more


def test_the_night_places_what_waits_before_it_looks_for_themes(
    database: Sessions, workspace: int, put: Put, fake: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = GOOD.replace("  touchpoint: delivery\n", "")
    first = seed_themes(database, workspace, text, "ours.yaml", "佐藤", fake.FakeAnalyser())
    put(*[f"配達がおそい{n:02d}。" for n in range(14)])
    read_batch(database, fake.FakeAnalyser(), 50)
    monkeypatch.setattr("workers.upkeep.discover_first", lambda *_: None)
    keep_up(database, workspace)
    with reading(database) as session:
        assert session.get_one(Theme, first.themes["late"]).centroid != b""


def test_a_page_does_not_wait_for_the_units(shop: Sessions, workspace: int, fake: ModuleType) -> None:
    done = seed_and_ask(shop, workspace, GOOD, "ours.yaml", "佐藤", fake.FakeAnalyser())
    assert members(shop, done.themes["late"]) == set()
    assert run_jobs(shop, settings()) == 1
    assert members(shop, done.themes["late"]) == {1, 2}
    again = seed_and_ask(shop, workspace, GOOD, "ours.yaml", "佐藤", fake.FakeAnalyser())
    assert (again.placed, run_jobs(shop, settings())) == (frozenset(), 0)


def test_a_file_that_is_no_utf8_is_named() -> None:
    assert written_out("﻿themes: []".encode(), "a.yaml") == "themes: []"
    with pytest.raises(BadSeeds, match="is not UTF-8 at byte 0; wanted"):
        written_out("配送".encode("shift_jis"), "a.yaml")


def test_every_language_of_a_name_is_kept(shop: Sessions, seed: Plant) -> None:
    more = "en: Late delivery\n  zh: 配送慢\n  pt-BR: Entrega atrasada\n  labels: {id: Terlambat}"
    late = seed(GOOD.replace("en: Late delivery", more).replace("  ja: 回収", "  ko: 회수")).themes
    with reading(shop) as session:
        labels = [session.get_one(Theme, theme).label for theme in late.values()]
    assert labels[0] == {
        "ja": "配送が遅い",
        "en": "Late delivery",
        "zh": "配送慢",
        "pt-BR": "Entrega atrasada",
        "id": "Terlambat",
    }
    assert labels[1] == {"ja": "회수", "en": "회수", "ko": "회수"}


def test_a_pain_point_of_the_company_is_known(shop: Sessions, workspace: int, seed: Plant) -> None:
    text = GOOD.replace("touchpoint: delivery", "touchpoint: delivery\n  pain_point: melted")
    with pytest.raises(BadSeeds, match="pain_point is 'melted'"):
        seed(text)
    with writing(shop) as session:
        places = [NewTouchpoint("delivery", "purchase", "配送", "Delivery")]
        put_taxonomy(session, workspace, places, {"melted": {"ja": "溶けていた", "en": "Melted"}})
    late = seed(text).themes["late"]
    with reading(shop) as session:
        assert session.get_one(Theme, late).pain_point == "melted"


@pytest.fixture
def wide(fake: ModuleType) -> Any:
    """The analyser with another encoder: the same texts as vectors of another size."""

    class Wide(fake.FakeAnalyser):  # type: ignore[misc, name-defined]
        version = "wide-1"

        def _one(self, text: str) -> Reading:
            found: Reading = super()._one(text)
            units = (replace(u, vector=np.pad(u.vector[::-1], (0, 4))) for u in found.units)
            return replace(found, version=self.version, units=tuple(units))

    return Wide()


def test_another_encoder_is_refused_until_the_comments_are_read_with_it(
    shop: Sessions, workspace: int, seed: Plant, wide: Any
) -> None:
    seed(GOOD)
    text, name = GOOD.replace("id: late", "id: other"), "our_themes.yaml"
    with pytest.raises(BadSeeds, match="'other': its examples are read as 12 numbers, the comments were as 8"):
        seed_themes(shop, workspace, text, name, "佐藤", wide)
    _read_again(shop, wide, 2)
    with pytest.raises(BadSeeds, match=r"cannot be placed yet: .* read the comments again first"):
        seed_themes(shop, workspace, text, name, "佐藤", wide)
    _read_again(shop, wide)
    (other,) = seed_themes(shop, workspace, text, name, "佐藤", wide).themes.values()
    with reading(shop) as session:
        assert session.get_one(Theme, other).encoder == "12d"


def test_a_seed_that_another_encoder_left_without_a_place_is_planted_again_under_its_id(
    shop: Sessions, workspace: int, seed: Plant, wide: Any
) -> None:
    name, text = "our_themes.yaml", GOOD.replace(f"[{DEAR}]", "[色がちがう]")
    recall = seed(text.replace("リコール", "回収します")).themes["recall"]
    _read_again(shop, wide)
    again = seed_themes(shop, workspace, text, name, "佐藤", wide)
    assert (again.themes, again.known) == ({}, ("late", "recall"))
    with reading(shop) as session:
        theme = session.get_one(Theme, recall)
        (last, *_), _ = (events(session, workspace, theme.id), None)
        assert (theme.encoder, theme.label["ja"], theme.state, theme.pinned) == ("12d", "回収", "active", True)
        assert (last.kind, last.by) == ("renewed", "佐藤")
    assert seed_themes(shop, workspace, text, name, "佐藤", wide).units == 0


def _read_again(database: Sessions, analyser: Any, limit: int = 50) -> None:
    with writing(database) as session:
        queue.outdated(session, analyser.version)
    read_batch(database, analyser, limit, assign=ThemeAssignment(database))
