"""Goes on from finished weights: their encoder and their network, as training reads them, in a folder to start from."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import numpy as np
import torch
from safetensors.numpy import load_file
from safetensors.torch import load_file as load_tensors
from safetensors.torch import save_file

from nlp.training.reader import Reader, Shape

BEGUN = "begun.safetensors"


def begin(weights: Path, folder: Path) -> None:
    """Fills the empty or new `folder` with what `train(start=folder)` goes on from."""
    if (folder / BEGUN).exists():
        raise FileExistsError(f"{folder / BEGUN} exists; wanted an empty or new folder")
    folder.mkdir(parents=True, exist_ok=True)
    copytree(weights / "encoder", folder / "encoder")
    save_file(unpacked(weights / "network.safetensors"), folder / BEGUN)


def unpacked(path: Path) -> dict[str, torch.Tensor]:
    """An exported network in 32 bits again, without what only pre-training needs."""
    parts = load_file(path)
    return {
        name: torch.from_numpy(np.asarray(array, dtype=np.float32) * parts.get(f"{name}.scales", np.float32(1)))
        for name, array in parts.items()
        if not name.endswith(".scales")
    }


def earlier(folder: Path, shape: Shape) -> list[Reader]:
    """The network that `folder` began with, where it began with one, to be averaged with those tuned from it."""
    if not (folder / BEGUN).exists():
        return []
    net = Reader(shape)
    net.load_state_dict(load_tensors(folder / BEGUN), strict=False)
    return [net]
