"""Records, their versions, and what lists are narrowed by."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Float,
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
from exchange.library import vocabulary
from exchange.library.models.words import LANGUAGE, one_of

_PUBLISHED = text("state = 'published'")


class ExperienceNumber(Model):
    """A record of the library, whatever its versions: its id is the number in ALTER-XP-0001."""

    __tablename__ = "experience_number"

    id: Mapped[int] = mapped_column(primary_key=True)
    begun_at: Mapped[datetime] = mapped_column(default=now)


class Experience(Model):
    """One version of a record. Once published it is not edited: another version is begun."""

    __tablename__ = "experience"
    __table_args__ = (
        UniqueConstraint("number", "version"),
        one_of("kind", vocabulary.KINDS),
        one_of("scope", vocabulary.SCOPES),
        one_of("state", vocabulary.STATES),
        one_of("level", ("", *vocabulary.LEVELS)),
        one_of("maturity", ("", *vocabulary.MATURITIES)),
        one_of("licence", vocabulary.LICENCES),
        one_of("precision", ("", *vocabulary.PRECISIONS)),
        one_of("reading", ("", *vocabulary.READINGS)),
        CheckConstraint("start_month BETWEEN 1 AND 12", name="start_month"),
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude"),
        Index(None, "state", "published_at", "id"),
        Index(None, "state", "moved_at"),
        Index(  # all that lists are narrowed by, without the long texts beside it
            "ix_experience_catalogue",
            "published_at",
            "id",
            "kind",
            "lang",
            "level",
            "maturity",
            "start_year",
            "reuse_count",
            "latitude",
            "longitude",
            "precision",
            sqlite_where=_PUBLISHED,
            postgresql_where=_PUBLISHED,
        ),
        Index(
            "uq_experience_number_published",
            "number",
            unique=True,
            sqlite_where=_PUBLISHED,
            postgresql_where=_PUBLISHED,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(ForeignKey("experience_number.id", ondelete="CASCADE"))
    version: Mapped[int] = mapped_column(Integer, default=1)
    state: Mapped[str] = mapped_column(String(20), default="draft")
    moved_at: Mapped[datetime] = mapped_column(default=now)  # into this state
    kind: Mapped[str] = mapped_column(String(20), default="snapshot")
    scope: Mapped[str] = mapped_column(String(20), default="project")
    lang: Mapped[str] = mapped_column(LANGUAGE)
    title: Mapped[str] = mapped_column(String(100), default="")
    summary: Mapped[str] = mapped_column(Text, default="")
    english_title: Mapped[str] = mapped_column(String(100), default="")
    english_summary: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(String(120), default="")
    latitude: Mapped[float | None] = mapped_column(Float)  # degrees, WGS 84
    longitude: Mapped[float | None] = mapped_column(Float)
    precision: Mapped[str] = mapped_column(String(20), default="")  # of the two above
    level: Mapped[str] = mapped_column(String(20), default="")
    challenge: Mapped[str] = mapped_column(Text, default="")  # Markdown
    challenge_html: Mapped[str] = mapped_column(Text, default="")
    what_was_done: Mapped[str] = mapped_column(Text, default="")  # Markdown
    what_was_done_html: Mapped[str] = mapped_column(Text, default="")
    renderer_version: Mapped[int] = mapped_column(Integer)
    lead_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="RESTRICT"), index=True
    )
    start_year: Mapped[int | None] = mapped_column(Integer)
    start_month: Mapped[int | None] = mapped_column(Integer)
    lesson: Mapped[str] = mapped_column(Text, default="")
    maturity: Mapped[str] = mapped_column(String(20), default="")
    body: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # see library.body
    body_html: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # its long texts
    version_note: Mapped[str] = mapped_column(Text, default="")  # what is new in this version
    licence: Mapped[str] = mapped_column(String(20), default="CC BY 4.0")
    consent_by_id: Mapped[int | None] = mapped_column(  # to publish under that licence
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    consent_at: Mapped[datetime | None]
    consent_version: Mapped[int | None] = mapped_column(Integer)  # the edit_version agreed to
    reader_id: Mapped[int | None] = mapped_column(  # who holds it, or held it last
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    reading: Mapped[str] = mapped_column(String(10), default="")  # as what they hold it
    reminded_at: Mapped[datetime | None]  # whoever is to move it on, since it is in this state
    origin_thread_id: Mapped[int | None] = mapped_column(
        ForeignKey("thread.id", ondelete="SET NULL"), index=True
    )
    origin_post_id: Mapped[int | None] = mapped_column(
        ForeignKey("post.id", ondelete="SET NULL"), index=True
    )
    begun_at: Mapped[datetime] = mapped_column(default=now)
    edited_at: Mapped[datetime] = mapped_column(default=now)
    edited_by_id: Mapped[int | None] = mapped_column(  # who saved it last
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    edit_version: Mapped[int] = mapped_column(Integer, default=1)  # raised by edits only
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawal_reason: Mapped[str] = mapped_column(Text, default="")
    reuse_count: Mapped[int] = mapped_column(Integer, default=0)  # declared and confirmed
    is_sample: Mapped[bool] = mapped_column(default=False)


class ExperienceAuthor(Model):
    """A person credited in a record: as its author, or for words of theirs that it uses."""

    __tablename__ = "experience_author"
    __table_args__ = (
        one_of("role", vocabulary.ROLES),
        one_of("answer", vocabulary.ANSWERS),
        Index(None, "account_id"),
    )

    experience_id: Mapped[int] = mapped_column(
        ForeignKey("experience.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="RESTRICT"), primary_key=True
    )
    role: Mapped[str] = mapped_column(String(10), default="author")
    position: Mapped[int] = mapped_column(Integer, default=0)
    asked_at: Mapped[datetime | None]  # whether their words may be published in it
    answer: Mapped[str] = mapped_column(String(10), default="")
    answered_at: Mapped[datetime | None]


class ExperienceCountry(Model):
    """A country or territory where it happened."""

    __tablename__ = "experience_country"
    __table_args__ = (Index(None, "country", "experience_id"),)

    experience_id: Mapped[int] = mapped_column(
        ForeignKey("experience.id", ondelete="CASCADE"), primary_key=True
    )
    country: Mapped[str] = mapped_column(String(2), primary_key=True)  # ISO 3166 and XK


class ExperienceTerm(Model):
    """A word of one of `vocabulary.TERMS` that fits a record: what lists are narrowed by."""

    __tablename__ = "experience_term"
    __table_args__ = (
        one_of("vocabulary", vocabulary.TERMS),
        Index(None, "vocabulary", "code", "experience_id"),
    )

    experience_id: Mapped[int] = mapped_column(
        ForeignKey("experience.id", ondelete="CASCADE"), primary_key=True
    )
    vocabulary: Mapped[str] = mapped_column(String(20), primary_key=True)
    code: Mapped[str] = mapped_column(String(20), primary_key=True)


class ExperienceTag(Model):
    """A theme of it: a tag with is_theme."""

    __tablename__ = "experience_tag"
    __table_args__ = (Index(None, "tag_id", "experience_id"),)

    experience_id: Mapped[int] = mapped_column(
        ForeignKey("experience.id", ondelete="CASCADE"), primary_key=True
    )
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True)
