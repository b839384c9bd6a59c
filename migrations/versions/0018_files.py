"""files, and where they stand"""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
_THERE = sa.text('dropped_at IS NULL')


def upgrade() -> None:
    op.create_table('file',
    sa.Column('id', _ID, nullable=False),
    sa.Column('owner_id', _ID, nullable=True),
    sa.Column('key', sa.String(length=32), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('media_type', sa.String(length=100), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('bytes', sa.Integer(), nullable=False),
    sa.Column('width', sa.Integer(), nullable=True),
    sa.Column('height', sa.Integer(), nullable=True),
    sa.Column('alt', sa.String(length=500), nullable=False),
    sa.Column('alt_lang', sa.String(length=10), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('form', sa.String(length=32), nullable=False),
    sa.Column('uploaded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('stored_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('dropped_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("kind IN ('image', 'document')", name=op.f('ck_file_kind')),
    sa.ForeignKeyConstraint(['owner_id'], ['account.id'], name=op.f('fk_file_owner_id_account'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_file')),
    sa.UniqueConstraint('key', name=op.f('uq_file_key')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_file_dropped_at'), ['dropped_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_file_owner_id_uploaded_at'), ['owner_id', 'uploaded_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_file_uploaded_at'), ['uploaded_at'], unique=False)
        batch_op.create_index('uq_file_owner_id_form_sha256', ['owner_id', 'form', 'sha256'], unique=True, sqlite_where=_THERE, postgresql_where=_THERE)

    op.create_table('post_file',
    sa.Column('post_id', _ID, nullable=False),
    sa.Column('file_id', _ID, nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['file_id'], ['file.id'], name=op.f('fk_post_file_file_id_file'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['post_id'], ['post.id'], name=op.f('fk_post_file_post_id_post'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('post_id', 'file_id', name=op.f('pk_post_file'))
    )
    with op.batch_alter_table('post_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_post_file_file_id'), ['file_id'], unique=True)

    op.create_table('post_draft_file',
    sa.Column('draft_id', _ID, nullable=False),
    sa.Column('file_id', _ID, nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['draft_id'], ['post_draft.id'], name=op.f('fk_post_draft_file_draft_id_post_draft'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['file_id'], ['file.id'], name=op.f('fk_post_draft_file_file_id_file'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('draft_id', 'file_id', name=op.f('pk_post_draft_file'))
    )
    with op.batch_alter_table('post_draft_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_post_draft_file_file_id'), ['file_id'], unique=False)


def downgrade() -> None:
    op.drop_table('post_draft_file')
    op.drop_table('post_file')
    op.drop_table('file')
