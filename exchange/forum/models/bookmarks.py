"""What people have marked for themselves."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.clock import now
from exchange.kernel.db import Model


class Bookmark(Model):
    """A post that a person wants to find again, with a note of their own: read by nobody else."""

    __tablename__ = "bookmark"
    __table_args__ = (
        UniqueConstraint("account_id", "post_id"),
        Index(None, "account_id", "id"),
        Index(None, "account_id", "remind_at", "id"),
        Index(None, "post_id"),
        Index(None, "remind_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    post_id: Mapped[int | None] = mapped_column(  # the note stays where its post has gone
        ForeignKey("post.id", ondelete="SET NULL")
    )
    note: Mapped[str] = mapped_column(Text, default="")
    remind_at: Mapped[datetime | None]  # empty again as soon as its person was reminded
    made_at: Mapped[datetime] = mapped_column(default=now)
    edit_version: Mapped[int] = mapped_column(Integer, default=1)
