"""records on paper"""

import sqlalchemy as sa
from alembic import op

revision = '0035'
down_revision = '0034'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('experience_paper',
    sa.Column('id', BIG, nullable=False),
    sa.Column('experience_id', BIG, nullable=True),
    sa.Column('lang', sa.String(length=10), nullable=False),
    sa.Column('form', sa.String(length=10), nullable=False),
    sa.Column('key', sa.String(length=32), nullable=False),
    sa.Column('look', sa.Integer(), nullable=False),
    sa.Column('bytes', sa.Integer(), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('failed_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("form IN ('full', 'short')", name=op.f('ck_experience_paper_form')),
    sa.ForeignKeyConstraint(['experience_id'], ['experience.id'], name=op.f('fk_experience_paper_experience_id_experience'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_experience_paper')),
    sa.UniqueConstraint('experience_id', 'lang', 'form', name=op.f('uq_experience_paper_experience_id_lang_form')),
    sa.UniqueConstraint('key', name=op.f('uq_experience_paper_key')),
    sqlite_autoincrement=True
    )


def downgrade() -> None:
    op.drop_table('experience_paper')
