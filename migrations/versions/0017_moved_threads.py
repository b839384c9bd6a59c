"""moved threads"""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
PLACED = sa.text('placed_at IS NOT NULL')
DEEDS = "what IN ('hidden', 'dismissed', 'shown', 'locked', 'unlocked', 'reverted'{more})"
NEW_DEEDS = "'moved', 'moved_post', 'split', 'merged'"
KINDS = (
    "kind IN ('reply_to_question', 'reply_to_post', 'reply_in_watched', 'thread_in_watched', "
    "'accepted', 'draft_read', 'decision', {more}'waiting_for_mentor', 'person_waits', 'draft_waits')"
)
SUBJECTS = "subject_kind IN ('post', 'case', 'experience', 'account'{more})"
CAME_FROM = ('category', 'thread', 'post')


def upgrade() -> None:
    with _changed('thread') as batch_op:
        batch_op.add_column(sa.Column('placed_at', sa.DateTime(timezone=True)))
        batch_op.add_column(sa.Column('merged_into_id', ID))
        batch_op.create_foreign_key('fk_thread_merged_into_id_thread', 'thread', ['merged_into_id'], ['id'], ondelete='SET NULL')
        batch_op.create_index('ix_thread_merged_into_id', ['merged_into_id'])
        batch_op.create_index('ix_thread_category_id_placed_at', ['category_id', 'placed_at'], sqlite_where=PLACED, postgresql_where=PLACED)
    with _changed('log_entry') as batch_op:
        for name in CAME_FROM:
            batch_op.add_column(sa.Column(f'from_{name}_id', ID))
            batch_op.create_foreign_key(f'fk_log_entry_from_{name}_id_{name}', name, [f'from_{name}_id'], ['id'], ondelete='SET NULL')
            batch_op.create_index(f'ix_log_entry_from_{name}_id', [f'from_{name}_id'])
        _replace(batch_op, 'log_entry', 'what', DEEDS.format(more=f', {NEW_DEEDS}'))
    _replace_kinds("'moved', ", ", 'move'")


def downgrade() -> None:
    op.execute(f'DELETE FROM log_entry WHERE what IN ({NEW_DEEDS})')
    for table in ('notification', 'mail_switch'):
        op.execute(f"DELETE FROM {table} WHERE kind = 'moved'")
    _replace_kinds('', '')
    with _changed('log_entry') as batch_op:
        _replace(batch_op, 'log_entry', 'what', DEEDS.format(more=''))
        for name in CAME_FROM:
            batch_op.drop_index(f'ix_log_entry_from_{name}_id')
            batch_op.drop_constraint(f'fk_log_entry_from_{name}_id_{name}', type_='foreignkey')
            batch_op.drop_column(f'from_{name}_id')
    with _changed('thread') as batch_op:
        batch_op.drop_index('ix_thread_category_id_placed_at')
        batch_op.drop_index('ix_thread_merged_into_id')
        batch_op.drop_constraint('fk_thread_merged_into_id_thread', type_='foreignkey')
        batch_op.drop_column('merged_into_id')
        batch_op.drop_column('placed_at')


def _replace_kinds(kind: str, subject: str) -> None:
    with _changed('notification') as batch_op:
        _replace(batch_op, 'notification', 'kind', KINDS.format(more=kind))
        _replace(batch_op, 'notification', 'subject_kind', SUBJECTS.format(more=subject))
    with op.batch_alter_table('mail_switch') as batch_op:
        _replace(batch_op, 'mail_switch', 'kind', KINDS.format(more=kind))


def _changed(table: str) -> object:
    # SQLite makes the table anew for this, and has to be told that ids are never given twice.
    return op.batch_alter_table(table, table_kwargs={'sqlite_autoincrement': True})


def _replace(batch_op: object, table: str, name: str, rule: str) -> None:
    batch_op.drop_constraint(op.f(f'ck_{table}_{name}'), type_='check')
    batch_op.create_check_constraint(op.f(f'ck_{table}_{name}'), rule)
