"""what one has read"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    for what in ('category', 'thread'):
        op.create_table(
            f'{what}_read',
            sa.Column('account_id', _ID, nullable=False),
            sa.Column(f'{what}_id', _ID, nullable=False),
            sa.Column('read_at', sa.DateTime(timezone=True), nullable=False),
            sa.ForeignKeyConstraint(
                ['account_id'],
                ['account.id'],
                name=op.f(f'fk_{what}_read_account_id_account'),
                ondelete='CASCADE',
            ),
            sa.ForeignKeyConstraint(
                [f'{what}_id'],
                [f'{what}.id'],
                name=op.f(f'fk_{what}_read_{what}_id_{what}'),
                ondelete='CASCADE',
            ),
            sa.PrimaryKeyConstraint('account_id', f'{what}_id', name=op.f(f'pk_{what}_read')),
        )
        op.create_index(op.f(f'ix_{what}_read_{what}_id'), f'{what}_read', [f'{what}_id'])
    op.create_index(op.f('ix_post_thread_id_posted_at'), 'post', ['thread_id', 'posted_at'])
    _begin_with_everything_read()


def _begin_with_everything_read() -> None:
    # Else whoever has been here for a year would find a year of threads unread.
    moment = datetime.now(UTC)
    if op.get_bind().dialect.name == 'sqlite':
        moment = moment.replace(tzinfo=None)
    op.get_bind().execute(
        sa.text(
            'INSERT INTO category_read (account_id, category_id, read_at) '
            'SELECT account.id, category.id, :moment FROM account CROSS JOIN category'
        ).bindparams(sa.bindparam('moment', moment, type_=sa.DateTime(timezone=True)))
    )


def downgrade() -> None:
    op.drop_index(op.f('ix_post_thread_id_posted_at'), table_name='post')
    for what in ('thread', 'category'):
        op.drop_table(f'{what}_read')
