"""polls"""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def _thread() -> object:
    # SQLite makes the table anew, and has to be told that ids are never given twice.
    return op.batch_alter_table('thread', table_kwargs={'sqlite_autoincrement': True})


def upgrade() -> None:
    with _thread() as batch_op:
        batch_op.add_column(sa.Column('has_poll', sa.Boolean(), server_default=sa.false(), nullable=False))
    with _thread() as batch_op:
        batch_op.alter_column('has_poll', server_default=None)
    op.create_table('poll',
    sa.Column('id', ID, nullable=False),
    sa.Column('thread_id', ID, nullable=False),
    sa.Column('by_id', ID, nullable=False),
    sa.Column('question', sa.String(length=200), nullable=False),
    sa.Column('lang', sa.String(length=10), nullable=False),
    sa.Column('most', sa.Integer(), nullable=False),
    sa.Column('results', sa.String(length=20), nullable=False),
    sa.Column('voter_count', sa.Integer(), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closes_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("results IN ('always', 'after_voting', 'after_closing')", name=op.f('ck_poll_results')),
    sa.CheckConstraint('most >= 1', name=op.f('ck_poll_most')),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_poll_by_id_account'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['thread_id'], ['thread.id'], name=op.f('fk_poll_thread_id_thread'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_poll')),
    sa.UniqueConstraint('thread_id', name=op.f('uq_poll_thread_id')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_poll_by_id'), 'poll', ['by_id'], unique=False)
    op.create_table('poll_choice',
    sa.Column('id', ID, nullable=False),
    sa.Column('poll_id', ID, nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('words', sa.String(length=120), nullable=False),
    sa.Column('vote_count', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['poll_id'], ['poll.id'], name=op.f('fk_poll_choice_poll_id_poll'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_poll_choice')),
    sa.UniqueConstraint('poll_id', 'position', name=op.f('uq_poll_choice_poll_id_position')),
    sqlite_autoincrement=True
    )
    op.create_table('poll_vote',
    sa.Column('choice_id', ID, nullable=False),
    sa.Column('account_id', ID, nullable=False),
    sa.Column('voted_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_poll_vote_account_id_account'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['choice_id'], ['poll_choice.id'], name=op.f('fk_poll_vote_choice_id_poll_choice'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('choice_id', 'account_id', name=op.f('pk_poll_vote'))
    )
    op.create_index(op.f('ix_poll_vote_account_id'), 'poll_vote', ['account_id'], unique=False)


def downgrade() -> None:
    op.drop_table('poll_vote')
    op.drop_table('poll_choice')
    op.drop_table('poll')
    with _thread() as batch_op:
        batch_op.drop_column('has_poll')
