"""reuse of experiences, whether they are still true, collections"""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = '0034'
down_revision = '0033'
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
STATES = "IN ('planned', 'trying', 'done', 'gave_up')"
KINDS = (
    "kind IN ('reply_to_question', 'reply_to_post', 'mentioned', 'reply_in_watched', 'thread_in_watched', "
    "'accepted', 'draft_read', 'decision', 'moved', 'waiting_for_mentor', 'person_waits', 'draft_waits', "
    "'bookmark_due', 'to_confirm'{more})"
)
SUBJECTS = "subject_kind IN ('post', 'case', 'experience', 'account', 'move'{more})"
NEW_KINDS = "'reuse_declared', 'reuse_ruled', 'still_true'"
HOLDS = 24  # months from a publication until its authors are asked
LISTED = sa.text("audience = 'public' AND hidden_at IS NULL")
CONFIRMED = sa.text('confirmed_at IS NOT NULL')


def _time(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _key(table: str, column: str, to: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f'fk_{table}_{column}_{to}')
    return sa.ForeignKeyConstraint([column], [f'{to}.id'], name=name, ondelete=ondelete)


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f'ix_{table}_{"_".join(columns)}'), table, list(columns), unique=False)


def upgrade() -> None:
    _make_reuse()
    _make_still_true()
    _make_collections()
    _replace_kinds(f', {NEW_KINDS}', ", 'reuse'")


def downgrade() -> None:
    for table in ('notification', 'mail_switch'):
        op.execute(f'DELETE FROM {table} WHERE kind IN ({NEW_KINDS})')
    _replace_kinds('', '')
    op.drop_table('collection_item')
    op.drop_table('collection')
    op.drop_table('still_true')
    op.drop_table('chain_link')
    op.drop_table('reuse_step')
    op.drop_table('reuse')


def _make_reuse() -> None:
    op.create_table('reuse',
    sa.Column('id', ID, nullable=False),
    sa.Column('number', ID, nullable=False),
    sa.Column('experience_id', ID, nullable=True),
    sa.Column('organisation_id', ID, nullable=False),
    sa.Column('by_id', ID, nullable=True),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('since_year', sa.Integer(), nullable=False),
    sa.Column('since_month', sa.Integer(), nullable=False),
    sa.Column('blocks', sa.JSON(), nullable=False),
    sa.Column('changed', sa.Text(), nullable=False),
    sa.Column('result', sa.Text(), nullable=False),
    sa.Column('lang', sa.String(length=10), nullable=False),
    sa.Column('waits', sa.Boolean(), nullable=False),
    sa.Column('confirmed_state', sa.String(length=10), nullable=False),
    sa.Column('confirmed_country', sa.String(length=2), nullable=False),
    _time('confirmed_at', nullable=True),
    _time('declared_at'),
    _time('edited_at'),
    sa.Column('edit_version', sa.Integer(), nullable=False),
    sa.CheckConstraint(f'state {STATES}', name=op.f('ck_reuse_state')),
    sa.CheckConstraint("confirmed_state IN ('', 'planned', 'trying', 'done', 'gave_up')", name=op.f('ck_reuse_confirmed_state')),
    sa.CheckConstraint('since_month BETWEEN 1 AND 12', name=op.f('ck_reuse_since_month')),
    _key('reuse', 'number', 'experience_number', 'CASCADE'),
    _key('reuse', 'experience_id', 'experience', 'SET NULL'),
    _key('reuse', 'organisation_id', 'organisation', 'CASCADE'),
    _key('reuse', 'by_id', 'account', 'SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reuse')),
    sa.UniqueConstraint('number', 'organisation_id', name=op.f('uq_reuse_number_organisation_id')),
    sqlite_autoincrement=True
    )
    for column in ('organisation_id', 'by_id', 'experience_id'):
        _index('reuse', column)
    op.create_index(
        'ix_reuse_confirmed_at_id', 'reuse', ['confirmed_at', 'id'], unique=False,
        sqlite_where=CONFIRMED, postgresql_where=CONFIRMED,
    )
    op.create_table('reuse_step',
    sa.Column('id', ID, nullable=False),
    sa.Column('reuse_id', ID, nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('by_id', ID, nullable=True),
    _time('declared_at'),
    sa.Column('ruling', sa.String(length=10), nullable=False),
    sa.Column('ruled_by_id', ID, nullable=True),
    _time('ruled_at', nullable=True),
    sa.Column('sentence', sa.Text(), nullable=False),
    sa.Column('lang', sa.String(length=10), nullable=False),
    sa.CheckConstraint(f'state {STATES}', name=op.f('ck_reuse_step_state')),
    sa.CheckConstraint("ruling IN ('', 'confirmed', 'declined')", name=op.f('ck_reuse_step_ruling')),
    _key('reuse_step', 'reuse_id', 'reuse', 'CASCADE'),
    _key('reuse_step', 'by_id', 'account', 'SET NULL'),
    _key('reuse_step', 'ruled_by_id', 'account', 'SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reuse_step')),
    sqlite_autoincrement=True
    )
    _index('reuse_step', 'reuse_id', 'id')
    _index('reuse_step', 'by_id')
    _index('reuse_step', 'ruled_by_id')
    op.create_table('chain_link',
    sa.Column('number', ID, nullable=False),
    sa.Column('to_number', ID, nullable=False),
    sa.Column('relation', sa.String(length=10), nullable=False),
    sa.CheckConstraint("relation IN ('adapts', 'builds_on')", name=op.f('ck_chain_link_relation')),
    _key('chain_link', 'number', 'experience_number', 'CASCADE'),
    _key('chain_link', 'to_number', 'experience_number', 'CASCADE'),
    sa.PrimaryKeyConstraint('number', 'to_number', name=op.f('pk_chain_link')),
    sqlite_autoincrement=False
    )
    _index('chain_link', 'to_number')


