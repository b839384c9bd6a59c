"""What moderators move, each with a reason that is logged and told to whom it concerns."""

from collections.abc import Collection

from exchange.forum import actions as forum
from exchange.forum.actions import NewThread
from exchange.forum.models import Post, Thread
from exchange.forum.moving import Moved, Seen
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import NotFound, require
from exchange.moderation.actions.duplicate import note_reopened
from exchange.moderation.actions.log import Why, log
from exchange.moderation.actions.openings import opening_of
from exchange.moderation.events import WritingMoved
from exchange.moderation.policy import may_read_log
from exchange.people.actor import Actor


def move_thread_with_reason(
    actor: Actor, category_id: int, seen: Seen, why: Why, told: set[int] | None = None
) -> None:
    """Put a thread into another category. Moving it back undoes it. Whoever is `told` of the same
    act already is told no more of it; the others are from now on."""
    with transaction(actor) as actor:
        require(may_read_log(actor))  # somewhere; here, the forum asks
        opening = opening_of(seen)
        before = db.session.get_one(Thread, seen.thread_id).category_id
        moved = forum.move_thread(actor, category_id, seen)
        entry = log(actor, "moved", _post(opening), why, from_category_id=before)
        people = moved.people - (told or set())
        if told is not None:
            told |= people
        _tell(actor, entry.id, people)
        note_reopened(actor, moved.reopened, why)


def move_post_with_reason(
    actor: Actor, post_id: int, under_id: int, seen: Seen, why: Why, *, alone: bool
) -> None:
    """Hang a reply, `alone` or with all below it, under another post."""
    with transaction(actor) as actor:
        require(may_read_log(actor))  # somewhere; here, the forum asks
        above = _post(post_id).parent_id
        move = forum.move_reply if alone else forum.move_branch
        moved = move(actor, post_id, under_id, seen)
        _note(actor, "moved_post", post_id, above, seen, moved, why)


def split_with_reason(actor: Actor, post_id: int, new: NewThread, seen: Seen, why: Why) -> None:
    """Make a reply and all below it a thread. Merging it back under the same post undoes it."""
    with transaction(actor) as actor:
        require(may_read_log(actor))  # somewhere; here, the forum asks
        above = _post(post_id).parent_id
        moved = forum.split_branch(actor, post_id, new, seen)
        _note(actor, "split", post_id, above, seen, moved, why)


def merge_with_reason(actor: Actor, under_id: int, seen: Seen, why: Why, *, by_time: bool) -> None:
    """Put all of a thread under a post of another; its address leads there for good."""
    with transaction(actor) as actor:
        require(may_read_log(actor))  # somewhere; here, the forum asks
        opening = opening_of(seen)
        moved = forum.merge_thread(actor, under_id, seen, by_time=by_time)
        _note(actor, "merged", opening, None, seen, moved, why)
        note_reopened(actor, moved.reopened, why)


def _post(post_id: int) -> Post:
    post = db.session.get(Post, post_id, populate_existing=True)
    if post is None:
        raise NotFound
    return post


def _note(  # budget: what stands in an entry
    actor: Actor, what: str, post_id: int, above: int | None, seen: Seen, moved: Moved, why: Why
) -> None:
    was = {"from_thread_id": seen.thread_id, "from_post_id": above}
    entry = log(actor, what, _post(post_id), why, **was)
    _tell(actor, entry.id, moved.people)


def _tell(actor: Actor, entry_id: int, people: Collection[int]) -> None:
    if people:
        record(WritingMoved(entry_id, tuple(sorted(people)), actor.id))
