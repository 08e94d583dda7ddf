"""How touchpoints and scores go together: a table a score, the worst first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from api.pages.charts import interval
from api.pages.names import Names
from api.pages.scales import nice_ceiling
from api.pages.tongue import DASH
from api.pages.views.pieces import NONE, points, score_digits, score_step
from models.insights.impact import Interval, PlaceImpact, Verdict


@dataclass(frozen=True, slots=True)
class ImpactRow:
    """A touchpoint and one score; `kind` is the style of its verdict."""

    href: str
    name: str
    people: str
    impact: str
    chart: Markup
    range: str
    adjusted: str
    kind: str
    verdict: str


@dataclass(frozen=True, slots=True)
class ImpactTable:
    """One kind and scope; `people` says who is counted; `few` are the touchpoints that are not judged."""

    key: str
    title: str
    people: str
    heading: str
    rows: tuple[ImpactRow, ...]
    few: tuple[ImpactRow, ...]


def place_href(code: str) -> str:
    """The page of a touchpoint."""
    return f"/journey/{quote(code, safe='')}"


def impact_tables(names: Names, found: Sequence[PlaceImpact], url: Callable[..., str]) -> tuple[ImpactTable, ...]:
    """In the order in which the scores come."""
    asked = dict.fromkeys((one.kind, one.scope) for one in found)
    return tuple(_table(names, *pair, [one for one in found if (one.kind, one.scope) == pair], url) for pair in asked)


def judgement(found: PlaceImpact) -> str:
    """What is said of it, as on the priority map: a verdict that its own figure does not bear out is none."""
    if found.verdict is Verdict.TOO_FEW:
        return "few"
    if found.with_others:
        return "others"
    if not found.borne_out:
        return "none"
    return "fix" if found.verdict is Verdict.LOWERS else "keep"


def _table(names: Names, kind: str, scope: str, found: Sequence[PlaceImpact], url: Callable[..., str]) -> ImpactTable:
    tongue = names.tongue
    title = tongue.t("report.scope_label", score=names.score(kind), scope=tongue.t(f"scope.{scope}"))
    ends = [max(abs(one.leave_out.low), abs(one.leave_out.high)) for one in found if one.leave_out]
    reach = nice_ceiling(max(ends, default=1.0), score_step(kind))
    heading = tongue.t("column.impact", unit=points(tongue, kind).strip())
    rows = [_row(names, one, reach, heading, url) for one in sorted(found, key=lambda one: _value(one.leave_out))]
    return ImpactTable(
        key=f"{kind}-{scope}",
        title=title,
        people=tongue.t("priority.x", score=title, n=tongue.number(found[0].n)),
        heading=heading,
        rows=tuple(row for row in rows if row.kind != "few"),
        few=tuple(row for row in rows if row.kind == "few"),
    )


def _row(names: Names, one: PlaceImpact, reach: float, heading: str, url: Callable[..., str]) -> ImpactRow:
    tongue, digits, moved = names.tongue, score_digits(one.kind), one.leave_out
    kind = judgement(one)
    chart = interval(moved.value, moved.low, moved.high, (-reach, reach), heading) if moved else NONE
    return ImpactRow(
        href=url(place_href(one.touchpoint)),
        name=names.touchpoint(one.touchpoint),
        people=tongue.number(one.mentions),
        impact=tongue.signed(moved.value, digits) if moved else DASH,
        chart=chart,
        range=_range(names, moved, digits),
        adjusted=tongue.signed(one.adjusted.value, digits) if one.adjusted else DASH,
        kind=kind,
        verdict=tongue.t(f"place.verdict.{kind}"),
    )


def _value(moved: Interval | None) -> float:
    return moved.value if moved else 0.0


def _range(names: Names, moved: Interval | None, digits: int) -> str:
    if moved is None:
        return ""
    joint = "～" if names.tongue.code == "ja" else " to "
    return joint.join(names.tongue.signed(value, digits) for value in (moved.low, moved.high))
