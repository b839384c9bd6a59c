"""What came of an answer."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.db import Model
from exchange.library.models.words import one_of

STAGES = ("accept", "month", "quarter")  # a week after an answer; 30 and 90 days after accepting
OUTCOMES = ("", "worked", "partly", "no", "too_early")
_DUE = text("asked_at IS NULL")


class FollowUp(Model):
    """An asker is asked to accept an answer, and later whether it worked."""

    __tablename__ = "follow_up"
    __table_args__ = (
        UniqueConstraint("thread_id", "stage"),
        one_of("stage", STAGES),
        one_of("outcome", OUTCOMES),
        Index("ix_follow_up_due_at_unasked", "due_at", sqlite_where=_DUE, postgresql_where=_DUE),
        Index(None, "post_id"),
        Index(None, "mentor_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id", ondelete="CASCADE"))
    stage: Mapped[str] = mapped_column(String(10))
    post_id: Mapped[int | None] = mapped_column(  # the answer that it is about
        ForeignKey("post.id", ondelete="SET NULL")
    )
    mentor_id: Mapped[int | None] = mapped_column(  # who wrote it
        ForeignKey("account.id", ondelete="SET NULL")
    )
    due_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(10), default="")
    sentence: Mapped[str] = mapped_column(String(1000), default="")
    lang: Mapped[str] = mapped_column(String(10), default="")  # of the sentence
    answered_at: Mapped[datetime | None]
    edit_version: Mapped[int] = mapped_column(Integer, default=1)
