"""The analyser that the settings ask for; every door reads with the same one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from settings import Settings
from workers.adopted import in_use

if TYPE_CHECKING:
    from nlp.analyser import Analyser
    from nlp.classifier import Classifier
    from nlp.taxonomy import Taxonomy


def configured_analyser(settings: Settings) -> Analyser:
    """On the weights in use, with the company's own journey if it has one."""
    from nlp.analyser import Analyser

    analyser = Analyser.load(weights_in_use(settings), settings.encoder)
    if settings.taxonomy is None and not settings.sentiment_checkpoint:
        return analyser
    return Analyser(analyser.encoder, _classifier(settings, analyser.classifier), configured_taxonomy(settings))


def configured_taxonomy(settings: Settings) -> Taxonomy:
    """The company's own, or the default. Raises `BadTaxonomy`."""
    from nlp.taxonomy import Taxonomy

    return Taxonomy.read(settings.taxonomy) if settings.taxonomy else Taxonomy.default()


def weights_in_use(settings: Settings) -> Path:
    """Those of the setting, else those that `kikitori train` adopted, else the bundled ones."""
    from nlp.encoder import WEIGHTS

    return settings.weights or in_use(settings.data_dir) or WEIGHTS


def _classifier(settings: Settings, inner: Classifier) -> Classifier:
    """The weights' own, or with the sentiment of a checkpoint."""
    if not settings.sentiment_checkpoint:
        return inner
    from nlp.checkpoint import CheckpointClassifier
    from nlp.encoder import split_revision

    name, revision = split_revision(settings.sentiment_checkpoint)
    return CheckpointClassifier(inner, name, settings.sentiment_labels, revision)
