"""mentoring: what is asked in confidence"""

import sqlalchemy as sa
from alembic import op

revision = '0044'
down_revision = '0043'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
NEWS = "('consultation_asked', 'consultation_reply')"


def upgrade() -> None:
    op.create_table('private_consultation',
    sa.Column('id', BIG, nullable=False),
    sa.Column('asker_id', BIG, nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('lang', sa.String(length=10), nullable=False),
    sa.Column('zone', sa.String(length=40), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_note_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('remind_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['asker_id'], ['account.id'], name=op.f('fk_private_consultation_asker_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_private_consultation')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_private_consultation_asker_id_last_note_at'), 'private_consultation', ['asker_id', 'last_note_at'], unique=False)
    op.create_index('ix_private_consultation_last_note_at_open', 'private_consultation', ['last_note_at'], unique=False, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
    op.create_index('ix_private_consultation_remind_at_open', 'private_consultation', ['remind_at'], unique=False, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
    op.create_table('private_consultation_mentor',
    sa.Column('consultation_id', BIG, nullable=False),
    sa.Column('account_id', BIG, nullable=False),
    sa.Column('by_id', BIG, nullable=True),
    sa.Column('assigned_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('left_as', sa.String(length=10), nullable=False),
    sa.CheckConstraint("left_as IN ('', 'declined', 'taken_off')", name=op.f('ck_private_consultation_mentor_left_as')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_private_consultation_mentor_account_id_account'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_private_consultation_mentor_by_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['consultation_id'], ['private_consultation.id'], name='fk_private_consultation_mentor_consultation', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('consultation_id', 'account_id', name=op.f('pk_private_consultation_mentor')),
    sqlite_autoincrement=False
    )
    op.create_index(op.f('ix_private_consultation_mentor_account_id_left_as'), 'private_consultation_mentor', ['account_id', 'left_as'], unique=False)
    op.create_index(op.f('ix_private_consultation_mentor_by_id'), 'private_consultation_mentor', ['by_id'], unique=False)
    op.create_table('private_consultation_tag',
    sa.Column('consultation_id', BIG, nullable=False),
    sa.Column('tag_id', BIG, nullable=False),
    sa.ForeignKeyConstraint(['consultation_id'], ['private_consultation.id'], name='fk_private_consultation_tag_consultation', ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['tag_id'], ['tag.id'], name=op.f('fk_private_consultation_tag_tag_id_tag'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('consultation_id', 'tag_id', name=op.f('pk_private_consultation_tag')),
    sqlite_autoincrement=False
    )
    op.create_index(op.f('ix_private_consultation_tag_tag_id'), 'private_consultation_tag', ['tag_id'], unique=False)
    op.create_table('private_exclusion',
    sa.Column('consultation_id', BIG, nullable=False),
    sa.Column('account_id', BIG, nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_private_exclusion_account_id_account'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['consultation_id'], ['private_consultation.id'], name=op.f('fk_private_exclusion_consultation_id_private_consultation'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('consultation_id', 'account_id', name=op.f('pk_private_exclusion')),
    sqlite_autoincrement=False
    )
    op.create_index(op.f('ix_private_exclusion_account_id'), 'private_exclusion', ['account_id'], unique=False)
    op.create_table('private_note',
    sa.Column('id', BIG, nullable=False),
    sa.Column('consultation_id', BIG, nullable=False),
    sa.Column('author_id', BIG, nullable=True),
    sa.Column('voice', sa.String(length=20), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('renderer_version', sa.Integer(), nullable=False),
    sa.Column('lang', sa.String(length=10), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("voice IN ('asker', 'mentor', 'coordinator')", name=op.f('ck_private_note_voice')),
    sa.ForeignKeyConstraint(['author_id'], ['account.id'], name=op.f('fk_private_note_author_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['consultation_id'], ['private_consultation.id'], name=op.f('fk_private_note_consultation_id_private_consultation'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_private_note')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_private_note_author_id'), 'private_note', ['author_id'], unique=False)
    op.create_index(op.f('ix_private_note_consultation_id_id'), 'private_note', ['consultation_id', 'id'], unique=False)
    op.create_table('private_publication',
    sa.Column('consultation_id', BIG, autoincrement=False, nullable=False),
    sa.Column('proposed_by_id', BIG, nullable=True),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('lang', sa.String(length=10), nullable=False),
    sa.Column('consented_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('thread_id', BIG, nullable=True),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('edit_version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['consultation_id'], ['private_consultation.id'], name=op.f('fk_private_publication_consultation_id_private_consultation'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['proposed_by_id'], ['account.id'], name=op.f('fk_private_publication_proposed_by_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['thread_id'], ['thread.id'], name=op.f('fk_private_publication_thread_id_thread'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('consultation_id', name=op.f('pk_private_publication')),
    sqlite_autoincrement=False
    )
    op.create_index(op.f('ix_private_publication_proposed_by_id'), 'private_publication', ['proposed_by_id'], unique=False)
    op.create_index(op.f('ix_private_publication_thread_id'), 'private_publication', ['thread_id'], unique=False)
    op.create_table('private_answer',
    sa.Column('consultation_id', BIG, nullable=False),
    sa.Column('account_id', BIG, nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('ruling', sa.String(length=10), nullable=False),
    sa.Column('ruled_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("ruling IN ('', 'agreed', 'declined')", name=op.f('ck_private_answer_ruling')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_private_answer_account_id_account'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['consultation_id'], ['private_publication.consultation_id'], name=op.f('fk_private_answer_consultation_id_private_publication'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('consultation_id', 'account_id', name=op.f('pk_private_answer')),
    sqlite_autoincrement=False
    )
    op.create_index(op.f('ix_private_answer_account_id'), 'private_answer', ['account_id'], unique=False)


def downgrade() -> None:
    # Their subjects are gone; the kinds came with 0043.
    op.execute(f'DELETE FROM notification WHERE kind IN {NEWS}')
    for table in (
        'private_answer', 'private_publication', 'private_note', 'private_exclusion',
        'private_consultation_mentor', 'private_consultation_tag', 'private_consultation',
    ):
        op.drop_table(table)
