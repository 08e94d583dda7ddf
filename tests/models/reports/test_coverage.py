from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models.database import Sessions, reading
from models.reports.coverage import covered
from models.reports.filters import Period

FIRST, LAST = date(2026, 4, 6), date(2026, 6, 28)  # the Monday of the first comment, the Sunday after the last


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Period(date(1970, 1, 1), date(2199, 12, 31)), Period(FIRST, LAST)),
        (Period(date(2026, 5, 1), date(2026, 5, 31)), Period(date(2026, 5, 1), date(2026, 5, 31))),
        (Period(date(2026, 6, 1), date(2026, 9, 1)), Period(date(2026, 6, 1), LAST)),
        (Period(date(1970, 1, 1), date(2026, 4, 5)), None),
        (Period(date(2026, 6, 29), date(2199, 12, 31)), None),
        (None, None),
    ],
)
def test_a_period_is_cut_to_the_weeks_with_feedback(
    store: Sessions, shop: Any, asked: Period | None, found: Period | None
) -> None:
    with reading(store) as session:
        assert covered(session, shop.workspace_id, asked) == found


def test_a_store_without_feedback_covers_nothing(store: Sessions, workspace_id: int) -> None:
    with reading(store) as session:
        assert covered(session, workspace_id, Period(FIRST, LAST)) is None
