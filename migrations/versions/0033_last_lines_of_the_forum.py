"""last lines of the forum"""

import sqlalchemy as sa
from alembic import op

revision = '0033'
down_revision = '0030'
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('put_away',
    sa.Column('thread_id', ID, nullable=False),
    sa.Column('account_id', ID, nullable=False),
    sa.Column('put_away_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_put_away_account_id_account'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['thread_id'], ['announcement.thread_id'], name=op.f('fk_put_away_thread_id_announcement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('thread_id', 'account_id', name=op.f('pk_put_away'))
    )
    op.create_index(op.f('ix_put_away_account_id'), 'put_away', ['account_id'], unique=False)


def downgrade() -> None:
    op.drop_table('put_away')
