"""What somebody asks in confidence, who reads it, what is said, and what of it may be published."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.clock import now
from exchange.kernel.db import Model
from exchange.library.models.words import one_of

VOICES = ("asker", "mentor", "coordinator")
LEFT = ("", "declined", "taken_off")
AGREED = ("", "agreed", "declined")
_OPEN = text("ended_at IS NULL")


class PrivateConsultation(Model):
    """A member asks in confidence: only they, the mentors who are assigned and the coordinators of
    mentoring read it. Nothing but these tables knows of it."""

    __tablename__ = "private_consultation"
    __table_args__ = (
        Index(None, "asker_id", "last_note_at"),
        Index(
            "ix_private_consultation_last_note_at_open",
            "last_note_at",
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index(
            "ix_private_consultation_remind_at_open",
            "remind_at",
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    asker_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(200))
    lang: Mapped[str] = mapped_column(String(10))
    zone: Mapped[str] = mapped_column(String(40))  # of the asker, and their country or "":
    country: Mapped[str] = mapped_column(String(2), default="")  # whose working days count
    asked_at: Mapped[datetime] = mapped_column(default=now)
    last_note_at: Mapped[datetime] = mapped_column(default=now)
    remind_at: Mapped[datetime | None]  # of it that no mentor is assigned; None once one is
    ended_at: Mapped[datetime | None]  # by the asker, or by silence


class PrivateConsultationTag(Model):
    """A subject of one."""

    __tablename__ = "private_consultation_tag"
    __table_args__ = (Index(None, "tag_id"),)

    consultation_id: Mapped[int] = mapped_column(
        ForeignKey(
            "private_consultation.id",
            ondelete="CASCADE",
            name="fk_private_consultation_tag_consultation",  # PostgreSQL has 63 letters
        ),
        primary_key=True,
    )
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True)


class PrivateConsultationMentor(Model):
    """A mentor who is assigned, or was."""

    __tablename__ = "private_consultation_mentor"
    __table_args__ = (
        one_of("left_as", LEFT),
        Index(None, "account_id", "left_as"),
        Index(None, "by_id"),
    )

    consultation_id: Mapped[int] = mapped_column(
        ForeignKey(
            "private_consultation.id",
            ondelete="CASCADE",
            name="fk_private_consultation_mentor_consultation",  # PostgreSQL has 63 letters
        ),
        primary_key=True,
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    assigned_at: Mapped[datetime] = mapped_column(default=now)
    left_as: Mapped[str] = mapped_column(String(10), default="")  # "": reads it


class PrivateExclusion(Model):
    """Somebody whom the asker does not want to read it, whatever role they have or get."""

    __tablename__ = "private_exclusion"
    __table_args__ = (Index(None, "account_id"),)

    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("private_consultation.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )


class PrivateNote(Model):
    """What one of them wrote; the first is the question. Rendered once, and never changed."""

    __tablename__ = "private_note"
    __table_args__ = (
        one_of("voice", VOICES),
        Index(None, "consultation_id", "id"),
        Index(None, "author_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("private_consultation.id", ondelete="CASCADE")
    )
    author_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    voice: Mapped[str] = mapped_column(String(20))  # as what they wrote it
    source: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    renderer_version: Mapped[int] = mapped_column(Integer)
    lang: Mapped[str] = mapped_column(String(10))
    written_at: Mapped[datetime] = mapped_column(default=now)


class PrivateDraft(Model):
    """What somebody has begun to ask in confidence, or to write in a consultation: theirs alone,
    and of no use once they read that no more. Goes with it."""

    __tablename__ = "private_draft"
    __table_args__ = (
        Index(None, "account_id", "consultation_id"),
        Index(None, "consultation_id"),
        Index(None, "saved_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    consultation_id: Mapped[int | None] = mapped_column(  # None: a question
        ForeignKey("private_consultation.id", ondelete="CASCADE")
    )
    title: Mapped[str] = mapped_column(String(200), default="")
    source: Mapped[str] = mapped_column(Text)
    lang: Mapped[str] = mapped_column(String(10))
    choices: Mapped[dict[str, Any]] = mapped_column(JSON)  # of a question: tags, excluded
    version: Mapped[int] = mapped_column(Integer, default=1)  # raised by each saving
    saved_by: Mapped[str] = mapped_column(String(32))  # the form that saved it last
    saved_at: Mapped[datetime] = mapped_column(default=now)


class PrivateNoteFile(Model):
    """A picture or a document under a note; of one note only, and never published along."""

    __tablename__ = "private_note_file"
    __table_args__ = (Index(None, "file_id"),)

    note_id: Mapped[int] = mapped_column(
        ForeignKey("private_note.id", ondelete="CASCADE"), primary_key=True
    )
    file_id: Mapped[int] = mapped_column(
        ForeignKey("file.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(Integer)


class PrivateDraftFile(Model):
    """A file that a draft will bring."""

    __tablename__ = "private_draft_file"
    __table_args__ = (Index(None, "file_id"),)

    draft_id: Mapped[int] = mapped_column(
        ForeignKey("private_draft.id", ondelete="CASCADE"), primary_key=True
    )
    file_id: Mapped[int] = mapped_column(
        ForeignKey("file.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(Integer)


class PrivatePublication(Model):
    """What of it the asker would let everybody read, without names; once it is published, where.

    Goes with the consultation: then nothing leads from the thread to who asked.
    """

    __tablename__ = "private_publication"
    __table_args__ = (Index(None, "proposed_by_id"), Index(None, "thread_id"))

    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("private_consultation.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    proposed_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL")
    )
    title: Mapped[str] = mapped_column(String(200), default="")
    question: Mapped[str] = mapped_column(Text, default="")
    lang: Mapped[str] = mapped_column(String(10), default="")
    consented_at: Mapped[datetime | None]  # by the asker, to these words
    thread_id: Mapped[int | None] = mapped_column(ForeignKey("thread.id", ondelete="SET NULL"))
    published_at: Mapped[datetime | None]
    edit_version: Mapped[int] = mapped_column(Integer, default=1)


class PrivateAnswer(Model):
    """The words of one mentor in it; they appear only if that mentor agrees to them as they are."""

    __tablename__ = "private_answer"
    __table_args__ = (one_of("ruling", AGREED), Index(None, "account_id"))

    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("private_publication.consultation_id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    words: Mapped[str] = mapped_column(Text)
    ruling: Mapped[str] = mapped_column(String(10), default="")
    ruled_at: Mapped[datetime | None]  # with an empty ruling: on what stood there before
