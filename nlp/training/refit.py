"""Puts another encoder in the place of the bundled one: meaning and the blend are learnt again, the rest stays."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from shutil import copytree

from nlp.encoder import Encoder, StaticEncoder
from nlp.lexicon import Lexicon
from nlp.training.corpus import Example, irony_comments, own_comments
from nlp.training.irony import teach_irony
from nlp.training.scorers import fit_meaning
from nlp.training.selection import our_comments, select, unseen
from nlp.training.settings import Settings
from nlp.training.train import finish


def refit(
    data: Path,
    weights: Path,
    output: Path,
    encoder: Encoder,
    settings: Settings | None = None,
    comments: Sequence[Example] | None = None,
) -> Path:
    """A copy of `weights` in the new folder `output` whose meaning is read from the vectors of `encoder`."""
    settings = settings or Settings()
    if output.exists():
        raise FileExistsError(f"{output} exists; wanted a new folder")
    ours = our_comments(data) + list(own_comments() if comments is None else comments)
    chosen = select(data, ours, settings.caps, settings.tuning.seed)
    stored = json.loads((weights / "classifier.json").read_text(encoding="utf-8"))
    copytree(weights, output)
    fit_meaning(chosen.train, encoder, settings.meaning_penalty).save(output / "meaning.safetensors")
    lexicon, pieces = Lexicon.load(output / "words.safetensors"), StaticEncoder.load(output / "encoder")
    finish(output, stored["name"], stored["heads"], lexicon, pieces, chosen.calibration, encoder)
    teach_irony(output, encoder, irony_comments(), unseen(ours), settings.tuning.seed)
    return output
