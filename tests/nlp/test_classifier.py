"""The bundled classifier: probabilities that hold together, and the same bytes whatever else is in the batch."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from nlp.classifier import Passage, PassagePrediction, UnfitWeightsError, fingerprint, load_classifier
from nlp.encoder import WEIGHTS, bundled_encoder
from nlp.preparation import prepare
from nlp.tasks import INTENTS, PAIN_POINTS, SENTIMENTS, SIGNALS, TOUCHPOINTS
from nlp.values import Text

_TEXTS = (
    "電話が全然つながらなくて困っています。店員さんは親切でした。",
    "最高",
    "The app crashes every time I open it, fix it!",
    "배송이 너무 느려요",
    "ส่งช้ามาก ไม่ประทับใจ",
    "電池から煙が出ました。至急連絡をください。",
    "🙃",
)


def _passage(text: str, question: str | None = None) -> Passage:
    ready = prepare(Text(text, None, question))
    return Passage(ready.text, ready.units, ready.language.code, ready.question)


def _read(*texts: str, question: str | None = None) -> list[PassagePrediction]:
    passages = [_passage(text, question) for text in texts]
    return load_classifier().classify(passages, [bundled_encoder().encode(passage.units) for passage in passages])


def _bytes(prediction: PassagePrediction) -> bytes:
    whole = (prediction.sentiment, prediction.intents, prediction.urgency, prediction.signals)
    units = [part for unit in prediction.units for part in (unit.sentiment, unit.polarity, unit.touchpoint)]
    return b"".join(part.tobytes() for part in (*whole, *units))


def test_same_text_gives_the_same_bytes_in_any_batch() -> None:
    alone = [_bytes(_read(text)[0]) for text in _TEXTS]
    together = [_bytes(prediction) for prediction in _read(*_TEXTS, *reversed(_TEXTS))]
    assert together == [*alone, *reversed(alone)]


def test_probabilities_hold_together() -> None:
    for prediction in _read(*_TEXTS):
        assert prediction.sentiment.shape == (len(SENTIMENTS),)
        assert prediction.intents.shape == (len(INTENTS),)
        assert prediction.signals.shape == (len(SIGNALS),)
        for unit in prediction.units:
            assert unit.touchpoint.shape == (len(TOUCHPOINTS) + 1,)
            assert unit.pain_point.shape == (len(PAIN_POINTS) + 1,)
            assert 0 <= unit.opinion <= 1
        for shares in (prediction.sentiment, prediction.urgency, prediction.units[0].polarity):
            assert float(shares.sum()) == pytest.approx(1, abs=1e-3)
            assert (shares >= 0).all()


def test_smoke_is_urgent_and_praise_is_not() -> None:
    smoke, praise = _read("電池から煙が出ました。至急連絡をください。", "とても美味しくて大満足でした")
    assert smoke.urgency[2:].sum() > 0.5
    assert smoke.signals[SIGNALS.index("safety")] > praise.signals[SIGNALS.index("safety")]
    assert praise.urgency[2:].sum() < 0.1


def test_negation_turns_the_reading() -> None:
    works, fails = _read("問題なく使えました", "問題だらけで使えませんでした")
    assert works.sentiment[3:5].sum() > 0.5
    assert fails.sentiment[:2].sum() > 0.5


def test_an_answer_is_read_with_its_question() -> None:
    improve = _read("特になし", question="改善してほしい点を教えてください")[0]
    assert improve.sentiment[:2].sum() < 0.5


def test_no_passages_give_no_predictions() -> None:
    assert load_classifier().classify([], []) == []


def test_very_long_texts_are_read() -> None:
    (found,) = _read("配送が遅くて困りました。" * 1_500)
    assert found.sentiment[:2].sum() > 0.5


def test_thresholds_know_every_language() -> None:
    thresholds = load_classifier().thresholds
    assert len(thresholds.intents) == len(INTENTS)
    assert len(thresholds.signals) == len(SIGNALS)
    assert thresholds.abstain_below("xx") == thresholds.abstain["*"]


def test_version_changes_with_the_weights_and_not_with_the_card(tmp_path: Path) -> None:
    for name in ("classifier.json", "card.json"):
        shutil.copy(WEIGHTS / name, tmp_path / name)
    before = fingerprint(tmp_path)
    (tmp_path / "card.json").write_text("{}", encoding="utf-8")
    assert fingerprint(tmp_path) == before
    (tmp_path / "classifier.json").write_text("{}", encoding="utf-8")
    assert fingerprint(tmp_path) != before


def test_a_folder_without_weights_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnfitWeightsError, match=r"holds no classifier\.json"):
        load_classifier(tmp_path)


def test_weights_stay_small_and_hold_no_pickle() -> None:
    files = [path for path in WEIGHTS.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} <= {".safetensors", ".json", ".md"}
    assert sum(path.stat().st_size for path in files) <= 41 * 2**20


def test_threads_agree() -> None:
    from concurrent.futures import ThreadPoolExecutor

    classifier, encoder = load_classifier(), bundled_encoder()
    passages = [_passage(text) for text in _TEXTS]
    vectors = [encoder.encode(passage.units) for passage in passages]
    wanted = [_bytes(prediction) for prediction in classifier.classify(passages, vectors)]
    with ThreadPoolExecutor(4) as pool:
        found = pool.map(lambda _: [_bytes(p) for p in classifier.classify(passages, vectors)], range(12))
    assert all(one == wanted for one in found)
    assert np.isfinite(np.frombuffer(wanted[0], dtype=np.float32)).all()
