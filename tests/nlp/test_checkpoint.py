"""A transformers checkpoint takes over sentiment, and only sentiment; made tiny and at random here."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nlp.checkpoint import CheckpointClassifier, UnfitCheckpointError, _obvious
from nlp.classifier import Passage, fingerprint, load_classifier
from nlp.encoder import bundled_encoder
from nlp.tasks import SENTIMENTS
from nlp.values import Reading, Text
from settings import Settings
from workers.reading import configured_analyser

pytestmark = pytest.mark.filterwarnings("ignore")
_LABELS = {"bad": "negative", "so-so": "neutral", "good": "very_positive"}


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> str:
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("checkpoint")
    pieces = Tokenizer(models.WordLevel({"[PAD]": 0, "[UNK]": 1, "遅い": 2}, unk_token="[UNK]"))
    pieces.pre_tokenizer = pre_tokenizers.Whitespace()
    PreTrainedTokenizerFast(tokenizer_object=pieces, unk_token="[UNK]", pad_token="[PAD]").save_pretrained(folder)
    shape = BertConfig(
        vocab_size=3, hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8,
        max_position_embeddings=300, id2label=dict(enumerate(_LABELS)), label2id={k: i for i, k in enumerate(_LABELS)},
    )  # fmt: skip
    BertForSequenceClassification(shape).save_pretrained(folder)
    return str(folder)


def test_sentiment_comes_from_the_checkpoint_and_the_rest_does_not(checkpoint: str) -> None:
    inner = load_classifier()
    passages = [Passage("遅い", ("遅い",), "ja")]
    vectors = [bundled_encoder().encode(passage.units) for passage in passages]
    (ours,), (theirs,) = (
        classifier.classify(passages, vectors)
        for classifier in (inner, CheckpointClassifier(inner, checkpoint, _LABELS))
    )
    assert not np.allclose(ours.sentiment, theirs.sentiment)
    assert float(theirs.sentiment.sum()) == pytest.approx(1, abs=1e-3)
    assert theirs.sentiment[SENTIMENTS.index("mixed")] == 0
    assert np.array_equal(ours.intents, theirs.intents)


def test_version_names_the_checkpoint_and_what_is_in_it(checkpoint: str) -> None:
    version = CheckpointClassifier(load_classifier(), checkpoint, _LABELS).version
    assert version.startswith(load_classifier().version)
    assert version.endswith(f"+{Path(checkpoint).name}@{fingerprint(Path(checkpoint))}")


def test_labels_whose_names_say_their_side_need_no_map(checkpoint: str) -> None:
    read = CheckpointClassifier(load_classifier(), checkpoint, {"bad": "negative", "good": "mixed", "so-so": "neutral"})
    assert read.name.endswith(Path(checkpoint).name)
    assert _obvious(["NEGATIVE", "pos", "4_stars", "LABEL_0"]) == {
        "NEGATIVE": "negative", "pos": "positive", "4_stars": "positive",
    }  # fmt: skip


def test_a_hub_name_without_a_revision_is_refused() -> None:
    with pytest.raises(UnfitCheckpointError, match="wanted NAME@REVISION"):
        CheckpointClassifier(load_classifier(), "somebody/sentiment", _LABELS)


def test_weights_that_are_no_safetensors_are_refused(tmp_path: Path, checkpoint: str) -> None:
    for file in Path(checkpoint).iterdir():
        if file.suffix != ".safetensors":
            (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "pytorch_model.bin").write_bytes(b"pickled")
    with pytest.raises(UnfitCheckpointError, match="cannot be opened"):
        CheckpointClassifier(load_classifier(), str(tmp_path), _LABELS)


def test_the_settings_put_it_in_place(checkpoint: str) -> None:
    given = {"sentiment_checkpoint": checkpoint, "sentiment_labels": _LABELS}
    ours, theirs = (configured_analyser(Settings(_env_file=None, **more)) for more in ({}, given))
    one, other = ours.analyse_one(Text("遅い", "ja")), theirs.analyse_one(Text("遅い", "ja"))
    assert isinstance(one, Reading)
    assert isinstance(other, Reading)
    assert Path(checkpoint).name in other.version
    assert one.sentiment != other.sentiment
    assert one.opinions == other.opinions


def test_a_label_without_a_side_is_refused(checkpoint: str) -> None:
    with pytest.raises(UnfitCheckpointError, match="no side for"):
        CheckpointClassifier(load_classifier(), checkpoint, {"bad": "negative"})


def test_an_unknown_side_is_refused(checkpoint: str) -> None:
    with pytest.raises(UnfitCheckpointError, match="unknown sides"):
        CheckpointClassifier(load_classifier(), checkpoint, {**_LABELS, "good": "lovely"})
