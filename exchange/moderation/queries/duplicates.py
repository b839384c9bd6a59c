"""To which thread a duplicate leads, and which ones it may be a duplicate of."""

from collections.abc import Sequence
from dataclasses import dataclass

from exchange.forum.policy import is_read_wherever
from exchange.forum.queries import ThreadHead, merged_into, thread_head
from exchange.forum.queries.posts import thread_of
from exchange.kernel.rulings import ALLOWED, NotFound, Ruling, denied
from exchange.moderation.queries.moving import (
    Candidate,
    Looked,
    candidates,
    post_named,
    thread_named,
    with_words,
)
from exchange.people.actor import Actor
from exchange.search.queries import similar_openings
from exchange.text.wording import lazy as _l

MOST_ALIKE = 5


@dataclass(frozen=True, slots=True)
class Original:
    """A thread, and whether a duplicate may lead to it."""

    thread: ThreadHead
    ruling: Ruling


def find_original(actor: Actor, of: ThreadHead, thread_id: int | None) -> Original | None:
    """The thread of this number, or where that one leads; None for what the actor may not see."""
    try:
        found = _that_stands(actor, thread_id or 0)
        if found.duplicate_of_id is not None and found.id != of.id:
            found = thread_head(actor, found.duplicate_of_id)
    except NotFound:
        return None
    return Original(found, _may_lead(of, found))


def _may_lead(of: ThreadHead, found: ThreadHead) -> Ruling:
    if found.id == of.id:
        return denied(_l("Choose another thread than this one."))
    if found.hidden_at or not is_read_wherever(found, of):
        return denied(_l("Not everybody who reads this thread may read that one."))
    if found.is_sample != of.is_sample:
        return denied(_l("A sample and what is real are not put together."))
    return ALLOWED


def _that_stands(actor: Actor, thread_id: int) -> ThreadHead:
    try:
        return thread_head(actor, thread_id)
    except NotFound:
        return merged_into(actor, thread_id)


def look_for_original(actor: Actor, of: ThreadHead, typed: str) -> Looked:
    """By the address of the thread or of a post in it, its number, or words that stand in it."""
    if post_id := post_named(typed):
        return _named(actor, of, typed, thread_of(post_id))
    if thread_id := thread_named(typed):
        return _named(actor, of, typed, thread_id)
    return Looked(typed, threads=_others(of, with_words(actor, typed)))


def _named(actor: Actor, of: ThreadHead, typed: str, thread_id: int | None) -> Looked:
    original = find_original(actor, of, thread_id)
    return Looked(typed, thread_id=original.thread.id if original else None)


def alike(actor: Actor, of: ThreadHead) -> Sequence[Candidate]:
    """What was asked about the same, in any language, the most alike first."""
    return _others(of, candidates(similar_openings(actor, of.title)))[:MOST_ALIKE]


def _others(of: ThreadHead, found: Sequence[Candidate]) -> Sequence[Candidate]:
    """Without those to which it could not lead."""
    return [
        one
        for one in found
        if one.thread_id != of.id and one.is_sample == of.is_sample and is_read_wherever(one, of)
    ]
