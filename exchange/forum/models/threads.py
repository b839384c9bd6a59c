"""What holds posts: categories, threads and what they are about."""

from datetime import datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from exchange.forum.models.words import (
    FOR_MENTORS,
    LANGUAGE,
    UNSEEN_OR_IN_ROOM_POSTGRESQL,
    UNSEEN_OR_IN_ROOM_SQLITE,
)
from exchange.kernel.clock import now
from exchange.kernel.db import Model

_PLACED = text("placed_at IS NOT NULL")
_PINNED = text("pinned_where IS NOT NULL")
_DUPLICATE = text("duplicate_of_id IS NOT NULL")


class Category(Model):
    """A place in the forum that holds threads; names by language code.

    One that not everybody may enter is a room: for members, one organisation, or named roles.
    """

    __tablename__ = "category"
    __table_args__ = (
        CheckConstraint(
            "audience IN ('public', 'members', 'organisation', 'roles')", name="audience"
        ),
        CheckConstraint("is_room = (audience <> 'public')", name="is_room"),
        CheckConstraint(
            "(organisation_id IS NOT NULL) = (audience = 'organisation')", name="organisation"
        ),
        UniqueConstraint("is_room", "id"),
        Index(None, "organisation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(Integer, unique=True)
    names: Mapped[dict[str, str]] = mapped_column(JSON)
    descriptions: Mapped[dict[str, str]] = mapped_column(JSON)
    thread_count: Mapped[int] = mapped_column(Integer, default=0)  # those not hidden or deleted
    audience: Mapped[str] = mapped_column(String(20), default="public")
    is_room: Mapped[bool] = mapped_column(default=False)
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="RESTRICT")
    )
    roles: Mapped[list[str]] = mapped_column(JSON, default=list)  # names of forum.rooms.ROLES
    edit_version: Mapped[int] = mapped_column(Integer, default=1)  # above 1 changed by people


class Thread(Model):
    """A conversation: an opening post and the replies to it, a tree."""

    __tablename__ = "thread"
    __table_args__ = (
        CheckConstraint("kind IN ('question', 'discussion', 'announcement')", name="kind"),
        CheckConstraint("pinned_where IN ('category', 'everywhere')", name="pinned_where"),
        CheckConstraint("duplicate_of_id IS NULL OR locked_at IS NOT NULL", name="duplicate"),
        CheckConstraint("state IN ('waiting', 'replied', 'answered', 'accepted')", name="state"),
        # Lists: each order of all threads, and of those of a category, a language or a country.
        # What may narrow these further stands behind: it is looked at before the row is read.
        *(
            Index(None, *columns)
            for order in ("last_post_at", "started_at", "helpful_count")
            for columns in (
                (order, "id"),
                ("category_id", order, "id", "lang", "country"),
                ("lang", order, "id", "country"),
                ("country", order, "id", "lang", "organisation_id"),
            )
        ),
        Index(None, "organisation_id"),
        # Whether a thread is in a room, the database holds in step with its category.
        ForeignKeyConstraint(
            ["in_room", "category_id"],
            ["category.is_room", "category.id"],
            ondelete="RESTRICT",
            onupdate="CASCADE",
        ),
        Index(None, "state", "kind", "started_at", "id"),
        Index(None, "author_id", "started_at"),
        Index(None, "accepted_post_id"),
        Index(None, "last_author_id"),
        Index(
            "ix_thread_category_id_placed_at",  # the few that came there after others were read
            "category_id",
            "placed_at",
            sqlite_where=_PLACED,
            postgresql_where=_PLACED,
        ),
        Index(
            "ix_thread_pinned_where_category_id",  # a few of all
            "pinned_where",
            "category_id",
            sqlite_where=_PINNED,
            postgresql_where=_PINNED,
        ),
        Index(
            "ix_thread_duplicate_of_id",  # a few of all
            "duplicate_of_id",
            sqlite_where=_DUPLICATE,
            postgresql_where=_DUPLICATE,
        ),
        Index(
            "ix_thread_started_at_id_for_mentors",
            "started_at",
            "id",
            "lang",
            "country",
            sqlite_where=text(FOR_MENTORS.format("")),
            postgresql_where=text(FOR_MENTORS.format("")),
        ),
        Index(
            "ix_thread_id_unseen",
            "id",
            sqlite_where=UNSEEN_OR_IN_ROOM_SQLITE,
            postgresql_where=UNSEEN_OR_IN_ROOM_POSTGRESQL,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    category_id: Mapped[int]
    in_room: Mapped[bool] = mapped_column(default=False)
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
    helpful_count: Mapped[int] = mapped_column(Integer, default=0)  # at all that can be read
    # Where its asker is at home now, as pages show it; another home takes the questions along.
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="SET NULL")
    )
    country: Mapped[str | None] = mapped_column(String(2))
    first_mentor_at: Mapped[datetime | None]  # the first reply by a mentor who did not ask
    started_at: Mapped[datetime] = mapped_column(default=now)
    last_post_at: Mapped[datetime] = mapped_column(default=now)
    locked_at: Mapped[datetime | None]  # takes no more replies
    hidden_at: Mapped[datetime | None]  # seen by moderators only
    deleted_at: Mapped[datetime | None]  # with its opening post, by its author: seen by nobody
    has_poll: Mapped[bool] = mapped_column(default=False)  # else nobody asks for it
    merged_into_id: Mapped[int | None] = mapped_column(  # where its posts are; it is deleted then
        ForeignKey("thread.id", ondelete="SET NULL"), index=True
    )
    duplicate_of_id: Mapped[int | None] = mapped_column(  # closed: where one reads on; it is locked
        ForeignKey("thread.id", ondelete="SET NULL")
    )
    duplicate_at: Mapped[datetime | None]  # closed then: `locked_at` too, unless locked before
    placed_at: Mapped[datetime | None]  # by a moderator: older marks of its category say nothing
    pinned_where: Mapped[str | None] = mapped_column(String(10))  # above which lists it stands
    pinned_until: Mapped[datetime | None]  # the first moment of a day; until unpinned without it
    is_sample: Mapped[bool] = mapped_column(default=False)
    edit_version: Mapped[int] = mapped_column(Integer, default=1)  # raised by moderators only


class ThreadTag(Model):
    """A thread is about a subject."""

    __tablename__ = "thread_tag"
    __table_args__ = (Index(None, "tag_id", "thread_id"),)

    thread_id: Mapped[int] = mapped_column(
        ForeignKey("thread.id", ondelete="CASCADE"), primary_key=True
    )
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True)
