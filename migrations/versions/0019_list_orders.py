"""list orders"""

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0014'
branch_labels = None
depends_on = None

_BEST = 'ix_post_thread_id_by_mentor_helpful_count_id'
_WORTHY = sa.text('by_mentor OR helpful_count > 0')


def upgrade() -> None:
    op.create_index(
        _BEST,
        'post',
        ['thread_id', 'by_mentor', 'helpful_count', 'id'],
        sqlite_where=_WORTHY,
        postgresql_where=_WORTHY,
    )


def downgrade() -> None:
    op.drop_index(_BEST, table_name='post')
