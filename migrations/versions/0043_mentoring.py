"""mentoring: where a question is, its clock, its mentors, what came of it"""

import sqlalchemy as sa
from alembic import op

revision = '0043'
down_revision = '0042'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
KINDS = (
    "kind IN ("
    "'reply_to_question', 'reply_to_post', 'mentioned', 'reply_in_watched', 'thread_in_watched', 'accepted', "
    "'draft_read', 'decision', 'moved', 'waiting_for_mentor', 'person_waits', 'draft_waits', "
    "'bookmark_due', 'fits_search', 'to_confirm', 'reuse_declared', 'reuse_ruled', 'still_true', "
    "'reading_due', 'reading_ended', 'drafts_wait', 'changes_due', 'words_asked', 'words_declined'{more})"
)
NEW_KINDS = (
    "'question_handed', 'question_taken', 'question_ended', 'more_asked', 'desk_news', 'follow_ups_due', "
    "'outcome_told', 'mentor_invited', 'consultation_asked', 'consultation_reply', 'hours_booked', 'hours_changed', "
    "'mentorship_news'"
)
SUBJECTS = "subject_kind IN ('post', 'case', 'experience', 'account', 'move', 'reuse'{more})"
NEW_SUBJECTS = "'private_consultation', 'office_slot', 'mentorship'"
# Questions of before: those that no mentor has answered are routed when the worker looks next.
ENDED = (
    "coalesce(thread.first_mentor_at, thread.accepted_at, thread.locked_at, thread.hidden_at, thread.deleted_at)"
)
QUESTIONS = f"""
INSERT INTO question (thread_id, started_at, zone, country, next_at, answered_at, ended_at, edit_version)
SELECT thread.id, thread.started_at, account.timezone, coalesce(thread.country, ''),
    CASE WHEN {ENDED} IS NULL THEN thread.started_at END, thread.first_mentor_at, {ENDED}, 1
FROM thread JOIN account ON account.id = thread.author_id WHERE thread.kind = 'question'
"""


