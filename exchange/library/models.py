"""Tables of the library."""

from collections.abc import Iterable
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

LANGUAGE = String(10)  # a code of exchange.text.languages
_PUBLISHED = text("state = 'published'")


def _one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


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
        _one_of("kind", vocabulary.KINDS),
        _one_of("scope", vocabulary.SCOPES),
        _one_of("state", vocabulary.STATES),
        _one_of("level", ("", *vocabulary.LEVELS)),
        _one_of("maturity", ("", *vocabulary.MATURITIES)),
        _one_of("licence", vocabulary.LICENCES),
        _one_of("precision", ("", *vocabulary.PRECISIONS)),
        CheckConstraint("start_month BETWEEN 1 AND 12", name="start_month"),
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude"),
        Index(None, "state", "published_at", "id"),
        Index(None, "state", "moved_at"),
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
    is_sample: Mapped[bool] = mapped_column(default=False)


class ExperienceAuthor(Model):
    """A person credited in a record: as its author, or for words of theirs that it uses."""

    __tablename__ = "experience_author"
    __table_args__ = (_one_of("role", vocabulary.ROLES), Index(None, "account_id"))

    experience_id: Mapped[int] = mapped_column(
        ForeignKey("experience.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="RESTRICT"), primary_key=True
    )
    role: Mapped[str] = mapped_column(String(10), default="author")
    position: Mapped[int] = mapped_column(Integer, default=0)


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
        _one_of("vocabulary", vocabulary.TERMS),
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


class ExperienceVerdict(Model):
    """What a reader decided about a draft, signed; marks from 1 to 4 come with publication."""

    __tablename__ = "experience_verdict"
    __table_args__ = (
        _one_of("verdict", vocabulary.VERDICTS),
        *(CheckConstraint(f"{mark} BETWEEN 1 AND 4", name=mark) for mark in vocabulary.MARKS),
        Index(None, "experience_id"),
        Index(None, "reader_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    experience_id: Mapped[int] = mapped_column(ForeignKey("experience.id", ondelete="CASCADE"))
    reader_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    verdict: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text)
    lang: Mapped[str] = mapped_column(LANGUAGE)  # of the note
    relevance: Mapped[int | None] = mapped_column(Integer)
    evidence: Mapped[int | None] = mapped_column(Integer)
    transferability: Mapped[int | None] = mapped_column(Integer)
    clarity: Mapped[int | None] = mapped_column(Integer)
    given_at: Mapped[datetime] = mapped_column(default=now)


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


class ExperiencePaper(Model):
    """A PDF of a public version, made when somebody first asks for it; its bytes lie in the store
    of files as `key`. A row without an experience waits to be cleared away."""

    __tablename__ = "experience_paper"
    __table_args__ = (
        UniqueConstraint("experience_id", "lang", "form"),
        _one_of("form", vocabulary.PAPERS),
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
        _one_of("state", ("draft", "reviewed")),
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
