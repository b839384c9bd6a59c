"""whoever's words a record uses is asked whether they agree"""

import sqlalchemy as sa
from alembic import op

revision = '0041'
down_revision = '0040'
branch_labels = None
depends_on = None

NEW_KINDS = "'words_asked', 'words_declined'"
KINDS = (
    "kind IN ('reply_to_question', 'reply_to_post', 'mentioned', 'reply_in_watched', 'thread_in_watched', "
    "'accepted', 'draft_read', 'decision', 'moved', 'waiting_for_mentor', 'person_waits', 'draft_waits', 'bookmark_due', "
    "'fits_search', 'to_confirm', 'reuse_declared', 'reuse_ruled', 'still_true', 'reading_due', 'reading_ended', "
    "'drafts_wait', 'changes_due'{more})"
)


def upgrade() -> None:
    with op.batch_alter_table('experience_author') as batch_op:
        batch_op.add_column(sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('answer', sa.String(length=10), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_check_constraint(op.f('ck_experience_author_answer'), "answer IN ('', 'agreed', 'declined')")
    with op.batch_alter_table('experience_author') as batch_op:
        batch_op.alter_column('answer', server_default=None)
    _replace_kinds(f', {NEW_KINDS}')


def downgrade() -> None:
    for table in ('notification', 'mail_switch'):
        op.execute(f'DELETE FROM {table} WHERE kind IN ({NEW_KINDS})')
    _replace_kinds('')
    with op.batch_alter_table('experience_author') as batch_op:
        batch_op.drop_constraint(op.f('ck_experience_author_answer'), type_='check')
        for name in ('answered_at', 'answer', 'asked_at'):
            batch_op.drop_column(name)


def _replace_kinds(more: str) -> None:
    # SQLite makes the table anew for this, and has to be told that ids are never given twice.
    with op.batch_alter_table('notification', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.drop_constraint(op.f('ck_notification_kind'), type_='check')
        batch_op.create_check_constraint(op.f('ck_notification_kind'), KINDS.format(more=more))
    with op.batch_alter_table('mail_switch') as batch_op:
        batch_op.drop_constraint(op.f('ck_mail_switch_kind'), type_='check')
        batch_op.create_check_constraint(op.f('ck_mail_switch_kind'), KINDS.format(more=more))
