"""What a person watches: one thread, one category, and for a list of threads all that it marks."""

from collections.abc import Sequence
from typing import Generic, NamedTuple, TypeVar

from sqlalchemy import bindparam, false, select, true, union_all

from exchange.forum.models import CategoryWatch, Watch, WatchSwitch
from exchange.forum.queries.unread import UNREAD, Listed, still_unread, unread_among
from exchange.kernel.reading import Reading
from exchange.people.actor import Actor

T = TypeVar("T", bound=Listed)


class Marks(NamedTuple, Generic[T]):
    """What makes a list of threads differ between readers."""

    unread: Sequence[T]
    categories: frozenset[int]  # that they watch, where the list says so


class _Row(NamedTuple):
    account_id: int


class _Mark(NamedTuple):
    id: int
    is_category: bool


_SWITCH = Reading(
    _Row, select(WatchSwitch.account_id).where(WatchSwitch.account_id == bindparam("me"))
)
_WATCH = Reading(
    _Row,
    select(Watch.account_id).where(
        Watch.account_id == bindparam("me"),
        Watch.thread_id == bindparam("thread_id"),
        Watch.ended_at.is_(None),
    ),
)
_CATEGORY_WATCH = Reading(
    _Row,
    select(CategoryWatch.account_id).where(
        CategoryWatch.account_id == bindparam("me"),
        CategoryWatch.category_id == bindparam("category_id"),
    ),
)
_MARKS = Reading(  # one trip for both
    _Mark,
    union_all(
        UNREAD.add_columns(false().label("is_category")),
        select(CategoryWatch.category_id, true()).where(
            CategoryWatch.account_id == bindparam("me")
        ),
    ),
)


def watches_what_they_write(account_id: int) -> bool:
    return _SWITCH.first(me=account_id) is None


def watches(account_id: int, thread_id: int) -> bool:
    return _WATCH.first(me=account_id, thread_id=thread_id) is not None


def watches_category(account_id: int, category_id: int) -> bool:
    return _CATEGORY_WATCH.first(me=account_id, category_id=category_id) is not None


def marks_of_list(actor: Actor, threads: Sequence[T], *, names_watched: bool) -> Marks[T]:
    """For a list that also says which categories its reader watches, or for any other."""
    if not (names_watched and actor.is_signed_in):
        return Marks(unread_among(actor, threads), frozenset())
    found = _MARKS.all(me=actor.id, ids=[thread.id for thread in threads])
    unread = still_unread(actor, threads, {one.id for one in found if not one.is_category})
    return Marks(unread, frozenset(one.id for one in found if one.is_category))
