"""A company's own taxonomy reaches every door: touchpoints may be hidden, pain points have names."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    # Plain columns: a batch would build the tables anew, which SQLite refuses while rows of others point at them.
    op.add_column("workspace", sa.Column("pain_points", JSON, nullable=False, server_default=sa.text("'{}'")))
    op.add_column("touchpoint", sa.Column("hidden", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("touchpoint", "hidden")
    op.drop_column("workspace", "pain_points")
