from __future__ import annotations

import weakref
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from sqlalchemy import delete, update

from models.database import Sessions, reading, writing
from models.errors import Refused
from models.insights.scores import estimate
from models.intake import NewScore, accept
from models.reports import Filters, breakdown, journey, theme_table, touchpoint_heatmap
from models.tables import Theme, Touchpoint
from models.weights import journey_weights


def there(shop: Any, *codes: str) -> list[Any]:
    return [s for s in shop.said if s.touchpoints & set(codes)]


def angry(shop: Any, *codes: str) -> set[str]:
    return {s.person for s in shop.said if any((t or s.hint) in codes and p < 0 for _, t, p in s.units)}


def test_cells_follow_the_journey_and_count_people(store: Sessions, shop: Any) -> None:
    with reading(store) as session:
        heat = touchpoint_heatmap(session, shop.workspace_id, Filters())
    assert [(c.stage, c.touchpoint) for c in heat.cells] == [
        ("purchase", "staff"),
        ("purchase", "delivery"),
        ("use", "app"),
    ]
    for cell in heat.cells:
        said = there(shop, cell.touchpoint)
        assert (cell.comments, cell.respondents) == (len(said), len({s.person for s in said}))
        assert cell.negative.count == len(angry(shop, cell.touchpoint))
        assert cell.negative.n == cell.respondents
    assert heat.most_comments == max(c.comments for c in heat.cells)


def test_a_touchpoint_outside_the_taxonomy_is_still_shown(store: Sessions, shop: Any) -> None:
    with writing(store) as session:
        session.execute(delete(Touchpoint).where(Touchpoint.code == "app"))
        heat = touchpoint_heatmap(session, shop.workspace_id, Filters())
    assert (heat.cells[-1].stage, heat.cells[-1].touchpoint) == ("", "app")


def test_a_stage_counts_each_respondent_once(store: Sessions, shop: Any) -> None:
    with reading(store) as session:
        purchase, use = journey(session, shop.workspace_id, Filters())
    said = there(shop, "staff", "delivery")
    (nps,) = [c for c in purchase.scores if c.kind == "nps"]
    assert purchase.respondents == len({s.person for s in said})
    assert purchase.negative.count == len(angry(shop, "staff", "delivery"))
    assert nps.estimate == estimate("nps", [s.nps for s in said if s.nps is not None], repeats=shop.nps_repeats(said))
    assert [cell.touchpoint for cell in purchase.touchpoints] == ["staff", "delivery"]
    assert use.touchpoints[0].name == {"ja": "アプリ", "en": "App"}


def test_the_top_theme_is_the_one_most_speak_of(store: Sessions, shop: Any) -> None:
    with reading(store) as session:
        _, use = journey(session, shop.workspace_id, Filters())
    pairs = {(u, s.person) for s in shop.said for u, t, _ in s.units if u and (t or s.hint) == "app"}
    most = Counter(theme for theme, _ in pairs).most_common()
    assert use.top_theme is not None
    assert dict(most)[use.top_theme.id] == most[0][1]


def test_a_hidden_touchpoint_is_on_no_journey_and_in_no_list(store: Sessions, shop: Any) -> None:
    with writing(store) as session:
        session.execute(update(Touchpoint).where(Touchpoint.code == "app").values(hidden=True))
    with reading(store) as session:
        heat = touchpoint_heatmap(session, shop.workspace_id, Filters())
        stages = journey(session, shop.workspace_id, Filters())
        rows = [row for found in breakdown(session, shop.workspace_id, Filters(), "touchpoint") for row in found.rows]
        weights = journey_weights(session, shop.workspace_id)
    assert [cell.touchpoint for cell in heat.cells] == ["staff", "delivery"]
    assert [stage.stage for stage in stages] == ["purchase"]
    assert {row.key for row in rows} == {"staff", "delivery"}
    assert next(iter(weights)) == "purchase"
    assert "use" not in weights


def test_themes_of_a_touchpoint_stand_under_its_name_of_today(store: Sessions, shop: Any) -> None:
    with writing(store) as session:
        session.execute(update(Theme).values(group_key="app", group_label={"ja": "携帯アプリ", "en": "Mobile app"}))
    with reading(store) as session:
        rows = theme_table(session, shop.workspace_id, Filters())
    assert rows
    assert {row.group_label["ja"] for row in rows} == {"アプリ"}


@pytest.mark.parametrize("by", ["segment:tier", "source", "touchpoint", "theme", "week", "month"])
def test_a_breakdown_counts_each_group_by_itself(store: Sessions, shop: Any, by: str) -> None:
    with reading(store) as session:
        found = {(one.kind, one.scope): one for one in breakdown(session, shop.workspace_id, Filters(), by)}
    assert set(found) == {("nps", "relational"), ("csat", "transactional")}
    for one in found.values():
        assert one.rows
        assert all(row.estimate.n <= one.overall.n for row in one.rows)
        assert [row.rank for row in one.rows if row.rank] == list(range(1, 1 + sum(bool(r.rank) for r in one.rows)))
    if by == "segment:tier":
        counted = Counter(s.tier for s in shop.said if s.nps is not None)
        assert {row.key: row.estimate.n for row in found["nps", "relational"].rows} == counted


def test_a_breakdown_holds_one_group_at_a_time(store: Sessions, shop: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    breakdowns = import_module("models.reports.breakdown")  # the package has a function of this name
    held: list[weakref.ref[Any]] = []
    most = 0
    groups = breakdowns._groups

    def watched(*given: Any) -> Iterator[Any]:
        nonlocal most
        for group in groups(*given):
            held.append(weakref.ref(group.rows))
            most = max(most, sum(one() is not None for one in held))
            yield group

    monkeypatch.setattr(breakdowns, "_groups", watched)
    with reading(store) as session:
        breakdown(session, shop.workspace_id, Filters(), "week")
    assert len(held) >= 12
    assert most <= 2  # the one before is let go when the next is made


def test_a_segment_with_too_many_values_is_refused(store: Sessions, workspace_id: int, made: Any) -> None:
    with writing(store) as session:
        scores = (NewScore("nps", 7),)
        rows = [made.comment(f"c-{n}", segment={"user": f"u{n}"}, scores=scores) for n in range(501)]
        accept(session, workspace_id, rows)
        with pytest.raises(Refused, match=r"by is 'segment:user'; wanted .* at most 500 values, this has 501"):
            breakdown(session, workspace_id, Filters(), "segment:user")
        (found,) = breakdown(session, workspace_id, Filters(segments=(("user", "u7"),)), "segment:user")
    assert [row.key for row in found.rows] == ["u7"]
