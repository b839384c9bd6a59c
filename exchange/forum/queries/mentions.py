"""Whom a post may mention, and whom it does."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.forum.models import Mention
from exchange.forum.policy import ThreadFacts, may_enter, may_view
from exchange.forum.queries.categories import CategoryRow, read_category
from exchange.forum.queries.heads import find_head, thread_head
from exchange.forum.queries.posts import thread_of
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.people.actor import GUEST, Actor
from exchange.people.queries import FoundPerson, find_people, get_actors, people_named
from exchange.text.mentions import People, with_ids

MOST_SHOWN = 10


class _Mentioned(NamedTuple):
    account_id: int


_MENTIONED = Reading(
    _Mentioned, select(Mention.account_id).where(Mention.post_id == bindparam("post_id"))
)


class Where(NamedTuple):
    """Where a text will stand: `beside` a post, in the stead of an `edited` one, or at the head of
    a new thread in a `category`."""

    beside: int | None = None
    edited: int | None = None
    category: int | None = None

    def readers(self, people: Iterable[int]) -> set[int]:
        post_id = self.beside or self.edited
        thread_id = thread_of(post_id) if post_id else None
        if thread_id:
            return _readers(people, find_head(thread_id))
        return _who_enter(people, read_category(self.category) if self.category else None)


def people_meant(names: Collection[str], ids: Collection[int], where: Where) -> People:
    """Of whoever may be meant, those who may read it there. Whom an edited post mentions already
    may be called anything: they may have another name by now."""
    named = people_named(names, ids)
    readers = where.readers(one.id for one in named)
    found = [one for one in named if one.id in readers]
    count = Counter(one.folded_name for one in found)
    known = (
        {row.account_id for row in _MENTIONED.all(post_id=where.edited)} if where.edited else set()
    )
    return People(
        {one.folded_name: one.id if count[one.folded_name] == 1 else 0 for one in found},
        {one.id: one.folded_name for one in found} | dict.fromkeys(known, ""),
    )


def with_people_noted(body: str, where: Where) -> str:
    """The words as a post will hold them: whoever they mention there is noted among them."""
    return with_ids(body, lambda names, ids: people_meant(names, ids, where))


def people_to_mention(
    actor: Actor, asked: str, thread_id: int | None, category_id: int | None = None
) -> Sequence[FoundPerson]:
    """Members called like that who may read a thread, or what will begin in a category; either is
    one that the actor may read, else NotFound. Without them, all."""
    thread = thread_head(actor, thread_id) if thread_id else None
    room = read_category(category_id) if category_id else None
    if room is not None and not may_enter(actor, room.id, room.is_room):
        raise NotFound
    found = find_people(asked)
    readers = _readers((one.id for one in found), thread) & _who_enter(
        (one.id for one in found), room
    )
    return [one for one in found if one.id in readers][:MOST_SHOWN]


def _who_enter(people: Iterable[int], room: CategoryRow | None) -> set[int]:
    if room is None or not room.is_room:
        return set(people)
    return {one.id for one in get_actors(people) if may_enter(one, room.id, True)}


def _readers(people: Iterable[int], thread: ThreadFacts | None) -> set[int]:
    """Those of them who may read it. What a guest may read, everybody may: only in another thread
    are they asked for."""
    if thread is None or may_view(GUEST, thread):
        return set(people)
    return {one.id for one in get_actors(people) if may_view(one, thread)}
