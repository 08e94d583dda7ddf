"""Discoveries of the past, and the themes as they stood then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.pages.names import Names
from api.pages.tongue import DASH
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


def runs_view(names: Names, found: Sequence[RunView], lines: Mapping[int, int]) -> tuple[RunRow, ...]:
    """`lines`: how many changes each look proposed, by run; a look that moved nothing has no counts of its own."""
    tongue = names.tongue
    return tuple(
        RunRow(
            href=f"/themes/runs/{one.id}" if one.units else "",
            when=tongue.moment(one.at),
            state=Tag(one.state, _outcome(names, one, lines.get(one.id))),
            themes=tongue.number(one.themes) if one.units else DASH,
            units=tongue.number(one.units) if one.units else DASH,
            versions=", ".join(f"{name} {version}" for name, version in sorted(one.versions.items())),
        )
        for one in found
    )


def _outcome(names: Names, one: RunView, lines: int | None) -> str:
    if lines is None or one.units:
        return names.tongue.t(f"runs.state.{one.state}")
    return names.tongue.t("runs.proposed" if lines else "runs.nothing", n=lines)


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
