from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from models.database import Sessions, migrate, writing
from models.migrations.upgrade import configuration, downgrade, upgrade
from models.tables import Table, Workspace


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
