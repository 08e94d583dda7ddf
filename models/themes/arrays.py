"""Vectors and tables of numbers as bytes: little-endian, no pickle."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
CENTROID = np.dtype("<f4")


def pack(vector: Vector) -> bytes:
    return np.ascontiguousarray(vector, CENTROID).tobytes()


def unpack(packed: bytes) -> Vector:
    return np.frombuffer(packed, CENTROID).astype(np.float32)


def pack_named(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Any number of named arrays as one npz."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **{f"array_{name}": array for name, array in arrays.items()})  # type: ignore[arg-type]
    return buffer.getvalue()


def unpack_named(packed: bytes) -> dict[str, NDArray[Any]]:
    if not packed:
        return {}
    with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
        return {name.removeprefix("array_"): arrays[name] for name in arrays.files}
