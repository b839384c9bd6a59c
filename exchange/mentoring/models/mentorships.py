"""Mentorships: an organisation and a mentor who work together for a while."""

from datetime import date, datetime

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

ENDINGS = ("", "reached", "early", "declined")  # declined: it never began
SIDES = ("mentor", "organisation")
WAYS = ("in_person", "online")
MOST_AIMS, AIM = 5, 300
WHY, REASON, WHO, AGREED, NEXT, NOTE = 2_000, 1_000, 300, 4_000, 500, 8_000  # characters
_OPEN = text("ended_at IS NULL")


class Mentorship(Model):
    """Proposed by somebody, accepted by both sides, ended by one of them.

    `aims` are pairs of words and state. Whoever accepts accepts these aims: while it is only
    proposed, a change of them is to be accepted anew by the sides that did not make it.
    """

    __tablename__ = "mentorship"
    __table_args__ = (
        one_of("ending", ENDINGS),
        CheckConstraint("starts_on <= ends_on", name="starts_on"),
        Index(
            "uq_mentorship_organisation_id_mentor_id_open",
            "organisation_id",
            "mentor_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index(None, "organisation_id"),
        Index(None, "mentor_id"),
        Index(None, "proposed_by_id"),
        Index(None, "accepted_by_id"),
        Index(None, "ended_by_id"),
        Index(None, "ends_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    mentor_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    proposed_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL")
    )
    proposed_at: Mapped[datetime] = mapped_column(default=now)
    why: Mapped[str] = mapped_column(Text, default="")
    aims: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    lang: Mapped[str] = mapped_column(String(10))  # of the two above
    starts_on: Mapped[date]
    ends_on: Mapped[date]  # as planned
    mentor_accepted_at: Mapped[datetime | None]
    organisation_accepted_at: Mapped[datetime | None]
    accepted_by_id: Mapped[int | None] = mapped_column(  # for the organisation
        ForeignKey("account.id", ondelete="SET NULL")
    )
    reminded_at: Mapped[datetime | None]  # that the planned end is near
    ended_at: Mapped[datetime | None]
    ending: Mapped[str] = mapped_column(String(10), default="")
    end_reason: Mapped[str] = mapped_column(Text, default="")
    end_lang: Mapped[str] = mapped_column(String(10), default="")
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    edit_version: Mapped[int] = mapped_column(Integer, default=1)


class MentorshipMeeting(Model):
    """They met: who took part, what was agreed, what comes next."""

    __tablename__ = "mentorship_meeting"
    __table_args__ = (
        one_of("way", WAYS),
        Index(None, "mentorship_id", "held_on"),
        Index(None, "by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mentorship_id: Mapped[int] = mapped_column(ForeignKey("mentorship.id", ondelete="CASCADE"))
    held_on: Mapped[date]
    way: Mapped[str] = mapped_column(String(10))
    who: Mapped[str] = mapped_column(String(WHO))
    agreed: Mapped[str] = mapped_column(Text)
    next_step: Mapped[str] = mapped_column(String(NEXT), default="")
    lang: Mapped[str] = mapped_column(String(10))  # of the three above
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    written_at: Mapped[datetime] = mapped_column(default=now)
    edit_version: Mapped[int] = mapped_column(Integer, default=1)


class MentorshipNote(Model):
    """What somebody of one side wrote for all who see the mentorship."""

    __tablename__ = "mentorship_note"
    __table_args__ = (Index(None, "mentorship_id", "id"), Index(None, "by_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    mentorship_id: Mapped[int] = mapped_column(ForeignKey("mentorship.id", ondelete="CASCADE"))
    body: Mapped[str] = mapped_column(Text)
    lang: Mapped[str] = mapped_column(String(10))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    written_at: Mapped[datetime] = mapped_column(default=now)
    edit_version: Mapped[int] = mapped_column(Integer, default=1)


class MentorshipEvaluation(Model):
    """What one side says once it has ended; the other side reads it when it has said its own."""

    __tablename__ = "mentorship_evaluation"
    __table_args__ = (
        UniqueConstraint("mentorship_id", "side"),
        one_of("side", SIDES),
        *(
            CheckConstraint(f"{name} BETWEEN 1 AND 5", name=name)
            for name in ("reached", "together", "again")
        ),
        Index(None, "by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mentorship_id: Mapped[int] = mapped_column(ForeignKey("mentorship.id", ondelete="CASCADE"))
    side: Mapped[str] = mapped_column(String(20))
    reached: Mapped[int] = mapped_column(Integer)  # the aims; 5 is best, in all three
    together: Mapped[int] = mapped_column(Integer)  # how well they worked
    again: Mapped[int] = mapped_column(Integer)  # whether they would do it once more
    body: Mapped[str] = mapped_column(Text, default="")
    lang: Mapped[str] = mapped_column(String(10))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    given_at: Mapped[datetime] = mapped_column(default=now)
