"""bookmarks, and whom one ignores"""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
_KINDS = (
    "kind IN ('reply_to_question', 'reply_to_post', 'reply_in_watched', 'thread_in_watched', "
    "'accepted', 'draft_read', 'decision', 'moved', 'waiting_for_mentor', 'person_waits', 'draft_waits'{more})"
)
KINDS_BEFORE = _KINDS.format(more="")
KINDS_SINCE = _KINDS.format(more=", 'bookmark_due'")


def upgrade() -> None:
    op.create_table('bookmark',
    sa.Column('id', _ID, nullable=False),
    sa.Column('account_id', _ID, nullable=False),
    sa.Column('post_id', _ID, nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('remind_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('edit_version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_bookmark_account_id_account'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['post_id'], ['post.id'], name=op.f('fk_bookmark_post_id_post'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bookmark')),
    sa.UniqueConstraint('account_id', 'post_id', name=op.f('uq_bookmark_account_id_post_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('bookmark', schema=None) as batch_op:
        for columns in (['account_id', 'id'], ['account_id', 'remind_at', 'id'], ['post_id'], ['remind_at']):
            name = batch_op.f('ix_bookmark_' + '_'.join(columns))
            batch_op.create_index(name, columns, unique=False)
    op.create_table('ignored',
    sa.Column('account_id', _ID, nullable=False),
    sa.Column('ignored_id', _ID, nullable=False),
    sa.Column('ignored_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_ignored_account_id_account'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['ignored_id'], ['account.id'], name=op.f('fk_ignored_ignored_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('account_id', 'ignored_id', name=op.f('pk_ignored'))
    )
    with op.batch_alter_table('ignored', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ignored_ignored_id'), ['ignored_id'], unique=False)
    _replace(KINDS_SINCE)


def downgrade() -> None:
    for table in ('notification', 'mail_switch'):
        op.execute(f"DELETE FROM {table} WHERE kind = 'bookmark_due'")
    _replace(KINDS_BEFORE)
    op.drop_table('ignored')
    op.drop_table('bookmark')


def _replace(kinds: str) -> None:
    # SQLite makes the table anew for this, and has to be told that ids are never given twice.
    with op.batch_alter_table('notification', table_kwargs={'sqlite_autoincrement': True}) as batch:
        batch.drop_constraint(op.f('ck_notification_kind'), type_='check')
        batch.create_check_constraint(op.f('ck_notification_kind'), kinds)
    with op.batch_alter_table('mail_switch') as batch:
        batch.drop_constraint(op.f('ck_mail_switch_kind'), type_='check')
        batch.create_check_constraint(op.f('ck_mail_switch_kind'), kinds)
