"""Tables of the forum."""

from datetime import datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.clock import now
from exchange.kernel.db import Model

LANGUAGE = String(10)  # a code of exchange.text.languages
_OPENING = text("parent_id IS NULL")


class Category(Model):
    """A place in the forum that holds threads; names by language code."""

    __tablename__ = "category"

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(Integer, unique=True)
    names: Mapped[dict[str, str]] = mapped_column(JSON)
    descriptions: Mapped[dict[str, str]] = mapped_column(JSON)
    thread_count: Mapped[int] = mapped_column(Integer, default=0)  # those that everyone may see


class Thread(Model):
    """A conversation: an opening post and the replies to it, a tree."""

    __tablename__ = "thread"
    __table_args__ = (
        CheckConstraint("kind IN ('question', 'discussion', 'announcement')", name="kind"),
        CheckConstraint("state IN ('waiting', 'replied', 'answered', 'accepted')", name="state"),
        Index(None, "last_post_at", "id"),
        Index(None, "category_id", "last_post_at", "id"),
        Index(None, "state", "kind", "started_at", "id"),
        Index(None, "author_id", "started_at"),
        Index(None, "accepted_post_id"),
        Index(None, "last_author_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id", ondelete="RESTRICT"))
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    last_author_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    lang: Mapped[str] = mapped_column(LANGUAGE)
    state: Mapped[str] = mapped_column(String(10), default="waiting")  # the highest that holds
    accepted_post_id: Mapped[int | None] = mapped_column(
        ForeignKey("post.id", ondelete="SET NULL", use_alter=True)
    )
    accepted_at: Mapped[datetime | None]
    accepted_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    post_count: Mapped[int] = mapped_column(Integer, default=0)  # stumps too: page numbers
    reply_count: Mapped[int] = mapped_column(Integer, default=0)  # those that can be read
    first_mentor_at: Mapped[datetime | None]  # the first reply by a mentor who did not ask
    started_at: Mapped[datetime] = mapped_column(default=now)
    last_post_at: Mapped[datetime] = mapped_column(default=now)
    locked_at: Mapped[datetime | None]  # takes no more replies
    hidden_at: Mapped[datetime | None]  # seen by moderators only
    deleted_at: Mapped[datetime | None]  # with its opening post, by its author: seen by nobody
    is_sample: Mapped[bool] = mapped_column(default=False)
    edit_version: Mapped[int] = mapped_column(Integer, default=1)


class Post(Model):
    """Anything written in a thread, rendered once; a reply is any post after the first.

    `path` is the ids of the ancestors and the own one, four bytes each: it sorts in reading order.
    """

    __tablename__ = "post"
    __table_args__ = (
        UniqueConstraint("thread_id", "path"),
        UniqueConstraint("thread_id", "id"),
        ForeignKeyConstraint(
            ["thread_id", "parent_id"],
            ["post.thread_id", "post.id"],
            deferrable=True,
            initially="DEFERRED",
        ),
        CheckConstraint("id BETWEEN 1 AND 4294967295", name="id_fits_its_path"),
        CheckConstraint(
            "length(path) % 4 = 0 AND (parent_id IS NULL) = (length(path) = 4)", name="path"
        ),
        Index(None, "parent_id"),
        Index(None, "author_id", "posted_at"),
        Index(None, "thread_id", "posted_at"),  # the first that a reader has not read
        Index(
            "uq_post_thread_id_opening",
            "thread_id",
            unique=True,
            sqlite_where=_OPENING,
            postgresql_where=_OPENING,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id", ondelete="CASCADE"))
    parent_id: Mapped[int | None]
    path: Mapped[bytes] = mapped_column(LargeBinary)
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="RESTRICT"))
    lang: Mapped[str] = mapped_column(LANGUAGE)
    source: Mapped[str] = mapped_column(Text)  # Markdown
    html: Mapped[str] = mapped_column(Text)
    renderer_version: Mapped[int] = mapped_column(Integer)
    by_mentor: Mapped[bool] = mapped_column(default=False)  # its author was one when writing
    helpful_count: Mapped[int] = mapped_column(Integer, default=0)
    posted_at: Mapped[datetime] = mapped_column(default=now)
    edited_at: Mapped[datetime | None]
    edit_version: Mapped[int] = mapped_column(Integer, default=1)  # raised by edits only
    hidden_at: Mapped[datetime | None]  # by a moderator; moderators still see it
    deleted_at: Mapped[datetime | None]  # by its author


class Stretch(Model):
    """How many posts stand from one path to the next, for long threads: page N without counting."""

    __tablename__ = "stretch"
    __table_args__ = ({"sqlite_with_rowid": False},)

    thread_id: Mapped[int] = mapped_column(
        ForeignKey("thread.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    starts_at: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    post_count: Mapped[int] = mapped_column(Integer)


class ThreadTag(Model):
    """A thread is about a subject."""

    __tablename__ = "thread_tag"
    __table_args__ = (Index(None, "tag_id", "thread_id"),)

    thread_id: Mapped[int] = mapped_column(
        ForeignKey("thread.id", ondelete="CASCADE"), primary_key=True
    )
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True)


class Helpful(Model):
    """A person found a post helpful."""

    __tablename__ = "helpful"
    __table_args__ = (Index(None, "account_id"),)

    post_id: Mapped[int] = mapped_column(
        ForeignKey("post.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    marked_at: Mapped[datetime] = mapped_column(default=now)


class PostRevision(Model):
    """A post as it was before an edit."""

    __tablename__ = "post_revision"
    __table_args__ = (UniqueConstraint("post_id", "edit_version"), Index(None, "by_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    edit_version: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(String(200), default="")  # of an opening post
    lang: Mapped[str] = mapped_column(LANGUAGE)
    source: Mapped[str] = mapped_column(Text)
    replaced_at: Mapped[datetime] = mapped_column(default=now)


class Watch(Model):
    """A person wants to hear of new replies in a thread."""

    __tablename__ = "watch"
    __table_args__ = (Index(None, "thread_id"),)

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    thread_id: Mapped[int] = mapped_column(
        ForeignKey("thread.id", ondelete="CASCADE"), primary_key=True
    )
    watched_at: Mapped[datetime] = mapped_column(default=now)


class WatchSwitch(Model):
    """A person who does not watch by writing; without a row whoever writes in a thread does."""

    __tablename__ = "watch_switch"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    switched_off_at: Mapped[datetime] = mapped_column(default=now)


class CategoryRead(Model):
    """Of this category a person has read all that was posted up to then."""

    __tablename__ = "category_read"
    __table_args__ = (Index(None, "category_id"),)

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    category_id: Mapped[int] = mapped_column(
        ForeignKey("category.id", ondelete="CASCADE"), primary_key=True
    )
    read_at: Mapped[datetime]


class ThreadRead(Model):
    """Of this thread too, beyond what its category says; goes when the category has caught up."""

    __tablename__ = "thread_read"
    __table_args__ = (Index(None, "thread_id"),)

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    thread_id: Mapped[int] = mapped_column(
        ForeignKey("thread.id", ondelete="CASCADE"), primary_key=True
    )
    read_at: Mapped[datetime]
