"""search"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

# Made by hand: Alembic knows neither kind of index.
INDEX_TABLES = {
    'sqlite': (
        'CREATE VIRTUAL TABLE search_fts USING fts5('
        'title, words, stems, facets, tokenize="ascii tokenchars \':\'")',
        'CREATE TRIGGER search_document_forgotten AFTER DELETE ON search_document '
        'BEGIN DELETE FROM search_fts WHERE rowid = old.id; END',
    ),
    'postgresql': (
        'CREATE TABLE search_fts ('
        'id bigint NOT NULL CONSTRAINT pk_search_fts PRIMARY KEY '
        'CONSTRAINT fk_search_fts_id_search_document '
        'REFERENCES search_document (id) ON DELETE CASCADE, '
        'words tsvector NOT NULL)',
        'CREATE INDEX ix_search_fts_words ON search_fts USING gin (words) '
        'WITH (fastupdate = off)',
    ),
}


def upgrade() -> None:
    op.create_table('search_document',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('post_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('experience_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('norm_version', sa.Integer(), nullable=False),
    sa.CheckConstraint('(post_id IS NULL) <> (experience_id IS NULL)', name=op.f('ck_search_document_one_thing')),
    sa.ForeignKeyConstraint(['experience_id'], ['experience.id'], name=op.f('fk_search_document_experience_id_experience'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['post_id'], ['post.id'], name=op.f('fk_search_document_post_id_post'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_search_document')),
    sa.UniqueConstraint('experience_id', name=op.f('uq_search_document_experience_id')),
    sa.UniqueConstraint('post_id', name=op.f('uq_search_document_post_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('search_document', schema=None) as batch_op:
        batch_op.create_index('ix_search_document_norm_version', ['norm_version'], unique=False)
    for statement in INDEX_TABLES[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    op.execute('DROP TABLE search_fts')
    op.drop_table('search_document')
