"""Texts that many sent in, and the comments of one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from api.pages.filtering import FilterForm
from api.pages.highlight import excerpt
from api.pages.names import Names
from api.pages.views.pieces import Fact, Voice
from models.reports.campaigns import CampaignComment, CampaignRow, CampaignTable

LONGEST = 260  # characters; the whole text stands with its comments


@dataclass(frozen=True, slots=True)
class Item:
    """One text with its figures; `href` leads to its comments."""

    href: str
    text: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class CampaignsView:
    """Everything the template shows, in its order; `cut` where there are more than are shown."""

    form: FilterForm
    head: str
    cut: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class CampaignView:
    """The comments of one text."""

    head: str
    voices: tuple[Voice, ...]


def campaigns_view(names: Names, table: CampaignTable, form: FilterForm, url: Callable[..., str]) -> CampaignsView:
    t, shown = names.tongue.t, len(table.items)
    return CampaignsView(
        form=form,
        head=campaigns_words(names, table),
        cut=t("campaigns.cut", n=names.tongue.number(shown)) if table.groups > shown else "",
        items=tuple(_item(names, one, url) for one in table.items),
    )


def campaigns_words(names: Names, table: CampaignTable) -> str:
    """How many texts came how often; "" where none did."""
    if not table.groups:
        return ""
    number = names.tongue.number
    return names.tongue.t("campaigns.head", groups=number(table.groups), copies=number(table.copies))


def _item(names: Names, one: CampaignRow, url: Callable[..., str]) -> Item:
    tongue, t = names.tongue, names.tongue.t
    days = list(dict.fromkeys(tongue.day(day) for day in (one.first_day, one.last_day)))
    channels = [t("campaigns.channel", name=names.channel(code), n=tongue.number(n)) for code, n in one.channels]
    return Item(
        href=url(f"/campaigns/{one.comment_id}"),
        text=one.text if len(one.text) <= LONGEST else f"{one.text[:LONGEST]}…",
        facts=(
            Fact(t("campaigns.copies"), t("campaigns.comments", n=tongue.number(one.copies))),
            Fact(
                t("campaigns.respondents"),
                t("campaigns.people", n=tongue.number(one.respondents)),
                t("campaigns.each", n=f"{one.multiplier:.1f}"),
            ),
            Fact(t("campaigns.days"), t("days_between").join(days)),
            Fact(t("campaigns.channels"), tongue.listing(channels)),
        ),
    )


def campaign_view(names: Names, comments: Sequence[CampaignComment]) -> CampaignView:
    number = names.tongue.number(len(comments))
    return CampaignView(
        names.tongue.t("campaigns.of_one", n=number), tuple(_voice(names, comment) for comment in comments)
    )


def _voice(names: Names, one: CampaignComment) -> Voice:
    t = names.tongue.t
    return Voice(
        href=f"/comments/{one.comment_id}",
        pieces=tuple(excerpt(one.text, [], LONGEST)),
        quote=one.text,
        when=names.tongue.day(one.received_at),
        about=(one.source, names.channel(one.channel), *(() if one.signed else (t("campaigns.unsigned"),))),
        language="",
        copies=1,
    )
