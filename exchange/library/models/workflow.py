"""What readers say of a draft, and where it has been."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
)
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.clock import now
from exchange.kernel.db import Model
from exchange.library import vocabulary
from exchange.library.models.words import LANGUAGE, one_of


class ExperienceVerdict(Model):
    """What a reader decided about a draft as it was then, signed; with marks from 1 to 4 where it
    was accepted."""

    __tablename__ = "experience_verdict"
    __table_args__ = (
        one_of("verdict", vocabulary.VERDICTS),
        one_of("reading", ("", *vocabulary.READINGS)),
        *(CheckConstraint(f"{mark} BETWEEN 1 AND 4", name=mark) for mark in vocabulary.MARKS),
        Index(None, "experience_id"),
        Index(None, "reader_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    experience_id: Mapped[int] = mapped_column(ForeignKey("experience.id", ondelete="CASCADE"))
    reader_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    reading: Mapped[str] = mapped_column(String(10), default="")
    verdict: Mapped[str] = mapped_column(String(20))
    edit_version: Mapped[int] = mapped_column(Integer, default=1)  # of the text that was read
    content: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # that text: library.contents
    note: Mapped[str] = mapped_column(Text)
    lang: Mapped[str] = mapped_column(LANGUAGE)  # of the note
    relevance: Mapped[int | None] = mapped_column(Integer)
    evidence: Mapped[int | None] = mapped_column(Integer)
    transferability: Mapped[int | None] = mapped_column(Integer)
    clarity: Mapped[int | None] = mapped_column(Integer)
    given_at: Mapped[datetime] = mapped_column(default=now)


class ExperienceRemark(Model):
    """What a reader asks to be changed in one field; done when an author says so."""

    __tablename__ = "experience_remark"

    id: Mapped[int] = mapped_column(primary_key=True)
    verdict_id: Mapped[int] = mapped_column(
        ForeignKey("experience_verdict.id", ondelete="CASCADE"), index=True
    )
    field: Mapped[str] = mapped_column(String(40))  # of library.fields
    text: Mapped[str] = mapped_column(Text)  # in the language of the verdict
    answer: Mapped[str] = mapped_column(Text, default="")
    answer_lang: Mapped[str] = mapped_column(LANGUAGE, default="")
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )


class ExperienceMove(Model):
    """Who moved a record from which state to which, when and why: its log."""

    __tablename__ = "experience_move"
    __table_args__ = (Index(None, "experience_id"), Index(None, "by_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    experience_id: Mapped[int] = mapped_column(ForeignKey("experience.id", ondelete="CASCADE"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    from_state: Mapped[str] = mapped_column(String(20))  # "" for the first
    to_state: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text, default="")
    moved_at: Mapped[datetime] = mapped_column(default=now)
