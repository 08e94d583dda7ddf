"""Another encoder takes the place of the bundled one with one call, on tiny weights."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from nlp.classifier import Passage, load_classifier
from nlp.lexicon import pack
from nlp.training.refit import refit
from nlp.training.settings import tiny
from nlp.training.train import train


class _Lengths:
    """An encoder that knows only how long a text is and how many kana it holds."""

    name = "lengths"
    dimension = 4

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = [[1.0, len(text) / 20, sum("ぁ" <= c <= "ん" for c in text) / 10, "!" in text] for text in texts]
        vectors = np.array(rows, dtype=np.float32).reshape(-1, 4)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    texts = (("配送が遅くて困りました", -1), ("とても丁寧でした", 1), ("営業時間を教えてください", 0))
    rows = []
    for number in range(90):
        text, side = texts[number % 3]
        opinion = {"quote": text, "touchpoint": "staff", "polarity": side, "pain_point": None}
        rows.append(
            {"id": f"r-{number}", "lang": "ja", "text": text, "sentiment": side, "intent": ["other"],
             "opinions": [opinion], "urgency": number % 2, "signals": []}
        )  # fmt: skip
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (folder / "feedback_ja01.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_another_encoder_is_put_in_place(data: Path, tmp_path: Path) -> None:
    lexicon = pack(["配送", "遅い"], np.arange(2), np.eye(2, 300, dtype=np.float32))
    weights = train(data, tmp_path / "weights", tiny(), comments=[], lexicon=lexicon)
    output = refit(data, weights, tmp_path / "refitted", _Lengths(), tiny(), comments=[])
    passages = [Passage("配送が遅い", ("配送が遅い",), "ja")]
    (found,) = load_classifier(output).classify(passages, [_Lengths().encode(p.units) for p in passages])
    assert float(found.sentiment.sum()) == pytest.approx(1, abs=1e-3)
    assert json.loads((output / "classifier.json").read_text(encoding="utf-8"))["encoder"] == "lengths"
    assert load_classifier(output).version != load_classifier(weights).version
    with pytest.raises(FileExistsError, match="wanted a new folder"):
        refit(data, weights, output, _Lengths(), tiny(), comments=[])
