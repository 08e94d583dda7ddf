"""What a theme, or a touchpoint, and a score have to do with each other."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from api.pages.charts import interval
from api.pages.names import Names
from api.pages.scales import nice_ceiling
from api.pages.views.pieces import points, score_digits, score_step
from models.insights.impact import Tie


@dataclass(frozen=True, slots=True)
class Impact:
    """One score's part of the page of a theme or a touchpoint."""

    label: str
    value: str
    unit: str
    chart: Markup
    doubt: str
    note: str


def impact(names: Names, kind: str, scope: str, found: Tie, of: str = "theme") -> Impact | None:
    """In points of the score, the adjusted difference in words below; None when there is nothing to compare.

    `of`: theme or place, what the words are about.
    """
    tongue, estimate = names.tongue, found.leave_out
    if estimate is None:
        return None
    reach = nice_ceiling(max(abs(estimate.low), abs(estimate.high)), score_step(kind))
    named = tongue.t("report.scope_label", score=names.score(kind), scope=tongue.t(f"scope.{scope}"))
    label = tongue.t("theme.impact_label", score=named)
    digits = score_digits(kind)
    low, high = tongue.signed(estimate.low, digits), tongue.signed(estimate.high, digits)
    return Impact(
        label=label,
        value=tongue.signed(estimate.value, digits),
        unit=points(tongue, kind),
        chart=interval(estimate.value, estimate.low, estimate.high, (-reach, reach), label),
        doubt=tongue.t("report.doubt", low=low, high=high, n=tongue.number(found.n)),
        note=" ".join(
            [
                tongue.t(f"{of}.impact_note.{_note(found)}", score=names.score(kind)),
                *_adjusted(names, found, digits, of),
            ]
        ),
    )


def _note(found: Tie) -> str:
    return f"{found.verdict}_with_others" if found.with_others else str(found.verdict)


def _adjusted(names: Names, found: Tie, digits: int, of: str) -> list[str]:
    if found.adjusted is None:
        return []
    value, low, high = (
        names.tongue.signed(v, digits) for v in (found.adjusted.value, found.adjusted.low, found.adjusted.high)
    )
    return [names.tongue.t(f"{of}.adjusted", value=value, low=low, high=high)]
