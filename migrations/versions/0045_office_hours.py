"""office hours: times that a mentor offers, who booked them, notes of the two"""

import sqlalchemy as sa
from alembic import op

revision = '0045'
down_revision = '0044'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
STANDS = sa.text('withdrawn_at IS NULL')


def upgrade() -> None:
    op.create_table('office_slot',
    sa.Column('id', BIG, nullable=False),
    sa.Column('mentor_id', BIG, nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('place', sa.String(length=300), nullable=False),
    sa.Column('purpose', sa.String(length=500), nullable=False),
    sa.Column('lang', sa.String(length=10), nullable=False),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('member_id', BIG, nullable=True),
    sa.Column('about', sa.String(length=500), nullable=False),
    sa.Column('about_lang', sa.String(length=10), nullable=False),
    sa.Column('booked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('why', sa.String(length=10), nullable=False),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('reason_lang', sa.String(length=10), nullable=False),
    sa.Column('edit_version', sa.Integer(), nullable=False),
    sa.CheckConstraint('minutes BETWEEN 10 AND 120', name=op.f('ck_office_slot_minutes')),
    sa.CheckConstraint("why IN ('', 'mentor', 'away', 'role')", name=op.f('ck_office_slot_why')),
    sa.ForeignKeyConstraint(['member_id'], ['account.id'], name=op.f('fk_office_slot_member_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['mentor_id'], ['account.id'], name=op.f('fk_office_slot_mentor_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_office_slot')),
    sqlite_autoincrement=True
    )
    op.create_index('uq_office_slot_mentor_id_starts_at_standing', 'office_slot', ['mentor_id', 'starts_at'], unique=True, sqlite_where=STANDS, postgresql_where=STANDS)
    op.create_index(op.f('ix_office_slot_member_id_starts_at'), 'office_slot', ['member_id', 'starts_at'], unique=False)
    op.create_index(op.f('ix_office_slot_mentor_id_starts_at'), 'office_slot', ['mentor_id', 'starts_at'], unique=False)
    op.create_index(op.f('ix_office_slot_starts_at'), 'office_slot', ['starts_at'], unique=False)
    op.create_table('office_note',
    sa.Column('id', BIG, nullable=False),
    sa.Column('slot_id', BIG, nullable=False),
    sa.Column('by_id', BIG, nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('lang', sa.String(length=10), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('asked_by_id', BIG, nullable=True),
    sa.Column('agreed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('edit_version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['asked_by_id'], ['account.id'], name=op.f('fk_office_note_asked_by_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_office_note_by_id_account'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['slot_id'], ['office_slot.id'], name=op.f('fk_office_note_slot_id_office_slot'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_office_note')),
    sa.UniqueConstraint('slot_id', 'by_id', name=op.f('uq_office_note_slot_id_by_id')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_office_note_asked_by_id'), 'office_note', ['asked_by_id'], unique=False)
    op.create_index(op.f('ix_office_note_by_id'), 'office_note', ['by_id'], unique=False)


def downgrade() -> None:
    op.execute("DELETE FROM notification WHERE subject_kind = 'office_slot'")
    op.drop_table('office_note')
    op.drop_table('office_slot')
