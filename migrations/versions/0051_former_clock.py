"""questions: where one begins anew, its log keeps what the clock before had promised"""

import sqlalchemy as sa
from alembic import op

revision = '0051'
down_revision = '0050'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('question_step', sa.Column('former_days', sa.Integer(), nullable=True))
    op.add_column('question_step', sa.Column('former_due_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('question_step', sa.Column('former_stopped_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column('question_step', 'former_stopped_at')
    op.drop_column('question_step', 'former_due_at')
    op.drop_column('question_step', 'former_days')
