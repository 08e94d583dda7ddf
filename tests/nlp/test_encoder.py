"""The bundled encoder: fast, the same as sentence-transformers reads it, and never swayed by its batch."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from nlp.encoder import WEIGHTS, SentenceTransformersEncoder, bundled_encoder, load_encoder, unit_length

_TEXTS = ["電話が全然つながらない", "The delivery was late again", "ส่งช้ามาก", "배송이 너무 느려요", "ok", "🙃🙃"]


def test_vectors_have_length_one() -> None:
    vectors = bundled_encoder().encode(_TEXTS)
    assert vectors.shape == (len(_TEXTS), bundled_encoder().dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_vector_never_depends_on_its_batch() -> None:
    encoder = bundled_encoder()
    together = encoder.encode(_TEXTS * 300)
    alone = np.concatenate([encoder.encode([text]) for text in _TEXTS])
    assert np.array_equal(together[: len(_TEXTS)], alone)


def test_texts_without_pieces_have_no_direction() -> None:
    assert not bundled_encoder().encode([""]).any()
    assert bundled_encoder().encode([]).shape == (0, bundled_encoder().dimension)


def test_very_long_text_is_encoded() -> None:
    assert np.linalg.norm(bundled_encoder().encode(["遅い。" * 7_000])) == pytest.approx(1, abs=1e-5)


def test_translations_lie_closer_than_strangers() -> None:
    encoder = bundled_encoder()
    japanese, english, stranger = encoder.encode(["配送が遅かった", "The delivery was late", "The soup was delicious"])
    assert japanese @ english > japanese @ stranger + 0.1


@pytest.mark.filterwarnings("ignore")
def test_sentence_transformers_reads_the_same_folder() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        slow = SentenceTransformersEncoder(str(WEIGHTS / "encoder"))
        vectors = slow.encode(_TEXTS)
    assert slow.dimension == bundled_encoder().dimension
    np.testing.assert_allclose(vectors, bundled_encoder().encode(_TEXTS), atol=2e-3)


def test_a_folder_of_ours_takes_the_fast_path(tmp_path: Path) -> None:
    assert type(load_encoder(str(WEIGHTS / "encoder"))) is type(bundled_encoder())
    assert load_encoder("bundled") is bundled_encoder()


def test_zero_rows_stay_zero() -> None:
    rows = np.array([[0.0, 0.0], [3.0, 4.0]], dtype=np.float32)
    np.testing.assert_allclose(unit_length(rows), [[0, 0], [0.6, 0.8]], atol=1e-6)


def test_our_written_form_gives_the_pieces_that_the_tokenizer_would_give() -> None:
    inner = Tokenizer.from_file(str(WEIGHTS / "encoder" / "0_StaticEmbedding" / "tokenizer.json"))
    inner.no_padding()
    texts = ["ＦＵＬＬ　width ｶﾞ", "ΟΔΥΣΣΕΥΣ ΣΑΣ", "İstanbul\n\t x", "①㌔ ﬁne", "電話が  つながらない!", "น้ำ"]
    found = [bundled_encoder().pieces(text) for text in texts]
    wanted = [[t.strip("▁") for t in inner.encode(x, add_special_tokens=False).tokens] for x in texts]
    assert found == [[piece for piece in pieces if piece] for pieces in wanted]
