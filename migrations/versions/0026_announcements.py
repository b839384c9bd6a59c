"""announcements"""

import sqlalchemy as sa
from alembic import op

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
ON_THE_FRONT = sa.text('front_until IS NOT NULL')
KINDS = (
    "kind IN ('reply_to_question', 'reply_to_post', 'mentioned', 'reply_in_watched', 'thread_in_watched', "
    "'accepted', 'draft_read', 'decision', 'moved', 'waiting_for_mentor', 'person_waits', 'draft_waits', 'bookmark_due'{more})"
)
DRAFTS = "kind IN ('ask', 'reply', 'edit'{more})"


def upgrade() -> None:
    op.create_table('announcement',
    sa.Column('thread_id', ID, autoincrement=False, nullable=False),
    sa.Column('front_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('asks', sa.Boolean(), nullable=False),
    sa.Column('announced_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('edit_version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['thread_id'], ['thread.id'], name=op.f('fk_announcement_thread_id_thread'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('thread_id', name=op.f('pk_announcement'))
    )
    op.create_index('ix_announcement_front_until', 'announcement', ['front_until'], unique=False, sqlite_where=ON_THE_FRONT, postgresql_where=ON_THE_FRONT)
    op.create_table('acknowledgement',
    sa.Column('thread_id', ID, nullable=False),
    sa.Column('account_id', ID, nullable=False),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_acknowledgement_account_id_account'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['thread_id'], ['announcement.thread_id'], name=op.f('fk_acknowledgement_thread_id_announcement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('thread_id', 'account_id', name=op.f('pk_acknowledgement'))
    )
    op.create_index(op.f('ix_acknowledgement_account_id'), 'acknowledgement', ['account_id'], unique=False)
    _replace_drafts(", 'announce'")
    _replace_kinds(", 'to_confirm'")


def downgrade() -> None:
    for table in ('notification', 'mail_switch'):
        op.execute(f"DELETE FROM {table} WHERE kind = 'to_confirm'")
    # SQLite makes tables anew without foreign keys: nothing goes with a row by itself meanwhile.
    gone = "SELECT id FROM post_draft WHERE kind = 'announce'"
    op.execute(f'DELETE FROM post_draft_file WHERE draft_id IN ({gone})')
    op.execute("DELETE FROM post_draft WHERE kind = 'announce'")
    _replace_kinds('')
    _replace_drafts('')
    op.drop_table('acknowledgement')
    op.drop_table('announcement')


def _replace_drafts(more: str) -> None:
    with _changed('post_draft') as batch_op:
        batch_op.drop_constraint(op.f('ck_post_draft_kind'), type_='check')
        batch_op.create_check_constraint(op.f('ck_post_draft_kind'), DRAFTS.format(more=more))


def _replace_kinds(more: str) -> None:
    with _changed('notification') as batch_op:
        batch_op.drop_constraint(op.f('ck_notification_kind'), type_='check')
        batch_op.create_check_constraint(op.f('ck_notification_kind'), KINDS.format(more=more))
    with op.batch_alter_table('mail_switch') as batch_op:
        batch_op.drop_constraint(op.f('ck_mail_switch_kind'), type_='check')
        batch_op.create_check_constraint(op.f('ck_mail_switch_kind'), KINDS.format(more=more))


def _changed(table: str) -> object:
    # SQLite makes the table anew for this, and has to be told that ids are never given twice.
    return op.batch_alter_table(table, table_kwargs={'sqlite_autoincrement': True})
