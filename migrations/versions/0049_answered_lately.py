"""questions: those that were answered or taken lately are found by an index"""

from alembic import op

revision = '0049'
down_revision = '0048'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f('ix_question_answered_at'), 'question', ['answered_at'], unique=False)
    op.create_index(op.f('ix_question_taken_at_mentor_id'), 'question', ['taken_at', 'mentor_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_question_taken_at_mentor_id'), table_name='question')
    op.drop_index(op.f('ix_question_answered_at'), table_name='question')
