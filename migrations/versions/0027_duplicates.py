"""duplicates"""

import sqlalchemy as sa
from alembic import op

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
DUPLICATE = sa.text('duplicate_of_id IS NOT NULL')
DEEDS = (
    "what IN ('hidden', 'dismissed', 'shown', 'locked', 'unlocked', 'reverted', "
    "'moved', 'moved_post', 'split', 'merged', 'pinned', 'unpinned', 'new_kind', "
    "'tag_made', 'tag_edited', 'tag_merged'{more})"
)
NEW_DEEDS = "'duplicate', 'reopened'"


def upgrade() -> None:
    with _changed('thread') as batch_op:
        batch_op.add_column(sa.Column('duplicate_of_id', ID))
        batch_op.create_foreign_key('fk_thread_duplicate_of_id_thread', 'thread', ['duplicate_of_id'], ['id'], ondelete='SET NULL')
        batch_op.create_check_constraint(op.f('ck_thread_duplicate'), 'duplicate_of_id IS NULL OR locked_at IS NOT NULL')
        batch_op.create_index('ix_thread_duplicate_of_id', ['duplicate_of_id'], sqlite_where=DUPLICATE, postgresql_where=DUPLICATE)
    _replace_deeds(f', {NEW_DEEDS}')


def downgrade() -> None:
    op.execute(f'DELETE FROM log_entry WHERE what IN ({NEW_DEEDS})')
    _replace_deeds('')
    with _changed('thread') as batch_op:
        batch_op.drop_index('ix_thread_duplicate_of_id')
        batch_op.drop_constraint(op.f('ck_thread_duplicate'), type_='check')
        batch_op.drop_constraint('fk_thread_duplicate_of_id_thread', type_='foreignkey')
        batch_op.drop_column('duplicate_of_id')


def _replace_deeds(more: str) -> None:
    with _changed('log_entry') as batch_op:
        batch_op.drop_constraint(op.f('ck_log_entry_what'), type_='check')
        batch_op.create_check_constraint(op.f('ck_log_entry_what'), DEEDS.format(more=more))


def _changed(table: str) -> object:
    # SQLite makes the table anew for this, and has to be told that ids are never given twice.
    return op.batch_alter_table(table, table_kwargs={'sqlite_autoincrement': True})
