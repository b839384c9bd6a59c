"""mentions, and names to be found by"""

import sqlalchemy as sa
from alembic import op

from exchange.text.mentions import folded_name

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
_KINDS = (
    "kind IN ('reply_to_question', 'reply_to_post', {more}'reply_in_watched', 'thread_in_watched', "
    "'accepted', 'draft_read', 'decision', 'moved', 'waiting_for_mentor', 'person_waits', 'draft_waits', 'bookmark_due')"
)
KINDS_BEFORE = _KINDS.format(more="")
KINDS_SINCE = _KINDS.format(more="'mentioned', ")


def upgrade() -> None:
    op.create_table('mention',
    sa.Column('post_id', _ID, autoincrement=False, nullable=False),
    sa.Column('account_id', _ID, autoincrement=False, nullable=False),
    sa.Column('is_told', sa.Boolean(), nullable=False),
    sa.Column('mentioned_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('taken_away_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_mention_account_id_account'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['post_id'], ['post.id'], name=op.f('fk_mention_post_id_post'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('post_id', 'account_id', name=op.f('pk_mention')),
    sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_mention_account_id'), 'mention', ['account_id'])
    with _account() as batch:
        batch.add_column(sa.Column('folded_name', sa.String(200), server_default='', nullable=False))
    with _account() as batch:
        batch.alter_column('folded_name', server_default=None)
    _fold_names()
    op.create_index(op.f('ix_account_folded_name'), 'account', ['folded_name'])
    _replace(KINDS_SINCE)


def downgrade() -> None:
    for table in ('notification', 'mail_switch'):
        op.execute(f"DELETE FROM {table} WHERE kind = 'mentioned'")
    _replace(KINDS_BEFORE)
    op.drop_index(op.f('ix_account_folded_name'), table_name='account')
    with _account() as batch:
        batch.drop_column('folded_name')
    op.drop_table('mention')


def _account() -> object:
    # SQLite makes the table anew, and has to be told that ids are never given twice.
    return op.batch_alter_table('account', table_kwargs={'sqlite_autoincrement': True})


def _fold_names() -> None:
    account = sa.table('account', sa.column('id'), sa.column('name'), sa.column('folded_name'))
    connection = op.get_bind()
    for row in connection.execute(sa.select(account.c.id, account.c.name)).all():
        folded = account.update().where(account.c.id == row.id)
        connection.execute(folded.values(folded_name=folded_name(row.name)))


def _replace(kinds: str) -> None:
    with op.batch_alter_table('notification', table_kwargs={'sqlite_autoincrement': True}) as batch:
        batch.drop_constraint(op.f('ck_notification_kind'), type_='check')
        batch.create_check_constraint(op.f('ck_notification_kind'), kinds)
    with op.batch_alter_table('mail_switch') as batch:
        batch.drop_constraint(op.f('ck_mail_switch_kind'), type_='check')
        batch.create_check_constraint(op.f('ck_mail_switch_kind'), kinds)
