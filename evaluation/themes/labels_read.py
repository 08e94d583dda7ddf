"""Do labels say the point? A reader sees five verbatims and picks among four labels; the sheet is kept.

Protocol: themes of comments written for this project, drawn with a fixed seed. Each item shows five verbatims and
four labels in seeded order: the theme's own and those of three other themes of the same run, the nearest ones first,
so that chance is one in four and the wrong answers are close. The reader answers before seeing the key. `sheet`
writes the items, `labels_read` scores the answers in the kept sheet.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evaluation.themes.rows import Row
from nlp.themes import Discovery, ThemeUnit

SHEET = Path(__file__).parents[1] / "data" / "theme_label_sheet.jsonl"
_VERBATIMS = 5
_LABELS = 4
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Item:
    """One question of the sheet; `key` and `answer` are positions in `labels`, `answer` None until it is read."""

    locale: str
    verbatims: tuple[str, ...]
    labels: tuple[str, ...]
    key: int
    answer: int | None = None


def sheet(found: Discovery, units: Sequence[ThemeUnit], locale: str, seed: int = 0) -> list[Item]:
    """A question a theme that has enough verbatims; wrong labels come from the nearest other themes."""
    generator = np.random.default_rng(seed)
    text = {unit.id: unit.text for unit in units}
    centroids = np.stack([theme.centroid for theme in found.themes])
    items = []
    for theme in found.themes:
        near = [int(i) for i in np.argsort(-(centroids @ theme.centroid), kind="stable") if i != theme.index]
        wrong = [found.themes[i].label[locale] for i in near[: _LABELS - 1]]
        if len(theme.verbatim_ids) < _VERBATIMS or len(wrong) < _LABELS - 1:
            continue
        order = generator.permutation(_LABELS).tolist()
        labels = [theme.label[locale], *wrong]
        items.append(
            Item(
                locale,
                tuple(text[unit][:_LONGEST] for unit in theme.verbatim_ids[:_VERBATIMS]),
                tuple(labels[place] for place in order),
                order.index(0),
            )
        )
    return items


def labels_read(path: Path = SHEET) -> list[Row]:
    """The share of items answered right, in the sheet that was read."""
    if not path.exists():
        return []
    items = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    answered = [item for item in items if item["answer"] is not None]
    if not answered:
        return []
    right = sum(item["answer"] == item["key"] for item in answered) / len(answered)
    return [
        Row(
            "right label picked from five verbatims",
            0.25,
            right,
            0.80,
            0.95,
            note=f"{len(answered)} themes; stock: chance",
        )
    ]
