"""questions: whoever takes one after twice the time has a time of their own"""

import sqlalchemy as sa
from alembic import op

revision = '0052'
down_revision = '0051'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('question', sa.Column('again_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column('question', 'again_at')
