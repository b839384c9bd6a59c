"""Where a question is: who was asked, who has it, what its clock says."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.clock import now
from exchange.kernel.db import Model
from exchange.library.models.words import one_of

ANSWERS = ("", "taken", "declined", "lapsed")  # lapsed: another has it, or they may not any more
STEPS = (
    "asked",
    "proposed",
    "taken",
    "declined",
    "given_back",
    "handed_over",
    "assigned",
    "left_away",
    "left_room",
    "left_role",
    "widened",
    "half_time",
    "eve",
    "past_promise",
    "given_up",
    "needs_more",
    "told_more",
    "answered",
    "ended",
    "begun_anew",
)
_OPEN = text("ended_at IS NULL")
_TO_TELL = text("is_to_tell")


class Question(Model):
    """Beside a thread that is a question: the way to its mentor and the clock of the promise.

    All moments of the clock are stored when it starts, so that a change of the promise, of a
    calendar or of clocks moves nothing that was said; those of whoever takes it late, when they do.
    It ends with the first answer by a mentor who did not ask, and when the thread takes none any
    more; it begins anew when it does again.
    """

    __tablename__ = "question"
    __table_args__ = (
        Index(
            "ix_question_mentor_id_open", "mentor_id", sqlite_where=_OPEN, postgresql_where=_OPEN
        ),
        Index(None, "mentor_id"),
        Index(
            "ix_question_started_at_open",
            "started_at",
            "thread_id",
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index(
            "ix_question_due_at_started_at_thread_id_open",
            "due_at",
            "started_at",
            "thread_id",
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index(None, "next_at"),
        Index(None, "answered_at"),
        Index(None, "taken_at", "mentor_id"),
    )

    thread_id: Mapped[int] = mapped_column(
        ForeignKey("thread.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    started_at: Mapped[datetime] = mapped_column(default=now)
    zone: Mapped[str] = mapped_column(String(40))  # of the asker, when the clock started
    country: Mapped[str] = mapped_column(String(2), default="")  # whose holidays it knows
    days: Mapped[int | None] = mapped_column(Integer)  # working days; None: nothing is promised
    half_at: Mapped[datetime | None]
    eve_at: Mapped[datetime | None]  # the morning of the last working day before it is due
    due_at: Mapped[datetime | None]
    twice_at: Mapped[datetime | None]
    again_at: Mapped[datetime | None]  # until when whoever took it after twice the time has it
    next_at: Mapped[datetime | None]  # when the clock, or its asker's silence, has something to do
    stopped_at: Mapped[datetime | None]  # the asker owes information since then
    mentor_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    taken_at: Mapped[datetime | None]
    widened_at: Mapped[datetime | None]  # all who fit may take it, not those asked alone
    given_up_at: Mapped[datetime | None]  # the coordinator has to find somebody
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    is_from_confidence: Mapped[bool] = mapped_column(  # its thread says so too; not whose it was
        default=False, server_default=false()
    )
    edit_version: Mapped[int] = mapped_column(Integer, default=1)


class Proposal(Model):
    """A mentor is asked whether they take a question, with the reasons why they are."""

    __tablename__ = "proposal"
    __table_args__ = (
        UniqueConstraint("thread_id", "account_id"),
        one_of("answer", ANSWERS),
        Index(None, "account_id", "answer"),
        Index(None, "account_id", "proposed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("question.thread_id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    reasons: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # mentoring.fitness.Fitness
    proposed_at: Mapped[datetime] = mapped_column(default=now)
    answer: Mapped[str] = mapped_column(String(10), default="")
    answered_at: Mapped[datetime | None]


class QuestionStep(Model):
    """Something that happened to a question on its way: the log, and what is still to be told.

    Where it begins anew the step keeps what its figures ask of the clock before.
    """

    __tablename__ = "question_step"
    __table_args__ = (
        one_of("what", STEPS),
        Index(None, "thread_id", "id"),
        Index(None, "by_id"),
        Index(None, "to_id"),
        Index(
            "ix_question_step_to_tell", "to_id", sqlite_where=_TO_TELL, postgresql_where=_TO_TELL
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("question.thread_id", ondelete="CASCADE"))
    what: Mapped[str] = mapped_column(String(20))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    to_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    note: Mapped[str] = mapped_column(String(500), default="")  # whoever did it, to whoever has it
    lang: Mapped[str] = mapped_column(String(10), default="")  # of the note
    is_to_tell: Mapped[bool] = mapped_column(default=False)  # with the next digest to `to_id`
    told_with: Mapped[str] = mapped_column(String(40), default="")  # the key of that digest
    made_at: Mapped[datetime] = mapped_column(default=now)
    former_days: Mapped[int | None] = mapped_column(Integer)
    former_due_at: Mapped[datetime | None]
    former_stopped_at: Mapped[datetime | None]
