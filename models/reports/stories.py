"""What the report says without being asked: what rose or is new, since when, where; what goes with a lower score."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import poisson
from sqlalchemy.orm import Session

from models.insights.alarms import Alarm, Tier
from models.insights.drift import Drift
from models.insights.impact import Interval, ThemeImpact, Verdict
from models.insights.onset import onset
from models.insights.scores import RANKABLE_FROM
from models.insights.story import Fact, FactKind, Sureness
from models.reports.alarms import alarms
from models.reports.filters import Filters
from models.reports.impacts import priority, theme_refs
from models.reports.matrices import WeeklyThemes
from models.reports.remembering import remembered
from models.reports.selection import select_facts
from models.reports.slow import going_drifts
from models.reports.theme_pages import concentrations
from models.reports.theme_values import Concentration
from models.reports.values import Label
from models.sheets.counting import distinct
from models.sheets.facts import Facts
from models.workspaces import touchpoints

MOST_FACTS = 6
QUIET_WEEKS = 2  # alarms no further apart than this are one rise
RECENT_WEEKS = 8
LASTING = 1.5  # times the share before, over all weeks since
_MAY_BE_USUAL, _HARDLY = 0.1, 0.05  # chances (Poisson) of as many in a week of before, of as few in a week of the rise


def story(session: Session, workspace_id: int, filters: Filters) -> tuple[Fact, ...]:
    """The changes first, the surest and largest before the others; then what costs and what lifts the score."""
    return remembered(session, workspace_id, "story", filters, lambda: _story(session, workspace_id, filters))


def _story(session: Session, workspace_id: int, filters: Filters) -> tuple[Fact, ...]:
    table, found = alarms(session, workspace_id, filters)
    tied = priority(session, workspace_id, filters)
    by_theme = {impact.theme_id: impact for impact in tied.impacts}
    facts = select_facts(session, workspace_id, filters)
    labels = theme_refs(session, workspace_id)
    changes = (
        _change(table, rise, by_theme.get(rise[0].theme_id), tied.kind, labels[rise[0].theme_id].label)
        for rise in _rises(found, table.weeks)
    )
    told = [fact for fact in changes if _lasts(fact)]
    slides = {drift.theme_id: drift for drift in going_drifts(session, workspace_id, filters, table)}
    told = [_surer(fact, slides.get(fact.theme_id)) for fact in told]
    changed = {fact.theme_id for fact in told}
    told += [
        _slide(table, drift, by_theme.get(drift.theme_id), tied.kind, labels[drift.theme_id].label)
        for drift in slides.values()
        if drift.theme_id not in changed
    ]
    changed |= set(slides)
    told.sort(key=lambda fact: (fact.sureness != Sureness.STRONG, -fact.respondents))
    ties = sorted((i for i in tied.impacts if i.leave_out), key=lambda i: i.leave_out.value if i.leave_out else 0)
    costs = [_tie(i, FactKind.COSTS, tied.kind, labels[i.theme_id].label) for i in ties if _is(i, Verdict.LOWERS)]
    lifts = [_tie(i, FactKind.LIFTS, tied.kind, labels[i.theme_id].label) for i in ties if _is(i, Verdict.RAISES)]
    rest = [fact for fact in [*costs[:2], *lifts[-1:]] if fact.theme_id not in changed]
    # Where it gathers is asked only of what is told: it means a look at every comment.
    looked = (_placed(session, workspace_id, facts, fact) for fact in told[: MOST_FACTS - len(rest)])
    placed = [fact for fact in looked if fact.respondents]  # a period may begin after the last who spoke of it
    scope = tied.scope if len({scope for kind, scope in facts.asked if kind == tied.kind}) > 1 else None
    return tuple(replace(fact, score_scope=scope) for fact in (*placed, *rest))


def _rises(found: Iterable[Alarm], weeks: tuple[date, ...]) -> Iterable[list[Alarm]]:
    """The alarms of one theme that follow one another, if the last of them is recent."""
    recent = weeks[-RECENT_WEEKS:][0] if weeks else date.max
    runs: dict[str, list[Alarm]] = {}
    for alarm in sorted(found, key=lambda alarm: alarm.week):
        run = runs.get(alarm.theme_id, [])
        # A birth opens the story; a later rise of the same theme is the same story.
        near = bool(run) and (alarm.week - run[-1].week <= timedelta(weeks=QUIET_WEEKS) or run[0].tier is Tier.NEW)
        runs[alarm.theme_id] = [*run, alarm] if near else [alarm]
    return [run for run in runs.values() if run[-1].week >= recent]


def _change(table: WeeklyThemes, rise: list[Alarm], impact: ThemeImpact | None, score_kind: str, label: Label) -> Fact:
    theme_id = rise[0].theme_id
    place, start = table.theme_ids.index(int(theme_id)), table.weeks.index(rise[0].week)
    counts, totals = table.respondents[place], table.totals
    if rise[0].tier is not Tier.NEW:  # an alarm says when a rise was sure, a reader asks when it began
        start = onset(counts.astype(float), totals.astype(float), start)
    interval = _figure(impact)
    before = float(counts[:start].sum() / max(totals[:start].sum(), 1))
    over = rise[0].tier is not Tier.NEW and rise[-1].week < table.weeks[-1]
    over = over and _is_over(counts[start:], totals[start:], before)
    return Fact(
        kind=FactKind.NEW if rise[0].tier is Tier.NEW else FactKind.RISING,
        theme_id=theme_id,
        label=label,
        sureness=_sureness(rise),
        since=table.weeks[start],
        share_before=before,
        share_now=_height(counts[start:], totals[start:], peak=over),
        score_kind=score_kind,
        cost=interval.value if interval else None,
        cost_low=interval.low if interval else None,
        cost_high=interval.high if interval else None,
        held_equal=_held_equal(impact),
        unproven=impact is not None and impact.verdict is Verdict.NO_EVIDENCE,
        respondents=int(counts[start:].sum()),
        latest=int(counts[-1]),
        over=over,
    )


def _height(counts: NDArray[Any], totals: NDArray[Any], *, peak: bool) -> float:
    """The share of the weeks of a rise; of one that is over its highest week's, for the mean hides how high it was."""
    if peak:
        return float((counts / np.maximum(totals, 1)).max())
    return float(counts.sum() / max(int(totals.sum()), 1))


