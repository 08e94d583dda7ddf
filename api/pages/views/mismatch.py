"""Where the score and the words disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api.pages.filtering import FilterForm
from api.pages.highlight import excerpt
from api.pages.names import Names
from api.pages.views.pieces import Voice
from models.insights.mismatch import Mismatch as Kind
from models.reports.comment_values import Mismatch


@dataclass(frozen=True, slots=True)
class Item:
    """A comment beside the score that came with it."""

    score_name: str
    score: str
    voice: Voice


@dataclass(frozen=True, slots=True)
class Group:
    """All of one kind."""

    key: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class MismatchView:
    """Everything the template shows, in its order; `cut` where there are more than are shown."""

    form: FilterForm
    head: str
    cut: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class MismatchFacts:
    """The surest readings first; `scored` comments came with a score; at most `most` are shown."""

    found: Sequence[Mismatch]
    scored: int
    most: int


def mismatch_view(names: Names, facts: MismatchFacts, form: FilterForm, period: str) -> MismatchView:
    t, number = names.tongue.t, names.tongue.number
    shown = facts.found[: facts.most]
    return MismatchView(
        form=form,
        head=t("mismatch.head", period=period, n=number(facts.scored)),
        cut=t("mismatch.cut", n=number(facts.most)) if len(facts.found) > facts.most else "",
        groups=tuple(Group(kind, tuple(_item(names, one) for one in shown if one.kind == kind)) for kind in Kind),
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
