"""A text that fifteen people sent in: fifteen people, one quotation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from models.database import Sessions, writing
from models.duplicates import link_duplicates
from models.errors import NotFound
from models.intake import accept
from models.queue import ReadComment, claim, finish
from models.reports import Filters, Period, campaign_comments, campaign_table, comment_page, theme_page

TEXT = "平飼い卵の取り扱いをやめないでください。再開を求めます。"


def sent_in(session: Any, shop: Any, made: Any, authors: list[str | None], text: str = TEXT) -> list[int]:
    """A comment a day about the first theme, every one the same text."""
    start = made.start + timedelta(weeks=8)
    comments = [
        made.comment(f"copy-{text}-{n}", text, author=author, received_at=start + timedelta(days=n % 3))
        for n, author in enumerate(authors)
    ]
    ids = accept(session, shop.workspace_id, comments).new_ids
    leased = claim(session, limit=1000, lease_seconds=60)
    unit = made.unit(0, theme_id=shop.themes[0], similarity=0.99)
    finish(session, leased.token, [ReadComment(i, made.reading(), (), (unit,)) for i in ids])
    link_duplicates(session, shop.workspace_id, [(ids[0], other) for other in ids[1:]])
    return ids


def test_the_campaign_is_told_with_its_people_and_quoted_once(store: Sessions, shop: Any, made: Any) -> None:
    with writing(store) as session:
        before = theme_page(session, shop.workspace_id, shop.themes[0], Filters())
        ids = sent_in(session, shop, made, [f"m-{n}" for n in range(13)] + [None, None])
        page = theme_page(session, shop.workspace_id, shop.themes[0], Filters())
    (found,) = page.campaigns
    assert (found.comment_id, found.copies, found.respondents) == (ids[0], 15, 14)
    assert (found.last_day - found.first_day).days == 2
    assert page.row.comments == before.row.comments + 15
    assert page.row.respondents == before.row.respondents + 14
    assert before.campaigns == ()
    quoted = [one for one in page.verbatims if one.text == TEXT]
    assert [one.copies for one in quoted] == [15]
    assert len(page.verbatims) == 5


def test_short_texts_and_a_pair_are_no_campaign(store: Sessions, shop: Any, made: Any) -> None:
    with writing(store) as session:
        sent_in(session, shop, made, ["m-1", "m-2", "m-3", "m-4"], "良かったです")
        sent_in(session, shop, made, ["m-1", "m-2"])
        page = theme_page(session, shop.workspace_id, shop.themes[0], Filters())
    assert page.campaigns == ()


def test_only_what_was_sent_in_the_period_is_counted(store: Sessions, shop: Any, made: Any) -> None:
    first = (made.start + timedelta(weeks=8)).date()
    with writing(store) as session:
        sent_in(session, shop, made, [f"m-{n}" for n in range(9)])
        period = Filters(Period(first, first))
        (found,) = theme_page(session, shop.workspace_id, shop.themes[0], period).campaigns
    assert (found.copies, found.first_day, found.last_day) == (3, first, first)


def test_each_copy_knows_the_others(store: Sessions, shop: Any, made: Any) -> None:
    with writing(store) as session:
        first, second, third = sent_in(session, shop, made, ["m-1", "m-2", "m-3"])
        pages = [comment_page(session, shop.workspace_id, each) for each in (first, second)]
    assert [(page.copies, page.duplicate_of) for page in pages] == [((second, third), None), ((first, third), first)]


OTHER = "プリペイドカードの残高が勝手に減っています。確認してください。"


def test_all_campaigns_of_the_store_are_listed_with_people_and_channels(store: Sessions, shop: Any, made: Any) -> None:
    with writing(store) as session:
        first = sent_in(session, shop, made, ["a", "b", "c", "c", None, None])
        second = sent_in(session, shop, made, ["d"] * 4, OTHER)
        sent_in(session, shop, made, ["e", "f"], TEXT.replace("卵", "鶏"))  # two are no campaign
        sent_in(session, shop, made, ["g"] * 5, "良かったです")  # nor are short words
        table = campaign_table(session, shop.workspace_id, Filters())
    wide, narrow = table.items
    assert (wide.comment_id, wide.text, wide.copies, wide.respondents, wide.multiplier) == (first[0], TEXT, 6, 4, 1.5)
    assert (narrow.comment_id, narrow.copies, narrow.respondents, narrow.multiplier) == (second[0], 4, 1, 4.0)
    assert (wide.last_day - wide.first_day).days == 2
    assert sum(count for _, count in wide.channels) == 6
    assert (table.groups, table.copies) == (2, 10)


def test_filters_narrow_the_list_and_its_comments(store: Sessions, shop: Any, made: Any) -> None:
    day = (made.start + timedelta(weeks=8)).date()
    with writing(store) as session:
        ids = sent_in(session, shop, made, [f"m-{n}" for n in range(9)])
        later = Filters(Period(day + timedelta(days=1), day + timedelta(days=1)))
        (found,) = campaign_table(session, shop.workspace_id, later).items
        comments = campaign_comments(session, shop.workspace_id, ids[5], later)
        everything = campaign_comments(session, shop.workspace_id, ids[0], Filters(touchpoints=("delivery",)))
        assert campaign_table(session, shop.workspace_id, Filters(channels=("nowhere",))).items == ()
        assert campaign_table(session, shop.workspace_id, Filters(touchpoints=("delivery",))).groups == 1
        with pytest.raises(NotFound):
            campaign_comments(session, shop.workspace_id, 10**9, Filters())
    assert (found.comment_id, found.copies, found.first_day) == (ids[0], 3, day + timedelta(days=1))
    assert [one.comment_id for one in comments] == [ids[7], ids[4], ids[1]]
    assert all(one.signed and one.text == TEXT for one in comments)
    assert len(everything) == 9


def test_a_list_that_is_cut_still_counts_all(
    store: Sessions, shop: Any, made: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.reports.campaigns.MOST_LISTED", 1)
    with writing(store) as session:
        sent_in(session, shop, made, ["a", "b", "c", "d"])
        sent_in(session, shop, made, ["e"] * 3, OTHER)
        table = campaign_table(session, shop.workspace_id, Filters())
    assert ([one.text for one in table.items], table.groups, table.copies) == ([TEXT], 2, 7)


def test_another_workspace_sees_none_of_it(store: Sessions, shop: Any, made: Any) -> None:
    with writing(store) as session:
        ids = sent_in(session, shop, made, ["a", "b", "c"])
        assert campaign_table(session, shop.workspace_id + 1, Filters()).items == ()
        with pytest.raises(NotFound):
            campaign_comments(session, shop.workspace_id + 1, ids[0], Filters())


def test_what_is_no_campaign_is_not_read_by_its_number(store: Sessions, shop: Any, made: Any) -> None:
    with writing(store) as session:
        alone = [
            *sent_in(session, shop, made, ["a"], OTHER),
            *sent_in(session, shop, made, ["b", "c"]),
            *sent_in(session, shop, made, ["d"] * 4, "良かったです"),
        ]
        for comment in alone:
            with pytest.raises(NotFound) as refused:
                campaign_comments(session, shop.workspace_id, comment, Filters())
    assert refused.value.reason_ja.startswith("同じ文面の声 ")
