"""What goes with a published record: papers, translations, searches that are saved."""

from datetime import datetime

from sqlalchemy import (
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.clock import now
from exchange.kernel.db import Model
from exchange.library import vocabulary
from exchange.library.models.words import LANGUAGE, one_of


class ExperiencePaper(Model):
    """A PDF of a public version, made when somebody first asks for it; its bytes lie in the store
    of files as `key`. A row without an experience waits to be cleared away."""

    __tablename__ = "experience_paper"
    __table_args__ = (
        UniqueConstraint("experience_id", "lang", "form"),
        one_of("form", vocabulary.PAPERS),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    experience_id: Mapped[int | None] = mapped_column(
        ForeignKey("experience.id", ondelete="SET NULL")
    )
    lang: Mapped[str] = mapped_column(LANGUAGE)  # of the words around the record
    form: Mapped[str] = mapped_column(String(10))
    key: Mapped[str] = mapped_column(String(32), unique=True)
    look: Mapped[int] = mapped_column(Integer)  # the release of the sheet it was made with
    bytes: Mapped[int | None] = mapped_column(Integer)
    asked_at: Mapped[datetime] = mapped_column(default=now)
    made_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]


class ExperienceTranslation(Model):
    """One text of a version in another language, by the name that `library.fields` gives it.

    Taken out, it stays with an empty text: what comes after it is a later edit of the same thing.
    """

    __tablename__ = "experience_translation"
    __table_args__ = (
        UniqueConstraint("experience_id", "lang", "field"),
        one_of("state", ("draft", "reviewed")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    experience_id: Mapped[int] = mapped_column(ForeignKey("experience.id", ondelete="CASCADE"))
    lang: Mapped[str] = mapped_column(LANGUAGE)
    field: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text, default="")  # of Markdown
    state: Mapped[str] = mapped_column(String(10), default="draft")
    source_digest: Mapped[str] = mapped_column(String(32))  # of what it was translated from
    translator_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    reviewer_id: Mapped[int | None] = mapped_column(  # who reviewed it, or gave it back last
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    note: Mapped[str] = mapped_column(Text, default="")  # with which it was given back
    note_lang: Mapped[str] = mapped_column(LANGUAGE, default="")
    translated_at: Mapped[datetime] = mapped_column(default=now)
    reviewed_at: Mapped[datetime | None]
    edit_version: Mapped[int] = mapped_column(Integer, default=1)


class SavedSearch(Model):
    """A list that a person wants to be told of: its choices, under a name of theirs."""

    __tablename__ = "saved_search"
    __table_args__ = (UniqueConstraint("account_id", "asked"), Index(None, "waiting_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    asked: Mapped[str] = mapped_column(Text)  # as an address says it: "country=RS&theme=youth"
    saved_at: Mapped[datetime] = mapped_column(default=now)
    told_at: Mapped[datetime | None]
    waiting_id: Mapped[int | None] = mapped_column(  # the newest that fits and is not told of yet
        ForeignKey("experience.id", ondelete="SET NULL")
    )
