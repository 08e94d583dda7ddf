"""The headline numbers: each with its n, its interval and its change."""

from __future__ import annotations

from markupsafe import Markup

from api.pages.charts import interval
from api.pages.names import Names
from api.pages.tongue import Tongue
from api.pages.views.pieces import NONE, Card, doubt, points, score_digits, score_text, share_of
from models.insights.scores import Difference
from models.reports.values import ScoreCard, Share, Summary

SPANS = {"nps": (-100.0, 100.0), "csat": (0.0, 100.0), "ces": (1.0, 7.0)}


def cards(names: Names, summary: Summary) -> tuple[Card, ...]:
    tongue = names.tongue
    return (
        _volume(tongue, summary),
        _negative(tongue, summary),
        _mixed(tongue, summary.mixed),
        *(score_card(names, one) for one in summary.scores if one.estimate),
        _unassigned(tongue, summary.unassigned),
    )


def score_card(names: Names, one: ScoreCard) -> Card:
    tongue, estimate = names.tongue, one.estimate
    label = tongue.t("report.scope_label", score=names.score(one.kind), scope=tongue.t(f"scope.{one.scope}"))
    if estimate is None:
        return Card(label, "–", doubt=tongue.t("report.no_score"))
    change, way = _change(tongue, one.kind, one.change)
    return Card(
        label=label,
        value=score_text(tongue, estimate),
        unit=" / 7" if one.kind == "ces" else "",
        doubt=doubt(tongue, estimate),
        change=change,
        way=way,
        kind="" if estimate.rankable else "few",
        chart=interval(estimate.value, estimate.low, estimate.high, SPANS[one.kind], label),
        note=tongue.t(f"definition.{one.kind}"),
    )


def _volume(tongue: Tongue, summary: Summary) -> Card:
    people = f"{tongue.number(summary.respondents)}{tongue.t('report.respondents_unit')}"
    change, way = "", ""
    if summary.previous_comments:
        ratio = summary.comments / summary.previous_comments - 1
        change, way = _told(tongue, f"{tongue.signed(100 * ratio, 0)}%", 0)
    return Card(
        label=tongue.t("report.comments"),
        value=tongue.number(summary.comments),
        unit=tongue.t("report.comments_unit"),
        doubt=f"{tongue.t('report.respondents')} {people}",
        change=change,
        way=way,
    )


def _negative(tongue: Tongue, summary: Summary) -> Card:
    share = summary.negative
    low, high = (tongue.percent(value, 0) for value in (share.low, share.high))
    change, way = "", ""
    before = summary.previous_negative
    if before and before.value is not None and share.value is not None:
        moved = 100 * (share.value - before.value)
        apart = share.low > before.high or share.high < before.low
        text = f"{tongue.signed(moved, 1)}{points(tongue, 'share')}"
        change, way = _told(tongue, text, moved if apart else 0, sure=apart)
    return Card(
        label=tongue.t("report.negative"),
        value=share_of(tongue, share, 1),
        doubt=tongue.t("report.doubt_people", low=low, high=high, n=tongue.number(share.n)),
        change=change,
        way=way,
        chart=_share_chart(share, tongue.t("report.negative")),
        note=tongue.t("definition.negative"),
    )


def _mixed(tongue: Tongue, share: Share) -> Card:
    low, high = (tongue.percent(value, 0) for value in (share.low, share.high))
    return Card(
        label=tongue.t("report.mixed"),
        value=share_of(tongue, share, 1),
        doubt=tongue.t("report.doubt_people", low=low, high=high, n=tongue.number(share.n)),
        chart=_share_chart(share, tongue.t("report.mixed")),
        note=tongue.t("definition.mixed"),
    )


def _share_chart(share: Share, name: str) -> Markup:
    if share.value is None:
        return NONE
    return interval(100 * share.value, 100 * share.low, 100 * share.high, (0, 100), name)


def _unassigned(tongue: Tongue, share: Share) -> Card:
    return Card(
        label=tongue.t("report.unassigned_label"),
        value=share_of(tongue, share, 1),
        doubt=tongue.t("report.unassigned_doubt", n=tongue.number(share.n)),
    )


def _change(tongue: Tongue, kind: str, difference: Difference | None) -> tuple[str, str]:
    if difference is None:
        return "", ""
    text = f"{tongue.signed(difference.value, score_digits(kind))}{points(tongue, kind)}"
    return _told(tongue, text, difference.value if difference.evident else 0, sure=difference.evident)


def _told(tongue: Tongue, text: str, direction: float, *, sure: bool = True) -> tuple[str, str]:
    key = "report.versus_before" if sure else "report.no_change"
    return tongue.t(key, change=text), "up" if direction > 0 else "down" if direction < 0 else ""
