"""Writes a trained network as the weights file that serving reads."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from nlp.training.reader import Reader

_IN_EIGHT_BITS = ("composer.spellings.weight",)
_TRAINING_ONLY = ("recall.weight", "recall.bias")


def exported(net: Reader) -> dict[str, NDArray[np.generic]]:
    """The tables in 8 bits with a scale a row, everything else in 16; what only training needs is left out."""
    found: dict[str, NDArray[np.generic]] = {}
    for name, tensor in net.state_dict().items():
        array = tensor.detach().numpy()
        if name in _TRAINING_ONLY:
            continue
        if name in _IN_EIGHT_BITS:
            scales = np.maximum(np.abs(array).max(axis=1, keepdims=True), 1e-9) / 127
            found[name] = np.rint(array / scales).astype(np.int8)
            found[f"{name}.scales"] = scales.astype(np.float32)
        else:
            found[name] = array.astype(np.float16)
    return found


def export(net: Reader, path: Path) -> None:
    save_file(exported(net), path)
