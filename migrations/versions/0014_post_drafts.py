"""post drafts"""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('post_draft',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('account_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('post_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('post_version', sa.Integer(), nullable=True),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('lang', sa.String(length=10), nullable=False),
    sa.Column('choices', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('saved_by', sa.String(length=32), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind IN ('ask', 'reply', 'edit')", name=op.f('ck_post_draft_kind')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_post_draft_account_id_account'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['post_id'], ['post.id'], name=op.f('fk_post_draft_post_id_post'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_post_draft')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('post_draft', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_post_draft_account_id_kind_post_id'), ['account_id', 'kind', 'post_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_post_draft_post_id'), ['post_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_post_draft_saved_at'), ['saved_at'], unique=False)


def downgrade() -> None:
    op.drop_table('post_draft')
