"""two readers of a full record, what they remark on, and when somebody was reminded"""

import sqlalchemy as sa
from alembic import op

revision = '0036'
down_revision = '0035'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
READING = "reading IN ('', 'editor', 'mentor')"
VERDICTS = "verdict IN ('changes_requested', {more}'published')"
NEW_KINDS = "'reading_due', 'reading_ended', 'drafts_wait', 'changes_due'"
KINDS = (
    "kind IN ('reply_to_question', 'reply_to_post', 'mentioned', 'reply_in_watched', 'thread_in_watched', "
    "'accepted', 'draft_read', 'decision', 'moved', 'waiting_for_mentor', 'person_waits', 'draft_waits', 'bookmark_due', "
    "'fits_search', 'to_confirm', 'reuse_declared', 'reuse_ruled', 'still_true'{more})"
)
READ_ONCE = (
    "UPDATE experience_verdict SET edit_version = "
    "(SELECT edit_version FROM experience WHERE experience.id = experience_verdict.experience_id)"
)


def upgrade() -> None:
    with _changed('experience') as batch_op:
        batch_op.add_column(sa.Column('reading', sa.String(length=10), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_check_constraint(op.f('ck_experience_reading'), READING)
    with _changed('experience') as batch_op:
        batch_op.alter_column('reading', server_default=None)
    with _changed('experience_verdict') as batch_op:
        batch_op.add_column(sa.Column('reading', sa.String(length=10), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('edit_version', sa.Integer(), nullable=False, server_default='1'))
        batch_op.add_column(sa.Column('content', sa.JSON(), nullable=True))
        batch_op.create_check_constraint(op.f('ck_experience_verdict_reading'), READING)
    op.execute(READ_ONCE)
    with _changed('experience_verdict') as batch_op:
        for name in ('reading', 'edit_version'):
            batch_op.alter_column(name, server_default=None)
    _replace_verdicts("'accepted', ")
    op.create_table('experience_remark',
    sa.Column('id', BIG, nullable=False),
    sa.Column('verdict_id', BIG, nullable=False),
    sa.Column('field', sa.String(length=40), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('answer_lang', sa.String(length=10), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_by_id', BIG, nullable=True),
    sa.ForeignKeyConstraint(['verdict_id'], ['experience_verdict.id'], name=op.f('fk_experience_remark_verdict_id_experience_verdict'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['done_by_id'], ['account.id'], name=op.f('fk_experience_remark_done_by_id_account'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_experience_remark')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_experience_remark_verdict_id'), 'experience_remark', ['verdict_id'])
    op.create_index(op.f('ix_experience_remark_done_by_id'), 'experience_remark', ['done_by_id'])
    _replace_kinds(f', {NEW_KINDS}')


def downgrade() -> None:
    for table in ('notification', 'mail_switch'):
        op.execute(f'DELETE FROM {table} WHERE kind IN ({NEW_KINDS})')
    _replace_kinds('')
    op.drop_table('experience_remark')
    # An older version knows one acceptance, with publication: a first one is asked for again there.
    op.execute(
        "UPDATE experience_verdict SET verdict = 'published' WHERE verdict = 'accepted' AND experience_id IN "
        "(SELECT id FROM experience WHERE published_at IS NOT NULL)"
    )
    op.execute("DELETE FROM experience_verdict WHERE verdict = 'accepted'")
    _replace_verdicts('')
    with _changed('experience_verdict') as batch_op:
        batch_op.drop_constraint(op.f('ck_experience_verdict_reading'), type_='check')
        for name in ('content', 'edit_version', 'reading'):
            batch_op.drop_column(name)
    with _changed('experience') as batch_op:
        batch_op.drop_constraint(op.f('ck_experience_reading'), type_='check')
        batch_op.drop_column('reminded_at')
        batch_op.drop_column('reading')


def _replace_verdicts(more: str) -> None:
    with _changed('experience_verdict') as batch_op:
        batch_op.drop_constraint(op.f('ck_experience_verdict_verdict'), type_='check')
        batch_op.create_check_constraint(op.f('ck_experience_verdict_verdict'), VERDICTS.format(more=more))


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
