"""Reads texts: normalise, language, units, encode once, classify, and build the readings, in the order given."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np

from nlp.classifier import Classifier, Floats, Passage, PassagePrediction, UnfitWeightsError, load_classifier
from nlp.drowned import alone, drowned, louder
from nlp.encoder import WEIGHTS, Encoder, load_encoder, split_revision
from nlp.preparation import NotReadable, Prepared, prepare
from nlp.readings import Rules, reading
from nlp.taxonomy import Taxonomy
from nlp.values import Reading, Text, Unreadable

log = logging.getLogger(__name__)

# Counts up whenever a rule of this folder changes what a text is read as: same text + same version = same bytes.
RULES_VERSION = "r7"
_BATCH = 512


@dataclass(frozen=True, slots=True)
class _Encoded:
    prepared: Prepared
    passage: Passage
    vectors: Floats


class Analyser:
    """Reads texts with one encoder and one classifier. Safe to share; keeps nothing between calls."""

    def __init__(self, encoder: Encoder, classifier: Classifier, taxonomy: Taxonomy | None = None) -> None:
        self.encoder = encoder
        self.classifier = classifier
        self.taxonomy = taxonomy or Taxonomy.default()

    @staticmethod
    def bundled() -> Analyser:
        """The analyser on the weights that ship with the project, loaded once."""
        return _loaded(WEIGHTS, "")

    @staticmethod
    def load(weights: Path, encoder: str = "") -> Analyser:
        """The analyser on the weights of a folder, loaded once.

        The weights know their encoder; `encoder` says where it is now, when it has moved.
        """
        return _loaded(weights.resolve(), encoder)

    @cached_property
    def version(self) -> str:
        """Changes whenever any text may be read differently."""
        return f"{self.classifier.version}-{RULES_VERSION}"

    @cached_property
    def _rules(self) -> Rules:
        return Rules(self.classifier.thresholds, self.taxonomy, self.version)

    def analyse(self, texts: Sequence[Text]) -> list[Reading | Unreadable]:
        """One reading a text, in the same order; a text that cannot be read says why in its place."""
        found: list[Reading | Unreadable] = []
        for start in range(0, len(texts), _BATCH):
            found += self._analysed(texts[start : start + _BATCH])
        return found

    def analyse_one(self, text: Text) -> Reading | Unreadable:
        return self.analyse([text])[0]

    def predict(self, texts: Sequence[Text]) -> list[PassagePrediction | Unreadable]:
        """The classifier's probabilities before they become labels."""
        found: list[PassagePrediction | Unreadable] = []
        for start in range(0, len(texts), _BATCH):
            ready = [self._prepared(text) for text in texts[start : start + _BATCH]]
            encoded = self._encoded([item for item in ready if isinstance(item, Prepared)])
            predictions = iter(self._classified(encoded))
            found += [next(predictions) if isinstance(item, Prepared) else item for item in ready]
        return found

    def _analysed(self, texts: Sequence[Text]) -> list[Reading | Unreadable]:
        ready = [self._prepared(text) for text in texts]
        readings = iter(self._read([item for item in ready if isinstance(item, Prepared)]))
        return [next(readings) if isinstance(item, Prepared) else item for item in ready]

    def _prepared(self, text: Text) -> Prepared | Unreadable:
        try:
            return prepare(text)
        except NotReadable as error:
            return Unreadable(str(error), self.version)
        except Exception as error:
            # A text no one foresaw must not stop the others; the log has the trace, never the text.
            log.exception("a text could not be prepared")
            return Unreadable(f"text could not be prepared: {type(error).__name__}", self.version)

    def _read(self, ready: Sequence[Prepared]) -> list[Reading | Unreadable]:
        try:
            return list(self._readings(ready))
        except Exception:
            if len(ready) == 1:
                raise
            log.exception("a batch of %d texts failed; reading them one by one", len(ready))
            return self._each_alone(ready)

    def _readings(self, ready: Sequence[Prepared]) -> Iterator[Reading]:
        encoded = self._encoded(ready)
        for item, prediction in zip(encoded, self._classified(encoded), strict=True):
            yield reading(item.prepared, prediction, item.vectors, self._rules)

    def _each_alone(self, ready: Sequence[Prepared]) -> list[Reading | Unreadable]:
        """What can be read of a failed batch. If nothing can, the weights are broken, not the texts: raise."""
        found: list[Reading | Unreadable] = []
        failure: Exception | None = None
        for item in ready:
            try:
                found += self._readings([item])
            except Exception as error:
                failure = error
                found.append(Unreadable(f"text could not be read: {type(error).__name__}", self.version))
        if failure is not None and not any(isinstance(item, Reading) for item in found):
            raise failure
        return found

    def _encoded(self, ready: Sequence[Prepared]) -> list[_Encoded]:
        """Every unit of the batch encoded in one call."""
        units = [unit for item in ready for unit in item.units]
        if not units:
            return []
        vectors = np.asarray(self.encoder.encode(units), dtype=np.float32)
        found: list[_Encoded] = []
        done = 0
        for item in ready:
            passage = Passage(item.text, item.units, item.language.code, item.question)
            found.append(_Encoded(item, passage, vectors[done : done + len(item.units)]))
            done += len(item.units)
        return found

    def _classified(self, encoded: Sequence[_Encoded]) -> list[PassagePrediction]:
        if not encoded:
            return []
        whole = self.classifier.classify([item.passage for item in encoded], [item.vectors for item in encoded])
        urgent = self.classifier.thresholds.urgent
        asked = [(at, place) for at, one in enumerate(whole) for place in drowned(one, urgent)]
        if asked:
            passages = [alone(encoded[at].passage, place) for at, place in asked]
            vectors = [encoded[at].vectors[place : place + 1] for at, place in asked]
            for (at, _), part in zip(asked, self.classifier.classify(passages, vectors), strict=True):
                whole[at] = louder(whole[at], part)
        return whole


@lru_cache(maxsize=4)
def _loaded(weights: Path, encoder: str) -> Analyser:
    # The classifier first: it says at once whether the folder holds weights, an encoder may take seconds.
    classifier = load_classifier(weights)
    inside = weights / "encoder"
    wanted = encoder or classifier.encoder
    own = wanted == "bundled" and inside.is_dir()
    opened = load_encoder(str(inside)) if own else load_encoder(*split_revision(wanted))
    if opened.dimension != classifier.dimension:
        raise UnfitWeightsError(
            f"{weights} reads vectors of {classifier.dimension} numbers made by {classifier.encoder!r}; "
            f"{opened.name!r} makes {opened.dimension}; wanted the encoder they were trained on, or weights for this "
            "one (kikitori train --encoder)"
        )
    return Analyser(opened, classifier)
