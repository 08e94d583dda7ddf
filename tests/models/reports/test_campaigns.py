"""A text that fifteen people sent in: fifteen people, one quotation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from models.database import Sessions, writing
from models.duplicates import link_duplicates
from models.intake import accept
from models.queue import ReadComment, claim, finish
from models.reports import Filters, Period, comment_page, theme_page

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
