"""pictures of records"""

import sqlalchemy as sa
from alembic import op

revision = '0039'
down_revision = '0038'
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('experience_picture',
    sa.Column('experience_id', BIG, nullable=False),
    sa.Column('file_id', BIG, nullable=False),
    sa.ForeignKeyConstraint(['experience_id'], ['experience.id'], name=op.f('fk_experience_picture_experience_id_experience'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['file_id'], ['file.id'], name=op.f('fk_experience_picture_file_id_file'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('experience_id', 'file_id', name=op.f('pk_experience_picture'))
    )
    op.create_index(op.f('ix_experience_picture_file_id'), 'experience_picture', ['file_id'], unique=False)


def downgrade() -> None:
    op.drop_table('experience_picture')
