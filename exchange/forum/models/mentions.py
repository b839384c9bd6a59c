"""Who is named in a post."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.clock import now
from exchange.kernel.db import Model


class Mention(Model):
    """A post names a person in its author's own words. What an edit takes away stays as a row, so
    that nobody tells ever more people by one post."""

    __tablename__ = "mention"
    __table_args__ = (Index(None, "account_id"), {"sqlite_with_rowid": False})

    post_id: Mapped[int] = mapped_column(
        ForeignKey("post.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    is_told: Mapped[bool]  # one of the first whom the post ever named
    mentioned_at: Mapped[datetime] = mapped_column(default=now)
    taken_away_at: Mapped[datetime | None]
