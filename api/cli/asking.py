"""Which part of the feedback a command is about: its options, and the question asked within them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.locale import say
from api.cli.reporting import period_of
from api.cli.screen import err, fail, out

if TYPE_CHECKING:
    from models.reports.filters import Filters, Period

Channel = Annotated[list[str] | None, typer.Option("--channel", help=say("numbers.channel"))]
Touchpoint = Annotated[str | None, typer.Option("--touchpoint", help=say("numbers.touchpoint"))]
Segment = Annotated[list[str] | None, typer.Option("--segment", help=say("numbers.segment"))]


@dataclass(frozen=True, slots=True)
class Given:
    """The filters as they were typed; those that a command has not stay empty."""

    since: datetime | None = None
    until: datetime | None = None
    sources: list[str] | None = None
    channels: list[str] | None = None
    touchpoint: str | None = None
    segments: list[str] | None = None

    def filters(self, span: Period | None) -> Filters:
        """`span`: the days of all there is, for an end left open."""
        from models.reports.filters import Filters

        pairs = [one.partition(":") for one in self.segments or []]
        if any(not colon for _, colon, _ in pairs):
            fail("numbers.bad_segment", given=", ".join(self.segments or []))
        return Filters(
            period=period_of(span, self.since, self.until),
            sources=tuple(self.sources or ()),
            channels=tuple(self.channels or ()),
            touchpoints=(self.touchpoint,) if self.touchpoint else (),
            segments=tuple((name, value) for name, _, value in pairs),
        )


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks one question at a time of the default workspace. `span`: the days of all there is."""

    filters: Filters
    span: Period | None

    def __call__(self, question: Callable[..., Any], *more: object) -> Any:  # noqa: ANN401 - whatever it answers
        from api.cli.opening import reading

        with reading() as (session, workspace_id):
            return question(session, workspace_id, self.filters, *more)

    def tell_period(self, *, json: bool) -> None:
        """The days that the figures are of: above them, or beside the JSON."""
        period = self.filters.period or self.span
        key = "numbers.period" if self.filters.period else "numbers.all_time"
        days = f"{period.first} – {period.last}" if period else "–"
        (err() if json else out()).print(say(key, days=days), highlight=False, markup=False, soft_wrap=True)


def asker(given: Given) -> Asker:
    """Raises `Refused` for a name that the workspace has never had."""
    from api.cli.opening import reading
    from models import reports

    with reading() as (session, workspace_id):
        span = reports.span(session, workspace_id)
        filters = given.filters(span)
        reports.check_known(session, workspace_id, filters)
    return Asker(filters, span)
