"""One small training run, from a data folder to weights that read, in seconds."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest
from safetensors.numpy import load_file

from nlp.classifier import Passage, UnfitWeightsError, load_classifier
from nlp.encoder import StaticEncoder
from nlp.lexicon import Lexicon, pack
from nlp.training.corpus import comment, expressions
from nlp.training.export import export
from nlp.training.further import begin, earlier
from nlp.training.selection import select
from nlp.training.settings import gently, tiny
from nlp.training.split import calibrates, held_back
from nlp.training.train import train

_TEXTS = (
    ("配送が遅くて困りました", -1, "delivery", "waiting", 1),
    ("店員さんの説明がとても丁寧でした", 1, "staff", None, 0),
    ("アプリが何度も落ちます", -1, "app", "defect", 1),
    ("営業時間を教えてください", 0, None, None, 1),
    ("味は良いが値段が高い", "mixed", "product", "price", 0),
    ("電池から煙が出ました。すぐ連絡をください", -2, "product", "safety", 3),
)


def _row(number: int) -> dict[str, object]:
    text, sentiment, touchpoint, pain, urgency = _TEXTS[number % len(_TEXTS)]
    polarity = 1 if sentiment == 1 else -1
    opinion = {"quote": text, "touchpoint": touchpoint, "polarity": polarity, "pain_point": pain}
    return {
        "id": f"t-{number}", "lang": "ja", "channel": "survey", "industry": "小売", "text": text,
        "sentiment": sentiment, "intent": ["question"] if sentiment == 0 else ["complaint"],
        "opinions": [opinion] if touchpoint else [], "urgency": urgency,
        "signals": ["safety"] if pain == "safety" else [], "score": None,
    }  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    lines = [json.dumps(_row(number), ensure_ascii=False) for number in range(120)]
    (folder / "feedback_ja01.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    words = ["配送", "遅い", "店員", "丁寧", "アプリ", "落ちる", "高い", "煙"]
    vectors = np.random.default_rng(0).normal(size=(len(words), 300)).astype(np.float32)
    return pack(words, np.arange(len(words)), vectors)


@pytest.fixture(scope="module")
def trained(data: Path, lexicon: Lexicon, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return train(data, tmp_path_factory.mktemp("trained") / "weights", tiny(), comments=[], lexicon=lexicon)


def _reads(folder: Path) -> list[list[float]]:
    classifier, encoder = load_classifier(folder), StaticEncoder.load(folder / "encoder")
    passages = [Passage(text, (text,), "ja") for text, *_ in _TEXTS]
    found = classifier.classify(passages, [encoder.encode(passage.units) for passage in passages])
    return [prediction.sentiment.tolist() for prediction in found]


def test_one_command_writes_weights_that_read(trained: Path) -> None:
    for chances in _reads(trained):
        assert sum(chances) == pytest.approx(1, abs=1e-3)


def test_weights_hold_no_pickle_and_a_card(trained: Path) -> None:
    kinds = {path.suffix for path in trained.rglob("*") if path.is_file()}
    assert kinds <= {".safetensors", ".json", ".md"}
    card = json.loads((trained / "card.json").read_text(encoding="utf-8"))
    assert card["version"] == load_classifier(trained).version
    assert card["held back"]["feedback"] == sum(held_back(f"t-{number}") for number in range(120))


def test_same_seed_gives_the_same_weights(trained: Path, data: Path, lexicon: Lexicon, tmp_path: Path) -> None:
    # The vocabulary trainer (tokenizers, in Rust) is not repeatable to the last bit; all that follows it is.
    (tmp_path / "start").mkdir()
    copytree(trained / "encoder", tmp_path / "start" / "encoder")
    again = train(data, tmp_path / "weights", tiny(), start=tmp_path / "start", comments=[], lexicon=lexicon)
    assert load_classifier(again).version == load_classifier(trained).version


def test_weights_are_never_overwritten(trained: Path, data: Path, lexicon: Lexicon) -> None:
    with pytest.raises(FileExistsError, match="already holds weights"):
        train(data, trained, tiny(), comments=[], lexicon=lexicon)


def test_weights_of_other_labels_are_refused(trained: Path, tmp_path: Path) -> None:
    stored = json.loads((trained / "classifier.json").read_text(encoding="utf-8"))
    stored["tasks"]["urgency"] = ["low", "high"]
    (tmp_path / "classifier.json").write_text(json.dumps(stored), encoding="utf-8")
    with pytest.raises(UnfitWeightsError, match="train the weights again"):
        load_classifier(tmp_path)


def test_no_comment_is_both_held_back_and_calibrating() -> None:
    identifiers = [f"ja01-{number:04d}" for number in range(5_000)]
    assert not any(held_back(one) and calibrates(one) for one in identifiers)
    assert 0.17 < sum(map(held_back, identifiers)) / 5_000 < 0.23


def test_labels_without_opinions_stay_unknown() -> None:
    example = comment({"id": "x", "lang": "ja", "text": "遅い", "sentiment": -1, "opinions": None})
    assert example.points is None
    assert example.urgency is None


def test_expressions_teach_words_and_measure_nothing(tmp_path: Path) -> None:
    file = tmp_path / "words.tsv"
    file.write_text("".join(f"fr\t{tone}\tmot {n}\n" for n, tone in enumerate(("-1", "mixed") * 40)), encoding="utf-8")
    found = list(expressions(file))
    assert [found[0].text, found[0].language, found[0].sentiment] == ["mot 0", "fr", (1,)]
    assert found[1].sentiment == (5,)
    chosen = select(tmp_path, found, {}, 0)
    assert len(chosen.train) == 80
    assert chosen.calibration == []


def test_a_round_goes_on_from_finished_weights(trained: Path, data: Path, lexicon: Lexicon, tmp_path: Path) -> None:
    begin(trained, tmp_path / "start")
    settings = gently(tiny(), words=1_000)
    again = train(data, tmp_path / "weights", settings, start=tmp_path / "start", comments=[], lexicon=lexicon)
    assert load_classifier(again).version != load_classifier(trained).version
    with pytest.raises(FileExistsError, match="wanted an empty or new folder"):
        begin(trained, tmp_path / "start")


def test_the_network_gone_on_from_counts_in_the_mean(trained: Path, tmp_path: Path) -> None:
    begin(trained, tmp_path / "start")
    (before,) = earlier(tmp_path / "start", tiny().shape)
    export(before, tmp_path / "network.safetensors")
    kept, made = (load_file(folder / "network.safetensors") for folder in (trained, tmp_path))
    assert kept.keys() == made.keys()
    for name in kept:
        np.testing.assert_allclose(made[name], kept[name], rtol=1e-2)
