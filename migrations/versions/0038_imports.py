"""experiences that come in from a table"""

import sqlalchemy as sa
from alembic import op

revision = '0038'
down_revision = '0037'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('experience_import',
    sa.Column('id', BIG, nullable=False),
    sa.Column('owner_id', BIG, nullable=False),
    sa.Column('file_name', sa.String(length=120), nullable=False),
    sa.Column('row_count', sa.Integer(), nullable=False),
    sa.Column('faulty_count', sa.Integer(), nullable=False),
    sa.Column('left_out_count', sa.Integer(), nullable=False),
    sa.Column('drafts', sa.JSON(), nullable=False),
    sa.Column('problems', sa.JSON(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['owner_id'], ['account.id'], name=op.f('fk_experience_import_owner_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_experience_import')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_experience_import_made_at'), 'experience_import', ['made_at'])
    op.create_index(op.f('ix_experience_import_owner_id_id'), 'experience_import', ['owner_id', 'id'])
    op.create_table('imported_draft',
    sa.Column('import_id', BIG, nullable=False),
    sa.Column('experience_id', BIG, nullable=False),
    sa.Column('row', sa.Integer(), nullable=False),
    sa.Column('missing', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['experience_id'], ['experience.id'], name=op.f('fk_imported_draft_experience_id_experience'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['import_id'], ['experience_import.id'], name=op.f('fk_imported_draft_import_id_experience_import'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('import_id', 'experience_id', name=op.f('pk_imported_draft'))
    )
    op.create_index(op.f('ix_imported_draft_experience_id'), 'imported_draft', ['experience_id'])


def downgrade() -> None:
    op.drop_table('imported_draft')
    op.drop_table('experience_import')
