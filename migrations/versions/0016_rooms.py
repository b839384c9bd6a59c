"""rooms"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
UNSEEN = 'hidden_at IS NOT NULL OR deleted_at IS NOT NULL'
KEY = 'fk_thread_in_room_category_id_category'
PLAIN_KEY = 'fk_thread_category_id_category'


def upgrade() -> None:
    with _changed('category') as batch_op:
        batch_op.add_column(sa.Column('audience', sa.String(length=20), nullable=False, server_default='public'))
        batch_op.add_column(sa.Column('is_room', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('organisation_id', ID, nullable=True))
        batch_op.add_column(sa.Column('roles', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('edit_version', sa.Integer(), nullable=False, server_default='1'))
    with _changed('category') as batch_op:
        for name in ('audience', 'is_room', 'roles', 'edit_version'):
            batch_op.alter_column(name, server_default=None)
        batch_op.create_check_constraint(
            op.f('ck_category_audience'), "audience IN ('public', 'members', 'organisation', 'roles')"
        )
        batch_op.create_check_constraint(op.f('ck_category_is_room'), "is_room = (audience <> 'public')")
        batch_op.create_check_constraint(
            op.f('ck_category_organisation'), "(organisation_id IS NOT NULL) = (audience = 'organisation')"
        )
        batch_op.create_unique_constraint(op.f('uq_category_is_room_id'), ['is_room', 'id'])
        batch_op.create_foreign_key(
            op.f('fk_category_organisation_id_organisation'), 'organisation', ['organisation_id'], ['id'], ondelete='RESTRICT'
        )
        batch_op.create_index(op.f('ix_category_organisation_id'), ['organisation_id'])
    op.create_table('category_guest',
    sa.Column('category_id', ID, nullable=False),
    sa.Column('account_id', ID, nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_category_guest_account_id_account'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['category_id'], ['category.id'], name=op.f('fk_category_guest_category_id_category'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('category_id', 'account_id', name=op.f('pk_category_guest'))
    )
    op.create_index(op.f('ix_category_guest_account_id'), 'category_guest', ['account_id'])
    op.drop_index('ix_thread_id_unseen', 'thread')
    with _changed('thread') as batch_op:
        batch_op.add_column(sa.Column('in_room', sa.Boolean(), nullable=False, server_default=sa.false()))
    with _changed('thread') as batch_op:
        batch_op.alter_column('in_room', server_default=None)
        batch_op.drop_constraint(PLAIN_KEY, type_='foreignkey')
        batch_op.create_foreign_key(
            KEY, 'category', ['in_room', 'category_id'], ['is_room', 'id'], ondelete='RESTRICT', onupdate='CASCADE'
        )
    op.create_index(
        'ix_thread_id_unseen', 'thread', ['id'],
        sqlite_where=sa.text(f'{UNSEEN} OR in_room IS 1'), postgresql_where=sa.text(f'{UNSEEN} OR in_room IS true'),
    )


def downgrade() -> None:
    """An older version knows no rooms: it would show them to everybody, so they are hidden."""
    hidden = 'SET hidden_at = CURRENT_TIMESTAMP WHERE hidden_at IS NULL AND'
    in_room = '(SELECT id FROM thread WHERE in_room)'
    op.execute(f'UPDATE post {hidden} parent_id IS NULL AND thread_id IN {in_room}')
    op.execute(f'UPDATE thread {hidden} in_room')
    op.drop_index('ix_thread_id_unseen', 'thread')
    with _changed('thread') as batch_op:
        batch_op.drop_constraint(KEY, type_='foreignkey')
        batch_op.create_foreign_key(PLAIN_KEY, 'category', ['category_id'], ['id'], ondelete='RESTRICT')
        batch_op.drop_column('in_room')
    where = sa.text(UNSEEN)
    op.create_index('ix_thread_id_unseen', 'thread', ['id'], sqlite_where=where, postgresql_where=where)
    op.drop_table('category_guest')
    with _changed('category') as batch_op:
        batch_op.drop_index(op.f('ix_category_organisation_id'))
        batch_op.drop_constraint(op.f('fk_category_organisation_id_organisation'), type_='foreignkey')
        batch_op.drop_constraint(op.f('uq_category_is_room_id'), type_='unique')
        for name in ('audience', 'is_room', 'organisation'):
            batch_op.drop_constraint(op.f(f'ck_category_{name}'), type_='check')
        for name in ('edit_version', 'roles', 'organisation_id', 'is_room', 'audience'):
            batch_op.drop_column(name)


def _changed(table: str) -> object:
    # SQLite makes the table anew for this, and has to be told that ids are never given twice.
    return op.batch_alter_table(table, table_kwargs={'sqlite_autoincrement': True})
