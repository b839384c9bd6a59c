"""lists of experiences are narrowed and put in order

The columns in the index are all that a list is narrowed by: it is read instead of the long rows.
"""

import sqlalchemy as sa
from alembic import op

revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None

NARROWED_BY = [
    'published_at', 'id', 'kind', 'lang', 'level', 'maturity', 'start_year', 'reuse_count',
    'latitude', 'longitude', 'precision',
]
PUBLISHED = sa.text("state = 'published'")


def upgrade() -> None:
    with op.batch_alter_table('experience') as batch_op:
        batch_op.add_column(sa.Column('reuse_count', sa.Integer(), nullable=False, server_default='0'))
    with op.batch_alter_table('experience') as batch_op:
        batch_op.alter_column('reuse_count', server_default=None)
    op.create_index('ix_experience_catalogue', 'experience', NARROWED_BY,
                    sqlite_where=PUBLISHED, postgresql_where=PUBLISHED)


def downgrade() -> None:
    op.drop_index('ix_experience_catalogue', table_name='experience')
    with op.batch_alter_table('experience') as batch_op:
        batch_op.drop_column('reuse_count')
