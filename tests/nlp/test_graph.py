"""The network's graphs: as torch defines them, and blind to what stands beside a text."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from nlp.graph import composer, labeller, reader
from nlp.training.reader import Reader, Shape

_RANDOM = np.random.default_rng(7)
_SHAPE = Shape(width=192, layers=2, buckets=64)
_POOLS = ("passage_pool.scores", "unit_pool.values")


@pytest.fixture(scope="module")
def net() -> Reader:
    torch.manual_seed(7)
    made = Reader(_SHAPE).eval()
    with torch.no_grad():
        for name, parameter in made.named_parameters():
            if "attended" in name or "outer" in name:  # born as zeros, which would leave the blocks untested
                parameter.normal_(std=0.1)
    return made


@pytest.fixture(scope="module")
def weights(net: Reader) -> dict[str, np.ndarray]:
    return {name: tensor.detach().numpy() for name, tensor in net.state_dict().items()}


def _drawn(*shape: int) -> np.ndarray:
    return _RANDOM.standard_normal(shape).astype(np.float32)


def test_words_are_read_as_in_torch(net: Reader, weights: dict[str, np.ndarray]) -> None:
    words = _drawn(3, 11, _SHAPE.width)
    present, segments = torch.ones(3, 11, dtype=torch.bool), torch.zeros(3, 11, dtype=torch.long)
    placed = words + weights["places.weight"][:11] + weights["segments.weight"][0]
    with torch.no_grad():
        read = net.read(torch.from_numpy(words), present, segments)
        wanted = torch.cat([net.passage_pool.scores(read), net.unit_pool.values(read)], dim=2).numpy()
    found = reader(weights, _SHAPE.heads, _POOLS)(placed)
    # In 8 bits: hardly anything is lost, and something is (else the 32 bits of torch would be what is measured here).
    assert 0 < np.abs(found - wanted).mean() < 0.02 * wanted.std()
    assert np.corrcoef(found.ravel(), wanted.ravel())[0, 1] > 0.9995


def test_words_are_composed_and_spans_labelled_as_in_torch(net: Reader, weights: dict[str, np.ndarray]) -> None:
    lexicon, pieces, spellings = _drawn(5, _SHAPE.lexicon), _drawn(5, _SHAPE.pieces), _drawn(5, _SHAPE.width)
    pooled = _drawn(4, 2 * _SHAPE.width)
    with torch.no_grad():
        inner = net.composer
        summed = inner.lexicon(torch.from_numpy(lexicon)) + inner.pieces(torch.from_numpy(pieces))
        composed = inner.norm(summed + torch.from_numpy(spellings)).numpy()
        labels = net.unit_labels(torch.relu(net.unit_hidden(torch.from_numpy(pooled)))).numpy()
    np.testing.assert_allclose(composer(weights)(lexicon, pieces, spellings), composed, atol=2e-5)
    np.testing.assert_allclose(labeller(weights, "unit")(pooled), labels, atol=2e-5)


@pytest.mark.parametrize("length", [1, 2, 5, 12, 17, 48, 160])
def test_a_text_is_the_same_to_the_last_bit_whatever_stands_beside_it(
    weights: dict[str, np.ndarray], length: int
) -> None:
    read = reader(weights, _SHAPE.heads, _POOLS)
    texts = _drawn(9, length, _SHAPE.width)
    alone = [read(text[None])[0].tobytes() for text in texts]
    for count in (2, 3, 7, 9):
        together = read(texts[-count:])
        assert [row.tobytes() for row in together] == alone[-count:], f"{count} texts of {length} words"


@pytest.mark.parametrize("count", [2, 5, 13, 64])
def test_rows_are_labelled_and_composed_the_same_in_any_company(weights: dict[str, np.ndarray], count: int) -> None:
    label, compose = labeller(weights, "unit"), composer(weights)
    pooled = _drawn(count, 2 * _SHAPE.width)
    parts = [_drawn(count, size) for size in (_SHAPE.lexicon, _SHAPE.pieces, _SHAPE.width)]
    labelled, composed = label(pooled), compose(*parts)
    for at in range(count):
        assert label(pooled[at : at + 1])[0].tobytes() == labelled[at].tobytes()
        assert compose(*(part[at : at + 1] for part in parts))[0].tobytes() == composed[at].tobytes()
