"""reverted posts"""

from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

NAME = 'ck_log_entry_what'
BEFORE = "what IN ('hidden', 'dismissed', 'shown', 'locked', 'unlocked')"
SINCE = "what IN ('hidden', 'dismissed', 'shown', 'locked', 'unlocked', 'reverted')"


def upgrade() -> None:
    _replace(SINCE)


def downgrade() -> None:
    op.execute("DELETE FROM log_entry WHERE what = 'reverted'")
    _replace(BEFORE)


def _replace(rule: str) -> None:
    # SQLite makes the table anew for this, and has to be told that ids are never given twice.
    with op.batch_alter_table('log_entry', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.drop_constraint(op.f(NAME), type_='check')
        batch_op.create_check_constraint(op.f(NAME), rule)
