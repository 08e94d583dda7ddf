"""A theme about to be split: what is chosen, how many sentences that is, and some of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api.pages.names import Names
from api.pages.views.pieces import Option, Voice, voices
from models.reports import PartPreview
from models.reports.values import ThemeRef
from models.themes.choosing import SIDES


@dataclass(frozen=True, slots=True)
class Chosen:
    """The form as it was sent; each part may be empty."""

    words: str = ""
    pain_point: str = ""
    side: str = ""


@dataclass(frozen=True, slots=True)
class SplitView:
    """Everything the template shows, in its order. `ready`: there is something to split off; `count` says how much."""

    id: int
    code: str
    label: str
    chosen: Chosen
    pain_points: tuple[Option, ...]
    sides: tuple[Option, ...]
    count: str
    examples: tuple[Voice, ...]
    ready: bool


def split_view(
    names: Names,
    theme: ThemeRef,
    chosen: Chosen,
    pain_points: Sequence[tuple[str, int]],
    preview: PartPreview | None,
) -> SplitView:
    tongue = names.tongue
    return SplitView(
        id=theme.id,
        code=theme.code,
        label=tongue.label(theme.label, theme.code),
        chosen=chosen,
        pain_points=tuple(
            Option(code, tongue.t("split.with_count", name=names.pain_point(code), n=tongue.number(count)))
            for code, count in pain_points
        ),
        sides=tuple(Option(side, tongue.t(f"side.{side}")) for side in SIDES),
        count=_count(names, preview),
        examples=voices(names, preview.examples) if preview else (),
        ready=bool(preview and preview.units),
    )


def _count(names: Names, preview: PartPreview | None) -> str:
    if preview is None:
        return ""
    if not preview.units:
        return names.tongue.t("split.none")
    return names.tongue.t("split.count", n=names.tongue.number(preview.units), of=names.tongue.number(preview.of))
