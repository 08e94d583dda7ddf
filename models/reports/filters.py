"""Which part of the feedback a question is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from models.days import EARLIEST, LATEST
from models.errors import Refused


@dataclass(frozen=True, slots=True)
class Period:
    """Days local to the workspace, the last one included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if not EARLIEST <= self.first <= LATEST or not EARLIEST <= self.last <= LATEST:
            wanted = f"days from {EARLIEST} to {LATEST}"
            raise Refused("period", f"{self.first} to {self.last}", wanted, ja=f"{EARLIEST} から {LATEST} までの日")
        if self.last < self.first:
            wanted = "a last day that is not before the first"
            raise Refused("period", f"{self.first} to {self.last}", wanted, ja="最初の日以降の最後の日")

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def previous(self) -> Period:
        """As many days, just before."""
        return Period(self.first - timedelta(days=self.days), self.first - timedelta(days=1))

    @property
    def weeks(self) -> tuple[date, ...]:
        """The Mondays of all ISO weeks that the period touches."""
        monday = self.first - timedelta(days=self.first.weekday())
        return tuple(monday + timedelta(weeks=n) for n in range((self.last - monday).days // 7 + 1))


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty means all. `sources` are names; `segments` (key, value) pairs must all hold; period None: all time."""

    period: Period | None = None
    sources: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    touchpoints: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    segments: tuple[tuple[str, str], ...] = ()

    def within(self, period: Period | None) -> Filters:
        return replace(self, period=period)
