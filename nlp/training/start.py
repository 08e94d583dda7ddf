"""What the scorers stand on: the encoder, the lexicon and the pre-trained network. Made once, kept in a folder."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file
from safetensors.torch import load_file as load_tensors
from safetensors.torch import save_file as save_tensors
from tokenizers import Tokenizer

from nlp.encoder import StaticEncoder
from nlp.lexicon import Lexicon
from nlp.morphemes import words
from nlp.normalise import normalise, squeeze
from nlp.training.contrastive import align
from nlp.training.corpus import Example
from nlp.training.further import BEGUN
from nlp.training.plain import pairs, plain_texts
from nlp.training.pretraining import pretrain
from nlp.training.reader import Reader, WordTable
from nlp.training.settings import Settings
from nlp.training.vocabulary import train_vocabulary
from nlp.words import Words

_logger = logging.getLogger(__name__)
_MODULES = [
    {"idx": 0, "name": "0", "path": "0_StaticEmbedding", "type": "sentence_transformers.models.StaticEmbedding"},
    {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
]
_READ = 64  # words of a plain text
_FREQUENT = 12_000  # rows of the lexicon are in order of frequency; the axes are those of the frequent words


def first_table(tokenizer: Tokenizer, lexicon: Lexicon, dimension: int, seed: int) -> NDArray[np.float32]:
    """Vectors of the pieces before training: the lexicon's, turned to their main axes, where it knows them."""
    random = np.random.default_rng(seed)
    table = random.normal(size=(tokenizer.get_vocab_size(), dimension)).astype(np.float32)
    table *= 0.5 / np.linalg.norm(table, axis=1, keepdims=True)
    known = lexicon.table()
    known /= np.linalg.norm(known, axis=1, keepdims=True) + np.float32(1e-9)
    centre = known[:_FREQUENT].mean(axis=0)
    axes = np.linalg.svd(known[:_FREQUENT] - centre, full_matrices=False)[2][:dimension].T
    for piece, number in tokenizer.get_vocab().items():
        rows = _rows(piece.strip("\u2581"), lexicon)
        if rows:
            vector = (known[rows].mean(axis=0) - centre) @ axes
            table[number, : axes.shape[1]] = vector / (np.linalg.norm(vector) + 1e-6)
    return table


def _rows(piece: str, lexicon: Lexicon) -> list[int]:
    if not piece or piece.isascii():
        return []
    whole = lexicon.row(piece)
    if whole >= 0:
        return [whole]
    found = (lexicon.first((word.normal, word.lemma, word.surface)) for word in words(piece))
    return [row for row in found if row >= 0]


def write_encoder(folder: Path, tokenizer: Tokenizer, table: NDArray[np.float32]) -> None:
    """A folder that sentence-transformers opens, and our own fast path too."""
    inner = folder / "0_StaticEmbedding"
    inner.mkdir(parents=True, exist_ok=True)
    (folder / "1_Normalize").mkdir(exist_ok=True)
    (folder / "1_Normalize" / "config.json").write_text("{}\n", encoding="utf-8")
    (folder / "modules.json").write_text(json.dumps(_MODULES, indent=1) + "\n", encoding="utf-8")
    compact = json.dumps(json.loads(tokenizer.to_str()), ensure_ascii=False, separators=(",", ":"))
    (inner / "tokenizer.json").write_text(compact, encoding="utf-8")
    save_file({"embedding.weight": (table * (4 / np.abs(table).max())).astype(np.float16)}, inner / "model.safetensors")


def make_encoder(
    data: Path, ours: Sequence[Example], folder: Path, lexicon: Lexicon, settings: Settings
) -> StaticEncoder:
    """The static encoder, trained unless `folder` already holds one."""
    if not (folder / "modules.json").is_file():
        texts = [text for text, _ in plain_texts(data, ours, min(settings.plain, 80_000), settings.contrastive.seed)]
        tokenizer = train_vocabulary(texts, settings.pieces)
        table = first_table(tokenizer, lexicon, settings.dimension, settings.contrastive.seed)
        table = align(table, tokenizer, pairs(data, ours, settings.contrastive.seed), settings.contrastive)
        write_encoder(folder, tokenizer, table)
    return StaticEncoder.load(folder)


def word_table(vocabulary: Words, lexicon: Lexicon) -> WordTable:
    """The features of all words numbered so far; call it once, after the last text is read."""
    found = vocabulary.fresh()
    unknown = len(lexicon.vectors)
    known = np.vstack([lexicon.table(), np.zeros((1, lexicon.dimension), dtype=np.float32)])
    return WordTable(
        torch.from_numpy(np.where(found.rows < 0, unknown, found.rows)), torch.from_numpy(found.slots),
        torch.from_numpy(found.pieces), torch.from_numpy(known),
    )  # fmt: skip


def _plain_numbers(data: Path, ours: Sequence[Example], vocabulary: Words, settings: Settings) -> list[list[int]]:
    texts = plain_texts(data, ours, settings.plain, settings.pretraining.seed, settings.books)
    return [vocabulary.read(squeeze(normalise(text).text), language)[:_READ] for text, language in texts]


def make_network(
    data: Path, ours: Sequence[Example], path: Path, lexicon: Lexicon, encoder: StaticEncoder, settings: Settings
) -> Reader:
    """The pre-trained network, trained unless `path` holds one; it goes on from the one begun beside it."""
    torch.manual_seed(settings.pretraining.seed)
    net = Reader(settings.shape, dropout=0.1, input_dropout=0.05)
    if path.is_file():
        net.load_state_dict(load_tensors(path))
        return net
    begun = path.with_name(BEGUN)
    if begun.is_file():
        net.load_state_dict(load_tensors(begun), strict=False)
    vocabulary = Words(lexicon, encoder, settings.shape.buckets)
    numbers = _plain_numbers(data, ours, vocabulary, settings)
    _logger.info("pre-training on %d texts, %d different words", len(numbers), len(vocabulary))
    pretrain(
        net, word_table(vocabulary, lexicon), numbers, settings.pretraining,
        keep=lambda net: save_tensors(net.state_dict(), path.with_name("unfinished.safetensors")),
    )  # fmt: skip
    save_tensors(net.state_dict(), path)
    return net
