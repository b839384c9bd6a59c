"""lists of experiences are narrowed, put in order and saved

The columns in the index are all that a list is narrowed by: it is read instead of the long rows.
"""

import sqlalchemy as sa
from alembic import op

revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None

NARROWED_BY = [
    'published_at', 'id', 'kind', 'lang', 'level', 'maturity', 'start_year', 'reuse_count',
    'latitude', 'longitude', 'precision',
]
PUBLISHED = sa.text("state = 'published'")
KINDS = (
    "kind IN ('reply_to_question', 'reply_to_post', 'mentioned', 'reply_in_watched', 'thread_in_watched', "
    "'accepted', 'draft_read', 'decision', 'moved', 'waiting_for_mentor', 'person_waits', 'draft_waits', 'bookmark_due'{more}, 'to_confirm')"
)

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    with op.batch_alter_table('experience') as batch_op:
        batch_op.add_column(sa.Column('reuse_count', sa.Integer(), nullable=False, server_default='0'))
    with op.batch_alter_table('experience') as batch_op:
        batch_op.alter_column('reuse_count', server_default=None)
    op.create_index('ix_experience_catalogue', 'experience', NARROWED_BY,
                    sqlite_where=PUBLISHED, postgresql_where=PUBLISHED)
    op.create_table('saved_search',
    sa.Column('id', BIG, nullable=False),
    sa.Column('account_id', BIG, nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('asked', sa.Text(), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('waiting_id', BIG, nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_saved_search_account_id_account'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['waiting_id'], ['experience.id'], name=op.f('fk_saved_search_waiting_id_experience'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_search')),
    sa.UniqueConstraint('account_id', 'asked', name=op.f('uq_saved_search_account_id_asked')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_saved_search_waiting_id'), 'saved_search', ['waiting_id'])
    _replace(KINDS.format(more=", 'fits_search'"))


def downgrade() -> None:
    for table in ('notification', 'mail_switch'):
        op.execute(f"DELETE FROM {table} WHERE kind = 'fits_search'")
    _replace(KINDS.format(more=''))
    op.drop_table('saved_search')
    op.drop_index('ix_experience_catalogue', table_name='experience')
    with op.batch_alter_table('experience') as batch_op:
        batch_op.drop_column('reuse_count')


def _replace(kinds: str) -> None:
    # SQLite makes the table anew for this, and has to be told that ids are never given twice.
    with op.batch_alter_table('notification', table_kwargs={'sqlite_autoincrement': True}) as batch:
        batch.drop_constraint(op.f('ck_notification_kind'), type_='check')
        batch.create_check_constraint(op.f('ck_notification_kind'), kinds)
    with op.batch_alter_table('mail_switch') as batch:
        batch.drop_constraint(op.f('ck_mail_switch_kind'), type_='check')
        batch.create_check_constraint(op.f('ck_mail_switch_kind'), kinds)
