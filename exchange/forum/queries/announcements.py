"""What stands beside the text of an announcement."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.forum.announcing import (
    is_on_the_front,
    last_day,
    may_ask_again,
    may_change_announcement,
)
from exchange.forum.models import Acknowledgement, Announcement
from exchange.forum.queries.heads import ThreadHead, thread_head
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import require
from exchange.kernel.validity import kept
from exchange.people.actor import Actor


class AnnouncementRow(NamedTuple):
    """How one is made known."""

    front_until: datetime | None
    asks: bool
    reminded_at: datetime | None
    edit_version: int

    @property
    def last_day(self) -> datetime | None:
        """On the front page, if that has not passed."""
        return last_day(self.front_until) if self.front_until and is_on_the_front(self) else None


# Of a thread that became one before there were any: as if nothing had been chosen.
_BARE = AnnouncementRow(None, False, None, 0)
_OF_THREAD = Reading(
    AnnouncementRow,
    select(
        Announcement.front_until,
        Announcement.asks,
        Announcement.reminded_at,
        Announcement.edit_version,
    ).where(Announcement.thread_id == bindparam("thread_id")),
)


class _Mine(NamedTuple):
    confirmed_at: datetime


_MINE = Reading(
    _Mine,
    select(Acknowledgement.confirmed_at).where(
        Acknowledgement.thread_id == bindparam("thread_id"),
        Acknowledgement.account_id == bindparam("me"),
    ),
)


_CONFIRMED = Reading(
    _Mine,
    select(Acknowledgement.confirmed_at)
    .where(Acknowledgement.thread_id == bindparam("thread_id"))
    .limit(1),
)


@kept("thread {0}")
def terms_of(thread_id: int) -> AnnouncementRow:
    """Whoever may see them: ask the policy."""
    return _OF_THREAD.first(thread_id=thread_id) or _BARE


def confirmed_at(actor: Actor, thread_id: int) -> datetime | None:
    """When this person said that they have read it."""
    mine = _MINE.first(thread_id=thread_id, me=actor.id)
    return mine.confirmed_at if mine else None


def may_be_asked_again(actor: Actor, thread: ThreadHead) -> bool:
    """Whether somebody has confirmed it, and this actor may have it confirmed anew."""
    if not may_ask_again(actor, thread, terms_of(thread.id)):
        return False
    return _CONFIRMED.first(thread_id=thread.id) is not None


def announcement_to_change(actor: Actor, thread_id: int) -> tuple[ThreadHead, AnnouncementRow]:
    """With what stands over it, if this actor may change how it is made known."""
    head = thread_head(actor, thread_id)
    require(may_change_announcement(actor, head))
    return head, _OF_THREAD.first(thread_id=thread_id) or _BARE
