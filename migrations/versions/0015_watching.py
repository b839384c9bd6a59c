"""watching"""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
_KINDS = (
    "kind IN ('reply_to_question', 'reply_to_post', {more}'accepted', 'draft_read', 'decision', "
    "'waiting_for_mentor', 'person_waits', 'draft_waits')"
)
KINDS_BEFORE = _KINDS.format(more="")
KINDS_SINCE = _KINDS.format(more="'reply_in_watched', 'thread_in_watched', ")


def upgrade() -> None:
    op.create_table(
        'watch',
        sa.Column('account_id', _ID, nullable=False),
        sa.Column('thread_id', _ID, nullable=False),
        sa.Column('watched_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ['account_id'],
            ['account.id'],
            name=op.f('fk_watch_account_id_account'),
            ondelete='CASCADE',
        ),
        sa.ForeignKeyConstraint(
            ['thread_id'],
            ['thread.id'],
            name=op.f('fk_watch_thread_id_thread'),
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('account_id', 'thread_id', name=op.f('pk_watch')),
    )
    op.create_index(op.f('ix_watch_thread_id'), 'watch', ['thread_id'])
    op.create_table(
        'category_watch',
        sa.Column('account_id', _ID, nullable=False),
        sa.Column('category_id', _ID, nullable=False),
        sa.Column('watched_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['account_id'],
            ['account.id'],
            name=op.f('fk_category_watch_account_id_account'),
            ondelete='CASCADE',
        ),
        sa.ForeignKeyConstraint(
            ['category_id'],
            ['category.id'],
            name=op.f('fk_category_watch_category_id_category'),
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('account_id', 'category_id', name=op.f('pk_category_watch')),
    )
    op.create_index(op.f('ix_category_watch_category_id'), 'category_watch', ['category_id'])
    op.create_table(
        'watch_switch',
        sa.Column('account_id', _ID, nullable=False),
        sa.Column('switched_off_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['account_id'],
            ['account.id'],
            name=op.f('fk_watch_switch_account_id_account'),
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('account_id', name=op.f('pk_watch_switch')),
    )
    _replace(KINDS_SINCE)


def downgrade() -> None:
    for table in ('notification', 'mail_switch'):
        op.execute(
            f"DELETE FROM {table} WHERE kind IN ('reply_in_watched', 'thread_in_watched')"
        )
    _replace(KINDS_BEFORE)
    op.drop_table('watch_switch')
    op.drop_table('category_watch')
    op.drop_table('watch')


def _replace(kinds: str) -> None:
    # SQLite makes the table anew for this, and has to be told that ids are never given twice.
    for table in ('notification', 'mail_switch'):
        again = {'sqlite_autoincrement': True} if table == 'notification' else {}
        with op.batch_alter_table(table, table_kwargs=again) as batch:
            batch.drop_constraint(op.f(f'ck_{table}_kind'), type_='check')
            batch.create_check_constraint(op.f(f'ck_{table}_kind'), kinds)
