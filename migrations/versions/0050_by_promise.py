"""questions: open ones are found in the order of their promises by an index"""

import sqlalchemy as sa
from alembic import op

revision = '0050'
down_revision = '0049'
branch_labels = None
depends_on = None

OPEN = sa.text('ended_at IS NULL')


def upgrade() -> None:
    op.create_index(
        'ix_question_due_at_started_at_thread_id_open',
        'question',
        ['due_at', 'started_at', 'thread_id'],
        unique=False,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def downgrade() -> None:
    op.drop_index('ix_question_due_at_started_at_thread_id_open', table_name='question', sqlite_where=OPEN, postgresql_where=OPEN)
