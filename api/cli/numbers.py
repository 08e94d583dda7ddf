"""`kikitori alerts, priority, journey, scores, mismatch`: the other reports, for a terminal or as JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.asking import Channel, Given, Segment, Touchpoint, asker
from api.cli.change_line import label_of
from api.cli.keys import ACTOR
from api.cli.locale import say
from api.cli.naming import names
from api.cli.reporting import Since, SourceOption, Until
from api.cli.screen import Json, as_json, digits_of, fail, out

if TYPE_CHECKING:
    from models.insights.impact import PlaceImpact
    from models.insights.journey import StageScore
    from models.insights.scores import ScoreEstimate

By = Annotated[str, typer.Option("--by", help=say("scores.by"))]
Score = Annotated[str | None, typer.Option("--score", help=say("priority.score"))]
Limit = Annotated[int, typer.Option("--limit", min=1, max=500, help=say("mismatch.limit"))]
Weight = Annotated[list[str] | None, typer.Option("--weight", help=say("journey.weight"))]


def alerts(
    since: Since = None, until: Until = None, source: SourceOption = None, channel: Channel = None,
    touchpoint: Touchpoint = None, segment: Segment = None, json: Json = False,
) -> None:  # fmt: skip
    from models import reports

    ask = asker(Given(since, until, source, channel, touchpoint, segment))
    found = {
        "alarms": ask(reports.alerts),
        "drifts": ask(reports.slow_changes),
        "tones": ask(reports.tone_changes),
    }
    ask.tell_period(json=json)
    if json:
        as_json(found)
        return
    for one in found["alarms"]:
        alarm = one.alarm
        _line(say(f"alert.{alarm.tier}", theme=label_of(one.theme.label), week=alarm.week, observed=alarm.observed,
                  expected=alarm.expected))  # fmt: skip
    for one in found["drifts"]:
        slid = one.drift
        key = "alert.up" if slid.direction > 0 else "alert.down"
        _line(say(key, theme=label_of(one.theme.label), week=slid.since, before=slid.share_before, now=slid.share_now))
    for one in found["tones"]:
        shift = one.shift
        _line(say("alert.tone", theme=label_of(one.theme.label), week=shift.since, before=shift.before, now=shift.now))
    if not any(found.values()):
        _line(say("alert.none"))


def priority(
    score: Score = None,
    since: Since = None, until: Until = None, source: SourceOption = None, channel: Channel = None,
    touchpoint: Touchpoint = None, segment: Segment = None, json: Json = False,
) -> None:  # fmt: skip
    from models import reports

    chosen = _score(score)
    ask = asker(Given(since, until, source, channel, touchpoint, segment))
    found = ask(reports.priority_of, *chosen) if chosen else ask(reports.priority)
    ask.tell_period(json=json)
    if json:
        as_json(ask(reports.with_drivers, found))
        return
    _line(f"{found.kind.upper()} ({say(f'scope.{found.scope}')}), n={found.n:,}")
    digits = digits_of(found.kind)
    for place in found.places:
        impact, theme = place.impact, label_of(found.themes[place.theme_id].label)
        figures = f"{impact.value:+6.{digits}f} [{impact.low:+.{digits}f}, {impact.high:+.{digits}f}]"
        _line(f"{figures}  {place.volume:>5,}  {say(f'quadrant.{place.quadrant}')}  {theme}")


def _score(given: str | None) -> tuple[str, str] | None:
    """Kind and scope of what was typed; None for the score that most gave."""
    from models.errors import Refused
    from models.reports.ties import PREFERRED

    known = {"-".join(pair): pair for pair in PREFERRED}
    if given is not None and given not in known:
        raise Refused.among("score", given, known, called="点数の種類")
    return known[given] if given else None


def journey(
    since: Since = None, until: Until = None, source: SourceOption = None, channel: Channel = None,
    segment: Segment = None, weight: Weight = None, person: Annotated[str, typer.Option("--person")] = ACTOR,
    json: Json = False,
) -> None:  # fmt: skip
    from rich.cells import cell_len, set_cell_size

    from models import reports

    if weight:
        _weigh(weight, person)
    ask = asker(Given(since, until, source, channel, segments=segment))
    scores = ask(reports.journey_score)
    ask.tell_period(json=json)
    if json:
        stages, impacts = ask(reports.journey), ask(reports.place_impacts)
        as_json({"scores": scores.stages, "overall": scores.overall, "stages": stages, "impacts": impacts})
        return
    called = names()
    rows = [(called.stage(one.stage), one) for one in scores.stages]
    if scores.overall:
        rows.append((called.tongue.t("journey.overall"), scores.overall))
    width = max((cell_len(stage) for stage, _ in rows), default=0)
    for stage, one in rows:
        _line(_stage_line(set_cell_size(stage, width), one))


def _stage_line(stage: str, one: StageScore) -> str:
    notes = [say(f"journey.basis.{one.basis}")] if one.basis else []
    notes += [] if one.counts else [say("journey.few")]
    figures = f"{stage}  {one.value:5.1f} [{one.low:.1f}, {one.high:.1f}]  n={one.n:,}  ×{one.weight:g}"
    return "  ".join([figures, *notes])


def scores(
    by: By = "touchpoint",
    since: Since = None, until: Until = None, source: SourceOption = None, channel: Channel = None,
    touchpoint: Touchpoint = None, segment: Segment = None, json: Json = False,
) -> None:  # fmt: skip
    from models import reports
    from models.reports.breakdown import SEGMENT

    ask = asker(Given(since, until, source, channel, touchpoint, segment))
    if by.startswith(SEGMENT):
        ask(lambda session, ws, _: reports.check_segment(session, ws, by.removeprefix(SEGMENT)))
    found = ask(reports.breakdown, by)
    ask.tell_period(json=json)
    if json:
        as_json(found)
        return
    called = {"stage": names().stage, "channel": names().channel}
    for one in found:
        _line(f"{one.kind.upper()} ({say(f'scope.{one.scope}')})  {_estimate(one.overall)}")
        for row in one.rows:
            name = label_of(row.label or {}) or called.get(by, str)(row.key)
            _line(f"  {row.rank or '–':>3}  {_estimate(row.estimate)}  {name}{_impact(row.impact)}")


def mismatch(
    limit: Limit = 50,
    since: Since = None, until: Until = None, source: SourceOption = None, channel: Channel = None,
    touchpoint: Touchpoint = None, segment: Segment = None, json: Json = False,
) -> None:  # fmt: skip
    from models import reports

    ask = asker(Given(since, until, source, channel, touchpoint, segment))
    found = ask(reports.contradicted, limit)
    ask.tell_period(json=json)
    if json:
        as_json(found)
        return
    total = sum(found.counts.values())
    _line(say("mismatch.totals", scored=found.scored, total=total, shown=len(found.items)))
    for one in found.items:
        score = f"{one.score_kind.upper()} {one.score:g}/{one.score_high:g}"
        _line(f"{say(f'mismatch.{one.kind}')}  {score}  #{one.comment_id}  {one.text}")


def _weigh(given: list[str], person: str) -> None:
    from api.cli.opening import change
    from models.weights import put_journey_weights

    weights: dict[str, float] = {}
    for one in given:
        stage, _, value = one.partition("=")
        try:
            weights[stage] = float(value)
        except ValueError:
            fail("journey.bad_weight", given=one)
    change(lambda session, workspace_id: put_journey_weights(session, workspace_id, person, weights))


def _estimate(one: ScoreEstimate) -> str:
    """With a sign only where a score can be below zero, and who answered where some did more than once."""
    form = f"{'+' if one.kind == 'nps' else ''}.{digits_of(one.kind)}f"
    people = say("scores.people", people=f"{one.respondents:,}") if one.respondents != one.n else ""
    return f"{format(one.value, form):>7} [{one.low:{form}}, {one.high:{form}}] n={one.n:,}{people}"


def _impact(one: PlaceImpact | None) -> str:
    """How far the score goes with a touchpoint, and what may be said of it; nothing of what is none."""
    from api.pages.views.place_impacts import judgement

    if one is None or one.leave_out is None:
        return ""
    moved, form = one.leave_out, f"+.{digits_of(one.kind)}f"
    figures = f"{moved.value:{form}} [{moved.low:{form}}, {moved.high:{form}}]"
    verdict = names().tongue.t(f"place.verdict.{judgement(one)}")
    return "  " + say("scores.impact", figures=figures, verdict=verdict)


def _line(text: str) -> None:
    out().print(text, highlight=False, markup=False, soft_wrap=True)


COMMANDS: dict[str, Callable[..., None]] = {
    "alerts": alerts,
    "priority": priority,
    "journey": journey,
    "scores": scores,
    "mismatch": mismatch,
}
