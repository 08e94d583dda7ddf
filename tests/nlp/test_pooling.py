"""Pooling over spans of words."""

import numpy as np

from nlp.pooling import pooled


def test_pooling_weighs_by_head_and_takes_the_largest() -> None:
    scores = np.array([[0.0, 0.0], [0.0, np.log(3.0)], [5.0, 5.0]], dtype=np.float32)
    values = np.array([[1, 2, 3, 4], [3, 2, 1, 0], [9, 9, 9, 9]], dtype=np.float32)
    found = pooled(scores, values, np.array([0, 2]), heads=2)
    np.testing.assert_allclose(found[0], [2, 2, 1.5, 1, 3, 2, 3, 4], atol=1e-6)
    np.testing.assert_allclose(found[1], [9] * 8, atol=1e-6)
