"""first mentor"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

FIRST_MENTOR = """
UPDATE thread SET first_mentor_at = (
    SELECT min(post.posted_at) FROM post
    WHERE post.thread_id = thread.id AND post.by_mentor AND post.author_id <> thread.author_id
    AND post.parent_id IS NOT NULL AND post.hidden_at IS NULL AND post.deleted_at IS NULL
)
"""


def upgrade() -> None:
    # Not in a batch: SQLite would make the table anew, and a new column needs no such thing.
    op.add_column('thread', sa.Column('first_mentor_at', sa.DateTime(timezone=True)))
    op.execute(FIRST_MENTOR)


def downgrade() -> None:
    op.drop_column('thread', 'first_mentor_at')
