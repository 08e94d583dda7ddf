from __future__ import annotations

import dataclasses
from collections import Counter
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from sqlalchemy import select, update

from models.database import Sessions, reading, writing
from models.errors import NotFound, Refused
from models.insights.scores import estimate, nps_difference
from models.intake import accept
from models.queue import ReadComment, claim, finish
from models.reports import (
    Filters,
    Period,
    theme_comments,
    theme_page,
    theme_table,
    trend,
    unassigned,
    weekly_themes,
)
from models.reports.respondents import Spoken, answered, mentions_of
from models.reports.selection import select_facts
from models.sheets.counting import places_of
from models.tables import Comment, Theme


def speakers(shop: Any, theme: int) -> list[Any]:
    return [s for s in shop.said if any(t == theme for t, _, _ in s.units)]


def test_the_table_counts_people_and_comments(store: Sessions, shop: Any) -> None:
    with reading(store) as session:
        rows = {row.id: row for row in theme_table(session, shop.workspace_id, Filters())}
    everyone = {s.person for s in shop.said}
    assert set(rows) == set(shop.themes)
    for theme in shop.themes:
        said, row = speakers(shop, theme), rows[theme]
        assert row.comments == len(said)
        assert row.respondents == row.share.count == len({s.person for s in said})
        assert row.share.n == len(everyone)
        assert row.multiplier == pytest.approx(row.comments / row.respondents)
        assert {w.week: w.comments for w in row.weekly if w.comments} == Counter(s.week for s in said)
    volumes = [row.respondents for row in rows.values()]
    assert volumes == sorted(volumes, reverse=True)


def test_the_bar_counts_comments_by_side(store: Sessions, shop: Any) -> None:
    theme = shop.themes[1]
    with reading(store) as session:
        row = theme_page(session, shop.workspace_id, theme, Filters()).row
    sides = [{p for t, _, p in s.units if t == theme} for s in speakers(shop, theme)]
    assert row.polarity.mixed == sum({-1, 1} <= side for side in sides)
    assert row.polarity.negative == sum(-1 in side and 1 not in side for side in sides)
    assert row.polarity.positive == sum(1 in side and -1 not in side for side in sides)
    assert row.polarity.neutral == sum(side == {0} for side in sides)


def test_scores_with_and_without_are_those_of_the_answers(store: Sessions, shop: Any) -> None:
    theme = shop.themes[0]
    with reading(store) as session:
        page = theme_page(session, shop.workspace_id, theme, Filters())
    ours = {s.id for s in speakers(shop, theme)}
    those = [s.nps for s in shop.said if s.id in ours and s.nps is not None]
    others = [s.nps for s in shop.said if s.id not in ours and s.nps is not None]
    (nps,) = [s for s in page.row.scores if s.kind == "nps"]
    worth = tuple(
        shop.nps_repeats([s for s in shop.said if s.nps is not None and (s.id in ours) == inside])
        for inside in (True, False)
    )
    wanted = nps_difference(those, others, repeats=(worth[0], worth[1]))
    assert wanted is not None
    assert nps.difference is not None
    found = [estimate("nps", own, repeats=by) for own, by in zip((those, others), worth, strict=True)]
    assert found[0].respondents < found[0].n
    for own, counted in zip(found, (nps.with_theme, nps.without), strict=True):
        assert dataclasses.astuple(own)[1:] == pytest.approx(dataclasses.astuple(counted)[1:])
    assert (nps.difference.value, nps.difference.low) == pytest.approx((wanted.value, wanted.low))


def test_the_late_theme_is_new_and_the_others_are_not(store: Sessions, shop: Any) -> None:
    with reading(store) as session:
        rows = {row.id: row for row in theme_table(session, shop.workspace_id, Filters())}
    assert [rows[theme].new for theme in shop.themes] == [False, False, False, True]
    assert rows[shop.themes[3]].first_week in (date(2026, 6, 1), date(2026, 6, 8))


def test_nothing_is_new_where_all_is_young(store: Sessions, workspace_id: int, made: Any) -> None:
    with writing(store) as session:
        theme = Theme(workspace_id=workspace_id, code="T-0001", label={"ja": "遅い", "en": "late"}, state="active",
                      anchor=b"", centroid=b"", threshold=0.5)  # fmt: skip
        session.add(theme)
        session.flush()
        new = [made.comment(f"c-{n}", received_at=made.start + timedelta(weeks=n % 3)) for n in range(9)]
        ids = accept(session, workspace_id, new).new_ids
        unit = made.unit(0, theme_id=theme.id, similarity=0.9)
        leased = claim(session, limit=9, lease_seconds=60)
        finish(session, leased.token, [ReadComment(one, made.reading(), (), (unit,)) for one in ids])
        (young,) = theme_table(session, workspace_id, Filters())
        accept(session, workspace_id, [made.comment("older", received_at=made.start - timedelta(weeks=4))])
        (old,) = theme_table(session, workspace_id, Filters())
    assert (young.first_week, young.new) == (date(2026, 4, 6), False)
    assert (old.first_week, old.new) == (date(2026, 4, 6), True)


