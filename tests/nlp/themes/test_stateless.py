"""Texts in, a theme for each out; verbatims, keywords and folding on the way."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from nlp.themes import ThemeUnit
from nlp.themes.folding import folded, respondents
from nlp.themes.phrases import Wording
from nlp.themes.stateless import NamedText, theme_texts, unit_of
from nlp.themes.verbatims import choose
from nlp.values import (
    LanguageGuess,
    Opinion,
    Polarity,
    Reading,
    Sentiment,
    SentimentReading,
    Text,
    UnitReading,
    Unreadable,
)

GROUPS = {"配送": ("delivery", "waiting", -1.0), "店員": ("staff", None, 0.9), "値段": ("product", "price", -0.8)}


class MadeReader:
    """Reads only the group word of a text; a text without one is unreadable."""

    def analyse(self, texts: Sequence[Text]) -> list[Reading | Unreadable]:
        return [self._read(text.text) for text in texts]

    def _read(self, text: str) -> Reading | Unreadable:
        group = next((word for word in GROUPS if word in text), None)
        if group is None:
            return Unreadable("no word known", "v")
        touchpoint, pain, score = GROUPS[group]
        noise = np.random.default_rng(int.from_bytes(text.encode()[-4:], "big")).normal(size=16) * 0.1
        vector = (np.eye(16)[list(GROUPS).index(group)] + noise).astype(np.float32)
        side = Polarity(int(np.sign(score)))
        label = Sentiment.NEGATIVE if score < 0 else Sentiment.POSITIVE
        return Reading(
            language=LanguageGuess("ja", 1.0, "script"),
            sentiment=SentimentReading(label, score, 0.9),
            intents=(), urgency=0, urgency_confidence=1.0, signals=(), evidence=(), flags=(),
            opinions=(Opinion(text, 0, len(text), touchpoint, "use", side, pain, 0.9),),
            units=(UnitReading(0, len(text), text, label, score, side, touchpoint, pain, 0.9, vector),),
            abstain=False, version="v",
        )  # fmt: skip


@pytest.fixture(scope="session")
def texts() -> list[NamedText]:
    return [NamedText(f"{word}{i}", f"{word}について {i}") for word in GROUPS for i in range(30)]


def test_one_answer_a_text_in_order_and_the_unreadable_in_place(texts: list[NamedText]) -> None:
    lines = [*texts[:45], NamedText("odd", "???"), *texts[45:]]
    answers, found = theme_texts(lines, MadeReader(), seed=3)
    assert [answer.id for answer in answers] == [line.id for line in lines]
    assert (answers[45].theme, answers[45].error) == (None, "no word known")
    homes = {answer.id[:2]: answer.theme for answer in answers if answer.theme}
    assert len(set(homes.values())) == 3
    late = next(answer for answer in answers if answer.id.startswith("配送") and answer.theme)
    assert late.label == {"ja": "配送が遅い・届かない", "en": "Delivery: late or not arriving"}
    assert found is not None
    backwards, _ = theme_texts(lines[::-1], MadeReader(), seed=3)
    assert backwards[::-1] == answers


def test_repeated_ids_and_nothing_readable_are_no_trouble() -> None:
    same = [NamedText("a", "配送が遅い")] * 3
    answers, found = theme_texts(same, MadeReader())
    assert len(answers) == 3
    assert found is not None
    nothing, none_found = theme_texts([NamedText("a", "???")], MadeReader())
    assert none_found is None
    assert nothing[0].error == "no word known"
    assert theme_texts([], MadeReader()) == ([], None)


def test_a_faint_mood_takes_no_side() -> None:
    reading = MadeReader().analyse([Text("店員さん")])[0]
    assert isinstance(reading, Reading)
    assert unit_of("k", "店員さん", reading).polarity == 1
    assert unit_of("k", "店員さん", reading).touchpoint == "staff"


def unit(name: str, text: str, polarity: int = 0, respondent: str | None = None) -> ThemeUnit:
    return ThemeUnit(name, text, "ja", np.ones(2, dtype=np.float32), polarity, respondent=respondent)


def test_copies_fold_but_opposites_do_not() -> None:
    units = [unit("a", "配送が遅い！"), unit("b", "配送が遅い"), unit("c", "配送が遅い", 1), unit("d", "別の話")]
    stands_for, weights = folded(units)
    assert stands_for.tolist() == [0, 0, 2, 3]
    assert weights.tolist() == [2, 0, 1, 1]


def test_people_are_counted_not_rows() -> None:
    assert respondents([unit("a", "x", respondent="p"), unit("b", "y", respondent="p"), unit("c", "z")]) == 2


def test_verbatims_are_central_and_different() -> None:
    rows = np.array([[1, 0], [1, 0.01], [0.9, 0.43], [0, 1]], dtype=np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    units = [unit(name, f"十分に読める長さの文 {name}") for name in "abcd"]
    chosen = choose(units, rows, np.array([1, 0], dtype=np.float32), 2)
    assert chosen[0] in ("a", "b")
    assert chosen[1] == "c"
    assert len(choose(units, rows, np.array([1, 0], dtype=np.float32), 9)) == 4


def test_labels_say_what_a_company_calls_it(texts: list[NamedText]) -> None:
    named = Wording({"delivery": {"ja": "配達便", "en": "Parcel run"}}, {"price": {"ja": "お値段", "en": "Our prices"}})
    answers, found = theme_texts(texts, MadeReader(), seed=3, wording=named)
    labels = {answer.id[:2]: dict(answer.label) for answer in answers if answer.label}
    assert labels["配送"] == {"ja": "配達便が遅い・待たされる", "en": "Parcel run: slow, long waits"}
    assert labels["値段"] == {"ja": "商品・サービス：お値段", "en": "Product: Our prices"}
    assert found is not None
    assert {"ja": "配達便", "en": "Parcel run"} in [group.label for group in found.groups]
