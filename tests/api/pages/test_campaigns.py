"""Texts that many sent in: listed, linked from the report, and each with its comments."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from api.pages.views.campaigns import campaign_view, campaigns_view, campaigns_words
from models.database import writing
from models.duplicates import link_duplicates
from models.reports.campaigns import CampaignComment, CampaignRow, CampaignTable
from models.tables import Comment

TEXT = "平飼い卵の取り扱いをやめないでください。再開を求めます。"
ROW = CampaignRow(7, TEXT, 15, 10, 1.5, date(2026, 3, 2), date(2026, 3, 9), (("survey", 12), ("social", 3)))


def test_a_text_is_shown_with_its_people_days_and_channels(specimens: Any) -> None:
    table = CampaignTable((ROW,), 3, 21)
    view = campaigns_view(specimens.words(), table, None, lambda path: f"{path}?period=all")  # type: ignore[arg-type]
    (item,) = view.items
    assert (item.href, item.text) == ("/campaigns/7?period=all", TEXT)
    assert [(fact.text, fact.note) for fact in item.facts] == [
        ("15件", ""),
        ("10人", "1人あたり1.5件"),
        ("2026年3月2日～2026年3月9日", ""),
        ("アンケート 12件、SNS 3件", ""),
    ]
    assert view.head == "3種類の文面が、合わせて21件届いています。"
    assert view.cut == "多い順に1種類を表示"


def test_where_nothing_came_twice_the_report_says_nothing(specimens: Any) -> None:
    assert campaigns_words(specimens.words(), CampaignTable((), 0, 0)) == ""


def test_an_unsigned_copy_says_so(specimens: Any) -> None:
    moment = datetime(2026, 3, 2, tzinfo=UTC)
    comments = [CampaignComment(n, TEXT, moment, "満足度調査", "survey", signed=n == 1) for n in (1, 2)]
    signed, unsigned = campaign_view(specimens.words("en"), comments).voices
    assert "not signed" not in signed.about
    assert unsigned.about[-1] == "not signed"


@pytest.fixture
def copied(desk_to_work_at: Any) -> Any:
    with writing(desk_to_work_at.house.sessions) as session:
        found = session.query(Comment).order_by(Comment.id).limit(4).all()
        for comment in found:
            comment.text = TEXT
        ids = [comment.id for comment in found]
        link_duplicates(session, desk_to_work_at.workspace_id, [(ids[0], other) for other in ids[1:]])
    return desk_to_work_at, ids


def test_the_report_leads_to_the_list_and_the_list_to_the_comments(copied: Any) -> None:
    desk, ids = copied
    assert "同じ文面の声：1種類の文面が、合わせて4件届いています。" in desk.text("/?period=all")
    listed = desk.text("/campaigns?period=all")
    assert TEXT in listed
    assert f'href="/campaigns/{ids[0]}?period=all"' in listed
    one = desk.text(f"/campaigns/{ids[2]}?period=all", "en")
    assert all(f'href="/comments/{comment}"' in one for comment in ids)
    assert desk.client.get("/campaigns/99999999").status_code == 404


def test_without_copies_the_list_says_so(own_desk: Any) -> None:
    assert "同じ文面の声はありません" in own_desk.text("/campaigns?period=all")
