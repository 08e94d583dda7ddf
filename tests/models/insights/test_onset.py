import numpy as np

from models.insights.onset import onset


def test_a_rise_begins_where_the_share_steps_up() -> None:
    counts = np.array([3, 3, 2, 3, 3, 3, 12, 14, 17, 18, 20, 22], float)
    assert onset(counts, np.full(12, 120.0), 11) == 6


def test_busier_weeks_are_no_rise() -> None:
    counts, totals = np.array([3, 3, 6, 6, 12], float), np.array([30, 30, 60, 60, 60], float)
    assert onset(counts, totals, 4) == 4


def test_it_is_never_later_than_the_alarm() -> None:
    assert onset(np.array([1, 1, 1, 1, 9], float), np.full(5, 50.0), 2) <= 2


def test_a_falling_share_leaves_the_alarm_s_week() -> None:
    assert onset(np.array([9, 5, 3, 1], float), np.full(4, 50.0), 3) == 3
