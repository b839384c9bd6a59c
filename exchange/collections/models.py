"""Tables of collections."""

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

AUDIENCES = ("private", "link", "public")
_LISTED = text("audience = 'public' AND hidden_at IS NULL")


class Collection(Model):
    """Gathered by one member: for oneself, for whoever has the link, or for everybody."""

    __tablename__ = "collection"
    __table_args__ = (
        CheckConstraint("audience IN ('private', 'link', 'public')", name="audience"),
        Index(None, "owner_id", "id"),
        Index(None, "hidden_by_id"),
        Index("ix_collection_listed", "id", sqlite_where=_LISTED, postgresql_where=_LISTED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(100))
    description: Mapped[str] = mapped_column(Text, default="")
    lang: Mapped[str] = mapped_column(String(10))
    audience: Mapped[str] = mapped_column(String(10), default="private")
    token: Mapped[str] = mapped_column(String(32), unique=True)  # 128 random bits
    begun_at: Mapped[datetime] = mapped_column(default=now)
    edited_at: Mapped[datetime] = mapped_column(default=now)
    edit_version: Mapped[int] = mapped_column(Integer, default=1)  # of the words above
    hidden_at: Mapped[datetime | None]  # by a moderator
    hidden_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    hidden_reason: Mapped[str] = mapped_column(Text, default="")


class CollectionItem(Model):
    """A record in a collection; shown while it is published, and without a trace otherwise."""

    __tablename__ = "collection_item"
    __table_args__ = (Index(None, "number"),)

    collection_id: Mapped[int] = mapped_column(
        ForeignKey("collection.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(
        ForeignKey("experience_number.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(Integer)
    note: Mapped[str] = mapped_column(Text, default="")


class CollectionBooklet(Model):
    """A PDF of all that is in a collection, made when somebody first asks for it; its bytes lie in
    the store of files as `key`. A row without a collection waits to be cleared away."""

    __tablename__ = "collection_booklet"
    __table_args__ = (
        UniqueConstraint("collection_id", "lang", "form"),
        CheckConstraint("form IN ('full', 'short')", name="form"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    collection_id: Mapped[int | None] = mapped_column(
        ForeignKey("collection.id", ondelete="SET NULL")
    )
    lang: Mapped[str] = mapped_column(String(10))  # of the words around the records
    form: Mapped[str] = mapped_column(String(10))
    key: Mapped[str] = mapped_column(String(32), unique=True)
    stamp: Mapped[str] = mapped_column(String(32))  # another one as soon as anything in it changes
    bytes: Mapped[int | None] = mapped_column(Integer)
    asked_at: Mapped[datetime] = mapped_column(default=now)
    made_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
