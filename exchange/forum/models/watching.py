"""What people want to hear of."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.clock import now
from exchange.kernel.db import Model


class Watch(Model):
    """A person wants to hear of new replies in a thread, until they end it."""

    __tablename__ = "watch"
    __table_args__ = (Index(None, "thread_id"),)

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    thread_id: Mapped[int] = mapped_column(
        ForeignKey("thread.id", ondelete="CASCADE"), primary_key=True
    )
    watched_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]  # by the person; who replies after that does not watch again


class CategoryWatch(Model):
    """A person wants to hear of new threads in a category."""

    __tablename__ = "category_watch"
    __table_args__ = (Index(None, "category_id"),)

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    category_id: Mapped[int] = mapped_column(
        ForeignKey("category.id", ondelete="CASCADE"), primary_key=True
    )
    watched_at: Mapped[datetime] = mapped_column(default=now)


class WatchSwitch(Model):
    """A person who does not watch by writing; without a row whoever writes in a thread does."""

    __tablename__ = "watch_switch"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    switched_off_at: Mapped[datetime] = mapped_column(default=now)
