"""the questions that wait for a mentor"""

import sqlalchemy as sa
from alembic import op

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None

INDEX = 'ix_thread_started_at_id_for_mentors'
FOR_MENTORS = sa.text("state IN ('waiting', 'replied') AND kind = 'question'")


def upgrade() -> None:
    columns = ['started_at', 'id', 'lang', 'country']
    op.create_index(INDEX, 'thread', columns, sqlite_where=FOR_MENTORS, postgresql_where=FOR_MENTORS)


def downgrade() -> None:
    op.drop_index(INDEX, 'thread')
