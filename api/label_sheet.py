"""Labels as a person keeps them in a table: headings and values in Japanese or English, codes or names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.errors import Refused
from nlp.tasks import INTENTS, NONE, PAIN_POINTS, SENTIMENTS, SIGNALS, TOUCHPOINTS
from nlp.taxonomy import Taxonomy
from nlp.training.corpus import Example, Point, sides
from workers.connectors.registry import connector_for
from workers.connectors.values import OpenOptions, RowProblem

HEADINGS = {
    "id": ("id", "番号"),
    "text": ("text", "comment", "本文", "コメント", "声", "内容", "テキスト", "自由記述", "回答"),
    "question": ("question", "質問", "設問"),
    "lang": ("lang", "language", "言語"),
    "sentiment": ("sentiment", "感情", "評価", "極性", "トーン"),
    "intent": ("intent", "intents", "意図", "種別"),
    "urgency": ("urgency", "緊急度"),
    "signals": ("signals", "signal", "シグナル", "兆候"),
    "touchpoint": ("touchpoint", "接点", "タッチポイント"),
    "pain_point": ("pain_point", "pain point", "不満点", "困りごと", "ペインポイント"),
}
_EXACT = {"-2": "very_negative", "-1": "negative", "0": "neutral", "1": "positive", "2": "very_positive"}
_SIDES = {
    "neg": ("negative", "ネガティブ", "否定", "否定的", "不満", "悪い", "×"),
    "neu": ("neutral", "ニュートラル", "中立", "普通", "どちらでもない", "△"),
    "pos": ("positive", "ポジティブ", "肯定", "肯定的", "満足", "良い", "○"),
}
_SEPARATORS = str.maketrans("、;；，/|", ",,,,,,")


@dataclass(frozen=True, slots=True)
class LabelledRows:
    """What a file holds. `problems`: rows that cannot be read; `unlabelled`: how many say nothing to learn."""

    examples: list[Example]
    problems: tuple[RowProblem, ...] = ()
    unlabelled: int = 0


def sheet_rows(path: Path, taxonomy: Taxonomy) -> LabelledRows:
    """The rows of a CSV, TSV or XLSX file; a label that nobody knows refuses the file, a broken row does not."""
    opened = connector_for(path).open(path, OpenOptions())
    places = _places(opened.headings)
    if "text" not in places:
        found = ", ".join(opened.headings)
        words = " / ".join(HEADINGS["text"])
        wanted, called = f"a column of texts, headed {words}", f"{path.name} の見出し"
        raise Refused(f"{path.name} headings", found, wanted, ja=f"本文の列（見出しは {words}）", called=called)
    reader = _Names(taxonomy)
    examples, problems, unlabelled = [], [], 0
    for row in opened.rows:
        if isinstance(row, RowProblem):
            problems.append(row)
        elif example := reader.example(f"{path.name} row {row.number}", row.values, places):
            examples.append(example)
        else:
            unlabelled += 1
    return LabelledRows(examples, tuple(problems), unlabelled)


def object_row(where: str, row: Mapping[str, Any], taxonomy: Taxonomy) -> Example | None:
    """A JSON object with plain values, read as a row of a sheet; None when it has no label. `where` names its line."""
    values = {str(name): "" if value is None else str(value) for name, value in row.items()}
    places = _places(tuple(values))
    if "text" not in places:
        words = " / ".join(HEADINGS["text"])
        raise Refused(
            where, ", ".join(values), f"a text, under {words}", ja=f"本文（項目名は {words}）", called=row_ja(where)
        )
    return _Names(taxonomy).example(where, values, places)


def row_ja(where: str) -> str:
    """A row or a line of a file, as it is called in Japanese."""
    return re.sub(r" (?:row|line) (\d+)$", r" の\1行目", where)


def _called(where: str, name: str) -> str:
    """A cell: the row, and the heading in Japanese."""
    heading = next((word for word in HEADINGS.get(name, ()) if not word.isascii()), name)
    return f"{row_ja(where)}の「{heading}」"


def _places(headings: tuple[str, ...]) -> dict[str, str]:
    """Our name of each heading that we know."""
    known = {word: name for name, words in HEADINGS.items() for word in words}
    return {known[plain]: heading for heading in headings if (plain := heading.strip().lower()) in known}


class _Names:
    """Codes by code, Japanese name and English name, the company's own before ours.

    Touchpoints and pain points that only the company has come after "none".
    """

    def __init__(self, taxonomy: Taxonomy) -> None:
        default = Taxonomy.default()
        self._known = {"touchpoint": (*TOUCHPOINTS, NONE), "pain_point": (*PAIN_POINTS, NONE)}
        self._own = {
            "touchpoint": tuple(code for code in taxonomy.touchpoints if code not in TOUCHPOINTS),
            "pain_point": tuple(code for code in taxonomy.pain_points if code not in PAIN_POINTS),
        }
        touchpoints, pains = (self._known[name] + self._own[name] for name in ("touchpoint", "pain_point"))
        self._codes = {
            "intent": _by_name(INTENTS, taxonomy.intents, default.intents),
            "signals": _by_name(SIGNALS, taxonomy.signals, default.signals),
            "touchpoint": _by_name(touchpoints, taxonomy.touchpoints, default.touchpoints),
            "pain_point": _by_name(pains, taxonomy.pain_points, default.pain_points),
            "urgency": {str(level): level for level in range(4)},
        }

    def example(self, where: str, row: Mapping[str, str], places: Mapping[str, str]) -> Example | None:
        said = {name: row.get(heading, "").strip() for name, heading in places.items()}
        sentiment = _sentiment(where, said.get("sentiment", ""))
        intents, signals, urgency, touchpoint, pain = (
            self._all(where, name, said.get(name, ""))
            for name in ("intent", "signals", "urgency", "touchpoint", "pain_point")
        )
        if not said["text"] or not any((sentiment, intents, signals, urgency, touchpoint, pain)):
            return None
        polarity = _polarity(sentiment)
        ours = self._ours("touchpoint", _one(touchpoint)), self._ours("pain_point", _one(pain))
        point = Point(0, len(said["text"]), ours[0], ours[1], polarity)
        return Example(
            identifier=said.get("id") or where,
            text=said["text"],
            language=said.get("lang") or "ja",
            source="company",
            question=said.get("question") or None,
            sentiment=sentiment,
            intents=intents,
            urgency=_one(urgency),
            signals=signals,
            points=(point,) if touchpoint or pain else None,
            extra=self._extra(touchpoint=_one(touchpoint), pain_point=_one(pain)),
        )

    def _ours(self, name: str, place: int | None) -> int | None:
        """The place as the weights know it; None for a label that only the company has."""
        return place if place is not None and place < len(self._known[name]) else None

    def _extra(self, **places: int | None) -> dict[str, str]:
        """The company's own labels by name."""
        known = {name: len(self._known[name]) for name in places}
        return {
            name: self._own[name][place - known[name]]
            for name, place in places.items()
            if place is not None and place >= known[name]
        }

    def _all(self, where: str, name: str, said: str) -> tuple[int, ...] | None:
        """The places of the codes that a cell names, with commas between them; `None` for an empty cell."""
        known = self._codes[name]
        words = [word for part in said.translate(_SEPARATORS).split(",") if (word := part.strip().lower())]
        for word in words:
            if word not in known:
                raise Refused.among(f"{where}, {name}", word, list(dict.fromkeys(known)), called=_called(where, name))
        return tuple(known[word] for word in words) or None


