"""A transformers checkpoint takes over the comment's sentiment; everything else stays with the bundled classifier."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.classifier import Classifier, Passage, PassagePrediction, Thresholds, UnfitWeightsError, fingerprint
from nlp.tasks import SENTIMENTS

Floats = NDArray[np.float32]
_SIDES = {
    "negative": ("very_negative", "negative"),
    "positive": ("very_positive", "positive"),
    "neutral": ("neutral",),
    "mixed": ("mixed",),
}
# What checkpoints call their labels, where the name says it all; LABEL_0 says nothing and must be mapped.
_OBVIOUS = {
    "neg": "negative", "negative": "negative", "neu": "neutral", "neutral": "neutral", "pos": "positive",
    "positive": "positive", "mixed": "mixed", "very negative": "very_negative", "very positive": "very_positive",
    "1 star": "very_negative", "2 stars": "negative", "3 stars": "neutral", "4 stars": "positive",
    "5 stars": "very_positive", "ネガティブ": "negative", "ニュートラル": "neutral", "ポジティブ": "positive",
}  # fmt: skip
_LONGEST = 256  # sub-words the checkpoint reads of one comment
_AT_ONCE = 32


class UnfitCheckpointError(UnfitWeightsError):
    """A checkpoint or a label map that cannot be used, and why."""


class CheckpointClassifier:
    """`labels` maps each label of the checkpoint to a side (negative, neutral, positive, mixed) or to a sentiment.

    A side's chance is shared out between its two strengths as the bundled classifier sees them.
    """

    def __init__(
        self, inner: Classifier, checkpoint: str, labels: Mapping[str, str], revision: str | None = None
    ) -> None:
        self._inner = inner
        known = _pinned(checkpoint, revision)
        self._network, self._tokenizer = _opened(checkpoint, revision)
        named: dict[int, str] = self._network.config.id2label
        sides = _obvious(named.values()) | dict(labels)
        missing = [label for label in named.values() if label not in sides]
        unknown = [side for side in labels.values() if side not in _SIDES and side not in SENTIMENTS]
        if missing or unknown:
            raise UnfitCheckpointError(
                f"label map of {checkpoint}: no side for {missing}, unknown sides {unknown}; wanted every label of the "
                f"checkpoint mapped to one of {[*_SIDES, *SENTIMENTS]}"
            )
        self._targets = [sides[named[number]] for number in range(len(named))]
        self._name = f"{inner.name}+{Path(checkpoint).name}"
        self._version = f"{inner.version}+{Path(checkpoint).name}@{known}"

    @property
    def name(self) -> str:
        return self._name

    @property
    def version(self) -> str:
        return self._version

    @property
    def thresholds(self) -> Thresholds:
        return self._inner.thresholds

    def classify(self, passages: Sequence[Passage], vectors: Sequence[Floats]) -> list[PassagePrediction]:
        found = self._inner.classify(passages, vectors)
        chances = self._chances([passage.text for passage in passages])
        return [
            replace(one, sentiment=self._shared(row, one.sentiment)) for one, row in zip(found, chances, strict=True)
        ]

    def _chances(self, texts: Sequence[str]) -> list[Floats]:
        import torch

        found: list[Floats] = []
        with torch.inference_mode():
            for start in range(0, len(texts), _AT_ONCE):
                some = list(texts[start : start + _AT_ONCE])
                read = self._tokenizer(some, padding=True, truncation=True, max_length=_LONGEST, return_tensors="pt")
                found += list(self._network(**read).logits.softmax(-1).float().numpy())
        return found

    def _shared(self, row: Floats, bundled: Floats) -> Floats:
        sentiment = np.zeros(len(SENTIMENTS), dtype=np.float32)
        for target, chance in zip(self._targets, row, strict=True):
            places = [SENTIMENTS.index(label) for label in _SIDES.get(target, (target,))]
            shares = bundled[places] + np.float32(1e-6)
            sentiment[places] += chance * shares / shares.sum()
        return np.round(sentiment, 5)


def _obvious(names: Iterable[str]) -> dict[str, str]:
    """The sides of those labels whose names say them."""
    plain = {name: re.sub(r"[_\-]+", " ", name).strip().lower() for name in names}
    return {name: _OBVIOUS[said] for name, said in plain.items() if said in _OBVIOUS}


def _pinned(checkpoint: str, revision: str | None) -> str:
    """What tells this checkpoint from any other: a folder's fingerprint, a hub's revision; without either, refused."""
    if Path(checkpoint).is_dir():
        return fingerprint(Path(checkpoint))
    if revision is None:
        raise UnfitCheckpointError(
            f"checkpoint {checkpoint!r} is no folder here and names no revision; wanted NAME@REVISION from the hub, "
            "so that the same text stays read the same"
        )
    return revision


@lru_cache(maxsize=2)
def _opened(checkpoint: str, revision: str | None) -> tuple[Any, Any]:
    """Safetensors only, no code from the checkpoint; opened once."""
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    try:
        network = AutoModelForSequenceClassification.from_pretrained(
            checkpoint, revision=revision, trust_remote_code=False, use_safetensors=True
        )
        tokenizer = AutoTokenizer.from_pretrained(checkpoint, revision=revision, trust_remote_code=False)
    except (OSError, ValueError) as error:
        raise UnfitCheckpointError(
            f"checkpoint {checkpoint!r} cannot be opened: {error}; wanted a transformers sequence-classification "
            "checkpoint with safetensors and no code of its own"
        ) from error
    network.eval()
    return network, tokenizer
