"""two that wait"""

from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

_KINDS = (
    "kind IN ('reply_to_question', 'reply_to_post', 'accepted', 'draft_read', 'decision', "
    "'waiting_for_mentor'{more})"
)
KINDS_BEFORE = _KINDS.format(more="")
KINDS_SINCE = _KINDS.format(more=", 'person_waits', 'draft_waits'")
SUBJECTS_BEFORE = "subject_kind IN ('post', 'case', 'experience')"
SUBJECTS_SINCE = "subject_kind IN ('post', 'case', 'experience', 'account')"


def upgrade() -> None:
    _replace(KINDS_SINCE, SUBJECTS_SINCE)


def downgrade() -> None:
    for table in ('notification', 'mail_switch'):
        op.execute(f"DELETE FROM {table} WHERE kind IN ('person_waits', 'draft_waits')")
    _replace(KINDS_BEFORE, SUBJECTS_BEFORE)


def _replace(kinds: str, subjects: str) -> None:
    # SQLite makes the table anew for this, and has to be told that ids are never given twice.
    with op.batch_alter_table('notification', table_kwargs={'sqlite_autoincrement': True}) as batch:
        for name, rule in (('kind', kinds), ('subject_kind', subjects)):
            batch.drop_constraint(op.f(f'ck_notification_{name}'), type_='check')
            batch.create_check_constraint(op.f(f'ck_notification_{name}'), rule)
    with op.batch_alter_table('mail_switch') as batch:
        batch.drop_constraint(op.f('ck_mail_switch_kind'), type_='check')
        batch.create_check_constraint(op.f('ck_mail_switch_kind'), kinds)
