"""subjects: synonyms, merging, what moderators do to them

Going back loses further words, which subjects were merged (these are offered again, with nothing
filed under them), which ones people here have changed, and the log of all that. After going
forward again a release therefore gives its own subjects its own names and words once more.
"""

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None

DEEDS = (
    "what IN ('hidden', 'dismissed', 'shown', 'locked', 'unlocked', 'reverted', "
    "'moved', 'moved_post', 'split', 'merged', 'pinned', 'unpinned', 'new_kind'{more})"
)
NEW_DEEDS = "'tag_made', 'tag_edited', 'tag_merged'"


def upgrade() -> None:
    with _changed('tag') as batch_op:
        batch_op.add_column(sa.Column('merged_into_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite')))
        batch_op.add_column(sa.Column('edit_version', sa.Integer(), nullable=False, server_default='1'))
        batch_op.create_foreign_key(op.f('fk_tag_merged_into_id_tag'), 'tag', ['merged_into_id'], ['id'], ondelete='RESTRICT')
        batch_op.create_check_constraint(op.f('ck_tag_merged_into_another'), 'merged_into_id <> id')
        batch_op.create_index('ix_tag_merged_into_id', ['merged_into_id'])
    with _changed('tag') as batch_op:
        batch_op.alter_column('edit_version', server_default=None)
    op.create_table(
        'tag_synonym',
        sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('tag_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('lang', sa.String(length=10), nullable=False),
        sa.Column('word', sa.String(length=80), nullable=False),
        sa.Column('folded', sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(['tag_id'], ['tag.id'], name=op.f('fk_tag_synonym_tag_id_tag'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_tag_synonym')),
        sa.UniqueConstraint('lang', 'folded', name=op.f('uq_tag_synonym_lang_folded')),
        sqlite_autoincrement=True,
    )
    op.create_index('ix_tag_synonym_tag_id', 'tag_synonym', ['tag_id'])
    with _changed('log_entry') as batch_op:
        batch_op.drop_constraint(op.f('ck_log_entry_what'), type_='check')
        batch_op.create_check_constraint(op.f('ck_log_entry_what'), DEEDS.format(more=f', {NEW_DEEDS}'))
        batch_op.alter_column('thread_id', existing_type=sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True)
        batch_op.add_column(sa.Column('tag_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite')))
        batch_op.create_foreign_key(op.f('fk_log_entry_tag_id_tag'), 'tag', ['tag_id'], ['id'], ondelete='CASCADE')
        batch_op.create_check_constraint(op.f('ck_log_entry_about_one'), '(thread_id IS NULL) <> (tag_id IS NULL)')
        batch_op.create_index('ix_log_entry_tag_id', ['tag_id'])


def downgrade() -> None:
    op.execute(f'DELETE FROM log_entry WHERE what IN ({NEW_DEEDS})')
    with _changed('log_entry') as batch_op:
        batch_op.drop_index('ix_log_entry_tag_id')
        batch_op.drop_constraint(op.f('ck_log_entry_about_one'), type_='check')
        batch_op.drop_constraint(op.f('fk_log_entry_tag_id_tag'), type_='foreignkey')
        batch_op.drop_column('tag_id')
        batch_op.alter_column('thread_id', existing_type=sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False)
        batch_op.drop_constraint(op.f('ck_log_entry_what'), type_='check')
        batch_op.create_check_constraint(op.f('ck_log_entry_what'), DEEDS.format(more=''))
    op.drop_table('tag_synonym')
    with _changed('tag') as batch_op:
        batch_op.drop_index('ix_tag_merged_into_id')
        batch_op.drop_constraint(op.f('ck_tag_merged_into_another'), type_='check')
        batch_op.drop_constraint(op.f('fk_tag_merged_into_id_tag'), type_='foreignkey')
        batch_op.drop_column('edit_version')
        batch_op.drop_column('merged_into_id')


def _changed(table: str) -> object:
    # SQLite makes the table anew for this, and has to be told that ids are never given twice.
    return op.batch_alter_table(table, table_kwargs={'sqlite_autoincrement': True})
