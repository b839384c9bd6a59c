"""Tables of moderation."""

from datetime import datetime

from sqlalchemy import (
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

LANGUAGE = String(10)  # a code of exchange.text.languages
_CODES = "'respect', 'advertising', 'personal-data', 'copyright', 'off-topic', 'false-information'"
_OPEN = text("decided_at IS NULL")


class Case(Model):
    """What a moderator has to decide, or has decided, about one post; one at a time is open."""

    __tablename__ = "moderation_case"  # "case" is a word of SQL
    __table_args__ = (
        CheckConstraint("outcome IN ('hidden', 'dismissed')", name="outcome"),
        CheckConstraint("(decided_at IS NULL) = (outcome IS NULL)", name="decided"),
        CheckConstraint(f"rule IN ('', {_CODES})", name="rule"),
        CheckConstraint("outcome <> 'hidden' OR rule <> ''", name="hidden_by_a_rule"),
        Index(None, "post_id", "decided_at"),
        Index(None, "decided_by_id"),
        Index(
            "uq_moderation_case_post_id_open",
            "post_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index(
            "ix_moderation_case_opened_at_id_open",
            "opened_at",
            "id",
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    opened_at: Mapped[datetime] = mapped_column(default=now)
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    outcome: Mapped[str | None] = mapped_column(String(10))
    rule: Mapped[str] = mapped_column(String(20), default="")
    sentence: Mapped[str] = mapped_column(Text, default="")  # the moderator's, for the author
    lang: Mapped[str] = mapped_column(LANGUAGE, default="")  # of the sentence
    edit_version: Mapped[int] = mapped_column(Integer, default=1)  # raised by the decision


class Flag(Model):
    """A member says that a post breaks a rule; its case tells which post."""

    __tablename__ = "flag"
    __table_args__ = (
        UniqueConstraint("case_id", "by_id"),
        CheckConstraint(f"rule IN ({_CODES})", name="rule"),
        Index(None, "by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("moderation_case.id", ondelete="CASCADE"))
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    rule: Mapped[str] = mapped_column(String(20))
    sentence: Mapped[str] = mapped_column(Text, default="")
    lang: Mapped[str] = mapped_column(LANGUAGE, default="")  # of the sentence
    flagged_at: Mapped[datetime] = mapped_column(default=now)


class LogEntry(Model):
    """Who did what as a moderator, to what, and why; written together with the deed."""

    __tablename__ = "log_entry"
    __table_args__ = (
        CheckConstraint(
            "what IN ('hidden', 'dismissed', 'shown', 'locked', 'unlocked', 'reverted', "
            "'moved', 'moved_post', 'split', 'merged', 'pinned', 'unpinned', 'new_kind', "
            "'tag_made', 'tag_edited', 'tag_merged', 'duplicate', 'reopened', "
            "'tagged', 'untagged')",
            name="what",
        ),
        CheckConstraint(
            "(thread_id IS NULL) <> (tag_id IS NULL) OR what IN ('tagged', 'untagged')",
            name="about_one",
        ),
        Index(None, "by_id"),
        Index(None, "thread_id"),
        Index(None, "tag_id"),
        Index(None, "post_id", "id"),
        Index(None, "person_id"),
        Index(None, "case_id"),
        Index(None, "from_category_id"),
        Index(None, "from_thread_id"),
        Index(None, "from_post_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    what: Mapped[str] = mapped_column(String(10))  # "hidden" and "dismissed" decide a case
    thread_id: Mapped[int | None] = mapped_column(ForeignKey("thread.id", ondelete="CASCADE"))
    tag_id: Mapped[int | None] = mapped_column(ForeignKey("tag.id", ondelete="CASCADE"))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(  # who wrote what it is about
        ForeignKey("account.id", ondelete="SET NULL")
    )
    case_id: Mapped[int | None] = mapped_column(
        ForeignKey("moderation_case.id", ondelete="CASCADE")
    )
    # Where it stood before it was moved: in which category or thread, under which post.
    from_category_id: Mapped[int | None] = mapped_column(
        ForeignKey("category.id", ondelete="SET NULL")
    )
    from_thread_id: Mapped[int | None] = mapped_column(ForeignKey("thread.id", ondelete="SET NULL"))
    from_post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id", ondelete="SET NULL"))
    rule: Mapped[str] = mapped_column(String(20), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    lang: Mapped[str] = mapped_column(LANGUAGE, default="")  # of the reason
    logged_at: Mapped[datetime] = mapped_column(default=now)
