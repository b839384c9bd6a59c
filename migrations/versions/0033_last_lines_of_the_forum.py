"""last lines of the forum"""

import sqlalchemy as sa
from alembic import op

revision = '0033'
down_revision = '0031'
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
DEEDS = (
    "what IN ('hidden', 'dismissed', 'shown', 'locked', 'unlocked', 'reverted', "
    "'moved', 'moved_post', 'split', 'merged', 'pinned', 'unpinned', 'new_kind', "
    "'tag_made', 'tag_edited', 'tag_merged', 'duplicate', 'reopened'{more})"
)
NEW_DEEDS = "'tagged', 'untagged'"
ABOUT_ONE = '(thread_id IS NULL) <> (tag_id IS NULL)'
ABOUT_ONE_OR_BOTH = f'{ABOUT_ONE} OR what IN ({NEW_DEEDS})'


def upgrade() -> None:
    op.create_table('put_away',
    sa.Column('thread_id', ID, nullable=False),
    sa.Column('account_id', ID, nullable=False),
    sa.Column('put_away_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_put_away_account_id_account'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['thread_id'], ['announcement.thread_id'], name=op.f('fk_put_away_thread_id_announcement'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('thread_id', 'account_id', name=op.f('pk_put_away'))
    )
    op.create_index(op.f('ix_put_away_account_id'), 'put_away', ['account_id'], unique=False)
    _replace_deeds(f', {NEW_DEEDS}', ABOUT_ONE_OR_BOTH)
    with _changed('post_revision') as batch_op:
        batch_op.add_column(sa.Column('files', sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
    with _changed('post_revision') as batch_op:
        batch_op.alter_column('files', server_default=None)


def downgrade() -> None:
    op.execute(f'DELETE FROM log_entry WHERE what IN ({NEW_DEEDS})')
    _replace_deeds('', ABOUT_ONE)
    with _changed('post_revision') as batch_op:
        batch_op.drop_column('files')
    op.drop_table('put_away')


def _replace_deeds(more: str, about: str) -> None:
    with _changed('log_entry') as batch_op:
        batch_op.drop_constraint(op.f('ck_log_entry_what'), type_='check')
        batch_op.drop_constraint(op.f('ck_log_entry_about_one'), type_='check')
        batch_op.create_check_constraint(op.f('ck_log_entry_what'), DEEDS.format(more=more))
        batch_op.create_check_constraint(op.f('ck_log_entry_about_one'), about)


def _changed(table: str) -> object:
    # SQLite makes the table anew for this, and has to be told that ids are never given twice.
    return op.batch_alter_table(table, table_kwargs={'sqlite_autoincrement': True})
