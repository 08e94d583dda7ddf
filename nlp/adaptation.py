"""What a company's own rows taught: a linear shift of every chance by the encoder's vectors, and its own labels."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

from nlp.blend import sigmoid, softmax
from nlp.own_labels import OwnLabels, features
from nlp.spelling import Linear
from nlp.tasks import BY_NAME, columns

Floats = NDArray[np.float32]
FILE = "adaptation.safetensors"
LEAST = np.float32(1e-4)


def log_odds(chances: Floats, scope: str) -> Floats:
    """Scores that give back the chances: logarithms for exclusive labels, log odds for independent ones."""
    found: Floats = np.log(np.clip(chances, LEAST, 1))
    for name, where in columns(scope).items():
        if BY_NAME[name].kind == "any_of":
            found[:, where] -= np.log(np.clip(1 - chances[:, where], LEAST, 1))
    return found


@dataclass(frozen=True, slots=True)
class Adaptation:
    """Shifts for passages and for units, (dimension, labels) and constants; `own` labels, where rows had any."""

    passage: Linear
    unit: Linear
    own: OwnLabels | None = None

    def chances(self, chances: Floats, vectors: Floats, scope: str) -> Floats:
        """The chances (texts, labels) after the shift; `vectors` are the texts' (texts, dimension)."""
        linear = self.passage if scope == "passage" else self.unit
        shift = np.matmul(vectors[:, None, :], linear.table)[:, 0, :] + linear.constants
        scores: Floats = log_odds(chances, scope) + shift
        found: Floats = np.empty_like(scores)
        for name, where in columns(scope).items():
            found[:, where] = (softmax if BY_NAME[name].kind == "one_of" else sigmoid)(scores[:, where])
        return found

    def own_labels(self, chances: Floats, vectors: Floats) -> list[dict[str, str]]:
        """Of each unit its company's own labels by task; `chances` are the units' after the shift."""
        if self.own is None:
            return [{} for _ in chances]
        return self.own.given(features(vectors, log_odds(chances, "unit")))

    def save(self, folder: Path) -> None:
        parts = {**self.passage.packed("passage"), **self.unit.packed("unit")}
        if self.own is None:
            save_file(parts, folder / FILE)
            return
        save_file(parts | self.own.linear.packed("own"), folder / FILE, {"own": json.dumps(self.own.codes)})

    @classmethod
    def load(cls, folder: Path) -> Adaptation | None:
        """The adaptation of a weights folder; `None` when it has none."""
        if not (folder / FILE).is_file():
            return None
        parts = load_file(folder / FILE)
        return cls(Linear.unpacked(parts, "passage"), Linear.unpacked(parts, "unit"), _own(folder / FILE, parts))


def _own(path: Path, parts: dict[str, NDArray[np.generic]]) -> OwnLabels | None:
    with safe_open(path, framework="np") as stored:
        codes = (stored.metadata() or {}).get("own")
    if codes is None:
        return None
    return OwnLabels(tuple((task, code) for task, code in json.loads(codes)), Linear.unpacked(parts, "own"))
