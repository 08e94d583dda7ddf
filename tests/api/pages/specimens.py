"""Answers as the reports give them, with plausible values, for tests of what the pages make of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from api.pages.names import Names, names
from api.pages.tongue import tongue
from models.insights.scores import Difference, ScoreEstimate, share, wilson
from models.insights.story import Fact, FactKind, Sureness
from models.readings import OpinionRow
from models.reports.comment_values import (
    CommentPage,
    GivenScore,
    ReadingView,
    TriageItem,
    UnitView,
    Verbatim,
)
from models.reports.filters import Period
from models.reports.place_values import HeatCell, Heatmap, JourneyCell, JourneyStage
from models.reports.theme_values import Concentration, EventView, ThemePage, ThemeRow, ThemeScore, TouchpointCount
from models.reports.values import PolarityCounts, ScoreCard, SentimentCounts, Share, Summary, ThemeRef, WeekPoint
from models.triage import TriageView
from models.workspaces import NewTouchpoint
from nlp.taxonomy import Taxonomy

ZONE = ZoneInfo("Asia/Tokyo")
MONDAY = date(2026, 8, 31)
NOON = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
TEXT = "注文した桃が予定日を3日過ぎても届きません。電話も全然つながらず、本当に困っています。店員さんは親切でした😊"


def words(code: str = "ja") -> Names:
    taxonomy = Taxonomy.default()
    places = [NewTouchpoint(one.code, one.stage, one.ja, one.en) for one in taxonomy.touchpoints.values()]
    return names(tongue(code, ZONE), places, taxonomy)


def share_value(count: int, n: int) -> Share:
    low, high = wilson(count, n)
    return Share(count, n, count / n if n else None, low, high)


def nps(value: float, n: int, half: float = 8) -> ScoreEstimate:
    return ScoreEstimate("nps", value, value - half, value + half, n, n)


def weekly(counts: list[int]) -> tuple[WeekPoint, ...]:
    return tuple(
        WeekPoint(MONDAY + timedelta(weeks=week), count, count, round(count * 0.8), count / 120)
        for week, count in enumerate(counts)
    )


def theme_row(
    number: int = 1, ja: str = "配送が遅い・届かない", en: str = "Late or missing delivery", **changed: object
) -> ThemeRow:
    row = ThemeRow(
        id=number,
        code=f"T-{number:04d}",
        label={"ja": ja, "en": en},
        state="active",
        group_key="delivery",
        group_label={"ja": "配送・受け取り", "en": "Delivery"},
        parent_id=None,
        pinned=False,
        first_week=MONDAY,
        new=False,
        comments=128,
        respondents=121,
        multiplier=1.06,
        share=share_value(121, 1402),
        previous_share=None,
        polarity=PolarityCounts(101, 9, 6, 5),
        touchpoints=(TouchpointCount("delivery", 110), TouchpointCount("contact_center", 20)),
        scores=(
            ThemeScore(
                "nps", "relational", nps(-42, 63), nps(11, 540, 6), Difference(-53, -68, -38, (63, 540), (63, 540))
            ),
        ),
        weekly=weekly([3, 3, 3, 4, 3, 3, 12, 14, 17, 18, 20, 22]),
    )
    return replace(row, **changed)  # type: ignore[arg-type]


def rows() -> tuple[ThemeRow, ...]:
    small = ThemeScore("nps", "relational", nps(31, 14, 25), nps(9, 590, 6), None)
    good = ThemeScore("nps", "relational", nps(48, 88), nps(2, 515, 6), None)
    return (
        theme_row(),
        theme_row(
            2,
            "店員さんが親切・丁寧",
            "Kind and helpful staff",
            respondents=114,
            comments=114,
            multiplier=1.0,
            share=share_value(114, 1402),
            polarity=PolarityCounts(4, 8, 98, 4),
            scores=(good,),
            touchpoints=(TouchpointCount("staff", 100), TouchpointCount("store", 30)),
            weekly=weekly([9, 10, 9, 8, 11, 10, 9, 10, 9, 10, 10, 9]),
        ),
        theme_row(
            3,
            "値段が高くなった",
            "Prices have gone up",
            respondents=88,
            comments=88,
            multiplier=1.0,
            share=share_value(88, 1402),
            polarity=PolarityCounts(70, 12, 2, 4),
            touchpoints=(TouchpointCount("product", 60),),
            weekly=weekly([3, 4, 4, 5, 6, 7, 7, 8, 9, 11, 12, 12]),
        ),
        theme_row(
            4,
            "アプリにログインできない",
            "Cannot sign in to the app",
            respondents=41,
            comments=58,
            multiplier=1.4,
            new=True,
            first_week=MONDAY + timedelta(weeks=9),
            share=share_value(41, 1402),
            polarity=PolarityCounts(39, 2, 0, 0),
            scores=(small,),
            touchpoints=(TouchpointCount("account", 30), TouchpointCount("app", 28)),
            weekly=weekly([0, 0, 0, 0, 0, 0, 0, 0, 0, 24, 12, 5]),
        ),
        theme_row(
            5,
            "レジの待ち時間が長い",
            "Long queues at the till",
            respondents=33,
            comments=33,
            multiplier=1.0,
            share=share_value(33, 1402),
            polarity=PolarityCounts(25, 5, 1, 2),
            scores=(),
            touchpoints=(TouchpointCount("store", 30),),
            weekly=weekly([3, 2, 4, 3, 2, 3, 2, 3, 4, 2, 3, 2]),
        ),
    )


def summary() -> Summary:
    cards = (
        ScoreCard(
            "nps",
            "relational",
            nps(6.4, 603, 6.2),
            nps(12.0, 590, 6.3),
            Difference(-5.6, -14.4, 3.2, (603, 590), (603, 590)),
        ),
        ScoreCard(
            "csat",
            "transactional",
            share("csat", 402, 640),
            share("csat", 470, 655),
            Difference(-8.9, -14.0, -3.8, (640, 655), (640, 655)),
        ),
        ScoreCard("ces", "transactional", ScoreEstimate("ces", 4.31, 3.92, 4.70, 71, 71), None, None),
    )
    return Summary(
        period=Period(MONDAY, MONDAY + timedelta(days=83)),
        first_day=MONDAY,
        last_day=MONDAY + timedelta(days=83),
        comments=1500,
        respondents=1402,
        previous_comments=1410,
        previous_respondents=1310,
        sentiment=SentimentCounts(210, 420, 300, 350, 150, 60, 10),
        negative=share_value(630, 1490),
        previous_negative=share_value(510, 1400),
        mixed=share_value(84, 1490),
        scores=cards,
        unassigned=share_value(512, 2480),
        abstained=44,
        weekly=weekly([110, 118, 121, 119, 125, 122, 130, 126, 133, 128, 131, 137]),
    )


def heatmap() -> Heatmap:
    taxonomy = Taxonomy.default()
    counts = {
        "delivery": (188, 150),
        "staff": (160, 22),
        "store": (142, 60),
        "app": (77, 66),
        "product": (301, 96),
        "account": (52, 47),
        "contact_center": (90, 61),
        "payment": (31, 14),
        "returns": (22, 18),
        "website": (40, 19),
        "advertising": (12, 3),
        "loyalty_program": (36, 9),
    }
    cells = tuple(
        HeatCell(
            one.stage,
            one.code,
            {"ja": one.ja, "en": one.en},
            *counts.get(one.code, (0, 0))[:1] * 2,
            share_value(counts.get(one.code, (0, 0))[1], counts.get(one.code, (0, 0))[0]),
        )
        for one in taxonomy.touchpoints.values()
    )
    return Heatmap(tuple(taxonomy.stages), cells, 301)


def verbatim(number: int = 1, text: str = TEXT, start: int = 0, end: int = 22, polarity: int = -1) -> Verbatim:
    return Verbatim(
        comment_id=number,
        unit_id=number * 10,
        text=text,
        start=start,
        end=end,
        polarity=polarity,
        touchpoint="delivery",
        pain_point="waiting",
        language="ja",
        received_at=NOON,
        source="アンケート",
        channel="survey",
        sentiment="negative",
        similarity=0.81,
        by="engine",
        copies=1,
        scores=(GivenScore("nps", "relational", 2, 0, 10),),
    )


def event(number: int = 1, kind: str = "renamed", *, undoable: bool = True) -> EventView:
    before: Mapping[str, object] = {"label": {"ja": "配送 届く 日", "en": "delivery day"}}
    after: Mapping[str, object] = {"label": {"ja": "配送が遅い・届かない", "en": "Late or missing delivery"}}
    return EventView(number, 1, kind, "佐藤", NOON, "", before, after, undone=False, undoable=undoable)


def theme_page() -> ThemePage:
    return ThemePage(
        row=theme_row(),
        keywords={"ja": ("配送", "届か_ない", "遅い", "予定日"), "en": ("delivery", "late")},
        pairs=(
            {"subject": "配送", "predicate": "遅い", "count": 31},
            {"subject": "荷物", "predicate": "届かない", "count": 18},
        ),
        watch_words=(),
        forbidden=False,
        merged_into=None,
        parent=None,
        children=(),
        opposite=None,
        verbatims=(verbatim(),),
        concentrations=(
            Concentration("touchpoint", "delivery", 110, 0.86, 0.12),
            Concentration("touchpoint", "contact_center", 20, 0.16, 0.06),
            Concentration("region", "九州", 40, 0.31, 0.11),
        ),
        events=(event(),),
    )


def comment_page(text: str = TEXT) -> CommentPage:
    reading = ReadingView(
        "ja",
        0.99,
        "very_negative",
        -0.82,
        0.91,
        ("complaint", "report"),
        2,
        0.77,
        ("repeat_contact",),
        (),
        (),
        abstain=False,
        version="kikitori-1a2b3c",
        read_at=NOON,
    )
    opinions = (
        OpinionRow(text[3:22], 3, 22, "delivery", "purchase", -1, "waiting", 0.93),
        OpinionRow(text[23:33], 23, 33, "contact_center", "support", -1, "unreachable", 0.88),
        OpinionRow(text[46:55], 46, 55, "staff", "purchase", 1, None, 0.9),
    )
    theme = ThemeRef(1, "T-0001", {"ja": "配送が遅い・届かない", "en": "Late or missing delivery"})
    units = (
        UnitView(10, 0, 23, "negative", -1, "delivery", "waiting", 0.9, theme, 0.83, "engine"),
        UnitView(11, 23, 46, "very_negative", -1, "contact_center", "unreachable", 0.9, None, 0.31, ""),
    )
    return CommentPage(
        id=7,
        external_id="hm-0007",
        source="sample",
        channel="survey",
        text=text,
        question="お気づきの点をお聞かせください",
        author="c-0001",
        segment={"tier": "ゴールド", "region": "九州"},
        received_at=NOON,
        state="done",
        error=None,
        touchpoint="delivery",
        touchpoint_hint="delivery",
        reading=reading,
        opinions=opinions,
        units=units,
        scores=(GivenScore("nps", "relational", 2, 0, 10),),
        triage=TriageView(7, "open", None, None, None),
        priority=72,
        reasons=("urgency_2",),
        place="from-here",
        duplicate_of=None,
        copies=(9, 12),
        history=(),
    )


def triage_item(number: int = 1, text: str = TEXT, **changed: object) -> TriageItem:
    item = TriageItem(
        comment_id=number,
        text=text,
        source="コールセンター",
        channel="ticket",
        received_at=NOON - timedelta(days=2),
        age_days=2,
        language="ja",
        sentiment="very_negative",
        score=-0.9,
        urgency=3,
        signals=("safety",),
        touchpoint="product",
        abstain=False,
        priority=96,
        reasons=("urgency_3", "signal_safety", "waiting"),
        triage=TriageView(number, "open", None, None, None),
    )
    return replace(item, **changed)  # type: ignore[arg-type]


def journey() -> tuple[JourneyStage, ...]:
    cells = [cell for cell in heatmap().cells if cell.comments]
    stages = []
    for stage in heatmap().stages:
        inside = tuple(
            JourneyCell(
                cell.touchpoint,
                cell.name,
                cell.comments,
                cell.respondents,
                cell.negative,
                (
                    ScoreCard(
                        "nps",
                        "relational",
                        nps(20 - 90 * (cell.negative.value or 0), cell.comments // 2, 12),
                        None,
                        None,
                    ),
                ),
                theme_row().ref,
            )
            for cell in cells
            if cell.stage == stage
        )
        total, bad = sum(c.comments for c in inside), sum(c.negative.count for c in inside)
        stages.append(JourneyStage(stage, total, total, share_value(bad, total), (), None, inside))
    return tuple(stages)


def fact(kind: FactKind = FactKind.RISING, **changed: object) -> Fact:
    found = Fact(
        kind=kind,
        theme_id="1",
        label=theme_row().label,
        sureness=Sureness.STRONG,
        since=MONDAY + timedelta(weeks=6),
        touchpoint={"ja": "配送・受け取り", "en": "Delivery"},
        share_before=0.025,
        share_now=0.142,
        cost=-4.6,
        cost_low=-6.9,
        cost_high=-2.4,
        respondents=121,
    )
    return replace(found, **changed)  # type: ignore[arg-type]
