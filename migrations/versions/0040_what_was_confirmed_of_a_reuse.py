"""what an author has confirmed of a reuse, word for word"""

import sqlalchemy as sa
from alembic import op

revision = '0040'
down_revision = '0039'
branch_labels = None
depends_on = None

WORDS = ('changed', 'result', 'lang')
NEW = ('confirmed_blocks', *(f'confirmed_{word}' for word in WORDS))


def upgrade() -> None:
    with _changed('reuse') as batch_op:
        batch_op.add_column(sa.Column('confirmed_blocks', sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
        batch_op.add_column(sa.Column('confirmed_changed', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('confirmed_result', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('confirmed_lang', sa.String(length=10), nullable=False, server_default=''))
    with _changed('reuse_step') as batch_op:
        batch_op.add_column(sa.Column('asks', sa.Boolean(), nullable=False, server_default=sa.true()))
    op.execute(
        'UPDATE reuse SET confirmed_blocks = blocks, confirmed_changed = changed,'
        " confirmed_result = result, confirmed_lang = lang WHERE confirmed_state <> ''"
    )
    with _changed('reuse') as batch_op:
        for name in NEW:
            batch_op.alter_column(name, server_default=None)
    with _changed('reuse_step') as batch_op:
        batch_op.alter_column('asks', server_default=None)


def downgrade() -> None:
    with _changed('reuse_step') as batch_op:
        batch_op.drop_column('asks')
    with _changed('reuse') as batch_op:
        for name in NEW:
            batch_op.drop_column(name)


def _changed(table: str) -> object:
    # SQLite makes the table anew for this, and has to be told that ids are never given twice.
    return op.batch_alter_table(table, table_kwargs={'sqlite_autoincrement': True})
