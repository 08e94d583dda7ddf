"""The sentences that are in no theme: a work queue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from api.pages.filtering import FilterForm
from api.pages.names import Names
from api.pages.views.pieces import Option, Voice, unassigned_words, voices
from models.reports.comment_values import VerbatimPage
from models.reports.theme_values import ThemeRow
from models.reports.values import Summary


@dataclass(frozen=True, slots=True)
class UnassignedView:
    """Everything the template shows, in its order."""

    summary: str
    form: FilterForm
    voices: tuple[Voice, ...]
    themes: tuple[Option, ...]
    older: str
    newest: str


def unassigned_view(
    names: Names,
    page: VerbatimPage,
    summary: Summary,
    themes: Sequence[ThemeRow],
    form: FilterForm,
    again: Callable[..., str],
    *,
    paged: bool,
) -> UnassignedView:
    tongue = names.tongue
    return UnassignedView(
        summary=unassigned_words(tongue, summary.unassigned, summary.in_candidates),
        form=form,
        voices=voices(names, page.items),
        themes=tuple(Option(str(row.id), f"{row.code} {tongue.label(row.label)}") for row in themes),
        older=again(cursor=page.next) if page.next else "",
        newest=again(cursor=None) if paged else "",
    )
