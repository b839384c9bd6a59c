"""The announcements that stand on the front page."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, false, select, true, union_all

from exchange.forum.announcing import is_asked, last_day
from exchange.forum.models import Acknowledgement, Announcement, PutAway, Thread
from exchange.forum.policy import stands, visible_to
from exchange.kernel.clock import end_of_today
from exchange.kernel.reading import Reading, built_once
from exchange.people.actor import Actor

ON_THE_FRONT = 3
MOST_READ = 20  # what somebody has confirmed makes room for the next
# In whole days, as pages are kept; the same on every page of one day.
_TODAY = bindparam("today", type_=Announcement.front_until.type, callable_=lambda: end_of_today())


class FrontAnnouncement(NamedTuple):
    """One that stands on the front page, until the end of a day."""

    id: int
    category_id: int
    in_room: bool
    author_id: int
    title: str
    lang: str
    is_sample: bool
    asks: bool  # whoever sees it, or this reader
    front_until: datetime

    @property
    def last_day(self) -> datetime:
        return last_day(self.front_until)


class LeftAnnouncements(NamedTuple):
    """What stands there for one person, and what else they have put away."""

    shown: Sequence[FrontAnnouncement]
    put_away: frozenset[int]


class _Done(NamedTuple):
    thread_id: int
    is_put_away: bool


@built_once
def _on_the_front(eyes: Actor) -> Reading[FrontAnnouncement]:
    """The newest first. What is hidden stands there for nobody, moderators neither."""
    newest = (Announcement.announced_at.desc(), Announcement.thread_id.desc())
    return Reading(
        FrontAnnouncement,
        select(
            Thread.id,
            Thread.category_id,
            Thread.in_room,
            Thread.author_id,
            Thread.title,
            Thread.lang,
            Thread.is_sample,
            Announcement.asks,
            Announcement.front_until,
        )
        .join(Thread, Thread.id == Announcement.thread_id)
        .where(
            Announcement.front_until > _TODAY,
            Thread.kind == "announcement",
            stands(),
            visible_to(eyes),
        )
        .order_by(*newest)
        .limit(MOST_READ),
    )


_DONE = Reading(
    _Done,
    union_all(
        select(Acknowledgement.thread_id, false().label("is_put_away")).where(
            Acknowledgement.account_id == bindparam("me"),
            Acknowledgement.thread_id.in_(bindparam("asking", expanding=True)),
        ),
        select(PutAway.thread_id, true().label("is_put_away")).where(
            PutAway.account_id == bindparam("me"),
            PutAway.thread_id.in_(bindparam("all", expanding=True)),
        ),
    ),
)


def announced_on_the_front(eyes: Actor) -> Sequence[FrontAnnouncement]:
    """Those that whoever sees with these eyes may read."""
    return tuple(_on_the_front(eyes).all())


def left_for(actor: Actor, found: Sequence[FrontAnnouncement]) -> LeftAnnouncements:
    """Of them those that this person has neither confirmed nor put away. Asks the database only
    where there are some and it may know something of the reader."""
    mine = [one._replace(asks=one.asks and is_asked(actor, one)) for one in found]
    asking, ids = [one.id for one in mine if one.asks], [one.id for one in mine]
    rows = _DONE.all(me=actor.id, asking=asking, all=ids) if ids and actor.is_signed_in else ()
    done = {row.thread_id for row in rows}
    return LeftAnnouncements(
        tuple(one for one in mine if one.id not in done)[:ON_THE_FRONT],
        frozenset(row.thread_id for row in rows if row.is_put_away),
    )
