"""Week sheets are read whole and often: PostgreSQL need not compress them."""

from __future__ import annotations

from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    _storage('EXTERNAL')


def downgrade() -> None:
    _storage('EXTENDED')


def _storage(kind: str) -> None:
    if op.get_bind().dialect.name == 'postgresql':
        op.execute(f'ALTER TABLE week_sheet ALTER COLUMN comments SET STORAGE {kind}')
        op.execute(f'ALTER TABLE week_sheet ALTER COLUMN mentions SET STORAGE {kind}')
