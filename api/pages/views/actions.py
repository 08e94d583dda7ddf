"""All that was done, about whatever theme or touchpoint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from api.pages.names import Names
from api.pages.views.measures import Measure, measure
from api.pages.views.pieces import Link, Option
from models.reports import ActionEffect
from models.reports.theme_values import ThemeRow

CHOSEN = ("active", "candidate", "dormant")  # states of themes that something can still be done about


@dataclass(frozen=True, slots=True)
class ActionsView:
    """Everything the template shows, in its order."""

    actions: tuple[Measure, ...]
    today: str
    places: tuple[Option, ...]
    themes: tuple[Option, ...]


def actions_view(names: Names, effects: Sequence[ActionEffect], themes: Sequence[ThemeRow], today: date) -> ActionsView:
    by_id = {row.id: row for row in themes}
    return ActionsView(
        actions=tuple(measure(names, one.action, one.effect, _about(names, one, by_id)) for one in effects),
        today=today.isoformat(),
        places=places(names),
        themes=tuple(
            Option(str(row.id), f"{row.code} {names.tongue.label(row.label)}") for row in themes if row.state in CHOSEN
        ),
    )


def places(names: Names) -> tuple[Option, ...]:
    return tuple(Option(code, names.touchpoint(code)) for code in names.places)


def _about(names: Names, one: ActionEffect, themes: Mapping[int, ThemeRow]) -> Link | None:
    row = themes.get(one.action.theme_id or 0)
    return Link(f"/themes/{row.id}", names.tongue.label(row.label, row.code)) if row else None
