"""With each discovery its report is kept: the scores, what goes with them, and what the story said."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Runs that are there already keep none: it cannot be reckoned afterwards."""
    with op.batch_alter_table("theme_run") as table:
        table.add_column(sa.Column("report", JSON, nullable=False, server_default=sa.text("'{}'")))


def downgrade() -> None:
    with op.batch_alter_table("theme_run") as table:
        table.drop_column("report")
