"""A theme split by what is said: of all its units, after a look at how many and which."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from models.database import Sessions, reading, writing
from models.errors import Conflict, NotFound, Refused
from models.intake import accept
from models.queue import claim, finish
from models.readings import ReadComment
from models.reports import pain_points_of, part_preview
from models.tables import ThemeLink
from models.themes import Choice, Part, chosen_units, split, undo, units_to_split
from models.themes.choosing import looked_at

WHO = "佐藤"
# Each is one unit: its words, its pain point, its side.
SAID = (
    ("置き配が濡れていた", "damaged", -1),
    ("ｵｷﾊｲが便利", None, 1),
    ("オキハイが遅い", "waiting", -1),
    ("届くのが遅い", "waiting", -1),
    ("遅いが気にしない", "waiting", 0),
)


@pytest.fixture
def spoken(store: Sessions, shop: Any, made: Any) -> dict[str, int]:
    """Units of a theme of their own, by their words; in the theme beside it is one that says the same."""
    with writing(store) as session:
        texts = [*SAID, ("置き配が遅い", "waiting", -1)]
        new = [made.comment(f"said-{n}", text) for n, (text, _, _) in enumerate(texts)]
        ids = accept(session, shop.workspace_id, new).new_ids
        leased = claim(session, limit=100, lease_seconds=60)
        theme, other = shop.themes[3], shop.themes[0]
        finish(session, leased.token, [
            ReadComment(comment, made.reading(), (), (made.unit(
                start=0, end=len(text), theme_id=theme if n < len(SAID) else other, similarity=0.9,
                pain_point=pain, polarity=side,
            ),))
            for n, (comment, (text, pain, side)) in enumerate(zip(ids, texts, strict=True))
        ])  # fmt: skip
        rows = session.execute(select(ThemeLink.comment_id, ThemeLink.unit_id)).all()
    units = dict(tuple(row) for row in rows)
    return {text: units[comment] for comment, (text, _, _) in zip(ids, SAID, strict=False)}


@pytest.mark.parametrize(
    ("choice", "wanted"),
    [
        (Choice.of(["オキハイ"]), ["ｵｷﾊｲが便利", "オキハイが遅い"]),
        (Choice.of(["オキハイ", " 置き配 ", ""]), ["置き配が濡れていた", "ｵｷﾊｲが便利", "オキハイが遅い"]),
        (Choice.of(["濡"]), ["置き配が濡れていた"]),
        (Choice.of(["遅い"], side="negative"), ["オキハイが遅い", "届くのが遅い"]),
        (Choice.of(["遅い"], "waiting", "neutral"), ["遅いが気にしない"]),
        (Choice.of(["便利"], "waiting"), []),
    ],
)
def test_all_that_is_given_must_hold(
    store: Sessions, shop: Any, spoken: dict[str, int], choice: Choice, wanted: list[str]
) -> None:
    with reading(store) as session:
        found = chosen_units(session, shop.workspace_id, shop.themes[3], choice)
        preview = part_preview(session, shop.workspace_id, shop.themes[3], choice)
    assert found == sorted(spoken[text] for text in wanted)
    assert preview.units == len(wanted)
    assert {one.text for one in preview.examples} == set(wanted)


def test_without_words_the_units_are_counted_where_they_are(
    store: Sessions, shop: Any, spoken: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    ws, theme = shop.workspace_id, shop.themes[3]
    choices = [Choice.of(side="negative"), Choice.of([], "waiting"), Choice.of(["遅い"])]
    with reading(store) as session:
        chosen = [chosen_units(session, ws, theme, choice) for choice in choices]
        for choice, units in zip(choices, chosen, strict=True):
            count, last = looked_at(session, ws, theme, choice, 2)
            assert (count, sorted(last)) == (len(units), units[-2:])
        monkeypatch.setattr("models.themes.choosing.chosen_units", lambda *_: pytest.fail("all of them were loaded"))
        assert part_preview(session, ws, theme, choices[0]).units == len(chosen[0]) > 2


def test_more_than_a_page_is_chosen_and_split_off(store: Sessions, shop: Any) -> None:
    ws, theme = shop.workspace_id, shop.themes[0]
    with writing(store) as session:
        own = list(session.scalars(select(ThemeLink.unit_id).where(ThemeLink.theme_id == theme)))
        choice = Choice.of(side="negative")
        preview = part_preview(session, ws, theme, choice)
        units = units_to_split(session, ws, theme, choice)
        assert 20 < len(units) < len(own) == preview.of
        assert (preview.units, len(preview.examples)) == (len(units), 10)
        assert {one.polarity for one in preview.examples} == {-1}
        parted = split(session, ws, theme, WHO, [Part({"ja": "不満"}, units)])
        gone = select(ThemeLink.unit_id).where(ThemeLink.theme_id == parted.theme_ids[0])
        assert sorted(session.scalars(gone)) == units
        with pytest.raises(Conflict, match="no unit of theme"):
            units_to_split(session, ws, theme, choice)
        undo(session, ws, parted.event_id, WHO)
        assert units_to_split(session, ws, theme, choice) == units


def test_pain_points_are_offered_with_how_many(store: Sessions, shop: Any, spoken: dict[str, int]) -> None:
    assert spoken
    with reading(store) as session:
        found = dict(pain_points_of(session, shop.themes[3]))
        beside = dict(pain_points_of(session, shop.themes[0]))
    assert found["damaged"] == 1
    assert found["waiting"] > 3
    assert "damaged" not in beside


@pytest.mark.parametrize(
    "given",
    [
        ([], None, None),
        ([" "], "", None),
        ([f"{n}" for n in range(51)], None, None),
        (["語" * 101], None, None),
        (["語"], None, "sideways"),
    ],
)
def test_nothing_to_choose_by_is_refused(given: Any) -> None:
    with pytest.raises(Refused) as refused:
        Choice.of(*given)
    assert refused.value.reason_ja.endswith("が必要です。")


def test_only_a_theme_of_ours_is_looked_at(store: Sessions, shop: Any) -> None:
    with reading(store) as session, pytest.raises(NotFound):
        part_preview(session, shop.workspace_id + 1, shop.themes[0], Choice.of(side="negative"))
