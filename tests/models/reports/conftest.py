"""Twelve weeks of a small shop, known in full beside the database, so that reports can be counted by hand."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from models.database import Sessions, writing
from models.insights.repeats import Repeats, Tally, repeats
from models.insights.scores import net_scores
from models.intake import NewScore, accept
from models.queue import ReadComment, claim, finish
from models.tables import Theme
from models.themes.arrays import pack
from models.workspaces import NewTouchpoint, put_touchpoints

TONES = ("very_negative", "negative", "neutral", "positive", "very_positive", "mixed")
TOUCHPOINTS = ("delivery", "staff", "app")


@dataclass
class Said:
    """One comment as the test knows it; `units` are (theme id or None, touchpoint or None, polarity)."""

    id: int
    person: str
    day: date
    week: date
    source: str
    language: str
    tone: str | None
    tier: str
    hint: str | None
    nps: int | None
    csat: float | None
    units: list[tuple[int | None, str | None, int]] = field(default_factory=list)

    @property
    def touchpoints(self) -> set[str]:
        return {t or self.hint for _, t, _ in self.units} - {None} | ({self.hint} - {None})  # type: ignore[return-value]


@dataclass
class Shop:
    workspace_id: int
    themes: list[int]
    said: list[Said]

    def nps_repeats(self, said: list[Said]) -> Repeats:
        """What the NPS answers of these comments are worth, by who gave them."""
        given = [s for s in said if s.nps is not None]
        names = sorted({s.person for s in given})
        who = np.array([names.index(s.person) for s in given])
        parts = net_scores([s.nps for s in given])
        return repeats(Tally.of(np.bincount(who), np.bincount(who, weights=parts)), float(parts @ parts))


@pytest.fixture
def shop(store: Sessions, workspace_id: int, made: Any) -> Shop:
    chance = random.Random(11)
    with writing(store) as session:
        put_touchpoints(
            session,
            workspace_id,
            [
                NewTouchpoint("staff", "purchase", "接客", "Staff"),
                NewTouchpoint("delivery", "purchase", "配送", "Delivery"),
                NewTouchpoint("app", "use", "アプリ", "App"),
            ],
        )
        themes = []
        for n in range(4):
            theme = Theme(
                workspace_id=workspace_id,
                code=f"T-{n + 1:04d}",
                label={"ja": f"主題{n}", "en": f"theme {n}"},
                state="active",
                anchor=pack(np.eye(4, dtype=np.float32)[n]),
                centroid=pack(np.eye(4, dtype=np.float32)[n]),
                threshold=0.5,
            )
            session.add(theme)
            session.flush()
            themes.append(theme.id)
        said = _comments(session, workspace_id, made, chance, themes)
    return Shop(workspace_id, themes, said)


def _comments(session: Any, workspace_id: int, made: Any, chance: random.Random, themes: list[int]) -> list[Said]:
    new, plans = [], []
    for n in range(240):
        at = made.start + timedelta(days=n // 3, hours=n % 7)
        local = (at + timedelta(hours=9)).date()
        plan = Said(
            id=0,
            person=f"p{chance.randrange(90)}" if chance.random() < 0.7 else f"anonymous {n}",
            day=local,
            week=local - timedelta(days=local.weekday()),
            source=chance.choice(["survey", "desk"]),
            language=chance.choice(["ja", "ja", "en"]),
            tone=chance.choice(TONES) if n % 20 else None,
            tier=chance.choice(["gold", "plain"]),
            hint=chance.choice([None, None, "delivery"]),
            nps=chance.choice([None, *range(11)]),
            csat=chance.choice([None, None, 1, 3, 5]),
        )
        scores = [NewScore(k, v) for k, v in (("nps", plan.nps), ("csat", plan.csat)) if v is not None]
        new.append(
            made.comment(
                f"c-{n}",
                f"これは{n}番目の声です。",
                source=plan.source,
                received_at=at,
                author=None if plan.person.startswith("anonymous") else plan.person,
                segment={"tier": plan.tier},
                touchpoint_hint=plan.hint,
                scores=tuple(scores),
            )
        )
        plans.append(plan)
    for plan, comment_id in zip(plans, accept(session, workspace_id, new).new_ids, strict=True):
        plan.id = comment_id
    leased = claim(session, limit=1000, lease_seconds=60)
    finish(session, leased.token, [_read(plan, made, chance, themes) for plan in plans if plan.tone])
    return plans


def _read(plan: Said, made: Any, chance: random.Random, themes: list[int]) -> ReadComment:
    units = []
    # The last theme is not heard before the ninth week.
    known = themes if (plan.day - date(2026, 4, 6)).days >= 56 else themes[:3]
    for position in range(chance.randrange(1, 4)):
        theme = chance.choice([None, *known])
        touchpoint, polarity = chance.choice([None, *TOUCHPOINTS]), chance.choice([-1, 0, 1])
        plan.units.append((theme, touchpoint, polarity))
        units.append(made.unit(position, theme_id=theme, similarity=0.5, touchpoint=touchpoint, polarity=polarity))
    reading = made.reading(language=plan.language, sentiment=plan.tone, urgency=chance.randrange(4))
    return ReadComment(plan.id, reading, (), tuple(units))
