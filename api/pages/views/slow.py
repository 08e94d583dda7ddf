"""Slides and changes of tone, shown as alarms are: what it was, what it is, where, and what people said."""

from __future__ import annotations

from collections.abc import Sequence

from api.pages.charts import sparkline
from api.pages.names import Names
from api.pages.views.alerts import Alert, gatherings, links, side_of
from api.pages.views.pieces import Fact, voice
from models.reports import ThemeDrift, ThemeTone


def drift(names: Names, found: ThemeDrift) -> Alert:
    tongue, slid = names.tongue, found.drift
    before, now = tongue.percent(slid.share_before, 1), tongue.percent(slid.share_now, 1)
    key = "alerts.sentence_up" if slid.direction > 0 else "alerts.sentence_down"
    facts = [
        Fact(tongue.t("alerts.before"), before),
        Fact(tongue.t("alerts.now"), now),
        Fact(tongue.t("alerts.doubtful"), tongue.percent(slid.q, 1)),
    ]
    return _alert(names, found, "drift", tongue.t(key, week=tongue.week(slid.since), before=before, now=now), facts)


def tone(names: Names, found: ThemeTone) -> Alert:
    tongue, shift = names.tongue, found.shift
    sentence = tongue.t(
        "alerts.sentence_worse" if shift.worse else "alerts.sentence_better",
        week=tongue.week(shift.since),
        before=tongue.percent(shift.before),
        before_n=tongue.number(shift.n_before),
        now=tongue.percent(shift.now),
        now_n=tongue.number(shift.n_now),
    )
    expected = "–".join(tongue.percent(value) for value in (shift.low, shift.high))
    facts = [
        Fact(tongue.t("alerts.expected_share"), expected),
        Fact(tongue.t("alerts.doubtful"), tongue.percent(shift.q, 1)),
    ]
    return _alert(names, found, "tone", sentence, facts)


def _alert(names: Names, found: ThemeDrift | ThemeTone, tier: str, sentence: str, facts: Sequence[Fact]) -> Alert:
    tongue = names.tongue
    label = tongue.label(found.theme.label, found.theme.code)
    since = found.drift.since if isinstance(found, ThemeDrift) else found.shift.since
    weeks = [point.week for point in found.weekly]
    counts = [point.respondents if tier == "drift" else point.negative for point in found.weekly]
    told = [*facts, *gatherings(names, found.concentrations)]
    return Alert(
        href=f"/themes/{found.theme.id}",
        label=label,
        tier=tier,
        tier_name=tongue.t(f"alerts.tier.{tier}"),
        week=tongue.week(since),
        on=since,
        side=side_of(names, found.verbatims),
        sentence=sentence,
        spark=sparkline(counts, tongue.t("alerts.chart", label=label), weeks.index(since) if since in weeks else None),
        facts=tuple(fact for fact in told if fact.text),
        verbatims=tuple(voice(names, one, 140) for one in found.verbatims[:3]),
        links=links(names, found.theme, since, max(weeks, default=since), "since"),
    )
