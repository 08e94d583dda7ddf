"""One grave sentence among kind ones."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from nlp.analyser import Analyser
from nlp.classifier import Floats, Passage, PassagePrediction
from nlp.drowned import alone, drowned, louder
from nlp.encoder import WEIGHTS
from nlp.tasks import PAIN_POINTS
from nlp.values import Reading, Text
from tests.nlp.stand_ins import LengthEncoder, WordClassifier

SAFETY = 2


def read(text: str, *units: str) -> PassagePrediction:
    return WordClassifier().classify([Passage(text, units or (text,), "ja")], [np.zeros((1, 2), np.float32)])[0]


def test_a_complaint_beside_praise_is_read_alone_and_one_among_complaints_or_facts_is_not() -> None:
    assert drowned(read("良い。煙", "良い。", "煙"), 0.9) == [1]
    assert drowned(read("遅い。煙", "遅い。", "煙"), 0.9) == []
    assert drowned(read("普通。煙", "普通。", "煙"), 0.9) == []
    assert drowned(read("良い。美味", "良い。", "美味"), 0.9) == []


def test_a_complaint_that_is_hardly_ever_urgent_is_not_read_again() -> None:
    found = read("良い。煙", "良い。", "煙")
    kind, grave = found.units
    dear = np.zeros(len(grave.pain_point), np.float32)
    dear[PAIN_POINTS.index("price")] = 1
    assert drowned(replace(found, units=(kind, replace(grave, pain_point=dear))), 0.9) == []


def test_what_is_urgent_already_is_not_read_again() -> None:
    assert drowned(read("良い。煙", "良い。", "煙"), 0.5) == []


def test_it_is_read_without_its_conjunction_and_without_the_question() -> None:
    passage = Passage("良い。しかし、煙が出た。", ("良い。", "しかし、煙が出た。"), "ja", "いかがでしたか")
    assert alone(passage, 1) == Passage("煙が出た", ("煙が出た",), "ja")


def test_only_what_a_part_is_sure_of_counts_for_the_whole() -> None:
    whole, part = read("良い"), read("煙")
    unsure = replace(part, urgency=np.array([0.2, 0.2, 0.3, 0.3], np.float32), signals=part.signals * np.float32(0.8))
    assert louder(whole, unsure).urgency is whole.urgency
    assert louder(whole, unsure).signals[SAFETY] == whole.signals[SAFETY]
    sure = replace(part, urgency=np.array([0.1, 0.1, 0.2, 0.6], np.float32))
    assert louder(whole, sure).urgency is sure.urgency
    assert louder(whole, sure).signals[SAFETY] == part.signals[SAFETY]
    assert louder(whole, sure).sentiment is whole.sentiment


def test_without_anything_drowned_the_classifier_is_asked_once() -> None:
    asked: list[int] = []

    class Counting(WordClassifier):
        def classify(self, passages: Sequence[Passage], vectors: Sequence[Floats]) -> list[PassagePrediction]:
            asked.append(len(passages))
            return super().classify(passages, vectors)

    analyser = Analyser(LengthEncoder(), Counting())
    analyser.analyse([Text("良いです。美味しいです。"), Text("遅いです。")])
    assert asked == [2]


@pytest.mark.skipif(not (WEIGHTS / "classifier.json").exists(), reason="the weights are not there yet")
@pytest.mark.parametrize("between", ["", "お部屋もとても清潔で、朝食も種類が多くて大満足でした。" * 14])
def test_an_ambulance_between_praise_is_urgent_however_much_praise_there_is(between: str) -> None:
    grave = "しかし翌朝、息子がアレルギー症状を起こし救急車で病院に運ばれました。"
    text = f"スタッフの皆さんはとても親切でした。お料理も素晴らしかったです。{between}{grave}"
    (found,) = Analyser.bundled().analyse([Text(text)])
    assert isinstance(found, Reading)
    assert found.urgency >= 2
    assert "safety" in found.signals
