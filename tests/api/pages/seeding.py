"""Fills a store through the models' own functions; readings are made by looking for words: quick, always equal."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

import workers
from models.database import Sessions, writing
from models.intake import NewComment, NewScore, accept
from models.queue import ReadComment, ReadingRow, claim, finish
from models.readings import OpinionRow, UnitRow
from models.themes import NewEvent, NewTheme, NewThemeRun, save_discovery, units_after

SAMPLE = Path(workers.__file__).parent / "connectors" / "sample_data" / "comments.jsonl.gz"
# word → theme's place, touchpoint, pain point, polarity
WORDS = {
    "届": (0, "delivery", "waiting", -1),
    "配送": (0, "delivery", "waiting", -1),
    "親切": (1, "staff", None, 1),
    "丁寧": (1, "staff", None, 1),
    "値": (2, "product", "price", -1),
    "高い": (2, "product", "price", -1),
    "ログイン": (3, "account", "defect", -1),
    "レジ": (4, "store", "waiting", -1),
}
LABELS = (
    {"ja": "配送が遅い・届かない", "en": "Late or missing delivery"},
    {"ja": "店員さんが親切・丁寧", "en": "Kind and helpful staff"},
    {"ja": "値段が高い", "en": "Prices are high"},
    {"ja": "アプリにログインできない", "en": "Cannot sign in to the app"},
    {"ja": "レジの待ち時間が長い", "en": "Long queues at the till"},
)
STAGES = {"delivery": "purchase", "staff": "purchase", "product": "use", "account": "use", "store": "purchase"}
AXES = np.eye(8, dtype=np.float32)


@dataclass(frozen=True)
class Seeded:
    """What a test may open."""

    comments: tuple[int, ...]
    themes: tuple[int, ...]


def sample(step: int = 1, most: int = 10_000) -> list[NewComment]:
    with gzip.open(SAMPLE, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [_comment(row) for row in rows[::step]][:most]


def fill(store: Sessions, workspace_id: int) -> Seeded:
    return store_and_read(store, workspace_id, sample(4))


def fill_small(store: Sessions, workspace_id: int) -> Seeded:
    return store_and_read(store, workspace_id, sample(12, 60))


def store_and_read(
    store: Sessions,
    workspace_id: int,
    comments: Sequence[NewComment],
    labels: Sequence[dict[str, str]] = LABELS,
) -> Seeded:
    with writing(store) as session:
        ids = accept(session, workspace_id, comments).new_ids
    for _ in range(100):
        with writing(store) as session:
            leased = claim(session, limit=500, lease_seconds=60)
            if not leased.comments:
                break
            finish(session, leased.token, [read(one.id, one.text) for one in leased.comments])
    return Seeded(tuple(ids), discover(store, workspace_id, labels))


def read(comment_id: int, text: str) -> ReadComment:
    """One unit and, where a word is known, one opinion about the whole of the text."""
    place, touchpoint, pain_point, polarity = next((WORDS[w] for w in WORDS if w in text), (None, None, None, 0))
    tone = {-1: "negative", 0: "neutral", 1: "positive"}[polarity]
    urgent = 3 if "煙" in text or "今日中" in text else 2 if touchpoint == "account" else 1
    reading = ReadingRow(
        language="ja", language_confidence=0.99, sentiment=tone, score=0.7 * polarity, confidence=0.88,
        intents=("complaint",) if polarity < 0 else ("praise",) if polarity > 0 else ("other",), urgency=urgent,
        urgency_confidence=0.8, signals=("churn",) if "やめ" in text else (), abstain=False, version="by-words-1",
    )  # fmt: skip
    end = len(text)
    opinions = (
        [OpinionRow(text, 0, end, touchpoint, STAGES[touchpoint], polarity, pain_point, 0.9)] if touchpoint else []
    )
    vector = AXES[place if place is not None else 7]
    unit = UnitRow(0, 0, end, "ja", tone, 0.7 * polarity, polarity, touchpoint, pain_point, 0.9, vector)
    return ReadComment(comment_id, reading, opinions, [unit])


def discover(store: Sessions, workspace_id: int, labels: Sequence[dict[str, str]]) -> tuple[int, ...]:
    with writing(store) as session:
        table = units_after(session, workspace_id, 0)
        places = table.vectors.argmax(axis=1).astype(np.int64)
        places[places >= len(labels)] = -1
        themes = [
            NewTheme(
                label=label,
                keywords={"ja": ("配送", "届く", "遅い"), "en": ("delivery", "late")},
                centroid=AXES[n],
                threshold=0.5,
                touchpoint=("delivery", "staff", "product", "account", "store")[n % 5],
                group_key="g",
                group_label={"ja": "店頭と配送", "en": "Shop and delivery"},
                pairs=[{"subject": "配送", "predicate": "遅い", "count": 3}],
            )
            for n, label in enumerate(labels)
        ]
        run = NewThemeRun(
            seed=0, parameters={}, versions={}, counts={}, unassigned_share=float((places < 0).mean()),
            language_means={"": AXES[7]}, seconds=0.1, encoder="axes", themes=themes,
            events=[NewEvent("born", theme=n, after={"label": label}) for n, label in enumerate(labels)],
            unit_ids=table.ids, unit_themes=places, similarities=np.full(len(table), 0.8, np.float32),
        )  # fmt: skip
        return save_discovery(session, workspace_id, run).theme_ids


def hostile(payloads: Sequence[str]) -> Iterator[NewComment]:
    """Each payload as a text, a source, a question, a person and a segment, among words that make it a theme's."""
    for number, payload in enumerate(payloads):
        yield NewComment(
            source="<b>source</b>",
            external_id=f"x-{number}",
            text=f"配送が届かない {payload}",
            channel="survey",
            received_at=datetime.fromisoformat(f"2026-10-{number % 28 + 1:02d}T10:00:00+09:00"),
            question=payload,
            author=payload[:200] or None,
            segment={"tier": payload, "<i>name</i>": "x"},
            scores=(NewScore("nps", number % 11),),
        )


def _comment(row: dict[str, object]) -> NewComment:
    scores = row["scores"]
    segment = row["segment"]
    assert isinstance(scores, list)
    assert isinstance(segment, dict)
    return NewComment(
        source="sample",
        external_id=str(row["external_id"]),
        text=str(row["text"]),
        channel=str(row["channel"]),
        received_at=datetime.fromisoformat(str(row["received_at"])),
        question=str(row["question"]) if row["question"] else None,
        author=str(row["author"]) if row["author"] else None,
        touchpoint_hint=str(row["touchpoint_hint"]) if row["touchpoint_hint"] else None,
        segment={str(name): str(value) for name, value in segment.items()},
        scores=tuple(NewScore(score["kind"], score["value"], score["scope"]) for score in scores),
    )
