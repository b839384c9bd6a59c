"""How far each person has read."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.db import Model


class CategoryRead(Model):
    """Of this category a person has read all that was posted up to then."""

    __tablename__ = "category_read"
    __table_args__ = (Index(None, "category_id"),)

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    category_id: Mapped[int] = mapped_column(
        ForeignKey("category.id", ondelete="CASCADE"), primary_key=True
    )
    read_at: Mapped[datetime]


class ThreadRead(Model):
    """Of this thread too, beyond what its category says; goes when the category has caught up."""

    __tablename__ = "thread_read"
    __table_args__ = (Index(None, "thread_id"),)

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    thread_id: Mapped[int] = mapped_column(
        ForeignKey("thread.id", ondelete="CASCADE"), primary_key=True
    )
    read_at: Mapped[datetime]
