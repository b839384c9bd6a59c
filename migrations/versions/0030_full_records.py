"""what a full record says beyond a snapshot"""

import sqlalchemy as sa
from alembic import op

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
PRECISIONS = "precision IN ('', 'exact', 'municipality', 'region', 'country')"
TERMS = "vocabulary IN ('area', 'principle', 'challenge', 'target', 'funding')"
EMPTY = sa.text("'{}'")
NEW = ('latitude', 'longitude', 'precision', 'body', 'body_html', 'version_note')
EDITOR = 'fk_experience_edited_by_id_account'


def upgrade() -> None:
    with op.batch_alter_table('experience') as batch_op:
        batch_op.add_column(sa.Column('latitude', sa.Float(), nullable=True))
        batch_op.add_column(sa.Column('longitude', sa.Float(), nullable=True))
        batch_op.add_column(sa.Column('precision', sa.String(length=20), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('body', sa.JSON(), nullable=False, server_default=EMPTY))
        batch_op.add_column(sa.Column('body_html', sa.JSON(), nullable=False, server_default=EMPTY))
        batch_op.add_column(sa.Column('version_note', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('edited_by_id', BIG, nullable=True))
        batch_op.create_foreign_key(op.f(EDITOR), 'account', ['edited_by_id'], ['id'], ondelete='SET NULL')
        batch_op.create_index(op.f('ix_experience_edited_by_id'), ['edited_by_id'])
        batch_op.create_check_constraint(op.f('ck_experience_precision'), PRECISIONS)
        batch_op.create_check_constraint(op.f('ck_experience_latitude'), 'latitude BETWEEN -90 AND 90')
        batch_op.create_check_constraint(op.f('ck_experience_longitude'), 'longitude BETWEEN -180 AND 180')
    with op.batch_alter_table('experience') as batch_op:
        for name in NEW[2:]:
            batch_op.alter_column(name, server_default=None)
    op.create_table('experience_term',
    sa.Column('experience_id', BIG, nullable=False),
    sa.Column('vocabulary', sa.String(length=20), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.CheckConstraint(TERMS, name=op.f('ck_experience_term_vocabulary')),
    sa.ForeignKeyConstraint(['experience_id'], ['experience.id'], name=op.f('fk_experience_term_experience_id_experience'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('experience_id', 'vocabulary', 'code', name=op.f('pk_experience_term')),
    sqlite_autoincrement=False
    )
    op.create_index(op.f('ix_experience_term_vocabulary_code_experience_id'), 'experience_term', ['vocabulary', 'code', 'experience_id'])


def downgrade() -> None:
    op.drop_table('experience_term')
    with op.batch_alter_table('experience') as batch_op:
        for name in ('longitude', 'latitude', 'precision'):
            batch_op.drop_constraint(op.f(f'ck_experience_{name}'), type_='check')
        batch_op.drop_constraint(op.f(EDITOR), type_='foreignkey')
        batch_op.drop_index(op.f('ix_experience_edited_by_id'))
        batch_op.drop_column('edited_by_id')
        for name in reversed(NEW):
            batch_op.drop_column(name)
