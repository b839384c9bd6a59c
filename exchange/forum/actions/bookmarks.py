from datetime import datetime

from sqlalchemy import func, select, update

from exchange.forum import queries
from exchange.forum.events import BookmarkDue
from exchange.forum.models import Bookmark
from exchange.kernel.clock import in_milliseconds, now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import NotFound, Refused, Stale
from exchange.people.actor import Actor
from exchange.people.models import Account
from exchange.text.wording import lazy as _l

MOST_BOOKMARKS = 1_000  # of one person
AT_ONCE = 200  # reminders of one transaction


def bookmark_post(actor: Actor, post_id: int, *, note: str, remind_at: datetime | None) -> None:
    """Mark a post for oneself; Stale if another window has done so meanwhile."""
    with transaction(actor) as actor:
        queries.post_to_bookmark(actor, post_id)
        _one_at_a_time(actor)
        mine = select(Bookmark.id).where(Bookmark.account_id == actor.id)
        if db.session.scalar(mine.where(Bookmark.post_id == post_id)) is not None:
            raise Stale
        if (db.session.scalar(select(func.count()).select_from(mine.subquery())) or 0) >= (
            MOST_BOOKMARKS
        ):
            raise Refused(
                "note", _l("You have as many bookmarks as there is room for: remove one.")
            )
        db.session.add(
            Bookmark(account_id=actor.id, post_id=post_id, note=note, remind_at=remind_at)
        )


def change_bookmark(
    actor: Actor, bookmark_id: int, *, version: int, note: str, remind_at: datetime | None
) -> None:
    """Another note, another day; also where the post can be read no more."""
    with transaction(actor) as actor:
        bookmark = _own(actor, bookmark_id)
        if bookmark.edit_version != version:
            raise Stale
        bookmark.note, bookmark.remind_at = note, remind_at
        bookmark.edit_version += 1


def remove_bookmark(actor: Actor, bookmark_id: int) -> None:
    """Needed no more."""
    with transaction(actor) as actor:
        db.session.delete(_own(actor, bookmark_id))


def remind_of_bookmarks() -> None:
    """Tell of each one whose day has come, once: whoever finds the moment takes it away."""
    while _remind_of_some():
        pass


def _remind_of_some() -> bool:
    with transaction(None):
        due = (
            select(Bookmark.id, Bookmark.account_id, Bookmark.post_id, Bookmark.remind_at)
            .where(Bookmark.remind_at <= now())
            .order_by(Bookmark.remind_at)
            .limit(AT_ONCE)
            .with_for_update(skip_locked=True)  # another worker has those
        )
        rows = db.session.execute(due).all()
        told = update(Bookmark).where(Bookmark.id.in_([row.id for row in rows]))
        db.session.execute(told.values(remind_at=None))
        for row in rows:
            if row.post_id is not None:
                moment = in_milliseconds(row.remind_at)
                record(BookmarkDue(row.id, row.account_id, row.post_id, moment))
    return len(rows) == AT_ONCE


def _own(actor: Actor, bookmark_id: int) -> Bookmark:
    """NotFound for what another person has marked as for what is not there."""
    mine = (Bookmark.id == bookmark_id) & (Bookmark.account_id == actor.id)
    bookmark = db.session.scalar(select(Bookmark).where(mine).with_for_update())
    if bookmark is None:
        raise NotFound
    return bookmark


def _one_at_a_time(actor: Actor) -> None:
    account = select(Account.id).where(Account.id == actor.id)
    db.session.execute(account.with_for_update(key_share=True))
