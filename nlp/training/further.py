"""Goes on from finished weights: their encoder and their network, as training reads them, in a folder to start from."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import torch
from safetensors.torch import load_file as load_tensors
from safetensors.torch import save_file

from nlp.network import unpacked
from nlp.training.reader import Reader, Shape

BEGUN = "begun.safetensors"


def begin(weights: Path, folder: Path) -> None:
    """Fills the empty or new `folder` with what `train(start=folder)` goes on from."""
    if (folder / BEGUN).exists():
        raise FileExistsError(f"{folder / BEGUN} exists; wanted an empty or new folder")
    folder.mkdir(parents=True, exist_ok=True)
    copytree(weights / "encoder", folder / "encoder")
    kept = unpacked(weights / "network.safetensors")
    save_file({name: torch.from_numpy(array) for name, array in kept.items()}, folder / BEGUN)


def earlier(folder: Path, shape: Shape) -> list[Reader]:
    """The network that `folder` began with, where it began with one, to be averaged with those tuned from it."""
    if not (folder / BEGUN).exists():
        return []
    net = Reader(shape)
    net.load_state_dict(load_tensors(folder / BEGUN), strict=False)
    return [net]
