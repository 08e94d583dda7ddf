from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from workers.dates import TOKYO, Order, column_order, parse_date


def tokyo(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=TOKYO)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2024/10/06 19:51:06", tokyo(2024, 10, 6, 19, 51, 6)),
        ("2024-10-06", tokyo(2024, 10, 6)),
        ("2024.10.6", tokyo(2024, 10, 6)),
        ("20241006", tokyo(2024, 10, 6)),
        ("2024年10月6日", tokyo(2024, 10, 6)),
        ("２０２４年１０月６日", tokyo(2024, 10, 6)),
        ("2024年10月6日(日) 午後3時5分", tokyo(2024, 10, 6, 15, 5)),
        ("2024年10月6日 午後3時", tokyo(2024, 10, 6, 15)),
        ("2024年10月6日 午前12時", tokyo(2024, 10, 6, 0)),
        ("2024年10月", tokyo(2024, 10, 1)),
        ("令和6年10月6日", tokyo(2024, 10, 6)),
        ("㋿6年10月6日", tokyo(2024, 10, 6)),
        ("令和元年5月1日", tokyo(2019, 5, 1)),
        ("平成31年4月30日", tokyo(2019, 4, 30)),
        ("昭和64年1月7日", tokyo(1989, 1, 7)),
        ("R6.10.6", tokyo(2024, 10, 6)),
        ("H31.4.30", tokyo(2019, 4, 30)),
        ("R1/5/1", tokyo(2019, 5, 1)),
        ("2024-10-06 25:30", tokyo(2024, 10, 7, 1, 30)),
        ("45571.5", tokyo(2024, 10, 6, 12)),
        ("10/6/2024 3:04:05 PM", tokyo(2024, 10, 6, 15, 4, 5)),
        ("Oct 6, 2024", tokyo(2024, 10, 6)),
        ("6 October 2024", tokyo(2024, 10, 6)),
        ("2024-10-06T10:51:06Z", datetime(2024, 10, 6, 10, 51, 6, tzinfo=UTC)),
        ("2024-10-06T19:51:06.123+09:00", tokyo(2024, 10, 6, 19, 51, 6)),
        ("1728212400", datetime(2024, 10, 6, 11, tzinfo=UTC)),
        ("1728212400000", datetime(2024, 10, 6, 11, tzinfo=UTC)),
        ("Sun Oct 06 10:51:06 +0000 2024", datetime(2024, 10, 6, 10, 51, 6, tzinfo=UTC)),
    ],
)
def test_dates_are_read_as_they_are_written(text: str, wanted: datetime) -> None:
    found = parse_date(text)
    assert found is not None
    assert found.at == wanted


@pytest.mark.parametrize(
    "text",
    [
        "",
        "不明",
        "購入時から",
        "5",
        "2024",
        "3,000",
        "2024/13/45",
        "2024/02/30",
        "1.5",
        "9999/12/31",
        "令和6",
        "12:99",
        "x" * 500,
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_date(text) is None


def test_a_date_without_a_zone_is_of_tokyo() -> None:
    local, zoned = parse_date("2024/10/06"), parse_date("2024-10-06T00:00:00Z")
    assert local is not None
    assert zoned is not None
    assert zoned.at - local.at == timedelta(hours=9)


def test_another_zone_can_be_given() -> None:
    found = parse_date("2024/10/06 12:00", zone=ZoneInfo("Europe/Berlin"))
    assert found is not None
    assert found.at.astimezone(UTC).hour == 10


def test_swappable_dates_say_so_and_follow_the_column() -> None:
    assert column_order(["06/10/2024", "13/10/2024"]) == (Order.DAY_FIRST, False)
    assert column_order(["06/10/2024", "10/13/2024"]) == (Order.MONTH_FIRST, False)
    assert column_order(["06/10/2024", "05/05/2024"]) == (Order.MONTH_FIRST, True)
    found = parse_date("06/10/2024", order=Order.DAY_FIRST)
    assert found is not None
    assert (found.at.month, found.ambiguous) == (10, True)