def _make_still_true() -> None:
    table = op.create_table('still_true',
    sa.Column('number', ID, nullable=False),
    _time('due_at', nullable=True),
    _time('asked_at', nullable=True),
    sa.Column('asked_count', sa.Integer(), nullable=False),
    _time('confirmed_at', nullable=True),
    sa.Column('confirmed_by_id', ID, nullable=True),
    _key('still_true', 'number', 'experience_number', 'CASCADE'),
    _key('still_true', 'confirmed_by_id', 'account', 'SET NULL'),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_still_true')),
    sqlite_autoincrement=False
    )
    _index('still_true', 'due_at')
    _index('still_true', 'confirmed_by_id')
    experience = sa.table('experience', sa.column('number'), sa.column('state'), sa.column('published_at', sa.DateTime(timezone=True)))
    public = sa.select(experience.c.number, experience.c.published_at).where(experience.c.state == 'published')
    rows = [
        {'number': row.number, 'due_at': _two_years_after(row.published_at), 'asked_count': 0}
        for row in op.get_bind().execute(public)
    ]
    if rows:
        op.bulk_insert(table, rows)


def _two_years_after(moment: datetime) -> datetime:
    return moment.replace(year=moment.year + HOLDS // 12, day=min(moment.day, 28))


def _replace_kinds(kinds: str, subjects: str) -> None:
    # SQLite makes the table anew for this, and has to be told that ids are never given twice.
    with op.batch_alter_table('notification', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        for name, condition in (('kind', KINDS.format(more=kinds)), ('subject_kind', SUBJECTS.format(more=subjects))):
            batch_op.drop_constraint(op.f(f'ck_notification_{name}'), type_='check')
            batch_op.create_check_constraint(op.f(f'ck_notification_{name}'), condition)
    with op.batch_alter_table('mail_switch') as batch_op:
        batch_op.drop_constraint(op.f('ck_mail_switch_kind'), type_='check')
        batch_op.create_check_constraint(op.f('ck_mail_switch_kind'), KINDS.format(more=kinds))


def _make_collections() -> None:
    op.create_table('collection',
    sa.Column('id', ID, nullable=False),
    sa.Column('owner_id', ID, nullable=False),
    sa.Column('title', sa.String(length=100), nullable=False),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('lang', sa.String(length=10), nullable=False),
    sa.Column('audience', sa.String(length=10), nullable=False),
    sa.Column('token', sa.String(length=32), nullable=False),
    _time('begun_at'),
    _time('edited_at'),
    sa.Column('edit_version', sa.Integer(), nullable=False),
    _time('hidden_at', nullable=True),
    sa.Column('hidden_by_id', ID, nullable=True),
    sa.Column('hidden_reason', sa.Text(), nullable=False),
    sa.CheckConstraint("audience IN ('private', 'link', 'public')", name=op.f('ck_collection_audience')),
    _key('collection', 'owner_id', 'account', 'CASCADE'),
    _key('collection', 'hidden_by_id', 'account', 'SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_collection')),
    sa.UniqueConstraint('token', name=op.f('uq_collection_token')),
    sqlite_autoincrement=True
    )
    _index('collection', 'owner_id', 'id')
    _index('collection', 'hidden_by_id')
    op.create_index('ix_collection_listed', 'collection', ['id'], unique=False, sqlite_where=LISTED, postgresql_where=LISTED)
    op.create_table('collection_item',
    sa.Column('collection_id', ID, nullable=False),
    sa.Column('number', ID, nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    _key('collection_item', 'collection_id', 'collection', 'CASCADE'),
    _key('collection_item', 'number', 'experience_number', 'CASCADE'),
    sa.PrimaryKeyConstraint('collection_id', 'number', name=op.f('pk_collection_item')),
    sqlite_autoincrement=False
    )
    _index('collection_item', 'number')
