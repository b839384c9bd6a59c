"""questions that were published from private consultations are known as such"""

import sqlalchemy as sa
from alembic import op

revision = '0048'
down_revision = '0047'
branch_labels = None
depends_on = None

# Of what was published before, those whose consultation is there still. Discussions get a row of
# their own, over from the start: they may be made questions later.
PUBLISHED = 'SELECT thread_id FROM private_publication WHERE thread_id IS NOT NULL'
DISCUSSIONS = f"""
INSERT INTO question (thread_id, started_at, zone, country, ended_at, edit_version, is_from_confidence)
SELECT thread.id, thread.started_at, account.timezone, coalesce(thread.country, ''), thread.started_at, 1, {{true}}
FROM thread JOIN account ON account.id = thread.author_id
WHERE thread.id IN ({PUBLISHED}) AND NOT EXISTS (SELECT 1 FROM question WHERE question.thread_id = thread.id)
"""


def upgrade() -> None:
    op.add_column('question', sa.Column('is_from_confidence', sa.Boolean(), nullable=False, server_default=sa.false()))
    true = 'true' if op.get_bind().dialect.name == 'postgresql' else '1'
    op.execute(f'UPDATE question SET is_from_confidence = {true} WHERE thread_id IN ({PUBLISHED})')
    op.execute(DISCUSSIONS.format(true=true))


def downgrade() -> None:
    op.drop_column('question', 'is_from_confidence')
