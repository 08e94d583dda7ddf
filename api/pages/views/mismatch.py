"""Where the score and the words disagree."""

from __future__ import annotations

from dataclasses import dataclass

from api.pages.filtering import FilterForm
from api.pages.highlight import excerpt
from api.pages.names import Names
from api.pages.views.pieces import Voice
from models.reports.comment_values import Mismatch
from models.reports.mismatch import Mismatches


@dataclass(frozen=True, slots=True)
class Item:
    """A comment beside the score that came with it."""

    score_name: str
    score: str
    voice: Voice


@dataclass(frozen=True, slots=True)
class Group:
    """One kind: how many there are, and those that are shown."""

    key: str
    count: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class MismatchView:
    """Everything the template shows, in its order; `cut` where there are more than are shown."""

    form: FilterForm
    head: str
    cut: str
    groups: tuple[Group, ...]


def mismatch_view(names: Names, found: Mismatches, form: FilterForm, period: str) -> MismatchView:
    t, number = names.tongue.t, names.tongue.number
    shown = len(found.items)
    return MismatchView(
        form=form,
        head=t("mismatch.head", period=period, n=number(found.scored)),
        cut=t("mismatch.cut", n=number(shown)) if shown < sum(found.counts.values()) else "",
        groups=tuple(
            Group(kind, number(count), tuple(_item(names, one) for one in found.items if one.kind == kind))
            for kind, count in found.counts.items()
        ),
    )


def _item(names: Names, one: Mismatch) -> Item:
    tongue = names.tongue
    said = Voice(
        href=f"/comments/{one.comment_id}",
        pieces=tuple(excerpt(one.text, [], 260)),
        quote=one.text,
        when=tongue.day(one.received_at),
        about=(
            one.source,
            names.sentiment(one.sentiment),
            tongue.t("comment.confidence", value=tongue.percent(one.confidence)),
        ),
        language="",
        copies=1,
    )
    return Item(names.score(one.score_kind), f"{one.score:g} / {one.score_high:g}", said)
