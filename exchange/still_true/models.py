"""The table of what is still true."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.db import Model


class StillTrue(Model):
    """When the authors of a published record are asked next; `asked_at`: and have not answered."""

    __tablename__ = "still_true"
    __table_args__ = (Index(None, "due_at"), Index(None, "confirmed_by_id"))

    number: Mapped[int] = mapped_column(
        ForeignKey("experience_number.id", ondelete="CASCADE"), primary_key=True
    )
    due_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]  # first; the record is unconfirmed since then
    asked_count: Mapped[int] = mapped_column(Integer, default=0)
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL")
    )
