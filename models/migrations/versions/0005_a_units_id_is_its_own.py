"""SQLite gives the id of a unit once: what remembers units by their ids would else speak of other people's words."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _built_anew(autoincrement=True)


def downgrade() -> None:
    _built_anew(autoincrement=False)


def _built_anew(*, autoincrement: bool) -> None:
    """The table is copied once, with its ids; PostgreSQL's sequence has never given one twice."""
    if op.get_bind().dialect.name != "sqlite":
        return
    if op.get_bind().exec_driver_sql("PRAGMA foreign_keys").scalar_one():
        raise RuntimeError("foreign_keys is on; wanted off, else the theme links go with the old table: see upgrade.py")
    with op.batch_alter_table("unit", recreate="always", table_kwargs={"sqlite_autoincrement": autoincrement}):
        pass