def _by_name(codes: tuple[str, ...], *sections: Mapping[str, object]) -> dict[str, int]:
    """Place of each code by all its names; where two are called the same, an earlier section decides."""
    found = {code: place for place, code in enumerate(codes)}
    for section in sections:
        for place, code in enumerate(codes):
            for name in ("ja", "en"):
                said = str(getattr(section.get(code), name, code)).lower()
                for part in (said, *said.split("・")):
                    found.setdefault(part, place)
    return found


def _sentiment(where: str, said: str) -> tuple[int, ...] | None:
    """Exact for a number or one of our six codes of a strength; a side for a word that says no more."""
    plain = said.lower().removesuffix(".0").removeprefix("+")
    if not plain:
        return None
    for side, words in _SIDES.items():
        if plain in words:
            return sides(side)
    code = _EXACT.get(plain, plain)
    if code not in SENTIMENTS:
        wanted = ["-2 … 2", "mixed", *(word for words in _SIDES.values() for word in words)]
        raise Refused.among(f"{where}, sentiment", said, wanted, called=_called(where, "sentiment"))
    return (SENTIMENTS.index(code),)


def _polarity(sentiment: tuple[int, ...] | None) -> int | None:
    """Negative 0, neutral 1, positive 2; `None` when unknown or mixed."""
    if not sentiment:
        return None
    return {"very_negative": 0, "negative": 0, "neutral": 1, "positive": 2, "very_positive": 2}.get(
        SENTIMENTS[sentiment[0]]
    )


def _one(places: tuple[int, ...] | None) -> int | None:
    return places[0] if places else None
