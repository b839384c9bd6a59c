"""private consultations: what is published from them is known as such; drafts and files"""

import sqlalchemy as sa
from alembic import op

revision = '0048'
down_revision = '0047'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
# Of what was published before, those whose consultation is there still. Discussions get a row of
# their own, over from the start: they may be made questions later.
PUBLISHED = 'SELECT thread_id FROM private_publication WHERE thread_id IS NOT NULL'
DISCUSSIONS = f"""
INSERT INTO question (thread_id, started_at, zone, country, ended_at, edit_version, is_from_confidence)
SELECT thread.id, thread.started_at, account.timezone, coalesce(thread.country, ''), thread.started_at, 1, {{true}}
FROM thread JOIN account ON account.id = thread.author_id
WHERE thread.id IN ({PUBLISHED}) AND NOT EXISTS (SELECT 1 FROM question WHERE question.thread_id = thread.id)
"""


def upgrade() -> None:
    op.add_column('question', sa.Column('is_from_confidence', sa.Boolean(), nullable=False, server_default=sa.false()))
    true = 'true' if op.get_bind().dialect.name == 'postgresql' else '1'
    op.execute(f'UPDATE question SET is_from_confidence = {true} WHERE thread_id IN ({PUBLISHED})')
    op.execute(DISCUSSIONS.format(true=true))
    op.create_table('private_draft',
    sa.Column('id', BIG, nullable=False),
    sa.Column('account_id', BIG, nullable=False),
    sa.Column('consultation_id', BIG, nullable=True),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('lang', sa.String(length=10), nullable=False),
    sa.Column('choices', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('saved_by', sa.String(length=32), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_private_draft_account_id_account'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['consultation_id'], ['private_consultation.id'], name=op.f('fk_private_draft_consultation_id_private_consultation'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_private_draft')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_private_draft_account_id_consultation_id'), 'private_draft', ['account_id', 'consultation_id'], unique=False)
    op.create_index(op.f('ix_private_draft_consultation_id'), 'private_draft', ['consultation_id'], unique=False)
    op.create_index(op.f('ix_private_draft_saved_at'), 'private_draft', ['saved_at'], unique=False)
    for table, of in (('private_note_file', 'note'), ('private_draft_file', 'draft')):
        op.create_table(table,
        sa.Column(f'{of}_id', BIG, nullable=False),
        sa.Column('file_id', BIG, nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint([f'{of}_id'], [f'private_{of}.id'], name=op.f(f'fk_{table}_{of}_id_private_{of}'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['file_id'], ['file.id'], name=op.f(f'fk_{table}_file_id_file'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint(f'{of}_id', 'file_id', name=op.f(f'pk_{table}')),
        sqlite_autoincrement=False
        )
        op.create_index(op.f(f'ix_{table}_file_id'), table, ['file_id'], unique=False)


def downgrade() -> None:
    # Before, no discussion had a row; with one it would be counted as a question without an answer.
    discussions = "SELECT id FROM thread WHERE kind = 'discussion'"
    op.execute(f'DELETE FROM question WHERE is_from_confidence AND thread_id IN ({discussions})')
    for table in ('private_note_file', 'private_draft_file', 'private_draft'):
        op.drop_table(table)
    op.drop_column('question', 'is_from_confidence')
