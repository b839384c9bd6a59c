"""translations of records, field by field"""

import sqlalchemy as sa
from alembic import op

revision = '0037'
down_revision = '0036'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('experience_translation',
    sa.Column('id', BIG, nullable=False),
    sa.Column('experience_id', BIG, nullable=False),
    sa.Column('lang', sa.String(length=10), nullable=False),
    sa.Column('field', sa.String(length=80), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('source_digest', sa.String(length=32), nullable=False),
    sa.Column('translator_id', BIG, nullable=True),
    sa.Column('reviewer_id', BIG, nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('note_lang', sa.String(length=10), nullable=False),
    sa.Column('translated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reviewed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('edit_version', sa.Integer(), nullable=False),
    sa.CheckConstraint("state IN ('draft', 'reviewed')", name=op.f('ck_experience_translation_state')),
    sa.ForeignKeyConstraint(['experience_id'], ['experience.id'], name=op.f('fk_experience_translation_experience_id_experience'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['reviewer_id'], ['account.id'], name=op.f('fk_experience_translation_reviewer_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['translator_id'], ['account.id'], name=op.f('fk_experience_translation_translator_id_account'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_experience_translation')),
    sa.UniqueConstraint('experience_id', 'lang', 'field', name=op.f('uq_experience_translation_experience_id_lang_field')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_experience_translation_reviewer_id'), 'experience_translation', ['reviewer_id'])
    op.create_index(op.f('ix_experience_translation_translator_id'), 'experience_translation', ['translator_id'])


def downgrade() -> None:
    op.drop_table('experience_translation')
