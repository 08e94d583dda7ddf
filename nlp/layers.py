"""The arithmetic of the network in numpy: blocks of matrix products, normal rows, shares, pooling over spans.

Every function gives a row the same numbers whatever rows stand beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
# Rows of a matrix product: of one size, because the library picks its arithmetic by their number, and a multiple of
# twelve and of sixteen, because the last rows of any other are added up in another order.
BLOCK = 48
# The library also adds up the outer columns of a product in an order that depends on the row: eight on either side,
# of every 320 or so, and what is left over from a multiple of eight. They are zeros here, and thrown away.
_EDGE = 8
_WIDEST = 200


def filled_to(count: int, size: int) -> int:
    """The next multiple of `size`."""
    return -(-count // size) * size


def filled(rows: int) -> int:
    """The next whole number of blocks."""
    return filled_to(rows, BLOCK)


def _in_blocks(x: Floats) -> Floats:
    """The rows (rows, n) as blocks (blocks, BLOCK, n), zeros after the last."""
    rows = filled(len(x))
    if rows != len(x):
        padded = np.zeros((rows, x.shape[1]), dtype=np.float32)
        padded[: len(x)] = x
        x = padded
    blocks: Floats = np.ascontiguousarray(x).reshape(-1, BLOCK, x.shape[1])
    return blocks


def _framed(matrix: Floats) -> Floats:
    """The columns of a matrix between zeros."""
    width = matrix.shape[1]
    framed = np.zeros((len(matrix), filled_to(width, _EDGE) + 2 * _EDGE), dtype=np.float32)
    framed[:, _EDGE : _EDGE + width] = matrix
    return framed


class Linear:
    """A linear layer (n → m); a row's product is the same to the last bit wherever the row stands."""

    def __init__(self, matrix: Floats, constants: Floats) -> None:
        self.matrix = matrix
        self.constants = constants
        parts = np.array_split(matrix, -(-matrix.shape[1] // _WIDEST), axis=1)
        self._panels = [(_framed(part), part.shape[1]) for part in parts]

    def __call__(self, x: Floats) -> Floats:
        blocks = _in_blocks(x)
        found = np.empty((len(x), len(self.constants)), dtype=np.float32)
        done = 0
        for panel, width in self._panels:
            product = np.matmul(blocks, panel).reshape(-1, panel.shape[1])
            here = slice(done, done + width)
            np.add(product[: len(x), _EDGE : _EDGE + width], self.constants[here], out=found[:, here])
            done = here.stop
        return found

    @classmethod
    def of(cls, weights: Mapping[str, Floats], name: str) -> Linear:
        """The layer as torch keeps it; without a bias, nothing is added."""
        matrix = np.ascontiguousarray(weights[f"{name}.weight"].T)
        bias = weights.get(f"{name}.bias")
        return cls(matrix, np.zeros(matrix.shape[1], dtype=np.float32) if bias is None else bias)


def normal(x: Floats, scale: Floats, shift: Floats) -> Floats:
    """Each row with its mean taken off and divided by its spread, then scaled and shifted."""
    centred: Floats = x - x.mean(axis=-1, keepdims=True)
    spread = np.einsum("ij,ij->i", centred, centred) / np.float32(x.shape[-1])
    centred *= (1 / np.sqrt(spread + np.float32(1e-5)))[:, None]
    centred *= scale
    centred += shift
    return centred


def evened(x: Floats) -> Floats:
    """Each row divided by its spread; its mean is left to `after_normal`, whose matrix does not see it."""
    mean = x.mean(axis=1)
    spread = np.einsum("ij,ij->i", x, x) / np.float32(x.shape[1]) - mean * mean
    found: Floats = x * (1 / np.sqrt(spread + np.float32(1e-5)))[:, None]
    return found


def after_normal(weights: Mapping[str, Floats], before: str, names: Sequence[str]) -> Linear:
    """The layers `names` side by side, with the scale, the shift and the mean of the normal rows before them put in.

    What is the same for every row need not be done to every row: three walks over the words fewer.
    """
    layers = [Linear.of(weights, name) for name in names]
    matrix = np.concatenate([layer.matrix for layer in layers], axis=1)
    constants = np.concatenate([layer.constants for layer in layers])
    scaled = matrix * weights[f"{before}.weight"][:, None]
    return Linear(np.ascontiguousarray(scaled - scaled.mean(axis=0)), constants + weights[f"{before}.bias"] @ matrix)


def shares(scores: Floats) -> Floats:
    """Softmax over the last axis; works in place."""
    scores -= scores.max(axis=-1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=-1, keepdims=True)
    return scores


def pooled(scores: Floats, values: Floats, starts: NDArray[np.int64], heads: int) -> Floats:
    """Of spans in a row, each from its start to the next: weighted means (by head), then the largest values.

    `scores` (words, heads) say how much a word counts; `values` (words, width).
    """
    sizes = np.diff(np.append(starts, len(scores)))
    powers = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes, axis=0))
    powers /= np.repeat(np.add.reduceat(powers, starts), sizes, axis=0)
    weighted = values.reshape(len(values), heads, -1) * powers[:, :, None]
    means = np.add.reduceat(weighted.reshape(values.shape), starts)
    found: Floats = np.concatenate([means, np.maximum.reduceat(values, starts)], axis=1)
    return found
