"""The arithmetic under the network: as torch defines it, and blind to what stands beside a row."""

from __future__ import annotations

import numpy as np
import pytest

from nlp.layers import BLOCK, Linear, after_normal, evened, normal, pooled

_RANDOM = np.random.default_rng(7)


def _drawn(*shape: int) -> np.ndarray:
    return _RANDOM.standard_normal(shape).astype(np.float32)


@pytest.mark.parametrize("width", [4, 24, 55, 192, 392, 576])
def test_a_row_is_the_same_to_the_last_bit_wherever_it_stands(width: int) -> None:
    linear, row = Linear(_drawn(192, width), _drawn(width)), _drawn(1, 192)
    expected = linear(row)[0].tobytes()
    for place in (1, 5, 6, 11, 12, BLOCK - 1, BLOCK, 2 * BLOCK + 7):
        beside = np.concatenate([_drawn(place, 192), row, _drawn(9, 192)])
        assert linear(beside)[place].tobytes() == expected, f"row {place} of a product {width} wide"


def test_a_linear_layer_multiplies_and_adds() -> None:
    x, matrix, constants = _drawn(70, 192), _drawn(192, 450), _drawn(450)
    np.testing.assert_allclose(Linear(matrix, constants)(x), x @ matrix + constants, atol=1e-4)


def test_a_layer_after_normal_rows_needs_only_evened_rows() -> None:
    weights = {"n.weight": _drawn(32), "n.bias": _drawn(32)}
    weights |= {"a.weight": _drawn(8, 32), "a.bias": _drawn(8), "b.weight": _drawn(4, 32), "b.bias": _drawn(4)}
    x = _drawn(20, 32) * 3 + 1
    rows = normal(x, weights["n.weight"], weights["n.bias"])
    wanted = np.concatenate([rows @ weights[f"{n}.weight"].T + weights[f"{n}.bias"] for n in "ab"], axis=1)
    np.testing.assert_allclose(after_normal(weights, "n", ["a", "b"])(evened(x)), wanted, atol=2e-5)


def test_pooling_weighs_by_head_and_takes_the_largest() -> None:
    scores = np.array([[0.0, 0.0], [0.0, np.log(3.0)], [5.0, 5.0]], dtype=np.float32)
    values = np.array([[1, 2, 3, 4], [3, 2, 1, 0], [9, 9, 9, 9]], dtype=np.float32)
    found = pooled(scores, values, np.array([0, 2]), heads=2)
    np.testing.assert_allclose(found[0], [2, 2, 1.5, 1, 3, 2, 3, 4], atol=1e-6)
    np.testing.assert_allclose(found[1], [9] * 8, atol=1e-6)
