"""mentorships: an organisation and a mentor, aims, meetings, notes, an end and what both say of it"""

import sqlalchemy as sa
from alembic import op

revision = '0046'
down_revision = '0045'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
OPEN = sa.text('ended_at IS NULL')


def upgrade() -> None:
    op.create_table('mentorship',
    sa.Column('id', BIG, nullable=False),
    sa.Column('organisation_id', BIG, nullable=False),
    sa.Column('mentor_id', BIG, nullable=True),
    sa.Column('proposed_by_id', BIG, nullable=True),
    sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('aims', sa.JSON(), nullable=False),
    sa.Column('lang', sa.String(length=10), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('mentor_accepted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('organisation_accepted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('accepted_by_id', BIG, nullable=True),
    sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ending', sa.String(length=10), nullable=False),
    sa.Column('end_reason', sa.Text(), nullable=False),
    sa.Column('end_lang', sa.String(length=10), nullable=False),
    sa.Column('ended_by_id', BIG, nullable=True),
    sa.Column('edit_version', sa.Integer(), nullable=False),
    sa.CheckConstraint("ending IN ('', 'reached', 'early', 'declined')", name=op.f('ck_mentorship_ending')),
    sa.CheckConstraint('starts_on <= ends_on', name=op.f('ck_mentorship_starts_on')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_mentorship_organisation_id_organisation'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['mentor_id'], ['account.id'], name=op.f('fk_mentorship_mentor_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['proposed_by_id'], ['account.id'], name=op.f('fk_mentorship_proposed_by_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['accepted_by_id'], ['account.id'], name=op.f('fk_mentorship_accepted_by_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['ended_by_id'], ['account.id'], name=op.f('fk_mentorship_ended_by_id_account'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mentorship')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_mentorship_accepted_by_id'), 'mentorship', ['accepted_by_id'], unique=False)
    op.create_index(op.f('ix_mentorship_ended_by_id'), 'mentorship', ['ended_by_id'], unique=False)
    op.create_index(op.f('ix_mentorship_ends_on'), 'mentorship', ['ends_on'], unique=False)
    op.create_index(op.f('ix_mentorship_mentor_id'), 'mentorship', ['mentor_id'], unique=False)
    op.create_index(op.f('ix_mentorship_organisation_id'), 'mentorship', ['organisation_id'], unique=False)
    op.create_index(op.f('ix_mentorship_proposed_by_id'), 'mentorship', ['proposed_by_id'], unique=False)
    op.create_index('uq_mentorship_organisation_id_mentor_id_open', 'mentorship', ['organisation_id', 'mentor_id'], unique=True, sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_table('mentorship_meeting',
    sa.Column('id', BIG, nullable=False),
    sa.Column('mentorship_id', BIG, nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('way', sa.String(length=10), nullable=False),
    sa.Column('who', sa.String(length=300), nullable=False),
    sa.Column('agreed', sa.Text(), nullable=False),
    sa.Column('next_step', sa.String(length=500), nullable=False),
    sa.Column('lang', sa.String(length=10), nullable=False),
    sa.Column('by_id', BIG, nullable=True),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('edit_version', sa.Integer(), nullable=False),
    sa.CheckConstraint("way IN ('in_person', 'online')", name=op.f('ck_mentorship_meeting_way')),
    sa.ForeignKeyConstraint(['mentorship_id'], ['mentorship.id'], name=op.f('fk_mentorship_meeting_mentorship_id_mentorship'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_mentorship_meeting_by_id_account'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mentorship_meeting')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_mentorship_meeting_by_id'), 'mentorship_meeting', ['by_id'], unique=False)
    op.create_index(op.f('ix_mentorship_meeting_mentorship_id_held_on'), 'mentorship_meeting', ['mentorship_id', 'held_on'], unique=False)
    op.create_table('mentorship_note',
    sa.Column('id', BIG, nullable=False),
    sa.Column('mentorship_id', BIG, nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('lang', sa.String(length=10), nullable=False),
    sa.Column('by_id', BIG, nullable=True),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('edit_version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['mentorship_id'], ['mentorship.id'], name=op.f('fk_mentorship_note_mentorship_id_mentorship'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_mentorship_note_by_id_account'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mentorship_note')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_mentorship_note_by_id'), 'mentorship_note', ['by_id'], unique=False)
    op.create_index(op.f('ix_mentorship_note_mentorship_id_id'), 'mentorship_note', ['mentorship_id', 'id'], unique=False)
    op.create_table('mentorship_evaluation',
    sa.Column('id', BIG, nullable=False),
    sa.Column('mentorship_id', BIG, nullable=False),
    sa.Column('side', sa.String(length=20), nullable=False),
    sa.Column('reached', sa.Integer(), nullable=False),
    sa.Column('together', sa.Integer(), nullable=False),
    sa.Column('again', sa.Integer(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('lang', sa.String(length=10), nullable=False),
    sa.Column('by_id', BIG, nullable=True),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("side IN ('mentor', 'organisation')", name=op.f('ck_mentorship_evaluation_side')),
    sa.CheckConstraint('reached BETWEEN 1 AND 5', name=op.f('ck_mentorship_evaluation_reached')),
    sa.CheckConstraint('together BETWEEN 1 AND 5', name=op.f('ck_mentorship_evaluation_together')),
    sa.CheckConstraint('again BETWEEN 1 AND 5', name=op.f('ck_mentorship_evaluation_again')),
    sa.ForeignKeyConstraint(['mentorship_id'], ['mentorship.id'], name=op.f('fk_mentorship_evaluation_mentorship_id_mentorship'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_mentorship_evaluation_by_id_account'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mentorship_evaluation')),
    sa.UniqueConstraint('mentorship_id', 'side', name=op.f('uq_mentorship_evaluation_mentorship_id_side')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_mentorship_evaluation_by_id'), 'mentorship_evaluation', ['by_id'], unique=False)


def downgrade() -> None:
    op.execute("DELETE FROM notification WHERE subject_kind = 'mentorship'")
    for table in ('mentorship_evaluation', 'mentorship_note', 'mentorship_meeting', 'mentorship'):
        op.drop_table(table)
