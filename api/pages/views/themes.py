"""Themes as lines of a table."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from api.pages.charts import sparkline
from api.pages.names import Names
from api.pages.views.pieces import Tag, answers, basis, score_text, share_of, side_bar
from models.reports.theme_values import ThemeRow, ThemeScore
from models.reports.values import PolarityCounts

PREFERRED = (("nps", "relational"), ("nps", "transactional"), ("csat", "transactional"), ("csat", "relational"))


@dataclass(frozen=True, slots=True)
class Row:
    """A theme in the report's table."""

    href: str
    label: str
    parent: str
    tags: tuple[Tag, ...]
    volume: str
    share: str
    bar: Markup
    negative: str
    touchpoints: str
    score: str
    score_note: str
    few: bool
    spark: Markup
    trend: str


@dataclass(frozen=True, slots=True)
class ListRow:
    """A theme in the list of all themes; `level` 1 stands under a parent."""

    href: str
    code: str
    label: str
    level: int
    tags: tuple[Tag, ...]
    keywords: str
    volume: str
    bar: Markup
    negative: str
    touchpoints: str
    since: str


def preferred_score(rows: Sequence[ThemeRow]) -> tuple[str, str]:
    """The kind and scope most of the table can be compared by."""
    counts: dict[tuple[str, str], int] = {}
    for row in rows:
        for score in row.scores:
            counts[score.kind, score.scope] = counts.get((score.kind, score.scope), 0) + _n(score)
    ranked = sorted(counts, key=lambda key: (-counts[key], PREFERRED.index(key) if key in PREFERRED else 9))
    nps = [key for key in ranked if key[0] == "nps" and counts[key] * 3 >= counts[ranked[0]]]
    return (nps or ranked or [("nps", "relational")])[0]


def report_row(names: Names, row: ThemeRow, kind: tuple[str, str], rising: Collection[int], href: str) -> Row:
    tongue = names.tongue
    found = next((score for score in row.scores if (score.kind, score.scope) == kind), None)
    values = [point.respondents for point in row.weekly]
    label = tongue.label(row.label, row.code)
    peak = max(row.weekly, key=lambda point: point.respondents, default=None)
    return Row(
        href=href,
        label=label,
        parent=tongue.label(row.group_label) if row.group_key and row.group_label != row.label else "",
        tags=tags(names, row, rising),
        volume=_people(names, row),
        share=share_of(tongue, row.share, 1),
        bar=side_bar(tongue, row.polarity),
        negative=negative_share(names, row.polarity),
        touchpoints=places(names, row),
        score=score_text(tongue, found.with_theme) if found else "–",
        score_note=_score_note(names, found),
        few=found is None or found.with_theme is None or not found.with_theme.rankable,
        spark=sparkline(values, tongue.t("theme.weeks_chart", label=label)),
        trend=tongue.t("report.peak", week=tongue.week(peak.week), n=peak.respondents) if peak else "",
    )


def list_row(names: Names, row: ThemeRow, keywords: Sequence[str] = ()) -> ListRow:
    tongue = names.tongue
    return ListRow(
        href=f"/themes/{row.id}",
        code=row.code,
        label=tongue.label(row.label, row.code),
        level=1 if row.parent_id else 0,
        tags=tags(names, row, ()),
        keywords=tongue.listing(list(keywords[:5])),
        volume=_people(names, row),
        bar=side_bar(tongue, row.polarity) if row.comments else Markup(""),
        negative=negative_share(names, row.polarity),
        touchpoints=places(names, row),
        since=tongue.week(row.first_week, year=True),
    )


def tags(names: Names, row: ThemeRow, rising: Collection[int]) -> tuple[Tag, ...]:
    t = names.tongue.t
    found = []
    if row.new:
        found.append(Tag("new", t("tag.new")))
    elif row.id in rising:
        found.append(Tag("alert", t("tag.rising")))
    if row.state not in ("active", "forbidden"):
        found.append(Tag(row.state, t(f"tag.{row.state}")))
    if row.pinned:
        found.append(Tag("pinned", t("tag.pinned")))
    if row.multiplier >= 1.3 and row.comments - row.respondents >= 3:
        found.append(Tag("plain", t("tag.multiplier", n=f"{row.multiplier:.1f}")))
    return tuple(found)


def places(names: Names, row: ThemeRow, most: int = 2) -> str:
    return names.tongue.listing([names.touchpoint(one.code) for one in row.touchpoints[:most]])


def is_praise(row: ThemeRow) -> bool:
    return row.polarity.positive > row.polarity.negative + row.polarity.mixed


def negative_share(names: Names, counts: PolarityCounts) -> str:
    share = counts.complaint_share
    return "" if share is None else names.tongue.t("report.negative_share", share=names.tongue.percent(share))


def _people(names: Names, row: ThemeRow) -> str:
    return f"{names.tongue.number(row.respondents)}{names.tongue.t('report.respondents_unit')}"


def _score_note(names: Names, score: ThemeScore | None) -> str:
    t = names.tongue.t
    if score is None or score.with_theme is None:
        return t("report.no_score")
    if not score.with_theme.rankable:
        return basis(names.tongue, score.with_theme)
    n = answers(names.tongue, score.with_theme)
    return t("report.versus", rest=score_text(names.tongue, score.without), n=n)


def _n(score: ThemeScore) -> int:
    return score.with_theme.n if score.with_theme else 0
