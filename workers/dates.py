"""Reads dates as customers' exports write them: ISO, Japanese with and without eras, Excel serials, epoch seconds.

A date without a zone is taken as Japanese time unless told otherwise.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo

from workers.date_forms import CLOCK, COMPACT, ERAS, MONTHS, NAMED, NUMBER, TWITTER, YEAR_FIRST, YEAR_LAST

TOKYO = ZoneInfo("Asia/Tokyo")


class Order(StrEnum):
    """Which of two leading numbers is the month, in dates like 06/10/2024."""

    MONTH_FIRST = "month first"
    DAY_FIRST = "day first"


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """`at` is aware. `ambiguous`: day and month could be swapped."""

    at: datetime
    ambiguous: bool = False


def parse_date(text: str, *, zone: tzinfo = TOKYO, order: Order = Order.MONTH_FIRST) -> ParsedDate | None:
    """None when the text is no date. A month without a day is its first day, a day without an hour is midnight."""
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    if not plain or len(plain) > 60:
        return None
    if swapped := TWITTER.fullmatch(plain):
        plain = f"{swapped[1]} {swapped[4]} {swapped[2]} {swapped[3]}"
    try:
        return _from_number(plain, zone) or _from_words(plain, zone, order)
    except (ValueError, OverflowError):
        return None


def parse_clock(text: str) -> timedelta | None:
    """Since midnight; None when the text is no time of day."""
    found = CLOCK.fullmatch(" ".join(unicodedata.normalize("NFKC", text).split()))
    if not found or not found["hour"]:
        return None
    try:
        return _clock({key: value for key, value in found.groupdict().items() if value})
    except ValueError:
        return None


def column_order(values: Iterable[str]) -> tuple[Order, bool]:
    """The order that all values of a column allow, and whether it had to be guessed."""
    firsts, seconds = [], []
    for value in values:
        if found := YEAR_LAST.fullmatch(" ".join(unicodedata.normalize("NFKC", value).split())):
            firsts.append(int(found["first"]))
            seconds.append(int(found["second_part"]))
    if not firsts:
        return Order.MONTH_FIRST, False
    if max(firsts) > 12:
        return Order.DAY_FIRST, False
    return Order.MONTH_FIRST, max(seconds) <= 12


def _from_number(plain: str, zone: tzinfo) -> ParsedDate | None:
    """Excel serials of 1955 to 2119, epoch seconds and milliseconds of 2001 on; other numbers are not dates."""
    if compact := COMPACT.fullmatch(plain):
        return _checked(_built({key: value for key, value in compact.groupdict().items() if value}, zone))
    if not NUMBER.fullmatch(plain):
        return None
    number = float(plain)
    if 1e12 <= number < 5e12:
        return ParsedDate(datetime.fromtimestamp(number / 1000, UTC))
    if 1e9 <= number < 5e9:
        return ParsedDate(datetime.fromtimestamp(number, UTC))
    if 20_000 <= number < 80_000:
        return ParsedDate(excel_date(number).replace(tzinfo=zone))
    return None


def excel_date(serial: float) -> datetime:
    """The 1900 system. Its day 60 (29 February 1900) never was, hence the epoch of 30 December 1899."""
    return datetime(1899, 12, 30) + timedelta(seconds=round(serial * 86_400))


def _from_words(plain: str, zone: tzinfo, order: Order) -> ParsedDate | None:
    if found := YEAR_FIRST.fullmatch(plain):
        return _checked(_built({key: value for key, value in found.groupdict().items() if value}, zone))
    if found := YEAR_LAST.fullmatch(plain):
        parts = {key: value for key, value in found.groupdict().items() if value}
        first, second = parts.pop("first"), parts.pop("second_part")
        certain = int(first) > 12 or int(second) > 12
        day_first = int(first) > 12 or (not certain and order is Order.DAY_FIRST)
        parts["day"], parts["month"] = (first, second) if day_first else (second, first)
        return _checked(_built(parts, zone), ambiguous=not certain and first != second)
    if found := NAMED.fullmatch(plain):
        parts = {key: value for key, value in found.groupdict().items() if value}
        month = MONTHS.get((parts.get("name") or parts["name2"])[:3].lower())
        if month is None:
            return None
        return _checked(_built(parts | {"month": str(month), "day": parts.get("day") or parts["day2"]}, zone))
    return None


def _checked(at: datetime, ambiguous: bool = False) -> ParsedDate | None:
    """Years outside 1900 to 2200 are typing errors or placeholders such as 9999/12/31."""
    return ParsedDate(at, ambiguous) if 1900 <= at.year <= 2200 else None


def _built(parts: dict[str, str], zone: tzinfo) -> datetime:
    named = _zone(parts.get("zone"))
    day = datetime(_year(parts), int(parts["month"]), int(parts.get("day", "1")), tzinfo=named or zone)
    return day + _clock(parts)


def _clock(parts: dict[str, str]) -> timedelta:
    hour = _hour(int(parts.get("hour", "0")), (parts.get("half") or parts.get("half_after") or "").upper())
    return timedelta(hours=hour, minutes=_below_60(parts.get("minute")), seconds=_below_60(parts.get("second")))


def _below_60(digits: str | None) -> int:
    value = int(digits or "0")
    if value > 59:
        raise ValueError(f"{value} is no minute or second; wanted 0 to 59")
    return value


def _year(parts: dict[str, str]) -> int:
    if "era" not in parts:
        return int(parts["year"])
    year = parts["era_year"]
    return ERAS[parts["era"].upper()] + (1 if year == "元" else int(year))


def _hour(hour: int, half: str) -> int:
    """24時 and beyond (25時 = 1 a.m. of the next day) are everyday Japanese; 午後12時 is taken as noon."""
    if hour > 29:
        raise ValueError(f"{hour} is no hour; wanted 0 to 29")
    if half in ("午後", "PM"):
        return hour + 12 if hour < 12 else hour
    return 0 if half in ("午前", "AM") and hour == 12 else hour


def _zone(named: str | None) -> tzinfo | None:
    if not named:
        return None
    if named.upper() in ("Z", "UTC", "GMT"):
        return UTC
    if named.upper() == "JST":
        return TOKYO
    sign = -1 if named[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(named[1:3]), minutes=int(named[-2:])))
