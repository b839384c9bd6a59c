"""What a moderator is about to move, and where to."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import bindparam, not_, select

from exchange.forum.grafting import branch_of, find_spot
from exchange.forum.models import Category, Post, Thread
from exchange.forum.policy import (
    may_move,
    may_move_into,
    may_place_in,
    may_read_post,
    may_split,
    visible_to,
)
from exchange.forum.queries import CategoryRow, ThreadHead, category_list
from exchange.forum.queries.posts import PostLine, get_post
from exchange.forum.rooms import let_into_room, moderates
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound, require
from exchange.people.actor import Actor
from exchange.people.models import Account
from exchange.search.queries import Asked
from exchange.search.queries.hits import hits

_POST = re.compile(r"(?:/posts/|#(?:post|accepted)-)([0-9]{1,10})(?![0-9])")
_THREAD = re.compile(r"(?:/threads/|^)([0-9]{1,10})(?:[-/?#][^ ]*)?$")
MOST = 10  # threads to choose from


@dataclass(frozen=True, slots=True)
class ToMove:
    """A post with its thread as it stands; the opening post for a whole thread."""

    version: int  # of the thread, read before all else
    thread: ThreadHead
    post: PostLine
    size: int  # posts that go along, itself too
    category: CategoryRow

    @property
    def is_accepted(self) -> bool:
        """Whether an answer of this thread is accepted, which may go along."""
        return self.thread.accepted_post_id is not None


@dataclass(frozen=True, slots=True)
class Place:
    """A post under which something may go."""

    thread: ThreadHead
    post: PostLine


class Candidate(NamedTuple):
    """A thread that was found, by its opening post."""

    post_id: int
    thread_id: int
    title: str
    lang: str
    category_id: int
    reply_count: int
    is_sample: bool
    in_room: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """What was typed, and what it may mean: one post, or some threads to choose from."""

    typed: str
    post_id: int | None = None
    thread_id: int | None = None
    threads: Sequence[Candidate] = ()


class _Version(NamedTuple):
    edit_version: int
    opening_id: int


_VERSION = Reading(
    _Version,
    select(Thread.edit_version, Post.id.label("opening_id"))
    .join(Post, (Post.thread_id == Thread.id) & Post.parent_id.is_(None))
    .where(Thread.id == bindparam("thread_id")),
)


def thread_to_move(actor: Actor, thread_id: int) -> ToMove:
    """By its opening post. NotFound for one that was merged: it stands no more."""
    found = _VERSION.first(thread_id=thread_id)
    if found is None:
        raise NotFound
    return _to_move(actor, found.opening_id, found)


def post_to_move(actor: Actor, post_id: int) -> ToMove:
    spot = find_spot(post_id)
    found = _VERSION.first(thread_id=spot.thread_id) if spot else None
    if found is None:
        raise NotFound
    return _to_move(actor, post_id, found)


def post_to_split(actor: Actor, post_id: int) -> ToMove:
    to = post_to_move(actor, post_id)
    require(may_split(actor, to.thread, to.post))
    return to


def _to_move(actor: Actor, post_id: int, found: _Version) -> ToMove:
    thread, post = get_post(actor, post_id)
    if not may_read_post(actor, post, thread):
        raise NotFound
    require(may_move(actor, thread))
    spot = find_spot(post_id)
    size = branch_of(spot).size if spot else 0
    return ToMove(found.edit_version, thread, post, size, category_of(actor, thread.category_id))


def category_of(actor: Actor, category_id: int) -> CategoryRow:
    return next(one for one in category_list(actor) if one.id == category_id)


def categories_for(actor: Actor, other_than: int | None = None) -> Sequence[CategoryRow]:
    """Where the actor may put threads of others."""
    return [
        one for one in category_list(actor) if one.id != other_than and may_place_in(actor, one.id)
    ]


class Outsider(NamedTuple):
    """Somebody who may not enter where their thread would go."""

    id: int
    name: str


_OUTSIDERS = Reading(
    Outsider,
    select(Account.id, Account.name)
    .join(Category, Category.id == bindparam("category_id"))
    .where(
        Account.id.in_(bindparam("ids", expanding=True)),
        Category.is_room.is_(True),
        not_(let_into_room()),
        not_(moderates()),
    ),
)


def kept_out_of(category: CategoryRow | None, people: Iterable[int]) -> Mapping[int, str]:
    """Of these people those who could not read what is moved there, and their names."""
    ids = sorted(set(people))
    if category is None or not category.is_room or not ids:
        return {}
    return {one.id: one.name for one in _OUTSIDERS.all(category_id=category.id, ids=ids)}


def find_place(actor: Actor, post_id: int | None) -> Place | None:
    """A post under which the actor may move others; None for what is not there for them."""
    try:
        thread, post = get_post(actor, post_id or 0)
    except NotFound:
        return None
    fits = may_read_post(actor, post, thread) and may_move_into(actor, thread)
    return Place(thread, post) if fits else None


_OPENINGS = Reading(
    Candidate,
    select(
        Post.id.label("post_id"),
        Thread.id.label("thread_id"),
        Thread.title,
        Thread.lang,
        Thread.category_id,
        Thread.reply_count,
        Thread.is_sample,
        Thread.in_room,
    )
    .join(Thread, Thread.id == Post.thread_id)
    .where(
        Post.parent_id.is_(None),
        Thread.id.in_(bindparam("ids", expanding=True)),
        visible_to(Actor(roles=frozenset({"moderator"}))),
        Thread.hidden_at.is_(None),
    ),
)


class _Home(NamedTuple):
    post_id: int
    thread_id: int


_HOMES = Reading(
    _Home,
    select(Post.id.label("post_id"), Post.thread_id).where(
        Post.id.in_(bindparam("ids", expanding=True))
    ),
)


def look_for_place(actor: Actor, typed: str) -> Looked:
    """The address of a post, the address or number of a thread, or words that stand in it."""
    if post_id := post_named(typed):
        place = find_place(actor, post_id)
        return Looked(typed, place.post.id if place else None)
    if thread_id := thread_named(typed):
        opening = _OPENINGS.first(ids=[thread_id])
        place = find_place(actor, opening.post_id if opening else None)
        return Looked(typed, place.post.id if place else None)
    return Looked(typed, threads=with_words(actor, typed))


def post_named(typed: str) -> int | None:
    """By its address."""
    named = _POST.search(typed)
    return int(named[1]) if named else None


def thread_named(typed: str) -> int | None:
    """By its address or its number."""
    named = _THREAD.search(typed)
    return int(named[1]) if named else None


def with_words(actor: Actor, typed: str) -> Sequence[Candidate]:
    """Threads in which these words stand, the best first."""
    query = Asked(typed, "threads").query()
    groups = hits(actor, query).groups[:MOST] if query else ()
    return candidates([group.post_id for group in groups if group.post_id])


def candidates(post_ids: Sequence[int]) -> Sequence[Candidate]:
    """The threads of posts that the actor may see, in the order of those."""
    home = {one.post_id: one.thread_id for one in _HOMES.all(ids=list(post_ids))}
    openings = {one.thread_id: one for one in _OPENINGS.all(ids=sorted(set(home.values())))}
    best_first = dict.fromkeys(home.get(post_id, 0) for post_id in post_ids)
    return [openings[thread] for thread in best_first if thread in openings]
