"""Whom a post may mention, and whom it does."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.forum.models import Mention, Post
from exchange.forum.policy import ThreadFacts, may_view
from exchange.forum.queries.heads import find_head, thread_head
from exchange.kernel.reading import Reading
from exchange.people.actor import GUEST, Actor
from exchange.people.queries import FoundPerson, find_people, get_actor, people_named
from exchange.text.mentions import People

MOST_SHOWN = 10


class _Place(NamedTuple):
    thread_id: int


class _Mentioned(NamedTuple):
    account_id: int


_PLACE = Reading(_Place, select(Post.thread_id).where(Post.id == bindparam("post_id")))
_MENTIONED = Reading(
    _Mentioned, select(Mention.account_id).where(Mention.post_id == bindparam("post_id"))
)


def people_meant(
    names: Collection[str], ids: Collection[int], *, beside: int | None, edited: int | None
) -> People:
    """Of whoever may be meant, those who may read the thread: that of the post `beside` this one,
    which is new, or that of the `edited` one; a new thread where there is neither. Whom an edited
    post mentions already may be called anything: they may have another name by now."""
    place = _PLACE.first(post_id=beside or edited) if beside or edited else None
    named = people_named(names, ids)
    readers = _readers((one.id for one in named), find_head(place.thread_id) if place else None)
    found = [one for one in named if one.id in readers]
    count = Counter(one.folded_name for one in found)
    known = {row.account_id for row in _MENTIONED.all(post_id=edited)} if edited else set()
    return People(
        {one.folded_name: one.id if count[one.folded_name] == 1 else 0 for one in found},
        {one.id: one.folded_name for one in found} | dict.fromkeys(known, ""),
    )


def people_to_mention(actor: Actor, asked: str, thread_id: int | None) -> Sequence[FoundPerson]:
    """Members called like that who may read a thread, which the actor may read; or any thread that
    everybody may. NotFound for a thread that is not shown to the actor."""
    thread = thread_head(actor, thread_id) if thread_id else None
    found = find_people(asked)
    readers = _readers((one.id for one in found), thread)
    return [one for one in found if one.id in readers][:MOST_SHOWN]


def _readers(people: Iterable[int], thread: ThreadFacts | None) -> set[int]:
    """Those of them who may read it. What a guest may read, everybody may: only in another thread
    is each of them asked for."""
    if thread is None or may_view(GUEST, thread):
        return set(people)
    return {one for one in people if may_view(get_actor(one), thread)}
