"""What is written in threads, and what was written there before."""

from datetime import datetime
from typing import Any

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

from exchange.forum.models.words import LANGUAGE, UNSEEN, WORTHY
from exchange.kernel.clock import now
from exchange.kernel.db import Model

_OPENING = text("parent_id IS NULL")
_WORTHY = text(WORTHY.format(""))


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
        Index(
            "ix_post_thread_id_by_mentor_helpful_count_id",  # the best of a thread
            "thread_id",
            "by_mentor",
            "helpful_count",
            "id",
            sqlite_where=_WORTHY,
            postgresql_where=_WORTHY,
        ),
        Index("ix_post_id_unseen", "id", sqlite_where=UNSEEN, postgresql_where=UNSEEN),
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
    files: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)  # id and name of each
    replaced_at: Mapped[datetime] = mapped_column(default=now)
