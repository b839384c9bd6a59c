"""search by thread"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
TABLE = 'search_document'
PLAIN_KEY = 'fk_search_document_post_id_post'
KEY = 'fk_search_document_thread_id_post_id_post'
RULE = 'ck_search_document_thread_of_post'
UNSEEN = sa.text('hidden_at IS NOT NULL OR deleted_at IS NOT NULL')
FILLED = (
    'UPDATE search_document SET thread_id = '
    '(SELECT post.thread_id FROM post WHERE post.id = search_document.post_id) '
    'WHERE post_id IS NOT NULL'
)
TRIGGER = (
    'CREATE TRIGGER search_document_forgotten AFTER DELETE ON search_document '
    'BEGIN DELETE FROM search_fts WHERE rowid = old.id; END'
)


def upgrade() -> None:
    for table in ('thread', 'post'):
        op.create_index(f'ix_{table}_id_unseen', table, ['id'], sqlite_where=UNSEEN, postgresql_where=UNSEEN)
    op.add_column(TABLE, sa.Column('thread_id', ID))
    op.execute(FILLED)
    with _changed() as batch_op:
        batch_op.drop_constraint(PLAIN_KEY, type_='foreignkey')
        batch_op.create_foreign_key(
            KEY, 'post', ['thread_id', 'post_id'], ['thread_id', 'id'], ondelete='CASCADE', onupdate='CASCADE'
        )
        batch_op.create_check_constraint(op.f(RULE), '(post_id IS NULL) = (thread_id IS NULL)')
    _give_the_trigger_back()


def downgrade() -> None:
    with _changed() as batch_op:
        batch_op.drop_constraint(op.f(RULE), type_='check')
        batch_op.drop_constraint(KEY, type_='foreignkey')
        batch_op.drop_column('thread_id')
        batch_op.create_foreign_key(PLAIN_KEY, 'post', ['post_id'], ['id'], ondelete='CASCADE')
    _give_the_trigger_back()
    for table in ('post', 'thread'):
        op.drop_index(f'ix_{table}_id_unseen', table)


def _changed() -> object:
    # SQLite makes the table anew for this, and has to be told that ids are never given twice.
    return op.batch_alter_table(TABLE, table_kwargs={'sqlite_autoincrement': True})


def _give_the_trigger_back() -> None:
    """It goes with the table that SQLite made anew."""
    if op.get_bind().dialect.name == 'sqlite':
        op.execute(TRIGGER)
