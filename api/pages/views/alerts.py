"""Alarms: the theme, the week, what was expected and what came, where, and what people said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from api.pages.charts import sparkline
from api.pages.highlight import kind_of
from api.pages.names import Names
from api.pages.views.pieces import Fact, Link, Tag, Voice, voice
from models.insights.alarms import Alarm, Tier
from models.reports.comment_values import Verbatim
from models.reports.theme_values import Concentration
from models.reports.values import ThemeRef, WeekPoint

GOOD = "good"
ORDER = ("alert", "new", "drift", "tone", GOOD, "watch")


@dataclass(frozen=True, slots=True)
class AlertFacts:
    """One alarm and what surrounds it."""

    theme: ThemeRef
    alarm: Alarm
    weekly: Sequence[WeekPoint]
    concentrations: Sequence[Concentration]
    verbatims: Sequence[Verbatim]
    candidate: bool = False


@dataclass(frozen=True, slots=True)
class Alert:
    """One alarm, ready to be shown."""

    href: str
    label: str
    tier: str
    tier_name: str
    week: str
    on: date
    side: Tag | None
    sentence: str
    spark: Markup
    facts: tuple[Fact, ...]
    verbatims: tuple[Voice, ...]
    links: tuple[Link, ...]
    candidate: Tag | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """All that was found of one theme: the newest in full, what came before it in a line each, the newest first."""

    tier: str
    newest: Alert
    earlier: tuple[Alert, ...]


def courses(found: Sequence[Alert]) -> list[Course]:
    """What is sure comes before what is only worth a look; within a tier the newest first."""
    dated = sorted(found, key=lambda one: (-one.on.toordinal(), ORDER.index(one.tier)))
    themes = dict.fromkeys(one.href for one in dated)
    grouped = [[one for one in dated if one.href == href] for href in themes]
    told = [Course(min((one.tier for one in own), key=ORDER.index), own[0], tuple(own[1:])) for own in grouped]
    return sorted(told, key=lambda one: ORDER.index(one.tier))


def alert(names: Names, found: AlertFacts) -> Alert:
    tongue, alarm, side = names.tongue, found.alarm, side_of(names, found.verbatims)
    # More praise than ever is news and no cause for alarm.
    praised = side is not None and side.kind == "positive" and not _is_new(alarm)
    tier = GOOD if praised and not found.candidate else str(alarm.tier)
    label = tongue.label(found.theme.label, found.theme.code)
    weeks = [point.week for point in found.weekly]
    marked = weeks.index(alarm.week) if alarm.week in weeks else None
    counts = [point.respondents for point in found.weekly]
    return Alert(
        href=f"/themes/{found.theme.id}",
        label=label,
        tier=tier,
        tier_name=tongue.t(f"alerts.tier.{tier}"),
        week=tongue.week(alarm.week),
        on=alarm.week,
        side=side,
        sentence=_sentence(names, alarm),
        spark=sparkline(counts, tongue.t("alerts.chart", label=label), marked),
        facts=tuple(fact for fact in _facts(names, found) if fact.text),
        verbatims=tuple(voice(names, one, 140) for one in found.verbatims[:3]),
        links=links(names, found.theme, alarm.week, alarm.week, "week"),
        candidate=Tag("plain", tongue.t("tag.candidate")) if found.candidate else None,
    )


def _is_new(alarm: Alarm) -> bool:
    """A theme without a past, of whatever tier."""
    return alarm.tier is Tier.NEW or alarm.p is None


def links(names: Names, theme: ThemeRef, first: date, last: date, span: str) -> tuple[Link, ...]:
    """To the comments of the weeks from Monday `first` to Monday `last`, and to what is done about the theme."""
    end = last + timedelta(days=6)
    voices = f"/themes/{theme.id}?period=dates&from={first.isoformat()}&to={end.isoformat()}#voices"
    t = names.tongue.t
    return Link(voices, t(f"alerts.read_{span}")), Link(f"/themes/{theme.id}#actions", t("alerts.act"))


def side_of(names: Names, verbatims: Sequence[Verbatim]) -> Tag | None:
    """Whether most of those quoted praise or complain: a wave of praise is news too, and no cause for alarm."""
    total = sum(one.polarity for one in verbatims)
    return Tag(kind_of(total), names.tongue.t(f"side.{kind_of(total)}")) if total else None


def _sentence(names: Names, alarm: Alarm) -> str:
    tongue = names.tongue
    if _is_new(alarm):
        return tongue.t("alerts.sentence_new", week=tongue.week(alarm.week), observed=tongue.number(alarm.observed))
    return tongue.t(
        "alerts.sentence",
        week=tongue.week(alarm.week),
        observed=tongue.number(alarm.observed),
        expected=tongue.number(alarm.expected, 1),
        low=tongue.number(alarm.low),
        high=tongue.number(alarm.high),
    )


def _facts(names: Names, found: AlertFacts) -> list[Fact]:
    tongue, t, alarm = names.tongue, names.tongue.t, found.alarm
    expected = "" if _is_new(alarm) else t("alerts.people", n=tongue.number(alarm.expected, 1))
    return [
        Fact(t("alerts.observed"), t("alerts.people", n=alarm.observed)),
        Fact(t("alerts.expected"), expected),
        Fact(t("alerts.chance"), "" if alarm.p is None else _chance(alarm.p)),
        *gatherings(names, found.concentrations),
    ]


def gatherings(names: Names, found: Sequence[Concentration]) -> list[Fact]:
    """The touchpoints and the customers that are more of its comments than of all."""
    tongue, t = names.tongue, names.tongue.t
    places = [one for one in found if one.field == "touchpoint"]
    segments = [one for one in found if one.field not in ("touchpoint", "source", "channel", "language")]
    return [
        Fact(t("alerts.places"), tongue.listing([_named(names, one) for one in places[:3]])),
        Fact(t("alerts.segments"), tongue.listing([_named(names, one) for one in segments[:3]])),
    ]


def _named(names: Names, one: Concentration) -> str:
    tongue = names.tongue
    return tongue.t(
        "alerts.gathered",
        name=names.touchpoint(one.value) if one.field == "touchpoint" else one.value,
        share=tongue.percent(one.share),
        overall=tongue.percent(one.overall),
    )


def _chance(p: float) -> str:
    return "< 0.01%" if p < 0.0001 else f"{100 * p:.2g}%"