def upgrade() -> None:
    op.create_table('category_promise',
    sa.Column('category_id', BIG, autoincrement=False, nullable=False),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.Column('by_id', BIG, nullable=True),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('edit_version', sa.Integer(), nullable=False),
    sa.CheckConstraint('days BETWEEN 1 AND 30', name=op.f('ck_category_promise_days')),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_category_promise_by_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['category_id'], ['category.id'], name=op.f('fk_category_promise_category_id_category'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('category_id', name=op.f('pk_category_promise')),
    sqlite_autoincrement=False
    )
    op.create_index(op.f('ix_category_promise_by_id'), 'category_promise', ['by_id'], unique=False)
    op.create_table('days_away',
    sa.Column('id', BIG, nullable=False),
    sa.Column('account_id', BIG, nullable=False),
    sa.Column('first_day', sa.Date(), nullable=False),
    sa.Column('last_day', sa.Date(), nullable=False),
    sa.CheckConstraint('first_day <= last_day', name=op.f('ck_days_away_first_day')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_days_away_account_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_days_away')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_days_away_account_id_last_day'), 'days_away', ['account_id', 'last_day'], unique=False)
    op.create_table('mentor_invitation',
    sa.Column('id', BIG, nullable=False),
    sa.Column('account_id', BIG, nullable=False),
    sa.Column('by_id', BIG, nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('lang', sa.String(length=10), nullable=False),
    sa.Column('invited_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answer', sa.String(length=10), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("answer IN ('', 'accepted', 'declined', 'taken_back')", name=op.f('ck_mentor_invitation_answer')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_mentor_invitation_account_id_account'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_mentor_invitation_by_id_account'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mentor_invitation')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_mentor_invitation_account_id_id'), 'mentor_invitation', ['account_id', 'id'], unique=False)
    op.create_index(op.f('ix_mentor_invitation_by_id'), 'mentor_invitation', ['by_id'], unique=False)
    op.create_table('mentor_profile',
    sa.Column('account_id', BIG, autoincrement=False, nullable=False),
    sa.Column('writes', sa.JSON(), nullable=False),
    sa.Column('countries', sa.JSON(), nullable=False),
    sa.Column('most_open', sa.Integer(), nullable=False),
    sa.Column('edit_version', sa.Integer(), nullable=False),
    sa.CheckConstraint('most_open BETWEEN 0 AND 20', name=op.f('ck_mentor_profile_most_open')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_mentor_profile_account_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('account_id', name=op.f('pk_mentor_profile')),
    sqlite_autoincrement=False
    )
    op.create_table('question',
    sa.Column('thread_id', BIG, autoincrement=False, nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('zone', sa.String(length=40), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('days', sa.Integer(), nullable=True),
    sa.Column('half_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('eve_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('twice_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('next_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('stopped_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('mentor_id', BIG, nullable=True),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('widened_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('given_up_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('edit_version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['mentor_id'], ['account.id'], name=op.f('fk_question_mentor_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['thread_id'], ['thread.id'], name=op.f('fk_question_thread_id_thread'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('thread_id', name=op.f('pk_question')),
    sqlite_autoincrement=False
    )
    op.create_index(op.f('ix_question_mentor_id'), 'question', ['mentor_id'], unique=False)
    op.create_index('ix_question_mentor_id_open', 'question', ['mentor_id'], unique=False, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
    op.create_index(op.f('ix_question_next_at'), 'question', ['next_at'], unique=False)
    op.create_index('ix_question_started_at_open', 'question', ['started_at', 'thread_id'], unique=False, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
    op.create_table('follow_up',
    sa.Column('id', BIG, nullable=False),
    sa.Column('thread_id', BIG, nullable=False),
    sa.Column('stage', sa.String(length=10), nullable=False),
    sa.Column('post_id', BIG, nullable=True),
    sa.Column('mentor_id', BIG, nullable=True),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('outcome', sa.String(length=10), nullable=False),
    sa.Column('sentence', sa.String(length=1000), nullable=False),
    sa.Column('lang', sa.String(length=10), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('edit_version', sa.Integer(), nullable=False),
    sa.CheckConstraint("outcome IN ('', 'worked', 'partly', 'no', 'too_early')", name=op.f('ck_follow_up_outcome')),
    sa.CheckConstraint("stage IN ('accept', 'month', 'quarter')", name=op.f('ck_follow_up_stage')),
    sa.ForeignKeyConstraint(['mentor_id'], ['account.id'], name=op.f('fk_follow_up_mentor_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['post_id'], ['post.id'], name=op.f('fk_follow_up_post_id_post'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['thread_id'], ['thread.id'], name=op.f('fk_follow_up_thread_id_thread'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_follow_up')),
    sa.UniqueConstraint('thread_id', 'stage', name=op.f('uq_follow_up_thread_id_stage')),
    sqlite_autoincrement=True
    )
    op.create_index('ix_follow_up_due_at_unasked', 'follow_up', ['due_at'], unique=False, sqlite_where=sa.text('asked_at IS NULL'), postgresql_where=sa.text('asked_at IS NULL'))
    op.create_index(op.f('ix_follow_up_mentor_id'), 'follow_up', ['mentor_id'], unique=False)
    op.create_index(op.f('ix_follow_up_post_id'), 'follow_up', ['post_id'], unique=False)
    op.create_table('proposal',
    sa.Column('id', BIG, nullable=False),
    sa.Column('thread_id', BIG, nullable=False),
    sa.Column('account_id', BIG, nullable=False),
    sa.Column('reasons', sa.JSON(), nullable=False),
    sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answer', sa.String(length=10), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("answer IN ('', 'taken', 'declined', 'lapsed')", name=op.f('ck_proposal_answer')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_proposal_account_id_account'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['thread_id'], ['question.thread_id'], name=op.f('fk_proposal_thread_id_question'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal')),
    sa.UniqueConstraint('thread_id', 'account_id', name=op.f('uq_proposal_thread_id_account_id')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_proposal_account_id_answer'), 'proposal', ['account_id', 'answer'], unique=False)
    op.create_index(op.f('ix_proposal_account_id_proposed_at'), 'proposal', ['account_id', 'proposed_at'], unique=False)
    op.create_table('question_step',
    sa.Column('id', BIG, nullable=False),
    sa.Column('thread_id', BIG, nullable=False),
    sa.Column('what', sa.String(length=20), nullable=False),
    sa.Column('by_id', BIG, nullable=True),
    sa.Column('to_id', BIG, nullable=True),
    sa.Column('note', sa.String(length=500), nullable=False),
    sa.Column('lang', sa.String(length=10), nullable=False),
    sa.Column('is_to_tell', sa.Boolean(), nullable=False),
    sa.Column('told_with', sa.String(length=40), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("what IN ('asked', 'proposed', 'taken', 'declined', 'given_back', 'handed_over', 'assigned', 'left_away', 'left_room', 'left_role', 'widened', 'half_time', 'eve', 'past_promise', 'given_up', 'needs_more', 'told_more', 'answered', 'ended', 'begun_anew')", name=op.f('ck_question_step_what')),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_question_step_by_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['thread_id'], ['question.thread_id'], name=op.f('fk_question_step_thread_id_question'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['to_id'], ['account.id'], name=op.f('fk_question_step_to_id_account'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question_step')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_question_step_by_id'), 'question_step', ['by_id'], unique=False)
    op.create_index(op.f('ix_question_step_thread_id_id'), 'question_step', ['thread_id', 'id'], unique=False)
    op.create_index(op.f('ix_question_step_to_id'), 'question_step', ['to_id'], unique=False)
    op.create_index('ix_question_step_to_tell', 'question_step', ['to_id'], unique=False, sqlite_where=sa.text('is_to_tell'), postgresql_where=sa.text('is_to_tell'))
    with op.batch_alter_table('expertise') as batch_op:
        batch_op.add_column(sa.Column('level', sa.String(length=10), nullable=False, server_default='well'))
        batch_op.create_check_constraint(op.f('ck_expertise_level'), "level IN ('some', 'well', 'expert')")
    with op.batch_alter_table('expertise') as batch_op:
        batch_op.alter_column('level', server_default=None)
    op.execute(QUESTIONS)
    _replace_words(f', {NEW_KINDS}', f', {NEW_SUBJECTS}')


def downgrade() -> None:
    for table in ('notification', 'mail_switch'):
        op.execute(f'DELETE FROM {table} WHERE kind IN ({NEW_KINDS})')
    _replace_words('', '')
    with op.batch_alter_table('expertise') as batch_op:
        batch_op.drop_constraint(op.f('ck_expertise_level'), type_='check')
        batch_op.drop_column('level')
    for table in (
        'question_step', 'proposal', 'follow_up', 'question', 'mentor_profile', 'mentor_invitation', 'days_away',
        'category_promise',
    ):
        op.drop_table(table)


def _replace_words(kinds: str, subjects: str) -> None:
    # SQLite makes the table anew for this, and has to be told that ids are never given twice.
    with op.batch_alter_table('notification', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        for name, words in (('kind', KINDS.format(more=kinds)), ('subject_kind', SUBJECTS.format(more=subjects))):
            batch_op.drop_constraint(op.f(f'ck_notification_{name}'), type_='check')
            batch_op.create_check_constraint(op.f(f'ck_notification_{name}'), words)
    with op.batch_alter_table('mail_switch') as batch_op:
        batch_op.drop_constraint(op.f('ck_mail_switch_kind'), type_='check')
        batch_op.create_check_constraint(op.f('ck_mail_switch_kind'), KINDS.format(more=kinds))
