"""Neighbours found once: exact, the same among a sample's rows, and able to speak for a row that has no label."""

from __future__ import annotations

import numpy as np
import pytest

from nlp.themes.neighbours import Neighbours, neighbours_of


def ring(count: int) -> np.ndarray:
    """Rows on a circle in order, so that everyone's neighbours are known."""
    turns = 2 * np.pi * np.arange(count) / count
    return np.stack([np.cos(turns), np.sin(turns)], axis=1).astype(np.float32)


@pytest.fixture
def near() -> Neighbours:
    return neighbours_of(ring(60), 11)


def test_a_row_comes_first_and_its_neighbours_next(near: Neighbours) -> None:
    assert near.indices[7].tolist()[0] == 7
    assert set(near.indices[7].tolist()) == set(range(2, 13))
    assert near.distances[7][0] == 0.0
    assert np.all(np.diff(near.distances[7]) >= 0)


def test_within_a_sample_rows_are_numbered_as_they_stand_there(near: Neighbours) -> None:
    even = np.arange(0, 60, 2)
    inside = near.within(even, 3)
    assert inside.indices.shape == (30, 3)
    assert set(inside.indices[5].tolist()) == {4, 5, 6}


def test_a_row_without_a_label_takes_that_of_its_neighbours_from_the_inside_out(near: Neighbours) -> None:
    labels = np.full(60, -1, dtype=np.int64)
    labels[10], labels[40] = 0, 1
    told = near.vote(labels)
    assert told[12] == 0
    assert told[38] == 1
    assert (told >= 0).all()
    assert (near.vote(np.full(60, -1, dtype=np.int64)) == -1).all()
