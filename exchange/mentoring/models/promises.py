"""What the operator promises."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.clock import now
from exchange.kernel.db import Model

MOST_DAYS = 30


class CategoryPromise(Model):
    """In this category a mentor answers within so many working days; without a row nothing is
    promised. Holds for questions that are asked from then on."""

    __tablename__ = "category_promise"
    __table_args__ = (CheckConstraint(f"days BETWEEN 1 AND {MOST_DAYS}", name="days"),)

    category_id: Mapped[int] = mapped_column(
        ForeignKey("category.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    days: Mapped[int] = mapped_column(Integer)
    by_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    set_at: Mapped[datetime] = mapped_column(default=now)
    edit_version: Mapped[int] = mapped_column(Integer, default=1)