def test_weeks_before_and_after_all_feedback_are_not_in_the_table(store: Sessions, shop: Any) -> None:
    wide, past = Period(date(2020, 1, 1), date(2060, 12, 31)), Period(date(1990, 1, 1), date(2009, 12, 31))
    with reading(store) as session:
        everything = theme_table(session, shop.workspace_id, Filters())
        rows = theme_table(session, shop.workspace_id, Filters(wide))
        assert trend(session, shop.workspace_id, shop.themes[0], Filters(past)) == ()
    assert [(row.new, row.weekly) for row in rows] == [(row.new, row.weekly) for row in everything]


def test_a_period_has_its_own_share_and_the_one_before(store: Sessions, shop: Any) -> None:
    period = Period(date(2026, 5, 1), date(2026, 5, 31))
    with reading(store) as session:
        rows = {row.id: row for row in theme_table(session, shop.workspace_id, Filters(period))}
    said = speakers(shop, shop.themes[2])
    row = rows[shop.themes[2]]
    assert row.respondents == len({s.person for s in said if s.day.month == 5})
    assert row.previous_share is not None
    assert row.previous_share.count == len({s.person for s in said if date(2026, 3, 31) <= s.day <= date(2026, 4, 30)})


def test_what_is_retired_or_forbidden_is_not_in_the_table(store: Sessions, shop: Any) -> None:
    with writing(store) as session:
        session.execute(update(Theme).where(Theme.id == shop.themes[0]).values(state="retired"))
        session.execute(update(Theme).where(Theme.id == shop.themes[1]).values(forbidden=True))
        shown = {row.id for row in theme_table(session, shop.workspace_id, Filters())}
        retired = {row.id for row in theme_table(session, shop.workspace_id, Filters(), states=("retired",))}
    assert shown == set(shop.themes[2:])
    assert retired == {shop.themes[0]}


def test_comments_of_a_theme_come_page_by_page_and_none_twice(store: Sessions, shop: Any) -> None:
    theme, seen, cursor = shop.themes[0], [], None
    with reading(store) as session:
        while True:
            page = theme_comments(session, shop.workspace_id, theme, Filters(), cursor=cursor, limit=7)
            seen += page.items
            cursor = page.next
            if cursor is None:
                break
    units = sum(t == theme for s in shop.said for t, _, _ in s.units)
    assert len({v.unit_id for v in seen}) == len(seen) == units
    assert [v.received_at for v in seen] == sorted((v.received_at for v in seen), reverse=True)


def test_a_page_stands_when_newer_comments_come_in(store: Sessions, shop: Any, made: Any) -> None:
    theme = shop.themes[0]
    with writing(store) as session:
        first = theme_comments(session, shop.workspace_id, theme, Filters(), limit=5)
        expected = theme_comments(session, shop.workspace_id, theme, Filters(), cursor=first.next, limit=5)
    with writing(store) as session:
        from models.intake import accept
        from models.queue import ReadComment, claim, finish

        accept(session, shop.workspace_id, [made.comment("newest", received_at=made.start + timedelta(weeks=30))])
        leased = claim(session, limit=50, lease_seconds=60)
        units = (made.unit(0, theme_id=theme, similarity=0.9),)
        finish(session, leased.token, [ReadComment(c.id, made.reading(), (), units) for c in leased.comments])
    with reading(store) as session:
        again = theme_comments(session, shop.workspace_id, theme, Filters(), cursor=first.next, limit=5)
    assert again == expected


def test_comments_of_a_theme_follow_the_filters(store: Sessions, shop: Any) -> None:
    theme = shop.themes[0]
    filters = Filters(
        Period(date(2026, 5, 1), date(2026, 5, 31)),
        sources=("desk",),
        languages=("ja",),
        touchpoints=("delivery",),
        segments=(("tier", "gold"),),
    )
    with reading(store) as session:
        page = theme_comments(session, shop.workspace_id, theme, filters, limit=100)
    wanted = [
        s.id
        for s in shop.said
        for t, place, _ in s.units
        if t == theme and (place or s.hint) == "delivery" and s.source == "desk" and s.tier == "gold"
        and s.language == "ja" and s.day.month == 5
    ]  # fmt: skip
    assert sorted(v.comment_id for v in page.items) == sorted(wanted)
    assert page.items


