"""moderation"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('moderation_case',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('post_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('outcome', sa.String(length=10), nullable=True),
    sa.Column('rule', sa.String(length=20), nullable=False),
    sa.Column('sentence', sa.Text(), nullable=False),
    sa.Column('lang', sa.String(length=10), nullable=False),
    sa.Column('edit_version', sa.Integer(), nullable=False),
    sa.CheckConstraint("outcome <> 'hidden' OR rule <> ''", name=op.f('ck_moderation_case_hidden_by_a_rule')),
    sa.CheckConstraint("outcome IN ('hidden', 'dismissed')", name=op.f('ck_moderation_case_outcome')),
    sa.CheckConstraint("rule IN ('', 'respect', 'advertising', 'personal-data', 'copyright', 'off-topic', 'false-information')", name=op.f('ck_moderation_case_rule')),
    sa.CheckConstraint('(decided_at IS NULL) = (outcome IS NULL)', name=op.f('ck_moderation_case_decided')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['account.id'], name=op.f('fk_moderation_case_decided_by_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['post_id'], ['post.id'], name=op.f('fk_moderation_case_post_id_post'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_moderation_case')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('moderation_case', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_moderation_case_decided_by_id'), ['decided_by_id'], unique=False)
        batch_op.create_index('ix_moderation_case_opened_at_id_open', ['opened_at', 'id'], unique=False, sqlite_where=sa.text('decided_at IS NULL'), postgresql_where=sa.text('decided_at IS NULL'))
        batch_op.create_index(batch_op.f('ix_moderation_case_post_id_decided_at'), ['post_id', 'decided_at'], unique=False)
        batch_op.create_index('uq_moderation_case_post_id_open', ['post_id'], unique=True, sqlite_where=sa.text('decided_at IS NULL'), postgresql_where=sa.text('decided_at IS NULL'))

    op.create_table('flag',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('rule', sa.String(length=20), nullable=False),
    sa.Column('sentence', sa.Text(), nullable=False),
    sa.Column('lang', sa.String(length=10), nullable=False),
    sa.Column('flagged_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("rule IN ('respect', 'advertising', 'personal-data', 'copyright', 'off-topic', 'false-information')", name=op.f('ck_flag_rule')),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_flag_by_id_account'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['case_id'], ['moderation_case.id'], name=op.f('fk_flag_case_id_moderation_case'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_flag')),
    sa.UniqueConstraint('case_id', 'by_id', name=op.f('uq_flag_case_id_by_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('flag', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_flag_by_id'), ['by_id'], unique=False)

    op.create_table('log_entry',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('what', sa.String(length=10), nullable=False),
    sa.Column('thread_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('post_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('rule', sa.String(length=20), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('lang', sa.String(length=10), nullable=False),
    sa.Column('logged_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("what IN ('hidden', 'dismissed', 'shown', 'locked', 'unlocked')", name=op.f('ck_log_entry_what')),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_log_entry_by_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['case_id'], ['moderation_case.id'], name=op.f('fk_log_entry_case_id_moderation_case'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['account.id'], name=op.f('fk_log_entry_person_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['post_id'], ['post.id'], name=op.f('fk_log_entry_post_id_post'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['thread_id'], ['thread.id'], name=op.f('fk_log_entry_thread_id_thread'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_log_entry')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('log_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_log_entry_by_id'), ['by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_log_entry_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_log_entry_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_log_entry_post_id_id'), ['post_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_log_entry_thread_id'), ['thread_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('log_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_log_entry_thread_id'))
        batch_op.drop_index(batch_op.f('ix_log_entry_post_id_id'))
        batch_op.drop_index(batch_op.f('ix_log_entry_person_id'))
        batch_op.drop_index(batch_op.f('ix_log_entry_case_id'))
        batch_op.drop_index(batch_op.f('ix_log_entry_by_id'))

    op.drop_table('log_entry')
    with op.batch_alter_table('flag', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_flag_by_id'))

    op.drop_table('flag')
    with op.batch_alter_table('moderation_case', schema=None) as batch_op:
        batch_op.drop_index('uq_moderation_case_post_id_open', sqlite_where=sa.text('decided_at IS NULL'), postgresql_where=sa.text('decided_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_moderation_case_post_id_decided_at'))
        batch_op.drop_index('ix_moderation_case_opened_at_id_open', sqlite_where=sa.text('decided_at IS NULL'), postgresql_where=sa.text('decided_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_moderation_case_decided_by_id'))

    op.drop_table('moderation_case')
