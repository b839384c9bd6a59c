"""list orders"""

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None

_BEST = 'ix_post_thread_id_by_mentor_helpful_count_id'
_WORTHY = sa.text('by_mentor OR helpful_count > 0')
_KEY = 'fk_thread_organisation_id_organisation'
_BEFORE = ('category_id', 'last_post_at', 'id')
_INDEXES = [
    columns
    for order in ('last_post_at', 'started_at', 'helpful_count')
    for columns in (
        (order, 'id'),
        ('category_id', order, 'id', 'lang', 'country'),
        ('lang', order, 'id', 'country'),
        ('country', order, 'id', 'lang', 'organisation_id'),
    )
    if columns != ('last_post_at', 'id')  # stands already
]
_INDEXES.append(('organisation_id',))

FILL = """
UPDATE thread SET
helpful_count = coalesce((
    SELECT sum(post.helpful_count) FROM post WHERE post.thread_id = thread.id
    AND post.hidden_at IS NULL AND post.deleted_at IS NULL
), 0),
organisation_id = (
    SELECT account.organisation_id FROM account WHERE account.id = thread.author_id
),
country = (
    SELECT organisation.country FROM account
    JOIN organisation ON organisation.id = account.organisation_id
    WHERE account.id = thread.author_id
)
"""


def _name(columns: tuple[str, ...]) -> str:
    return f'ix_thread_{"_".join(columns)}'


def _changed() -> object:
    # SQLite makes the table anew for a constraint, and has to be told that ids are never given twice.
    return op.batch_alter_table('thread', table_kwargs={'sqlite_autoincrement': True})


def upgrade() -> None:
    with _changed() as batch_op:
        count = sa.Column('helpful_count', sa.Integer(), server_default='0', nullable=False)
        batch_op.add_column(count)
        batch_op.add_column(
            sa.Column('organisation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'))
        )
        batch_op.add_column(sa.Column('country', sa.String(length=2)))
        batch_op.create_foreign_key(
            _KEY, 'organisation', ['organisation_id'], ['id'], ondelete='SET NULL'
        )
    with _changed() as batch_op:
        batch_op.alter_column('helpful_count', server_default=None)
    op.execute(FILL)
    op.drop_index(op.f(_name(_BEFORE)), table_name='thread')
    for columns in _INDEXES:
        op.create_index(op.f(_name(columns)), 'thread', list(columns))
    op.create_index(
        _BEST,
        'post',
        ['thread_id', 'by_mentor', 'helpful_count', 'id'],
        sqlite_where=_WORTHY,
        postgresql_where=_WORTHY,
    )


def downgrade() -> None:
    op.drop_index(_BEST, table_name='post')
    for columns in _INDEXES:
        op.drop_index(op.f(_name(columns)), table_name='thread')
    op.create_index(op.f(_name(_BEFORE)), 'thread', list(_BEFORE))
    with _changed() as batch_op:
        batch_op.drop_constraint(_KEY, type_='foreignkey')
        for column in ('country', 'organisation_id', 'helpful_count'):
            batch_op.drop_column(column)
