"""What a start writes of the taxonomy, and what a later start with another file makes of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from api.house import furnish
from models.database import reading
from models.tables import Touchpoint
from models.workspaces import NewTouchpoint, pain_points, touchpoints
from nlp.taxonomy import BadTaxonomy, Taxonomy
from settings import Settings
from tests.api.shop import open_shop

OURS = """
touchpoints:
  delivery: {ja: 配達便}
  lounge: {stage: use, ja: ラウンジ, en: Lounge}
  survey: {hidden: true}
pain_points:
  waiting: {ja: お待たせ}
  melted: {ja: 溶けていた, en: Melted}
"""


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    path = tmp_path / "ours.yaml"
    path.write_text(OURS, encoding="utf-8")
    return path


def stops(door: Any) -> dict[str, NewTouchpoint]:
    with reading(door.house.sessions) as session:
        return {one.code: one for one in touchpoints(session, door.workspace_id)}


def pains(door: Any) -> dict[str, str]:
    with reading(door.house.sessions) as session:
        return {code: name["ja"] for code, name in pain_points(session, door.workspace_id).items()}


def rows(door: Any) -> list[int]:
    with reading(door.house.sessions) as session:
        return list(session.scalars(select(Touchpoint.id).order_by(Touchpoint.id)))


def test_rows_of_an_earlier_start_follow_the_file(
    settings: Settings, open_door: Callable[..., Any], ours: Path
) -> None:
    door = open_door()
    assert (stops(door)["delivery"].ja, pains(door)["waiting"]) == ("配送・受け取り", "待ち時間・遅延")
    later = settings.model_copy(update={"taxonomy": ours})
    furnish(later, door.house.engine)
    assert stops(door)["delivery"] == NewTouchpoint("delivery", "purchase", "配達便", "Delivery")
    assert (stops(door)["survey"].hidden, stops(door)["survey"].ja) == (True, "アンケート")
    assert (pains(door)["waiting"], pains(door)["melted"]) == ("お待たせ", "溶けていた")
    ours.write_text("touchpoints: {delivery: {ja: 宅配}}", encoding="utf-8")
    furnish(later, door.house.engine)
    assert stops(door)["delivery"].ja == "宅配"
    assert "lounge" not in stops(door)
    assert not stops(door)["survey"].hidden
    assert pains(door)["waiting"] == "待ち時間・遅延"


def test_touchpoints_stand_stage_by_stage_and_within_one_as_the_file_has_them(
    open_door: Callable[..., Any], ours: Path
) -> None:
    found = list(stops(open_door(taxonomy=ours)).values())
    assert list(dict.fromkeys(one.stage for one in found)) == list(Taxonomy.default().stages)
    assert [one.code for one in found if one.stage == "purchase"][:2] == ["delivery", "store"]
    assert [one.code for one in found if one.stage == "use"][:2] == ["lounge", "product"]


def test_a_start_with_the_same_file_writes_nothing(settings: Settings, door: Any) -> None:
    before = rows(door)
    furnish(settings, door.house.engine)
    assert rows(door) == before


def test_the_api_names_and_hides_as_the_file_says(open_door: Callable[..., Any], ours: Path) -> None:
    door = open_door(taxonomy=ours)
    open_shop(door)
    journey = door.client.get("/v1/reports/journey", headers=door.with_key()).json()
    names = {cell["touchpoint"]: cell["name"]["ja"] for stage in journey["stages"] for cell in stage["touchpoints"]}
    assert names["delivery"] == "配達便"
    assert "survey" not in names
    rows = door.client.get("/v1/reports/scores", params={"by": "touchpoint"}, headers=door.with_key()).json()
    assert "配達便" in str(rows)
    codes = door.client.get("/v1/capabilities", headers=door.with_key()).json()["taxonomy"]
    assert "survey" not in [one["code"] for one in codes["touchpoints"]]
    assert codes["pain_points"][0] == {"code": "waiting", "ja": "お待たせ", "en": "Waiting and delay", "stage": None}


def test_a_file_that_cannot_be_used_stops_the_start(open_door: Callable[..., Any], ours: Path) -> None:
    ours.write_text("touchpoints: {delivery: {jp: 宅配}}", encoding="utf-8")
    with pytest.raises(BadTaxonomy, match="delivery"):
        open_door(taxonomy=ours)
