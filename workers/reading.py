"""The analyser that the settings ask for; every door reads with the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from settings import Settings

if TYPE_CHECKING:
    from nlp.analyser import Analyser


def configured_analyser(settings: Settings) -> Analyser:
    """On the bundled weights or those of the settings, with the company's own journey if it has one."""
    from nlp.analyser import Analyser
    from nlp.taxonomy import Taxonomy

    analyser = Analyser.load(settings.weights, settings.encoder) if settings.weights else Analyser.bundled()
    if settings.taxonomy is None:
        return analyser
    return Analyser(analyser.encoder, analyser.classifier, Taxonomy.read(settings.taxonomy))
