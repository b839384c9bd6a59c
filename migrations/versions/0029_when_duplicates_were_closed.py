"""when duplicates were closed"""

import sqlalchemy as sa
from alembic import op

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not in a batch: SQLite would make the table anew, and a new column needs no such thing.
    op.add_column('thread', sa.Column('duplicate_at', sa.DateTime(timezone=True)))
    op.execute('UPDATE thread SET duplicate_at = locked_at WHERE duplicate_of_id IS NOT NULL')


def downgrade() -> None:
    op.drop_column('thread', 'duplicate_at')
