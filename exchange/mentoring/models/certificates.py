"""What a mentor did in a year, on paper."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.clock import now
from exchange.kernel.db import Model


class Certificate(Model):
    """What was certified, as it was then, with the number that stands on the paper; its bytes lie
    in the store of files as `key`. One that is made anew takes over the number; the one before is
    without a person then, and waits to be cleared away."""

    __tablename__ = "certificate"
    __table_args__ = (UniqueConstraint("account_id", "year", "lang"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    year: Mapped[int] = mapped_column(Integer)
    lang: Mapped[str] = mapped_column(String(10))
    code: Mapped[str] = mapped_column(String(20), unique=True)
    is_verifiable: Mapped[bool] = mapped_column(default=False)  # by others; its mentor decides
    name: Mapped[str] = mapped_column(String(80))
    issuer: Mapped[str] = mapped_column(String(200), default="")  # who runs this installation
    answered: Mapped[int] = mapped_column(Integer)
    accepted: Mapped[int] = mapped_column(Integer)
    worked: Mapped[int] = mapped_column(Integer)
    experiences: Mapped[int] = mapped_column(Integer)
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    themes: Mapped[list[str]] = mapped_column(JSON, default=list)  # slugs
    key: Mapped[str] = mapped_column(String(32), unique=True)
    bytes: Mapped[int | None] = mapped_column(Integer)  # once there is a paper with its number
    asked_at: Mapped[datetime] = mapped_column(default=now)
    made_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
