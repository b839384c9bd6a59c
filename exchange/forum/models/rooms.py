"""Who is invited where."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.db import Model


class CategoryGuest(Model):
    """A person who may enter a room though it is not for them: they read and write there."""

    __tablename__ = "category_guest"
    __table_args__ = (Index(None, "account_id"),)

    category_id: Mapped[int] = mapped_column(
        ForeignKey("category.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
