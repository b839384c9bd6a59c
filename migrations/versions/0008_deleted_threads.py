"""deleted threads"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not in a batch: SQLite would make the table anew, and a new column needs no such thing.
    op.add_column('thread', sa.Column('deleted_at', sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column('thread', 'deleted_at')
