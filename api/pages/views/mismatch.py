"""Where the score and the words disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api.pages.highlight import excerpt
from api.pages.names import Names
from api.pages.views.pieces import Voice
from models.insights.mismatch import Mismatch as Kind
from models.insights.scores import SCALES
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


def groups(names: Names, found: Sequence[Mismatch]) -> tuple[Group, ...]:
    return tuple(Group(kind, tuple(_item(names, one) for one in found if one.kind == kind)) for kind in Kind)


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
    return Item(names.score(one.score_kind), f"{one.score:g} / {SCALES[one.score_kind][1]:g}", said)
