"""A store with a million read comments, made inside the database: a year of a large shop, in one minute or two.

The rows are dull on purpose (arithmetic on their number): what is measured is how long a page takes, not what it says.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
from sqlalchemy import (
    Column,
    Date,
    Engine,
    Insert,
    Integer,
    MetaData,
    Select,
    Table,
    case,
    cast,
    insert,
    literal,
    select,
)
from sqlalchemy import String as Text
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from models import tables
from models.database import Sessions, sessions, writing
from models.sheets.marks import mark
from models.sheets.packing import refresh_all
from models.tables.columns import Json, Moment
from models.themes import NewTheme, NewThemeRun, save_discovery

COMMENTS = 1_000_000
THEMES = 60
LABEL = {"ja": "テーマ", "en": "Theme "}
_THOUSAND = 1_000
_WEEKS = 52
_TODAY = date(2026, 6, 28)
_SAID = "配送が遅くて困りましたが、問い合わせ窓口の方はとても丁寧でした。番号 "
_TONES = ("very_negative", "negative", "neutral", "positive", "very_positive")
_TOUCHPOINTS = ("delivery", "support", "product", "website", "billing", "staff", "store")
Number = ColumnElement[int]

_scratch = MetaData()
_ones = Table("measured_one", _scratch, Column("n", Integer, primary_key=True))
_days = Table(
    "measured_day",
    _scratch,
    Column("n", Integer, primary_key=True),
    Column("at", Moment()),
    Column("day", Date),
    Column("week", Date),
)


def fill(engine: Engine, workspace_id: int, comments: int = COMMENTS) -> None:
    """Comments, scores, readings, units and theme links, packed as the nightly job packs them."""
    store = sessions(engine)
    _scratch.create_all(engine)
    with writing(store) as session:
        _put_scratch(session)
        source = tables.Source(workspace_id=workspace_id, name="shop", channel="survey")
        session.add(source)
        session.flush()
        themes = save_discovery(session, workspace_id, _run()).theme_ids
        first = int(themes[0])
        for statement in (_comments, _scores, _readings, _units, _links):
            session.execute(statement(workspace_id, source.id, first, comments))
        mark(session, workspace_id, session.scalars(select(_days.c.week).distinct()))
    _scratch.drop_all(engine)
    _ready(engine, store, workspace_id)


def _ready(engine: Engine, store: Sessions, workspace_id: int) -> None:
    """As a store that has grown over a year is: weeks packed, statistics known, what was written long settled."""
    refresh_all(store, workspace_id)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE" if engine.dialect.name == "sqlite" else "VACUUM ANALYZE")
    engine.dispose()  # SQLite brings its log into the file when the last connection closes


def _put_scratch(session: Session) -> None:
    session.execute(insert(_ones), [{"n": n} for n in range(_THOUSAND)])
    days = [_TODAY - timedelta(days=n) for n in range(7 * _WEEKS)]
    session.execute(
        insert(_days),
        [
            {
                "n": n,
                "at": datetime(day.year, day.month, day.day, 3, tzinfo=UTC),
                "day": day,
                "week": day - timedelta(days=day.weekday()),
            }
            for n, day in enumerate(days)
        ],
    )


def _run() -> NewThemeRun:
    generator = np.random.default_rng(1)
    centroids = generator.normal(size=(THEMES, 8)).astype(np.float32)
    themes = [
        NewTheme(
            label={locale: f"{name}{n}" for locale, name in LABEL.items()},
            keywords={"ja": ["配送"]},
            centroid=centroids[n] / np.linalg.norm(centroids[n]),
            threshold=0.5,
            state="active",
            touchpoint=_TOUCHPOINTS[n % len(_TOUCHPOINTS)],
        )
        for n in range(THEMES)
    ]
    nothing = np.zeros(0, np.int64)
    return NewThemeRun(0, {}, {}, {}, 0.0, {}, 0.0, "measured", themes, [], nothing, nothing, np.zeros(0, np.float32))


def _numbers(comments: int) -> tuple[Number, Select[tuple[int]]]:
    """1 to `comments`, each with its day joined; later numbers came later."""
    high, low = _ones.alias("high"), _ones.alias("low")
    number = high.c.n * _THOUSAND + low.c.n + 1
    ago = (comments - number) * (7 * _WEEKS) // comments
    joined = high.join(low, low.c.n >= 0).join(_days, _days.c.n == ago)
    return number, select().select_from(joined).where(number <= comments)


def _pick(number: Number, names: tuple[str, ...], step: int) -> ColumnElement[str]:
    return case(*((number * step % len(names) == at, name) for at, name in enumerate(names)), else_=names[0])


def _into(table: type[tables.Table], numbered: Select[tuple[int]], **columns: ColumnElement[object] | object) -> Insert:
    plain = {name: value if isinstance(value, ColumnElement) else literal(value) for name, value in columns.items()}
    return insert(table).from_select(list(plain), numbered.add_columns(*plain.values()))


def _comments(workspace: int, source: int, _theme: int, comments: int) -> Insert:
    number, numbered = _numbers(comments)
    return _into(
        tables.Comment, numbered,
        id=number, workspace_id=workspace, source_id=source, external_id=cast(number, Text), channel="survey",
        text=literal(_SAID) + cast(number, Text), segment=_json({"plan": "basic"}), received_at=_days.c.at,
        received_day=_days.c.day, week=_days.c.week, ingested_at=_days.c.at, state="done", attempts=1, lease_size=0,
        read_version="measured", touchpoint=_pick(number, _TOUCHPOINTS, 5), urgency=number % 4,
        priority=number % 1009 / 1009.0, triage_state="open",
    )  # fmt: skip


def _scores(workspace: int, _source: int, _theme: int, comments: int) -> Insert:
    number, numbered = _numbers(comments)
    return _into(
        tables.Score, numbered.where(number % 5 < 3),
        workspace_id=workspace, comment_id=number, kind="nps", scope="relational", value=number * 7 % 11 * 1.0,
        scale_low=0.0, scale_high=10.0, normalised=number * 7 % 11 * 1.0,
    )  # fmt: skip


def _readings(workspace: int, _source: int, _theme: int, comments: int) -> Insert:
    number, numbered = _numbers(comments)
    return _into(
        tables.Reading, numbered,
        comment_id=number, workspace_id=workspace, language="ja", language_confidence=1.0,
        sentiment=_pick(number, _TONES, 3), score=0.0, confidence=0.8, intents=_json([]), urgency=number % 4,
        urgency_confidence=0.8, signals=_json([]), evidence=_json([]), flags=_json([]), abstain=literal(value=False),
        version="measured", read_at=_days.c.at,
    )  # fmt: skip


def _units(workspace: int, _source: int, _theme: int, comments: int) -> Insert:
    number, numbered = _numbers(comments)
    return _into(
        tables.Unit, numbered,
        id=number, workspace_id=workspace, comment_id=number, position=0, start=0, end=12, language="ja",
        sentiment=_pick(number, _TONES, 3), score=0.0, polarity=number * 3 % 5 / 2 - 1,
        touchpoint=_pick(number, _TOUCHPOINTS, 5), confidence=0.8, vector=np.zeros(8, "<f2").tobytes(),
    )  # fmt: skip


def _links(workspace: int, _source: int, theme: int, comments: int) -> Insert:
    number, numbered = _numbers(comments)
    return _into(
        tables.ThemeLink, numbered.where(number % 4 != 3),
        unit_id=number, workspace_id=workspace, theme_id=theme + number * 37 % 97 % THEMES, comment_id=number,
        received_at=_days.c.at, similarity=0.7, by="engine",
    )  # fmt: skip


def _json(value: object) -> ColumnElement[object]:
    return literal(value, Json)
