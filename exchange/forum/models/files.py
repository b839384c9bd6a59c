"""Which files stand under which post."""

from sqlalchemy import ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.db import Model


class PostFile(Model):
    """A file under a post; under one only, so that whoever may read that may read it."""

    __tablename__ = "post_file"
    __table_args__ = (Index(None, "file_id", unique=True),)

    post_id: Mapped[int] = mapped_column(
        ForeignKey("post.id", ondelete="CASCADE"), primary_key=True
    )
    file_id: Mapped[int] = mapped_column(
        ForeignKey("file.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(Integer)
