"""What was done about a theme, and whether it helped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from markupsafe import Markup

from api.pages.charts import interval
from api.pages.names import Names
from api.pages.scales import nice_ceiling
from api.pages.views.pieces import NONE
from models.insights.beforeafter import BeforeAfter, Outcome


class Done(Protocol):
    """An action as it was recorded."""

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
    """One action on the theme page; `kind` is the outcome."""

    what: str
    facts: str
    result: str = ""
    doubt: str = ""
    kind: str = ""
    chart: Markup = NONE


def measure(names: Names, done: Done, effect: BeforeAfter | None) -> Measure:
    if effect is None:
        return Measure(done.what, _facts(names, done))
    t, signed = names.tongue.t, names.tongue.signed
    reach = nice_ceiling(max(abs(effect.low), abs(effect.high)))
    missed = effect.outcome is Outcome.CHANGED and done.target_change is not None
    verdict = t("action.verdict.not_met" if missed else f"action.verdict.{effect.outcome}")
    if effect.outcome is Outcome.TOO_EARLY:
        return Measure(done.what, _facts(names, done), result=verdict)
    return Measure(
        what=done.what,
        facts=_facts(names, done),
        result=f"{verdict} ({t('action.result', value=signed(effect.value))})",
        doubt=t(
            "action.doubt",
            low=signed(effect.low),
            high=signed(effect.high),
            before=effect.n_before,
            after=effect.n_after,
        ),
        kind=effect.outcome,
        chart=interval(effect.value, effect.low, effect.high, (-reach, reach), verdict),
    )


def _facts(names: Names, done: Done) -> str:
    tongue = names.tongue
    on = tongue.day(done.starts_on)
    if not done.target_kind or done.target_change is None:
        return tongue.t("action.facts", owner=done.owner, on=on)
    return tongue.t(
        "action.facts_target",
        owner=done.owner,
        on=on,
        kind=tongue.t(f"action.kind.{done.target_kind}"),
        change=tongue.signed(done.target_change),
        by=tongue.day(done.target_on),
    )
