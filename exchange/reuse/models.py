"""Tables of reuse."""

from datetime import datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.clock import now
from exchange.kernel.db import Model
from exchange.library.models.words import one_of
from exchange.reuse.vocabulary import CHAINED, STATES

_CONFIRMED = text("confirmed_at IS NOT NULL")


class Reuse(Model):
    """An organisation says that it uses an experience. Only what is confirmed counts in public.

    What is declared stands beside what an author has confirmed, which is all that others see.
    """

    __tablename__ = "reuse"
    __table_args__ = (
        UniqueConstraint("number", "organisation_id"),
        one_of("state", tuple(STATES)),
        one_of("confirmed_state", ("", *STATES)),
        CheckConstraint("since_month BETWEEN 1 AND 12", name="since_month"),
        Index(None, "organisation_id"),
        Index(None, "by_id"),
        Index(None, "experience_id"),
        Index(
            "ix_reuse_confirmed_at_id",
            "confirmed_at",
            "id",
            sqlite_where=_CONFIRMED,
            postgresql_where=_CONFIRMED,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(ForeignKey("experience_number.id", ondelete="CASCADE"))
    experience_id: Mapped[int | None] = mapped_column(  # the version that was read
        ForeignKey("experience.id", ondelete="SET NULL")
    )
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    state: Mapped[str] = mapped_column(String(10))
    country: Mapped[str] = mapped_column(String(2))  # ISO 3166 and XK; where it is used
    since_year: Mapped[int] = mapped_column(Integer)
    since_month: Mapped[int] = mapped_column(Integer)
    blocks: Mapped[list[str]] = mapped_column(JSON, default=list)  # keys; none: the whole
    changed: Mapped[str] = mapped_column(Text, default="")
    result: Mapped[str] = mapped_column(Text, default="")
    lang: Mapped[str] = mapped_column(String(10))  # of the two above
    waits: Mapped[bool] = mapped_column(default=True)  # for an author, with its newest step
    confirmed_state: Mapped[str] = mapped_column(String(10), default="")
    confirmed_country: Mapped[str] = mapped_column(String(2), default="")
    confirmed_blocks: Mapped[list[str]] = mapped_column(JSON, default=list)
    confirmed_changed: Mapped[str] = mapped_column(Text, default="")
    confirmed_result: Mapped[str] = mapped_column(Text, default="")
    confirmed_lang: Mapped[str] = mapped_column(String(10), default="")
    confirmed_at: Mapped[datetime | None]
    declared_at: Mapped[datetime] = mapped_column(default=now)
    edited_at: Mapped[datetime] = mapped_column(default=now)
    edit_version: Mapped[int] = mapped_column(Integer, default=1)


class ReuseStep(Model):
    """A state that was declared, and what an author said to it: the history of a reuse.

    Where the authors are not asked, everyone sees it at once.
    """

    __tablename__ = "reuse_step"
    __table_args__ = (
        one_of("state", tuple(STATES)),
        one_of("ruling", ("", "confirmed", "declined")),
        Index(None, "reuse_id", "id"),
        Index(None, "by_id"),
        Index(None, "ruled_by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reuse_id: Mapped[int] = mapped_column(ForeignKey("reuse.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(String(10))
    country: Mapped[str] = mapped_column(String(2))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    declared_at: Mapped[datetime] = mapped_column(default=now)
    asks: Mapped[bool] = mapped_column(default=True)
    ruling: Mapped[str] = mapped_column(String(10), default="")
    ruled_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    ruled_at: Mapped[datetime | None]
    sentence: Mapped[str] = mapped_column(Text, default="")  # why it is declined
    lang: Mapped[str] = mapped_column(String(10), default="")  # of the sentence


class ChainLink(Model):
    """A published record adapts another one or builds on it: beside its text, to go both ways."""

    __tablename__ = "chain_link"
    __table_args__ = (one_of("relation", CHAINED), Index(None, "to_number"))

    number: Mapped[int] = mapped_column(
        ForeignKey("experience_number.id", ondelete="CASCADE"), primary_key=True
    )
    to_number: Mapped[int] = mapped_column(
        ForeignKey("experience_number.id", ondelete="CASCADE"), primary_key=True
    )
    relation: Mapped[str] = mapped_column(String(10))
