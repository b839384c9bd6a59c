"""Office hours: times at which a mentor talks with members, one at a time."""

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

SHORTEST, LONGEST = 10, 120  # minutes of one talk
PLACE, PURPOSE, ABOUT, REASON = 300, 500, 500, 500  # characters
WHY = ("", "mentor", "away", "role")  # withdrawn by whom, or because of what
_STANDS = text("withdrawn_at IS NULL")


class OfficeSlot(Model):
    """A time that a mentor offers, and the member who booked it: never two.

    A slot that is withdrawn keeps its member, so that they find the reason. `edit_version` rises
    with everything that happens to it: nobody books another time than they read.
    """

    __tablename__ = "office_slot"
    __table_args__ = (
        CheckConstraint(f"minutes BETWEEN {SHORTEST} AND {LONGEST}", name="minutes"),
        one_of("why", WHY),
        Index(
            "uq_office_slot_mentor_id_starts_at_standing",
            "mentor_id",
            "starts_at",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
        Index(None, "mentor_id", "starts_at"),
        Index(None, "member_id", "starts_at"),
        Index(None, "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mentor_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime]
    minutes: Mapped[int] = mapped_column(Integer)
    place: Mapped[str] = mapped_column(String(PLACE))  # a link, a telephone; for the two alone
    purpose: Mapped[str] = mapped_column(String(PURPOSE), default="")
    lang: Mapped[str] = mapped_column(String(10))  # of the two above
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)  # that can be spoken
    member_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    about: Mapped[str] = mapped_column(String(ABOUT), default="")
    about_lang: Mapped[str] = mapped_column(String(10), default="")
    booked_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]  # the two, the day before; or there is no need
    withdrawn_at: Mapped[datetime | None]
    why: Mapped[str] = mapped_column(String(10), default="")
    reason: Mapped[str] = mapped_column(String(REASON), default="")  # as the mentor wrote it
    reason_lang: Mapped[str] = mapped_column(String(10), default="")
    edit_version: Mapped[int] = mapped_column(Integer, default=1)


class OfficeNote(Model):
    """What one of the two wrote down of their talk, for the two alone.

    Either may ask for it to become a thread; once the other agrees, whoever wrote it begins one.
    """

    __tablename__ = "office_note"
    __table_args__ = (
        UniqueConstraint("slot_id", "by_id"),
        Index(None, "by_id"),
        Index(None, "asked_by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("office_slot.id", ondelete="CASCADE"))
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    body: Mapped[str] = mapped_column(Text)
    lang: Mapped[str] = mapped_column(String(10))
    written_at: Mapped[datetime] = mapped_column(default=now)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    agreed_at: Mapped[datetime | None]  # the other one, to these words
    edit_version: Mapped[int] = mapped_column(Integer, default=1)
