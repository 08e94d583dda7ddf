"""Discoveries of the past, and the themes as they stood then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api.pages.names import Names
from api.pages.views.pieces import Tag
from models.reports import RunReport, RunView


@dataclass(frozen=True, slots=True)
class RunRow:
    """One discovery; `href` only where something was kept."""

    href: str
    when: str
    state: Tag
    themes: str
    units: str
    versions: str


@dataclass(frozen=True, slots=True)
class ThenRow:
    """A theme under its name of that day."""

    href: str
    code: str
    label: str
    people: str
    comments: str
    negative: str


@dataclass(frozen=True, slots=True)
class ThenView:
    """One discovery, opened again."""

    title: str
    note: str
    missing: str
    rows: tuple[ThenRow, ...]


def runs_view(names: Names, found: Sequence[RunView]) -> tuple[RunRow, ...]:
    tongue = names.tongue
    return tuple(
        RunRow(
            href=f"/themes/runs/{one.id}" if one.units else "",
            when=tongue.moment(one.at),
            state=Tag(one.state, tongue.t(f"runs.state.{one.state}")),
            themes=tongue.number(one.themes),
            units=tongue.number(one.units),
            versions=", ".join(f"{name} {version}" for name, version in sorted(one.versions.items())),
        )
        for one in found
    )


def run_view(names: Names, found: RunReport) -> ThenView:
    tongue = names.tongue
    return ThenView(
        title=tongue.t("runs.as_of", moment=tongue.moment(found.run.at)),
        note=tongue.t("runs.note", themes=tongue.number(len(found.themes)), units=tongue.number(found.run.units)),
        missing=tongue.t("runs.missing", n=tongue.number(found.missing)) if found.missing else "",
        rows=tuple(
            ThenRow(
                href=f"/themes/{theme.id}",
                code=theme.code,
                label=tongue.label(theme.label, theme.code),
                people=tongue.number(theme.respondents),
                comments=tongue.number(theme.comments),
                negative=tongue.percent(theme.negative / theme.units if theme.units else None),
            )
            for theme in found.themes
        ),
    )
