"""Another encoder reads: nothing is lost, nobody waits for ever, and themes keep their ids, names and units."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from sqlalchemy import select, update

from models import queue
from models.comments import NewComment
from models.database import Sessions, reading, writing
from models.intake import accept
from models.tables import Comment, Theme, ThemeEvent, ThemeLink, ThemeRun, Unit
from models.themes import NewSeed, NewTheme, NewThemeRun, SeedExamples, SeveralEncoders, plant, save_discovery
from models.themes.arrays import unpack
from models.themes.known import language_means
from nlp.themes.values import Facet, Vector
from nlp.themes.vectors import FACET_DIMENSION, features
from nlp.values import Reading
from workers.analysis import read_batch
from workers.assignment import ThemeAssignment
from workers.preview import preview_discovery
from workers.proposing import ProposalOutcome
from workers.seed_places import place_waiting
from workers.upkeep import discover_workspace, keep_up

OLD, NEW = 8, 12
LATE, KIND, RETURNS = "配達が遅いので困りました", "店員さんがとても親切でした", "返品がとても面倒です"
START = datetime(2026, 9, 7, 3, tzinfo=UTC)


@dataclass
class Shop:
    """A store whose two themes hold eight comments each; a third theme, and a pinned fourth, hold none."""

    database: Sessions
    workspace: int
    fake: ModuleType
    late: int = 0
    kind: int = 0
    empty: int = 0
    pinned: int = 0
    stored: int = 0

    def put(self, text: str, count: int = 1) -> list[int]:
        """As many comments that begin so, each with words of its own; the fake analyser looks at the length alone."""
        chance = np.random.default_rng(self.stored)
        comments = []
        for _ in range(count):
            self.stored += 1
            words = "".join(chr(0x3042 + 2 * int(n)) for n in chance.integers(0, 40, 24))
            received = START + timedelta(hours=self.stored)
            comments.append(NewComment("survey", f"{self.stored}", f"{text}{words}", "survey", received))
        with writing(self.database) as session:
            return accept(session, self.workspace, comments).new_ids

    def read(self, analyser: Any, limit: int = 100) -> None:
        read_batch(self.database, analyser, limit, assign=ThemeAssignment(self.database))

    def read_again(self, analyser: Any, limit: int = 100) -> None:
        with writing(self.database) as session:
            queue.outdated(session, analyser.version)
        self.read(analyser, limit)

    def homes(self) -> dict[int, int | None]:
        """The theme of each comment that is in one."""
        with reading(self.database) as session:
            return dict(session.execute(select(ThemeLink.comment_id, ThemeLink.theme_id)).all())

    def themes(self) -> dict[int, tuple[str, str, str, bool]]:
        with reading(self.database) as session:
            return {t.id: (t.code, t.label["ja"], t.state, t.pinned) for t in session.scalars(select(Theme))}

    def theme(self, theme_id: int) -> Theme:
        with reading(self.database) as session:
            return session.get_one(Theme, theme_id)

    def events(self, theme_id: int) -> list[str]:
        with reading(self.database) as session:
            return list(session.scalars(select(ThemeEvent.kind).where(ThemeEvent.theme_id == theme_id)))

    def states(self) -> set[str]:
        with reading(self.database) as session:
            return set(session.scalars(select(Comment.state)))

    def runs(self) -> int:
        with reading(self.database) as session:
            return len(session.scalars(select(ThemeRun.id)).all())


def axis(text: str) -> int:
    return (len(text) + 24) % OLD


def centroid(place: int) -> Vector:
    row = np.eye(OLD, dtype=np.float32)[[place]]
    return features(row, ["ja"], {"": np.zeros(OLD, np.float32)}, [Facet("delivery", None, -1)])[0]


@pytest.fixture
def shop(database: Sessions, workspace: int, fake: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Shop:
    for module in ("pool", "discovery", "proposing"):
        monkeypatch.setattr(f"workers.{module}.theme_pairs", lambda themes, *_: [()] * len(themes))
    made = Shop(database, workspace, fake)
    assert len({axis(text) for text in (LATE, KIND, RETURNS)}) == 3
    made.put(LATE, 8)
    made.put(KIND, 8)
    made.read(fake.FakeAnalyser())
    with writing(database) as session:
        units = list(session.scalars(select(Unit.id).order_by(Unit.id)))
        names = {"遅い": axis(LATE), "親切": axis(KIND), "静か": 1, "回収": 0}
        themes = [NewTheme({"ja": name, "en": name}, {}, centroid(place), 0.7) for name, place in names.items()]
        run = NewThemeRun(
            0, {}, {}, {}, 0.0, {"": np.zeros(OLD, np.float32)}, 0.1, f"{OLD}d", themes, [],
            np.array(units), np.array([0] * 8 + [1] * 8), np.full(16, 0.9, np.float32),
        )  # fmt: skip
        made.late, made.kind, made.empty, made.pinned = save_discovery(session, workspace, run).theme_ids
        pinned = update(Theme).where(Theme.id == made.pinned)
        session.execute(pinned.values(pinned=True, watch_words=["リコール"]))
    return made


@pytest.fixture
def wide(fake: ModuleType) -> Any:
    """The analyser with another encoder: the same texts, vectors of other numbers and another size."""

    class Wide(fake.FakeAnalyser):  # type: ignore[misc, name-defined]
        version = "wide-1"

        def _one(self, text: str) -> Reading:
            found: Reading = super()._one(text)
            vector = np.zeros(NEW, np.float32)
            vector[len(text) % OLD + 4] = 1.0
            return replace(found, version=self.version, units=tuple(replace(u, vector=vector) for u in found.units))

    return Wide()


def test_comments_are_read_again_and_none_is_held_responsible(shop: Shop, wide: Any) -> None:
    before = shop.homes()
    assert len(before) == 16
    shop.read_again(wide)
    assert shop.states() == {"done"}
    assert shop.homes() == before


def test_a_new_comment_waits_for_its_theme_unless_a_watch_word_says_it(shop: Shop, wide: Any) -> None:
    shop.read_again(wide)
    (near,), (word,) = shop.put(LATE), shop.put("リコールのお知らせを見ました")
    shop.read(wide)
    assert shop.states() == {"done"}
    homes = shop.homes()
    assert (near in homes, homes[word]) == (False, shop.pinned)


def test_the_night_gives_themes_their_place_and_who_waited_a_theme(shop: Shop, wide: Any) -> None:
    before = shop.themes()
    shop.read_again(wide)
    (waited,) = shop.put(LATE)
    shop.read(wide)
    keep_up(shop.database, shop.workspace)
    for theme in (shop.late, shop.kind):
        assert shop.themes()[theme] == before[theme]
        assert shop.events(theme) == ["renewed"]
        assert (shop.theme(theme).encoder, len(unpack(shop.theme(theme).centroid))) == ("12d", NEW + FACET_DIMENSION)
    assert shop.homes()[waited] == shop.late
    with reading(shop.database) as session:
        assert len(language_means(session, shop.workspace)[""]) == NEW
        near = session.scalars(select(ThemeLink.similarity).where(ThemeLink.theme_id == shop.late)).all()
    assert len(near) == 9
    assert all(value > 0.97 for value in near)
    (later,) = shop.put(KIND)
    shop.read(wide)
    assert shop.homes()[later] == shop.kind


def test_a_theme_without_a_unit_rests_and_a_pinned_one_stands(shop: Shop, wide: Any) -> None:
    shop.read_again(wide)
    keep_up(shop.database, shop.workspace)
    assert (shop.theme(shop.empty).state, shop.theme(shop.pinned).state) == ("dormant", "active")
    assert (shop.events(shop.empty), shop.events(shop.pinned)) == (["dormant"], ["dormant"])
    runs = shop.runs()
    keep_up(shop.database, shop.workspace)
    assert (shop.runs(), shop.events(shop.empty)) == (runs, ["dormant"])


def test_a_theme_that_gets_units_later_gets_its_place_then(shop: Shop, wide: Any) -> None:
    shop.read_again(wide)
    keep_up(shop.database, shop.workspace)
    shop.put("リコールの件はどうなりましたか")
    shop.read(wide)
    keep_up(shop.database, shop.workspace)
    assert len(unpack(shop.theme(shop.pinned).centroid)) == NEW + FACET_DIMENSION


def test_a_discovery_keeps_every_unit_where_it_was(shop: Shop, wide: Any) -> None:
    shop.read_again(wide)
    outcome = discover_workspace(shop.database, shop.workspace)
    assert isinstance(outcome, ProposalOutcome)
    assert (outcome.units, outcome.kept, outcome.moved) == (16, 16, 0)
    assert shop.theme(shop.late).encoder == "12d"


def test_looking_first_changes_nothing(shop: Shop, wide: Any) -> None:
    shop.read_again(wide)
    before, runs = shop.theme(shop.late).centroid, shop.runs()
    found = preview_discovery(shop.database, shop.workspace)
    assert (found.kept, found.moved) == (16, 0)
    assert (shop.theme(shop.late).centroid, shop.runs()) == (before, runs)


def test_a_proposal_of_the_old_encoder_waits_no_longer(shop: Shop, wide: Any) -> None:
    outcome = discover_workspace(shop.database, shop.workspace)
    assert isinstance(outcome, ProposalOutcome)
    shop.read_again(wide)
    keep_up(shop.database, shop.workspace)
    with reading(shop.database) as session:
        assert session.get_one(ThemeRun, outcome.run_id).state == "replaced"


def test_something_new_is_born_beside_themes_without_a_place(shop: Shop, wide: Any) -> None:
    shop.read_again(wide)
    new = shop.put(RETURNS, 12)
    shop.read(wide)
    (born,) = keep_up(shop.database, shop.workspace).born
    assert {shop.homes()[comment] for comment in new} == {born}


def test_nothing_is_judged_while_comments_wait_to_be_read_again(shop: Shop, wide: Any) -> None:
    shop.read_again(wide, limit=6)
    for look in (discover_workspace, preview_discovery):
        with pytest.raises(SeveralEncoders, match="read the comments again first"):
            look(shop.database, shop.workspace)
    assert keep_up(shop.database, shop.workspace).born == ()
    assert shop.theme(shop.late).encoder == f"{OLD}d"


def test_a_seed_that_waits_is_placed_once_all_is_read_again(shop: Shop, wide: Any) -> None:
    kept = SeedExamples(np.eye(NEW, dtype=np.float32)[:1], ["ja"], [("delivery", None, -1)])
    seed = NewSeed("late", {"ja": "遅配"}, np.zeros(0, np.float32), 0.4, encoder=f"{NEW}d", examples=kept)
    with writing(shop.database) as session:
        (theme,) = plant(session, shop.workspace, "佐藤", [seed]).values()
    shop.read_again(wide, limit=6)
    assert place_waiting(shop.database, shop.workspace) == 0  # and nothing is raised into a worker's slice
    assert shop.theme(theme).centroid == b""
    shop.read(wide)
    place_waiting(shop.database, shop.workspace)
    assert len(unpack(shop.theme(theme).centroid)) == NEW + FACET_DIMENSION


def test_a_comment_in_quarantine_does_not_hold_the_others_up(shop: Shop, wide: Any) -> None:
    shop.read_again(wide, limit=15)
    with writing(shop.database) as session:
        session.execute(update(Comment).where(Comment.state == "pending").values(state="quarantined"))
    outcome = discover_workspace(shop.database, shop.workspace)
    assert isinstance(outcome, ProposalOutcome)
    assert (outcome.units, outcome.kept) == (15, 15)


def test_the_old_encoder_again_finds_everything_as_it_was(shop: Shop, wide: Any, fake: ModuleType) -> None:
    before = shop.homes()
    shop.read_again(wide)
    shop.read_again(fake.FakeAnalyser())
    assert shop.homes() == before
    assert (shop.theme(shop.late).encoder, shop.events(shop.late)) == (f"{OLD}d", [])
