"""Scores, alarms, the priority map and the journey on the wire."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import ConfigDict, Field

from api.schemas.reports import ESTIMATE, LABEL, REF, SHARE, VERBATIM, WEEK
from api.schemas.shape import Outgoing
from api.schemas.theme_edits import ByPerson
from models.insights.impact import PlaceImpact
from models.insights.journey import StageScore
from models.insights.mismatch import Mismatch as MismatchKind
from models.insights.story import Fact
from models.reports import Breakdown, RunView, ThemeAlarm, ThemeDrift, ThemeTone
from models.reports.comment_values import Mismatch
from models.reports.place_values import JourneyStage


class BreakdownsOut(Outgoing):
    """One for each kind and scope that anybody answered."""

    items: list[Breakdown]


class MismatchesOut(Outgoing):
    """The surest readings first, as many as were asked for.

    `counts`: all there are of each kind. `scored`: the comments that came with a score, which are
    those that are looked at.
    """

    items: list[Mismatch]
    counts: dict[MismatchKind, int]
    scored: int


class StoryOut(Outgoing):
    """What the report says without being asked. `sentence` by language, as the page says it."""

    items: list[Told]


class Told(Outgoing):
    """A finding with its figures, and the sentence made of them."""

    fact: Fact
    sentence: dict[str, str]


class AlertsOut(Outgoing):
    """`alarms` of single weeks (tier alert, watch or new), `drifts` that no week gives away, `tones` that changed."""

    alarms: list[ThemeAlarm]
    drifts: list[ThemeDrift]
    tones: list[ThemeTone]


class JourneyOut(Outgoing):
    """`scores` and `overall` in 0..100, by the `weights` in use. `impacts`: touchpoints by scores, judged together."""

    stages: list[JourneyStage]
    scores: list[StageScore]
    overall: StageScore | None
    impacts: list[PlaceImpact]
    weights: dict[str, float]


class WeightsIn(ByPerson):
    """Weights of some stages, 0..10; the others stay. An empty object goes back to the usual ones."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"weights": {"support": 2.5}, "person": "佐藤"}]})

    weights: Annotated[dict[str, Annotated[float, Field(ge=0, le=10)]], Field(max_length=50)]


class WeightsOut(Outgoing):
    """All weights in use."""

    weights: dict[str, float]


class RunsOut(Outgoing):
    """The newest first."""

    items: list[RunView]


