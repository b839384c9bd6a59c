"""questions: whoever takes one after twice the time has a time of their own"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = '0052'
down_revision = '0051'
branch_labels = None
depends_on = None

# Whoever took one late had no time of their own, and no clock looked at it: the worker does now, or
# as soon as the clock goes on that stands for its asker.
TAKEN_LATE = (
    'UPDATE question SET again_at = :now WHERE ended_at IS NULL AND mentor_id IS NOT NULL '
    'AND taken_at > twice_at AND (given_up_at IS NULL OR given_up_at < taken_at)'
)
LOOKED_AT = 'UPDATE question SET next_at = again_at WHERE again_at IS NOT NULL AND stopped_at IS NULL'


def upgrade() -> None:
    op.add_column('question', sa.Column('again_at', sa.DateTime(timezone=True), nullable=True))
    now = datetime.now(UTC)
    if op.get_bind().dialect.name == 'sqlite':
        now = now.replace(tzinfo=None)
    moment = sa.bindparam('now', now, sa.DateTime(timezone=True))
    op.execute(sa.text(TAKEN_LATE).bindparams(moment))
    op.execute(LOOKED_AT)


def downgrade() -> None:
    op.drop_column('question', 'again_at')
