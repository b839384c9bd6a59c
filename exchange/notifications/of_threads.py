"""Whether what is told of posts and threads still holds, in SQL. Pure: no queries."""

from sqlalchemy import ColumnElement, and_, exists, not_, or_
from sqlalchemy.orm import aliased

from exchange.forum.announcing import asked_of
from exchange.forum.models import (
    Acknowledgement,
    Announcement,
    Bookmark,
    CategoryWatch,
    Mention,
    Post,
    Thread,
    Watch,
)
from exchange.forum.policy import stands, visible_to
from exchange.moderation.models import LogEntry
from exchange.notifications.models import Notification
from exchange.people.actor import Actor
from exchange.people.models import Ignored

MOVES = ("moved", "moved_post", "split", "merged")  # the log's words for what leads elsewhere
_also = aliased(Post)


def holds(actor: Actor) -> ColumnElement[bool]:
    """Of a post and a thread that its receiver may read."""
    news = or_(_is_reply(), _is_mentioned(), _is_news_of_a_watch(), _is_to_confirm(actor))
    return or_(
        and_(news, ~_is_ignored()),
        and_(Notification.kind == "bookmark_due", _is_bookmarked()),
        Notification.kind == "moved",
        and_(Notification.kind == "accepted", Thread.accepted_post_id == Post.id),
    )


def is_moved_away(actor: Actor) -> ColumnElement[bool]:
    """What its receiver wrote stands now where they may not read it; that is told, not where."""
    wrote_there = exists().where(
        _also.thread_id == Post.thread_id, _also.author_id == Notification.account_id
    )
    return and_(
        Notification.kind == "moved",
        LogEntry.what.in_(MOVES),
        not_(visible_to(actor)),
        stands(),
        Post.deleted_at.is_(None),
        Post.hidden_at.is_(None),
        wrote_there.correlate(Post, Notification),
    )


def _is_watched() -> ColumnElement[bool]:
    return exists().where(
        Watch.account_id == Notification.account_id,
        Watch.thread_id == Post.thread_id,
        Watch.ended_at.is_(None),
    )


def _is_in_watched() -> ColumnElement[bool]:
    return exists().where(
        CategoryWatch.account_id == Notification.account_id,
        CategoryWatch.category_id == Thread.category_id,
    )


def _is_news_of_a_watch() -> ColumnElement[bool]:
    return or_(
        and_(Notification.kind == "reply_in_watched", _is_watched()),
        and_(Notification.kind == "thread_in_watched", _is_in_watched()),
    )


def _is_reply() -> ColumnElement[bool]:
    # a list would be unfolded each time
    return or_(
        Notification.kind == "reply_to_question",
        Notification.kind == "reply_to_post",
    )


def _is_mentioned() -> ColumnElement[bool]:
    """Still: an edit may have taken the name away."""
    return and_(
        Notification.kind == "mentioned",
        exists().where(
            Mention.post_id == Post.id,
            Mention.account_id == Notification.account_id,
            Mention.taken_away_at.is_(None),
        ),
    )


def _is_to_confirm(actor: Actor) -> ColumnElement[bool]:
    """Still: it asks, and they have not."""
    asks = exists().where(Announcement.thread_id == Thread.id, Announcement.asks.is_(True))
    done = exists().where(
        Acknowledgement.thread_id == Thread.id,
        Acknowledgement.account_id == Notification.account_id,
    )
    is_one = Thread.kind == "announcement"
    return and_(Notification.kind == "to_confirm", is_one, asked_of(actor), asks, ~done)


def _is_ignored() -> ColumnElement[bool]:
    """Its author, by whoever is told, since it was made."""
    mine = Ignored.account_id == Notification.account_id
    return exists().where(mine, Ignored.ignored_id == Post.author_id)


def _is_bookmarked() -> ColumnElement[bool]:
    mine = Bookmark.account_id == Notification.account_id
    return exists().where(mine, Bookmark.post_id == Post.id)
