from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import delete, update

from models.database import Sessions, reading, writing
from models.insights.scores import estimate
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
    assert nps.estimate == estimate("nps", [s.nps for s in said if s.nps is not None])
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
