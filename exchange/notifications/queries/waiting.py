"""What waits for a person: on the front page, in the whole list, and at the time of mailing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from exchange.forum.models import Post, Thread
from exchange.forum.policy import visible_to as thread_visible_to
from exchange.kernel.clock import now
from exchange.kernel.paging import Pages
from exchange.kernel.reading import Reading, built_once
from exchange.kernel.rulings import NotFound
from exchange.library.models import Experience, SavedSearch
from exchange.mentoring.policy.hours import nearness
from exchange.moderation.models import Case, LogEntry
from exchange.notifications.meeting import whom_they_meet, whose_mentorship
from exchange.notifications.models import Notification
from exchange.notifications.of_experiences import is_of_search
from exchange.notifications.of_threads import is_moved_away
from exchange.notifications.policy import still_holds_for
from exchange.notifications.queries.rows import NotificationRow
from exchange.people.actor import Actor
from exchange.people.models import Account
from exchange.reuse.models import Reuse

PAGE_SIZE = 30
ON_THE_FRONT = 10


@dataclass(frozen=True, slots=True)
class NotificationPage:
    """All that notifications/list.html and notifications/for_you.html show."""

    notifications: Sequence[NotificationRow]
    pages: Pages

    @property
    def newest_unread(self) -> int | None:
        return next((one.id for one in self.notifications if one.read_at is None), None)


_author, _left = aliased(Account), aliased(Thread)


def _joined(columns: Sequence[Any], actor: Actor) -> Select[*tuple[Any, ...]]:
    kinds = ("post", "case", "experience", "account", "move", "reuse")
    of_kind = {kind: Notification.subject_kind == kind for kind in kinds}
    its_case = and_(of_kind["case"], Case.id == Notification.subject_id)
    its_move = and_(of_kind["move"], LogEntry.id == Notification.subject_id)
    post_id = case(
        (of_kind["post"], Notification.subject_id),
        (of_kind["move"], LogEntry.post_id),
        else_=Case.post_id,
    )
    its_reuse = and_(of_kind["reuse"], Reuse.id == Notification.subject_id)
    its_person = and_(
        of_kind["account"],
        Account.id == Notification.subject_id,
        Account.id != Notification.account_id,  # what is about oneself has no name for a title
    )
    experience_id = case(
        (of_kind["experience"], Notification.subject_id), else_=Reuse.experience_id
    )
    return (
        select(*columns)
        .select_from(Notification)
        .outerjoin(Case, its_case)
        .outerjoin(LogEntry, its_move)
        .outerjoin(Post, Post.id == post_id)
        .outerjoin(Thread, Thread.id == Post.thread_id)
        .outerjoin(_author, _author.id == Post.author_id)
        .outerjoin(Reuse, its_reuse)
        .outerjoin(Experience, Experience.id == experience_id)
        .outerjoin(Account, its_person)
        .where(Notification.account_id == bindparam("me"), still_holds_for(actor))
    )


def _rows(actor: Actor) -> Select[*tuple[Any, ...]]:
    # A decision is told to whom it concerns, the title of what others hid is not.
    may_know = or_(thread_visible_to(actor), Thread.author_id == Notification.account_id)
    newcomer = case((Notification.kind == "person_waits", Account.name))
    read = case((may_know, Thread.title)), Experience.title, newcomer
    title = func.coalesce(*read, whom_they_meet(), whose_mentorship(), "")
    return _joined(
        (
            Notification.id,
            Notification.account_id,
            Notification.kind,
            Notification.subject_kind,
            Notification.subject_id,
            Notification.created_at,
            Notification.read_at,
            title.label("title"),
            func.coalesce(Thread.lang, Experience.lang).label("lang"),
            func.coalesce(Thread.is_sample, Experience.is_sample, Account.is_sample).label(
                "is_sample"
            ),
            Post.author_id,
            _author.name.label("author"),
            Experience.number,
            Experience.version,
            Experience.state,
            Post.id.label("post_id"),
            Thread.id.label("thread_id"),
            LogEntry.reason,
            LogEntry.lang.label("reason_lang"),
            LogEntry.what.label("deed"),
            is_moved_away(actor).label("is_away"),
            _is_of_others().label("is_of_others"),
            Notification.event_key,
            case((Notification.kind == "fits_search", _search())).label("search"),
        ),
        actor,
    )


def _search() -> ScalarSelect[str]:
    mine = SavedSearch.account_id == Notification.account_id
    found = select(SavedSearch.name).where(mine, is_of_search()).order_by(SavedSearch.id).limit(1)
    return found.correlate(Notification).scalar_subquery()


def _is_of_others() -> ColumnElement[bool]:
    """Of a reply that was moved, whoever wrote nothing of it has asked."""
    return and_(
        LogEntry.what.in_(("moved_post", "split")),
        exists()
        .where(_left.id == LogEntry.from_thread_id, _left.author_id == Notification.account_id)
        .correlate(LogEntry, Notification),
        Post.author_id != Notification.account_id,
    )


class _Count(NamedTuple):
    all: int


class _Readings(NamedTuple):
    """The statements for one set of roles; who asks, and when, is bound at each run."""

    one: Reading[NotificationRow]
    unread: Reading[NotificationRow]
    page: Reading[NotificationRow]
    total: Reading[_Count]


@built_once
def _readings_for(nobody: Actor) -> _Readings:
    rows, newest = _rows(nobody), Notification.id.desc()
    count = _joined((func.count().label("all"),), nobody)
    return _Readings(
        one=Reading(NotificationRow, rows.where(Notification.id == bindparam("notification_id"))),
        unread=Reading(
            NotificationRow,
            rows.where(Notification.read_at.is_(None)).order_by(newest).limit(ON_THE_FRONT),
        ),
        page=Reading(
            NotificationRow,
            rows.order_by(newest).limit(PAGE_SIZE).offset(bindparam("skip")),
        ),
        total=Reading(_Count, count),
    )


def _readings(actor: Actor) -> _Readings:
    # What may be seen hangs on these; with the person left out, the statements are few.
    return _readings_for(
        Actor(
            state=actor.state,
            roles=actor.roles,
            organisations=actor.organisations,
            edits=actor.edits,
            coordinates=actor.coordinates,
            rooms=actor.rooms,
            moderated_rooms=actor.moderated_rooms,
        )
    )


def _given(actor: Actor) -> dict[str, Any]:
    """What is bound at each run: who asks, and when."""
    return {"me": actor.id, **nearness(now())}


class _Unread(NamedTuple):
    id: int


_ANY_UNREAD = Reading(
    _Unread,
    select(Notification.id)
    .where(Notification.account_id == bindparam("me"), Notification.read_at.is_(None))
    .limit(1),
)


def unread_list(actor: Actor) -> Sequence[NotificationRow]:
    """For the front page: what the actor has not seen, newest first. Who has seen everything, as
    most have, costs one look at an index."""
    return _readings(actor).unread.all(**_given(actor)) if _ANY_UNREAD.first(me=actor.id) else ()


def notification_page(actor: Actor, number: int) -> NotificationPage:
    """Everything that still holds, newest first; NotFound past the last page."""
    readings, given = _readings(actor), _given(actor)
    counted = readings.total.first(**given)
    pages = Pages(number, PAGE_SIZE, counted.all if counted else 0)
    if number > pages.last:
        raise NotFound
    return NotificationPage(readings.page.all(**given, skip=pages.offset), pages)


def notification_if_it_holds(actor: Actor, notification_id: int) -> NotificationRow | None:
    """None for what another person is told, and for what is not true or not to be seen now."""
    return _readings(actor).one.first(**_given(actor), notification_id=notification_id)
