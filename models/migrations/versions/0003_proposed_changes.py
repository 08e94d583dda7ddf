"""What a re-discovery proposes is kept until a person has answered; stages of the journey are weighed by the house."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')


def upgrade() -> None:
    with op.batch_alter_table('workspace', schema=None) as batch_op:
        batch_op.add_column(sa.Column('journey_weights', JSON, nullable=False, server_default=sa.text("'{}'")))
    op.create_table('theme_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace_id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=24), nullable=False),
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('theme_id', sa.Integer(), nullable=True),
    sa.Column('others', JSON, nullable=False),
    sa.Column('units', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('detail', JSON, nullable=False),
    sa.Column('arrays', sa.LargeBinary(), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('settled_by', sa.String(length=200), nullable=False),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('events', JSON, nullable=False),
    sa.ForeignKeyConstraint(['run_id'], ['theme_run.id'], name=op.f('fk_theme_change_run_id')),
    sa.ForeignKeyConstraint(['theme_id'], ['theme.id'], name=op.f('fk_theme_change_theme_id')),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.id'], name=op.f('fk_theme_change_workspace_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_theme_change'))
    )
    with op.batch_alter_table('theme_change', schema=None) as batch_op:
        batch_op.create_index('ix_theme_change_run', ['run_id', 'position'], unique=False)
        batch_op.create_index(batch_op.f('ix_theme_change_workspace_id'), ['workspace_id'], unique=False)


def downgrade() -> None:
    op.drop_table('theme_change')
    with op.batch_alter_table('workspace', schema=None) as batch_op:
        batch_op.drop_column('journey_weights')
