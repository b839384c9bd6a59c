"""Tables of polls."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.clock import now
from exchange.kernel.db import Model

RESULTS = ("always", "after_voting", "after_closing")  # when those who may read the thread see them


class Poll(Model):
    """One question under a thread, with its choices; a thread has one at most."""

    __tablename__ = "poll"
    __table_args__ = (
        CheckConstraint("results IN ('always', 'after_voting', 'after_closing')", name="results"),
        CheckConstraint("most >= 1", name="most"),
        Index(None, "by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id", ondelete="CASCADE"), unique=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    question: Mapped[str] = mapped_column(String(200))
    lang: Mapped[str] = mapped_column(String(10))
    most: Mapped[int] = mapped_column(Integer)  # choices that one may take
    results: Mapped[str] = mapped_column(String(20))
    voter_count: Mapped[int] = mapped_column(Integer, default=0)
    added_at: Mapped[datetime] = mapped_column(default=now)
    closes_at: Mapped[datetime | None]


class PollChoice(Model):
    """One of the answers to choose from."""

    __tablename__ = "poll_choice"
    __table_args__ = (UniqueConstraint("poll_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(Integer)
    words: Mapped[str] = mapped_column(String(120))
    vote_count: Mapped[int] = mapped_column(Integer, default=0)


class PollVote(Model):
    """A person took a choice. Who took which is shown to nobody."""

    __tablename__ = "poll_vote"
    __table_args__ = (Index(None, "account_id"),)

    choice_id: Mapped[int] = mapped_column(
        ForeignKey("poll_choice.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    voted_at: Mapped[datetime] = mapped_column(default=now)
