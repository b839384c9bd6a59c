"""pins"""

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0022'
branch_labels = None
depends_on = None

PINNED = sa.text('pinned_where IS NOT NULL')
DEEDS = (
    "what IN ('hidden', 'dismissed', 'shown', 'locked', 'unlocked', 'reverted', "
    "'moved', 'moved_post', 'split', 'merged'{more})"
)
NEW_DEEDS = "'pinned', 'unpinned', 'new_kind'"


def upgrade() -> None:
    with _changed('thread') as batch_op:
        batch_op.add_column(sa.Column('pinned_where', sa.String(length=10)))
        batch_op.add_column(sa.Column('pinned_until', sa.DateTime(timezone=True)))
        batch_op.create_check_constraint(op.f('ck_thread_pinned_where'), "pinned_where IN ('category', 'everywhere')")
        batch_op.create_index('ix_thread_pinned_where_category_id', ['pinned_where', 'category_id'], sqlite_where=PINNED, postgresql_where=PINNED)
    _replace_deeds(f', {NEW_DEEDS}')


def downgrade() -> None:
    op.execute(f'DELETE FROM log_entry WHERE what IN ({NEW_DEEDS})')
    _replace_deeds('')
    with _changed('thread') as batch_op:
        batch_op.drop_index('ix_thread_pinned_where_category_id')
        batch_op.drop_constraint(op.f('ck_thread_pinned_where'), type_='check')
        batch_op.drop_column('pinned_until')
        batch_op.drop_column('pinned_where')


def _replace_deeds(more: str) -> None:
    with _changed('log_entry') as batch_op:
        batch_op.drop_constraint(op.f('ck_log_entry_what'), type_='check')
        batch_op.create_check_constraint(op.f('ck_log_entry_what'), DEEDS.format(more=more))


def _changed(table: str) -> object:
    # SQLite makes the table anew for this, and has to be told that ids are never given twice.
    return op.batch_alter_table(table, table_kwargs={'sqlite_autoincrement': True})
