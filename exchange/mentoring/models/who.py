"""What a mentor says of themselves, and how one becomes a mentor."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.clock import now
from exchange.kernel.db import Model
from exchange.library.models.words import one_of

MOST_OPEN = 20
USUALLY_OPEN = 3  # questions at once, unless a mentor says otherwise


class MentorProfile(Model):
    """Beside the themes and the languages that a mentor reads; without a row nothing is known."""

    __tablename__ = "mentor_profile"
    __table_args__ = (CheckConstraint(f"most_open BETWEEN 0 AND {MOST_OPEN}", name="most_open"),)

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    writes: Mapped[list[str]] = mapped_column(JSON, default=list)  # languages
    countries: Mapped[list[str]] = mapped_column(JSON, default=list)  # known; ISO 3166 and XK
    most_open: Mapped[int] = mapped_column(Integer, default=USUALLY_OPEN)  # questions at once
    edit_version: Mapped[int] = mapped_column(Integer, default=1)


class DaysAway(Model):
    """On these days, both included, a mentor takes no questions."""

    __tablename__ = "days_away"
    __table_args__ = (
        CheckConstraint("first_day <= last_day", name="first_day"),
        Index(None, "account_id", "last_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    first_day: Mapped[date]  # in their own zone
    last_day: Mapped[date]


class MentorInvitation(Model):
    """An admin invites a person to be a mentor; the person accepts or declines."""

    __tablename__ = "mentor_invitation"
    __table_args__ = (
        one_of("answer", ("", "accepted", "declined", "taken_back")),
        Index(None, "account_id", "id"),
        Index(None, "by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    note: Mapped[str] = mapped_column(Text, default="")
    lang: Mapped[str] = mapped_column(String(10), default="")  # of the note
    invited_at: Mapped[datetime] = mapped_column(default=now)
    answer: Mapped[str] = mapped_column(String(10), default="")
    answered_at: Mapped[datetime | None]