def _is_over(counts: NDArray[Any], totals: NDArray[Any], before: float) -> bool:
    """Whether the last of the weeks of a rise may be as those before it, and can hardly be one of the rise."""
    loud = counts[:-1].sum() / max(int(totals[:-1].sum()), 1) * totals[-1]
    usual_again = poisson.sf(counts[-1] - 1, before * totals[-1]) > _MAY_BE_USUAL
    return bool(usual_again and poisson.cdf(counts[-1], loud) < _HARDLY)


def _surer(fact: Fact, slide: Drift | None) -> Fact:
    """Weeks that are each only worth a look may together leave little doubt."""
    if slide is None or slide.direction < 0 or fact.sureness is Sureness.STRONG:
        return fact
    return replace(fact, sureness=_of_slide(slide))


def _of_slide(slide: Drift) -> Sureness:
    return Sureness.STRONG if slide.q <= 0.01 else Sureness.MODERATE


def _slide(table: WeeklyThemes, slide: Drift, impact: ThemeImpact | None, score_kind: str, label: Label) -> Fact:
    place, start = table.theme_ids.index(int(slide.theme_id)), table.weeks.index(slide.since)
    interval = _figure(impact)
    return Fact(
        kind=FactKind.RISING if slide.direction > 0 else FactKind.FALLING,
        theme_id=slide.theme_id,
        label=label,
        sureness=_of_slide(slide),
        since=slide.since,
        share_before=slide.share_before,
        share_now=slide.share_now,
        score_kind=score_kind,
        cost=interval.value if interval else None,
        cost_low=interval.low if interval else None,
        cost_high=interval.high if interval else None,
        held_equal=_held_equal(impact),
        unproven=impact is not None and impact.verdict is Verdict.NO_EVIDENCE,
        respondents=int(table.respondents[place, start:].sum()),
        latest=int(table.respondents[place, -1]),
    )


def _placed(session: Session, workspace_id: int, facts: Facts, fact: Fact) -> Fact:
    """Where it gathers, and how many people say so: weeks added up would count one who says it twice as two."""
    late = _since(facts, fact.since or date.min)
    said = late.theme == int(fact.theme_id)
    gathered = concentrations(late, np.unique(late.row[said]).astype(np.int32))
    return replace(
        fact,
        touchpoint=_touchpoint(session, workspace_id, gathered),
        segment=next((c.value for c in gathered if c.field.startswith("segment:")), None),
        respondents=distinct(late.mention_person[said], late.people),
    )


def _lasts(fact: Fact) -> bool:
    """A loud week that was quiet again afterwards is an alarm, not a rise."""
    return fact.kind is FactKind.NEW or (fact.share_now or 0.0) >= LASTING * (fact.share_before or 0.0)


def _sureness(rise: list[Alarm]) -> Sureness:
    """One alert is likely; a second week that repeats it leaves little doubt."""
    alerts = sum(alarm.tier is Tier.ALERT for alarm in rise)
    if alerts >= 2 or any(alarm.q is not None and alarm.q <= 0.01 for alarm in rise):
        return Sureness.STRONG
    return Sureness.MODERATE if alerts else Sureness.WEAK


def _since(facts: Facts, since: date) -> Facts:
    return facts.kept(np.array([week >= since for week in facts.weeks], bool)[facts.week]) if len(facts) else facts


def _touchpoint(session: Session, workspace_id: int, found: tuple[Concentration, ...]) -> dict[str, str] | None:
    code = next((c.value for c in found if c.field == "touchpoint"), None)
    return next(({"ja": t.ja, "en": t.en} for t in touchpoints(session, workspace_id) if t.code == code), None)


def _is(impact: ThemeImpact, verdict: Verdict) -> bool:
    """The sentence has the verdict's direction and the leave-out figure: they must not contradict each other."""
    return impact.verdict is verdict and impact.borne_out


def _figure(impact: ThemeImpact | None) -> Interval | None:
    """What a handful of people go with is not told beside what hundreds say."""
    return impact.leave_out if impact is not None and impact.verdict is not Verdict.TOO_FEW else None


def _held_equal(impact: ThemeImpact | None) -> float | None:
    return impact.adjusted.value if impact is not None and impact.with_others and impact.adjusted else None


def _tie_sureness(impact: ThemeImpact) -> Sureness:
    """What the map would not place, because too few mention it, is never called sure."""
    sure = impact.q is not None and impact.q <= 0.01 and impact.mentions >= RANKABLE_FROM
    return Sureness.STRONG if sure else Sureness.MODERATE


def _tie(impact: ThemeImpact, kind: FactKind, score_kind: str, label: Label) -> Fact:
    interval = impact.leave_out
    assert interval is not None
    return Fact(
        kind=kind,
        theme_id=impact.theme_id,
        label=label,
        sureness=_tie_sureness(impact),
        score_kind=score_kind,
        cost=interval.value,
        cost_low=interval.low,
        cost_high=interval.high,
        respondents=impact.mentions,
    )