def test_what_no_theme_holds_is_listed(store: Sessions, shop: Any) -> None:
    with reading(store) as session:
        page = unassigned(session, shop.workspace_id, Filters(), limit=200)
        rest = unassigned(session, shop.workspace_id, Filters(), cursor=page.next) if page.next else None
    found = len(page.items) + (len(rest.items) if rest else 0)
    assert found == sum(t is None for s in shop.said for t, _, _ in s.units)


@pytest.mark.parametrize("cursor", ["", "x", "e30", "WyJ0cmlhZ2UiLDEsMl0", "WyJ0aGVtZSIsICJub3ciLCAyXQ", "ﾃ"])
def test_a_made_up_cursor_is_refused(store: Sessions, shop: Any, cursor: str) -> None:
    with reading(store) as session, pytest.raises(Refused, match="cursor is"):
        theme_comments(session, shop.workspace_id, shop.themes[0], Filters(), cursor=cursor)


def test_a_theme_page_has_words_and_weeks(store: Sessions, shop: Any) -> None:
    with reading(store) as session:
        page = theme_page(session, shop.workspace_id, shop.themes[0], Filters())
        weeks = trend(session, shop.workspace_id, shop.themes[0], Filters())
    assert len(page.verbatims) == 5
    assert len({v.comment_id for v in page.verbatims}) == 5
    assert all(v.text[v.start : v.end] for v in page.verbatims)
    assert page.row.weekly == weeks
    assert page.events == ()


def test_a_theme_of_nobody_is_not_found(store: Sessions, shop: Any) -> None:
    with reading(store) as session:
        with pytest.raises(NotFound, match="theme is 999"):
            theme_page(session, shop.workspace_id, 999, Filters())
        with pytest.raises(NotFound):
            theme_page(session, shop.workspace_id + 1, shop.themes[0], Filters())


def test_a_theme_gathers_where_it_is_heard_more(store: Sessions, shop: Any) -> None:
    from models.reports.selection import select_facts
    from models.reports.theme_pages import concentrations

    with reading(store) as session:
        facts = select_facts(session, shop.workspace_id, Filters())
    gold = np.array([facts.segments[place].get("tier") == "gold" for place in facts.segment])
    found = concentrations(facts, np.flatnonzero(gold)[:60].astype(np.int32))
    assert (found[0].field, found[0].value, found[0].share) == ("segment:tier", "gold", 1.0)
    assert found[0].overall == pytest.approx(gold.mean())


def test_weeks_by_themes(store: Sessions, shop: Any) -> None:
    with reading(store) as session:
        table = weekly_themes(session, shop.workspace_id, Filters())
    assert table.theme_ids == tuple(shop.themes)
    for t, theme in enumerate(table.theme_ids):
        for w, week in enumerate(table.weeks):
            here = [s for s in speakers(shop, theme) if s.week == week]
            angry = {s.person for s in here if any(u == theme and p < 0 for u, _, p in s.units)}
            assert table.respondents[t, w] == len({s.person for s in here})
            assert table.negative[t, w] == len(angry)
    assert table.totals.tolist() == [len({s.person for s in shop.said if s.week == w}) for w in table.weeks]


def test_respondents_by_themes(store: Sessions, shop: Any) -> None:
    with reading(store) as session:
        facts = select_facts(session, shop.workspace_id, Filters())
    group, none = (
        answered(facts, "nps", "relational"),
        answered(facts.kept(np.zeros(len(facts), bool)), "nps", "relational"),
    )
    spoken = Spoken(facts.mention_person, places_of(facts.theme, np.array(shop.themes, np.int32)), 4)
    table, empty = mentions_of(spoken, [group, none], facts.people)
    answers: dict[str, list[Any]] = {}
    for s in shop.said:
        if s.nps is not None:
            answers.setdefault(s.person, []).append(s)
    assert sorted(group.answers) == pytest.approx(sorted(np.mean([s.nps for s in own]) for own in answers.values()))
    assert table.sum(axis=0).tolist() == [
        sum(any(s.person == person for s in speakers(shop, theme)) for person in answers) for theme in shop.themes
    ]
    assert (empty.shape, table.data.max()) == ((0, 4), 1.0)
    weeks = [facts.weeks[place] for place in group.week]
    assert sorted(weeks) == sorted(own[0].week for own in answers.values())


def test_pairs_lead_only_to_comments_that_are_still_there(store: Sessions, shop: Any) -> None:
    pair = {"subject": "配送", "predicate": "遅い", "count": 2, "rule": "parse"}
    with writing(store) as session:
        kept = session.scalars(select(Comment.id).where(Comment.workspace_id == shop.workspace_id).limit(1)).one()
        session.get_one(Theme, shop.themes[0]).pairs = [pair | {"comments": [kept, 10**8]}, pair]
    with reading(store) as session:
        page = theme_page(session, shop.workspace_id, shop.themes[0], Filters())
    assert page.pairs == (pair | {"comments": [kept]}, pair)
