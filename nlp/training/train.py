"""Trains everything: encoder, spelling, meaning, network, blend, thresholds; writes one folder of weights."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import numpy as np
import torch
from numpy.typing import NDArray

from nlp.classifier import FORMAT, load_classifier
from nlp.cues import CueScorer
from nlp.encoder import Encoder, StaticEncoder
from nlp.lexicon import Lexicon
from nlp.meaning import MeaningScorer, passage_vectors
from nlp.network import Network
from nlp.spelling import SpellingScorer
from nlp.tasks import TASKS, columns
from nlp.training.blending import Scored, learn_blend, learn_gathering, learn_tempering
from nlp.training.card import write_card
from nlp.training.chive import chive
from nlp.training.corpus import Example, irony_comments, own_comments
from nlp.training.export import export
from nlp.training.further import earlier
from nlp.training.irony import teach_irony
from nlp.training.joining import joined
from nlp.training.passages import Labelled
from nlp.training.reader import Reader
from nlp.training.scorers import fit_cues, fit_meaning, fit_spelling, passage_rows, unit_rows, unit_vectors
from nlp.training.selection import OURS, Selection, counts, heard, our_comments, select, unseen
from nlp.training.sequences import counted
from nlp.training.settings import Settings
from nlp.training.start import make_encoder, make_network, word_table
from nlp.training.thresholds import learn_thresholds
from nlp.training.tuning import averaged, tune
from nlp.words import Words

_logger = logging.getLogger(__name__)
Floats = NDArray[np.float32]
_QUOTE_AS_COMMENT = 0.4
_CROSS_SECTION = 3.0


def train(
    data: Path,
    output: Path,
    settings: Settings | None = None,
    *,
    start: Path | None = None,
    comments: Sequence[Example] | None = None,
    lexicon: Lexicon | None = None,
) -> Path:
    """Weights from the data under `data`, written to `output`, which must not hold any.

    `start` keeps the encoder and the pre-trained network between runs: what it holds is used, what it lacks is made.
    A network it began with (`further.begin`) counts in the mean as much as each one tuned.
    """
    settings = settings or Settings()
    if (output / "classifier.json").exists():
        raise FileExistsError(f"{output} already holds weights; wanted an empty or new folder")
    torch.set_num_threads(settings.threads)
    begun = time.monotonic()
    output.mkdir(parents=True, exist_ok=True)
    ours = our_comments(data) + list(own_comments() if comments is None else comments)
    lexicon = lexicon or chive()
    lexicon.save(output / "words.safetensors")
    with TemporaryDirectory() as made:
        kept = start or Path(made)
        kept.mkdir(parents=True, exist_ok=True)
        encoder = make_encoder(data, ours, kept / "encoder", lexicon, settings)
        copytree(kept / "encoder", output / "encoder")
        pretrained = make_network(data, ours, kept / "pretrained.safetensors", lexicon, encoder, settings)
        before = earlier(kept, settings.shape)
    chosen = select(data, ours, settings.caps, settings.tuning.seed)
    chosen = replace(chosen, train=[*chosen.train, *joined(chosen.train, settings.joined, settings.tuning.seed)])
    _logger.info("training texts: %s; calibration: %s", counts(chosen.train), counts(chosen.calibration))
    _fit(output, settings, lexicon, encoder, pretrained, before, chosen)
    teach_irony(output, encoder, irony_comments(), unseen(ours), settings.tuning.seed)
    write_card(output, settings, chosen, load_classifier(output), encoder, time.monotonic() - begun)
    return output


def _fit(
    output: Path, settings: Settings, lexicon: Lexicon, encoder: StaticEncoder, pretrained: Reader,
    before: Sequence[Reader], chosen: Selection,
) -> None:  # fmt: skip
    spelling = fit_spelling(
        chosen.train, settings.buckets, settings.spelling_rate, settings.spelling_epochs, settings.tuning.seed
    )
    spelling.save(output / "spelling.safetensors")
    _logger.info("spelling is fitted")
    meaning = fit_meaning(chosen.train, encoder, settings.meaning_penalty)
    meaning.save(output / "meaning.safetensors")
    fit_cues(chosen.train).save(output / "cues.safetensors")
    _logger.info("meaning is fitted")
    net = averaged([*_tuned(settings, lexicon, encoder, pretrained, chosen.train), *before])
    export(net, output / "network.safetensors")
    finish(output, settings.name, settings.shape.heads, lexicon, encoder, chosen.calibration)


def _tuned(
    settings: Settings, lexicon: Lexicon, encoder: StaticEncoder, pretrained: Reader, items: Sequence[Labelled]
) -> list[Reader]:
    """The networks tuned from one start with different seeds.

    Their mean is surer of itself where it may be, and costs what one network costs.
    """
    vocabulary = Words(lexicon, encoder, settings.shape.buckets)
    given = [item for item in items if item.source == "feedback"]
    asked = [item for item in items if item.source in OURS and item.question]
    repeated = given * (settings.given_repeated - 1) + asked * settings.asked_repeated
    texts = counted([*items, *repeated], vocabulary)
    table = word_table(vocabulary, lexicon)
    nets = []
    for seed in settings.seeds:
        net = Reader(settings.shape)
        net.load_state_dict(pretrained.state_dict())
        nets.append(tune(net, table, texts, replace(settings.tuning, seed=seed)))
    return nets


def finish(
    output: Path,
    name: str,
    heads: int,
    lexicon: Lexicon,
    pieces: StaticEncoder,
    items: Sequence[Labelled],
    encoder: Encoder | None = None,
) -> None:
    """Blends what was written to `output`, as it will be read back, and writes `classifier.json`.

    `encoder` makes the vectors that meaning is read from; the bundled one, `pieces`, unless given.
    """
    spelling = SpellingScorer.load(output / "spelling.safetensors")
    meaning = MeaningScorer.load(output / "meaning.safetensors", "bundled")
    network = Network.load(output / "network.safetensors", heads, lexicon, pieces)
    texts, passages, passage_weights, languages = passage_rows(items)
    # A quote teaches what its points are; as a whole comment it would teach that nothing is ever mixed.
    passage_weights[[item.source == "quote" for item in items]] *= _QUOTE_AS_COMMENT
    # The given comments are a cross-section of feedback; ours were written where it is hard to read.
    passage_weights[[item.source == "feedback" for item in items]] *= _CROSS_SECTION
    units, unit_targets, unit_weights, unit_languages = unit_rows(items)
    vectors = unit_vectors(items, encoder or pieces)
    heard_whole, parts, _ = network.scores([i.units for i in items], languages, [i.question for i in items])
    spelt, units_spelt = spelling.scores(texts, units)
    by_scope = {
        "passage": [
            spelt, meaning.scores(passage_vectors(vectors), "passage"), heard_whole,
            CueScorer.load(output / "cues.safetensors").scores(texts),
        ],
        "unit": [
            units_spelt, meaning.scores(np.concatenate(vectors), "unit"), np.concatenate(parts),
        ],
    }  # fmt: skip
    plain = np.array([item.source == "feedback" for item in items])
    units_plain = np.repeat(plain, [len(item.units) for item in items])
    scored = {
        "passage": Scored(by_scope["passage"], passages, passage_weights, languages, plain),
        "unit": Scored(by_scope["unit"], unit_targets, unit_weights, unit_languages, units_plain),
    }
    blend = learn_blend(list(scored.items()), heard(items))
    chances = {scope: blend.chances(found.parts, scope, found.languages) for scope, found in scored.items()}
    targets = {scope: found.targets for scope, found in scored.items()}
    sizes, at = [len(item.units) for item in items], columns("passage")["sentiment"]
    gathering = learn_gathering(chances["passage"][:, at], chances["unit"], sizes, passages[:, at], passage_weights)
    gathered = gathering.sentiment(chances["passage"][:, at], chances["unit"], sizes)
    tempering = learn_tempering(gathered, passages[:, at], languages, plain)
    chances["passage"][:, at] = tempering.sentiment(gathered, languages)
    stored = {
        "format": FORMAT, "name": name, "encoder": encoder.name if encoder else "bundled", "heads": heads,
        "tasks": {task.name: list(task.labels) for task in TASKS},
        "blend": blend.to_json(), "gathering": gathering.to_json(), "tempering": tempering.to_json(),
        "thresholds": learn_thresholds(chances, targets, languages, np.array([i.source in OURS for i in items])),
    }  # fmt: skip
    (output / "classifier.json").write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
