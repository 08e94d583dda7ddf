from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest

from models.database import Sessions, reading, writing
from models.errors import Refused
from models.insights.scores import estimate
from models.intake import NewScore, accept
from models.reports import Filters, Period, segment_values, span, summary
from models.sheets.packing import refresh

MAY = Period(date(2026, 5, 1), date(2026, 5, 31))


def test_the_headline_is_what_was_said(store: Sessions, shop: Any) -> None:
    with reading(store) as session:
        answer = summary(session, shop.workspace_id, Filters())
    tones = Counter(s.tone for s in shop.said)
    read = {s.person for s in shop.said if s.tone}
    angry = {s.person for s in shop.said if s.tone in ("negative", "very_negative")}
    units = [theme for s in shop.said for theme, _, _ in s.units]
    assert answer.comments == 240
    assert answer.respondents == len({s.person for s in shop.said})
    assert (answer.sentiment.very_negative, answer.sentiment.mixed) == (tones["very_negative"], tones["mixed"])
    assert (answer.sentiment.unread, answer.sentiment.read) == (tones[None], 240 - tones[None])
    assert (answer.negative.count, answer.negative.n) == (len(angry), len(read))
    both = {s.person for s in shop.said if s.tone == "mixed"}
    assert (answer.mixed.count, answer.mixed.n) == (len(both - angry), len(read))
    assert (answer.unassigned.count, answer.unassigned.n) == (units.count(None), len(units))
    assert answer.previous_comments is None
    assert (answer.first_day, answer.last_day) == (shop.said[0].day, shop.said[-1].day)


def test_scores_carry_n_and_interval_and_keep_scopes_apart(store: Sessions, shop: Any, made: Any) -> None:
    with writing(store) as session:
        scores = (NewScore("nps", 10, "transactional"),)
        accept(session, shop.workspace_id, [made.comment("x", "電話の対応", scores=scores)])
        answer = summary(session, shop.workspace_id, Filters())
    cards = {(c.kind, c.scope): c for c in answer.scores}
    given = [s.nps for s in shop.said if s.nps is not None]
    assert set(cards) == {("nps", "relational"), ("nps", "transactional"), ("csat", "transactional")}
    assert cards["nps", "relational"].estimate == estimate("nps", given, repeats=shop.nps_repeats(shop.said))
    one = cards["nps", "transactional"].estimate
    assert one is not None
    assert (one.n, one.rankable) == (1, False)
    assert cards["nps", "relational"].change is None


def test_a_period_is_compared_with_the_equal_one_before(store: Sessions, shop: Any) -> None:
    with reading(store) as session:
        answer = summary(session, shop.workspace_id, Filters(MAY))
    here = [s for s in shop.said if date(2026, 5, 1) <= s.day <= date(2026, 5, 31)]
    before = [s for s in shop.said if date(2026, 3, 31) <= s.day <= date(2026, 4, 30)]
    assert (answer.comments, answer.previous_comments) == (len(here), len(before))
    assert answer.previous_respondents == len({s.person for s in before})
    (nps,) = [c for c in answer.scores if c.kind == "nps"]
    given = [s.nps for s in before if s.nps is not None]
    assert nps.previous == estimate("nps", given, repeats=shop.nps_repeats(before))
    assert nps.change is not None
    assert nps.estimate is not None
    assert nps.previous is not None
    assert nps.change.value == pytest.approx(nps.estimate.value - nps.previous.value)


def test_weeks_add_up_and_none_is_missing(store: Sessions, shop: Any) -> None:
    with reading(store) as session:
        weekly = summary(session, shop.workspace_id, Filters()).weekly
    by_week = Counter(s.week for s in shop.said)
    assert {w.week: w.comments for w in weekly} == by_week
    assert weekly[3].respondents == len({s.person for s in shop.said if s.week == weekly[3].week})
    with reading(store) as session:
        long = Filters(Period(date(2026, 3, 1), date(2026, 9, 1)))
        assert len(summary(session, shop.workspace_id, long).weekly) == 28


@pytest.mark.parametrize(
    ("filters", "fits"),
    [
        (Filters(sources=("desk",)), lambda s: s.source == "desk"),
        (Filters(languages=("en",)), lambda s: s.language == "en" and s.tone),
        (Filters(segments=(("tier", "gold"),)), lambda s: s.tier == "gold"),
        (Filters(touchpoints=("app", "delivery")), lambda s: s.touchpoints & {"app", "delivery"}),
        (Filters(MAY, sources=("desk",), segments=(("tier", "gold"),)),
         lambda s: s.source == "desk" and s.tier == "gold" and s.day.month == 5),
        (Filters(channels=("review",)), lambda _: False),
        (Filters(segments=(("tier", "gold"), ("region", "東京"))), lambda _: False),
    ],
)  # fmt: skip
def test_filters_let_through_what_fits(store: Sessions, shop: Any, filters: Filters, fits: Any) -> None:
    with reading(store) as session:
        answer = summary(session, shop.workspace_id, filters)
    fitting = [s for s in shop.said if fits(s)]
    assert (answer.comments, answer.respondents) == (len(fitting), len({s.person for s in fitting}))


def test_packed_weeks_answer_as_the_rows_do(store: Sessions, shop: Any) -> None:
    with reading(store) as session:
        from_rows = summary(session, shop.workspace_id, Filters(MAY))
    with writing(store) as session:
        assert refresh(session, shop.workspace_id) == 12
        assert refresh(session, shop.workspace_id) == 0
    with reading(store) as session:
        assert summary(session, shop.workspace_id, Filters(MAY)) == from_rows


def test_an_empty_house_has_empty_figures(store: Sessions, workspace_id: int) -> None:
    with reading(store) as session:
        answer = summary(session, workspace_id, Filters(MAY))
        assert span(session, workspace_id) is None
        assert segment_values(session, workspace_id) == {}
    assert (answer.comments, answer.respondents, answer.negative.value, answer.scores) == (0, 0, None, ())
    assert (answer.first_day, answer.unassigned.n, len(answer.weekly)) == (None, 0, 5)


def test_the_choices_are_what_was_received(store: Sessions, shop: Any) -> None:
    with reading(store) as session:
        assert span(session, shop.workspace_id) == Period(shop.said[0].day, shop.said[-1].day)
        tiers = Counter(s.tier for s in shop.said)
        assert segment_values(session, shop.workspace_id) == {"tier": tuple(t for t, _ in tiers.most_common())}


def test_a_period_runs_forward() -> None:
    with pytest.raises(Refused, match="wanted a last day that is not before the first"):
        Period(date(2026, 5, 2), date(2026, 5, 1))


def test_unsigned_copies_of_a_long_text_are_one_voice(store: Sessions, workspace_id: int, made: Any) -> None:
    long, short = "この度の値上げには断固反対です。撤回してください。", "良かった"
    with writing(store) as session:
        comments = [made.comment(f"l{n}", long, fingerprint="l") for n in range(5)]
        comments += [made.comment(f"s{n}", short, fingerprint="s") for n in range(3)]
        comments += [made.comment(f"a{n}", long, fingerprint="l", author=f"a{n}") for n in range(2)]
        accept(session, workspace_id, comments)
        answer = summary(session, workspace_id, Filters())
    assert (answer.comments, answer.respondents) == (10, 1 + 3 + 2)