WEIGHTS = {"awareness": 0.5, "interest": 0.75, "consideration": 1, "purchase": 1.5, "use": 2, "support": 1.5}
INTERVAL = {"value": -7.1, "low": -11.9, "high": -3.2}
TIE: dict[str, Any] = {
    "mentions": 42,
    "n": 161,
    "leave_out": INTERVAL,
    "adjusted": {"value": -38.0, "low": -61.0, "high": -15.0},
    "p": 0.002,
    "q": 0.03,
    "verdict": "lowers",
}
PLACE_IMPACT = TIE | {"touchpoint": "delivery", "kind": "nps", "scope": "relational"}
BREAKDOWN: dict[str, Any] = {
    "by": "touchpoint",
    "kind": "nps",
    "scope": "relational",
    "overall": ESTIMATE,
    "rows": [
        {
            "key": "staff",
            "label": {"ja": "接客", "en": "Staff"},
            "estimate": ESTIMATE,
            "rank": 1,
            "impact": PLACE_IMPACT | {"touchpoint": "staff"},
        }
    ],
}
MISMATCH: dict[str, Any] = {
    "kind": "angry_high",
    "comment_id": 4711,
    "text": "もう二度と使いません。",
    "score_kind": "nps",
    "score": 9.0,
    "score_low": 0.0,
    "score_high": 10.0,
    "sentiment": "very_negative",
    "confidence": 0.91,
    "received_at": "2026-04-01T00:30:00Z",
    "source": "購入後アンケート",
}
MISMATCHES: dict[str, Any] = {"items": [MISMATCH], "counts": {"angry_high": 1, "praise_low": 0}, "scored": 310}
STORY: dict[str, Any] = {
    "fact": {
        "kind": "rising",
        "theme_id": "7",
        "label": LABEL,
        "sureness": "strong",
        "since": "2026-03-02",
        "touchpoint": {"ja": "配送・受け取り", "en": "Delivery"},
        "segment": None,
        "share_before": 0.027,
        "share_now": 0.072,
        "score_kind": "nps",
        "cost": -7.1,
        "cost_low": -11.9,
        "cost_high": -3.2,
        "respondents": 53,
    },
    "sentence": {"ja": "「配送の遅れ」の声が3月2日の週から増えています。", "en": "“Late delivery” has been rising."},
}
GATHERING = {"field": "touchpoint", "value": "delivery", "comments": 30, "share": 0.68, "overall": 0.41}
SURROUNDINGS: dict[str, Any] = {"weekly": [WEEK], "concentrations": [GATHERING], "verbatims": [VERBATIM]}
ALERTS: dict[str, Any] = {
    "alarms": [
        {
            "theme": REF,
            "alarm": {
                "theme_id": "7",
                "week": "2026-03-30",
                "observed": 14,
                "expected": 4.2,
                "low": 1,
                "high": 9,
                "p": 0.0002,
                "q": 0.008,
                "tier": "alert",
            },
            **SURROUNDINGS,
        }
    ],
    "drifts": [
        {
            "theme": REF,
            "drift": {
                "theme_id": "7",
                "direction": 1,
                "since": "2026-02-02",
                "share_before": 0.03,
                "share_now": 0.06,
                "rule": "cusum",
                "q": 0.02,
            },
            **SURROUNDINGS,
        }
    ],
    "tones": [
        {
            "theme": REF,
            "shift": {
                "theme_id": "7",
                "since": "2026-03-09",
                "before": 0.3,
                "n_before": 64,
                "now": 0.71,
                "n_now": 24,
                "low": 0.13,
                "high": 0.5,
                "p": 0.0003,
                "q": 0.01,
            },
            **SURROUNDINGS,
        }
    ],
}
PRIORITY: dict[str, Any] = {
    "kind": "nps",
    "scope": "relational",
    "n": 161,
    "places": [{"theme_id": "7", "volume": 21, "impact": INTERVAL, "quadrant": "fix_first"}],
    "impacts": [TIE | {"mentions": 21, "theme_id": "7"}],
    "drivers": {"r_squared": 0.41, "shares": [1.0], "low": [0.7], "high": [1.0], "orderings": 0, "error": 0.0},
    "themes": {"7": REF},
}
STAGE_SCORE = {"stage": "purchase", "value": 41.0, "low": 36.0, "high": 46.0, "n": 310, "weight": 1.5,
               "basis": "scores"}  # fmt: skip
JOURNEY: dict[str, Any] = {
    "stages": [
        {
            "stage": "purchase",
            "comments": 320,
            "respondents": 310,
            "negative": SHARE,
            "scores": [{"kind": "nps", "scope": "relational", "estimate": ESTIMATE, "previous": None, "change": None}],
            "top_theme": REF,
            "touchpoints": [],
        }
    ],
    "scores": [STAGE_SCORE],
    "overall": STAGE_SCORE | {"stage": "journey", "basis": None},
    "impacts": [PLACE_IMPACT],
    "weights": WEIGHTS,
}
RUN: dict[str, Any] = {
    "id": 5,
    "at": "2026-05-01T18:30:00Z",
    "state": "applied",
    "seed": 0,
    "themes": 38,
    "units": 3054,
    "versions": {"bertopic": "0.17.4"},
}
THEN: dict[str, Any] = {
    "run": RUN,
    "themes": [
        {
            "id": 7,
            "code": "T-0007",
            "label": LABEL,
            "state": "active",
            "units": 60,
            "comments": 58,
            "respondents": 55,
            "negative": 58,
        }
    ],
    "missing": 0,
    "kept": "none",
    "report": None,
}
