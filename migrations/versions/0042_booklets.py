"""collections on paper"""

import sqlalchemy as sa
from alembic import op

revision = '0042'
down_revision = '0041'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('collection_booklet',
    sa.Column('id', BIG, nullable=False),
    sa.Column('collection_id', BIG, nullable=True),
    sa.Column('lang', sa.String(length=10), nullable=False),
    sa.Column('form', sa.String(length=10), nullable=False),
    sa.Column('key', sa.String(length=32), nullable=False),
    sa.Column('stamp', sa.String(length=32), nullable=False),
    sa.Column('bytes', sa.Integer(), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('failed_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("form IN ('full', 'short')", name=op.f('ck_collection_booklet_form')),
    sa.ForeignKeyConstraint(['collection_id'], ['collection.id'], name=op.f('fk_collection_booklet_collection_id_collection'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_collection_booklet')),
    sa.UniqueConstraint('collection_id', 'lang', 'form', name=op.f('uq_collection_booklet_collection_id_lang_form')),
    sa.UniqueConstraint('key', name=op.f('uq_collection_booklet_key')),
    sqlite_autoincrement=True
    )


def downgrade() -> None:
    op.drop_table('collection_booklet')
