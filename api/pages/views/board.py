"""The journey as a board: a column a stage, a cell a touchpoint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from api.pages.names import Names
from api.pages.views.pieces import share_of
from models.insights.scores import RANKABLE_FROM
from models.reports.place_values import HeatCell, Heatmap


@dataclass(frozen=True, slots=True)
class Cell:
    """A touchpoint; `heat` is the style-sheet class h0..h5."""

    name: str
    volume: str
    negative: str
    heat: str
    few: bool
    href: str


@dataclass(frozen=True, slots=True)
class Column:
    """A stage of the journey."""

    name: str
    cells: tuple[Cell, ...]


def heat(share: float | None) -> str:
    """Five steps of a fifth each; h0 where nothing was read."""
    return "h0" if share is None else f"h{min(int(share * 5) + 1, 5)}"


def board(names: Names, heatmap: Heatmap, hrefs: Mapping[str, str]) -> tuple[Column, ...]:
    columns = []
    for stage in (*heatmap.stages, ""):
        cells = [_cell(names, cell, hrefs) for cell in heatmap.cells if cell.stage == stage]
        if cells:
            columns.append(Column(names.stage(stage), tuple(cells)))
    return tuple(columns)


def _cell(names: Names, cell: HeatCell, hrefs: Mapping[str, str]) -> Cell:
    few = cell.comments < RANKABLE_FROM
    share = share_of(names.tongue, cell.negative)
    return Cell(
        name=names.tongue.label(cell.name, cell.touchpoint),
        volume=names.tongue.number(cell.comments),
        negative=names.tongue.t("report.complaining", share=share) if cell.comments else "",
        heat="h0" if few else heat(cell.negative.value),
        few=few,
        href=hrefs[cell.touchpoint],
    )
