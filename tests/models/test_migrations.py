from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, delete, inspect, select, text

from models.database import Sessions, connect, migrate, reading, writing
from models.intake import accept
from models.migrations.upgrade import configuration, downgrade, upgrade
from models.queue import claim, finish
from models.tables import Table, ThemeLink, Unit, Workspace
from models.themes import NewTheme, NewThemeRun, save_discovery


def test_the_history_is_one_line(engine: Engine) -> None:
    with engine.connect() as connection:
        scripts = ScriptDirectory.from_config(configuration(connection))
    assert len(scripts.get_heads()) == 1
    assert len(scripts.get_bases()) == 1


def test_the_tables_are_what_the_code_says(engine: Engine) -> None:
    with engine.connect() as connection:
        difference = compare_metadata(
            MigrationContext.configure(connection, opts={"compare_type": True}), Table.metadata
        )
    assert difference == []


def test_every_table_knows_its_workspace() -> None:
    without = [t.name for t in Table.metadata.sorted_tables if "workspace_id" not in t.c and t.name != "workspace"]
    assert without == []


def test_migrating_again_changes_nothing(store: Sessions, engine: Engine) -> None:
    with writing(store) as session:
        session.add(Workspace(name="kept"))
    migrate(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT name FROM workspace")).scalar_one() == "kept"


def test_down_to_nothing_and_up_again(engine: Engine) -> None:
    downgrade(engine, "base")
    left = set(inspect(engine).get_table_names()) - {"alembic_version"}
    upgrade(engine)
    assert left == set()
    assert set(inspect(engine).get_table_names()) >= {t.name for t in Table.metadata.sorted_tables}


def _read_twelve(store: Sessions, workspace_id: int, made: Any) -> list[int]:
    """The ids of twelve units, each in a theme."""
    with writing(store) as session:
        accept(session, workspace_id, [made.comment(f"c-{n}") for n in range(12)])
        leased = claim(session, limit=20, lease_seconds=60)
        finish(session, leased.token, [made.read(c.id) for c in leased.comments])
        units = list(session.scalars(select(Unit.id).order_by(Unit.id)))
        axis = np.eye(4, dtype=np.float32)[0]
        run = NewThemeRun(
            0, {}, {}, {}, 0.0, {"": axis}, 0.1, "4d", [NewTheme({"ja": "主題"}, {}, axis, 0.5)], [],
            np.array(units), np.zeros(12, np.int64), np.ones(12, np.float32),
        )  # fmt: skip
        save_discovery(session, workspace_id, run)
    return units


def _all_of(store: Sessions) -> list[list[tuple[Any, ...]]]:
    with reading(store) as session:
        return [
            [tuple(row) for row in session.execute(select(table.__table__).order_by(*table.__table__.primary_key))]
            for table in (Unit, ThemeLink)
        ]


def test_units_and_their_links_outlive_the_rebuilding_of_their_table(
    store: Sessions, engine: Engine, workspace_id: int, made: Any
) -> None:
    _read_twelve(store, workspace_id, made)
    before, indexes = _all_of(store), inspect(engine).get_indexes("unit")
    downgrade(engine, "0004")
    assert _all_of(store) == before
    upgrade(engine)
    assert _all_of(store) == before
    assert inspect(engine).get_indexes("unit") == indexes
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    with writing(store) as session:
        session.execute(delete(Unit))
        assert session.scalars(select(ThemeLink.unit_id)).all() == []


def test_the_id_of_a_unit_is_never_given_twice(store: Sessions, workspace_id: int, made: Any) -> None:
    before = _read_twelve(store, workspace_id, made)
    with writing(store) as session:
        session.execute(delete(Unit))
    with writing(store) as session:
        ids = accept(session, workspace_id, [made.comment("later")]).new_ids
        leased = claim(session, limit=20, lease_seconds=60)
        finish(session, leased.token, [made.read(ids[0])])
        assert session.scalars(select(Unit.id)).one() > max(before)


def test_a_table_is_not_built_anew_while_foreign_keys_are_on(sqlite_url: str) -> None:
    engine = connect(f"{sqlite_url}-bound")
    upgrade(engine, "0004")
    with engine.begin() as connection, pytest.raises(RuntimeError, match="foreign_keys is on; wanted off"):
        command.upgrade(configuration(connection), "0005")
    engine.dispose()
