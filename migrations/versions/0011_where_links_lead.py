"""where links lead"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not in a batch: SQLite would make the table anew, and a new column needs no such thing.
    op.add_column('mail_token', sa.Column('onward', sa.Text()))


def downgrade() -> None:
    op.drop_column('mail_token', 'onward')
