"""What an announcement has beside its thread."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, text
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.clock import now
from exchange.kernel.db import Model

_ON_THE_FRONT = text("front_until IS NOT NULL")


class Announcement(Model):
    """How long an announcement stands on the front page, and whether readers confirm it.

    It counts while its thread is of that kind: one that is something else now shows nothing of it.
    """

    __tablename__ = "announcement"
    __table_args__ = (
        Index(
            "ix_announcement_front_until",
            "front_until",
            sqlite_where=_ON_THE_FRONT,
            postgresql_where=_ON_THE_FRONT,
        ),
    )

    thread_id: Mapped[int] = mapped_column(
        ForeignKey("thread.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    front_until: Mapped[datetime | None]  # where its last day ends; without one it is not there
    asks: Mapped[bool] = mapped_column(default=False)  # readers to confirm that they have read it
    announced_at: Mapped[datetime] = mapped_column(default=now)
    reminded_at: Mapped[datetime | None]  # those who had not confirmed it, the last time
    edit_version: Mapped[int] = mapped_column(Integer, default=1)


class Acknowledgement(Model):
    """A person says that they have read an announcement."""

    __tablename__ = "acknowledgement"
    __table_args__ = (Index(None, "account_id"),)

    thread_id: Mapped[int] = mapped_column(
        ForeignKey("announcement.thread_id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    confirmed_at: Mapped[datetime] = mapped_column(default=now)


class PutAway(Model):
    """A person wants to see an announcement on their front page no more, confirmed or not."""

    __tablename__ = "put_away"
    __table_args__ = (Index(None, "account_id"),)

    thread_id: Mapped[int] = mapped_column(
        ForeignKey("announcement.thread_id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    put_away_at: Mapped[datetime] = mapped_column(default=now)
