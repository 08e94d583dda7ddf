"""What was done about a theme or a touchpoint, and whether it helped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from markupsafe import Markup

from api.pages.charts import interval
from api.pages.names import Names
from api.pages.scales import nice_ceiling
from api.pages.views.pieces import NONE, Link, points, score_digits, score_step
from models.insights.beforeafter import BeforeAfter, Outcome
from models.insights.scores import SCALES


class Done(Protocol):
    """An action as it was recorded."""

    @property
    def id(self) -> int: ...
    @property
    def touchpoint(self) -> str | None: ...
    @property
    def what(self) -> str: ...
    @property
    def owner(self) -> str: ...
    @property
    def starts_on(self) -> date: ...
    @property
    def target_kind(self) -> str | None: ...
    @property
    def target_change(self) -> float | None: ...
    @property
    def target_on(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Measure:
    """One action; `about` is its theme where the page is not of one, `method` how the result was found.

    `kind` is the outcome.
    """

    id: int
    what: str
    facts: str
    about: Link | None = None
    result: str = ""
    doubt: str = ""
    method: str = ""
    kind: str = ""
    chart: Markup = NONE


def measure(names: Names, done: Done, effect: BeforeAfter | None, about: Link | None = None) -> Measure:
    plain = Measure(done.id, done.what, _facts(names, done), about)
    if effect is None:
        return plain
    tongue, kind = names.tongue, _kind(done)
    reach = nice_ceiling(max(abs(effect.low), abs(effect.high)), score_step(kind))
    verdict = _verdict(names, done, effect)
    if effect.outcome is Outcome.TOO_EARLY:
        return replace(plain, result=verdict)
    value, low, high = (tongue.signed(each, score_digits(kind)) for each in (effect.value, effect.low, effect.high))
    step = "step" if effect.method == "interrupted" else "result"
    return replace(
        plain,
        result=tongue.t(
            f"action.{step}",
            verdict=verdict,
            what=_figure(names, kind, effect.scope),
            value=value,
            unit=points(tongue, kind),
        ),
        doubt=tongue.t(
            "action.doubt",
            low=low,
            high=high,
            before=tongue.number(effect.n_before),
            after=tongue.number(effect.n_after),
        ),
        method=tongue.t(f"action.method.{effect.method}"),
        kind=effect.outcome,
        chart=interval(effect.value, effect.low, effect.high, (-reach, reach), verdict),
    )


def _verdict(names: Names, done: Done, effect: BeforeAfter) -> str:
    """A change the target's way that has not reached it is told as such; so is one not shown when its day has come."""
    if effect.target_met is False and effect.outcome in (Outcome.NO_EVIDENCE, Outcome.TOO_EARLY):
        return names.tongue.t(f"action.not_shown.{effect.outcome}", day=names.tongue.day(done.target_on))
    verdict = "not_met" if effect.outcome is Outcome.CHANGED and done.target_change else effect.outcome
    return names.tongue.t(f"action.verdict.{verdict}")


def _kind(done: Done) -> str:
    """What the effect is told in: the score that the target is about, or the share of people."""
    kind = done.target_kind or ""
    return kind if kind in SCALES else "share"


def _figure(names: Names, kind: str, scope: str | None = None) -> str:
    """With the survey a score is from where there is another of its kind."""
    if kind == "share":
        return names.tongue.t("action.share")
    if not scope:
        return names.score(kind)
    return names.tongue.t("story.of_scope", score=names.score(kind), scope=names.tongue.t(f"scope_short.{scope}"))


def _facts(names: Names, done: Done) -> str:
    """With the touchpoint first, where it is about one."""
    target = _target(names, done)
    if not done.touchpoint:
        return target
    return names.tongue.t("action.at", place=names.touchpoint(done.touchpoint), facts=target)


def _target(names: Names, done: Done) -> str:
    tongue = names.tongue
    on = tongue.day(done.starts_on)
    if not done.target_kind or done.target_change is None:
        return tongue.t("action.facts", owner=done.owner, on=on)
    kind = _kind(done)
    digits, unit = (1, "%") if kind == "share" else (score_digits(kind), points(tongue, kind))
    return tongue.t(
        "action.facts_target",
        owner=done.owner,
        on=on,
        kind=_figure(names, kind),
        change=f"{tongue.signed(done.target_change, digits)}{unit}",
        by=tongue.t("action.by_day", day=tongue.day(done.target_on)) if done.target_on else "",
    )
