"""Threads to move posts between: locked, as they were seen, and counted again afterwards."""

from collections.abc import Mapping

from sqlalchemy import select, update

from exchange.forum.actions.leading import hold_with_what_leads_to
from exchange.forum.actions.rows import get_thread, settle
from exchange.forum.grafting import Branch, Spot, branch_of, find_spot, measure_again
from exchange.forum.models import Category, Post, Thread
from exchange.forum.moving import Seen
from exchange.forum.policy import may_move, may_move_into, may_read_post
from exchange.kernel.db import db
from exchange.kernel.rulings import NotFound, Refused, Stale, require
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l


def get_seen(
    actor: Actor, seen: Seen, *, with_what_leads_there: bool = False
) -> tuple[Thread, Thread]:
    """The thread that is left and the one where posts go, both locked, in order of their ids.

    Stale if the first is not as it was seen, or one of them stands no more.
    """
    ids = sorted({seen.thread_id, seen.into_id or seen.thread_id})
    if with_what_leads_there:
        hold_with_what_leads_to(seen.thread_id, *ids)
    found: Mapping[int, Thread] = {one: _locked(actor, one) for one in ids}
    left = found[seen.thread_id]
    require(may_move(actor, left))
    if left.edit_version != seen.version:
        raise Stale
    return left, found[seen.into_id or seen.thread_id]


def _locked(actor: Actor, thread_id: int) -> Thread:
    try:
        return get_thread(actor, thread_id)
    except NotFound:
        merged = select(Thread.merged_into_id).where(Thread.id == thread_id)
        if db.session.scalar(merged) is not None:
            raise Stale from None
        raise


def get_branch(post_id: int, left: Thread) -> Branch:
    """Stale if it stands in another thread by now."""
    return branch_of(_spot_in(post_id, left))


def get_place(actor: Actor, under_id: int, into: Thread, branch: Branch) -> Spot:
    """The post under which a branch goes: one of that thread, outside the branch."""
    require(may_move_into(actor, into))
    if under_id in branch.replies:
        raise Refused("under", _l("A post cannot be moved below itself."))
    spot = _spot_in(under_id, into)
    under = db.session.get_one(Post, under_id, populate_existing=True)
    require(may_read_post(actor, under, into))
    if db.session.get_one(Thread, branch.root.thread_id).is_sample != into.is_sample:
        raise Refused("under", _l("A sample and what is real are not put together."))
    return spot


def _spot_in(post_id: int, thread: Thread) -> Spot:
    spot = find_spot(post_id)
    if spot is None:
        raise NotFound
    if spot.thread_id != thread.id:
        raise Stale
    return spot


def take_stock(*threads: Thread) -> None:
    """All that is counted ahead, after posts came or went; nobody has seen it like this before."""
    measure_again({thread.id for thread in threads})
    for thread in threads:
        here = select(Post.posted_at, Post.author_id).where(Post.thread_id == thread.id)
        newest = here.order_by(Post.posted_at.desc(), Post.id.desc()).limit(1)
        thread.last_post_at, thread.last_author_id = db.session.execute(newest).one()
        thread.edit_version += 1
        _withdraw_what_went(thread)
        settle(thread)


def _withdraw_what_went(thread: Thread) -> None:
    """An answer that stands elsewhere by now is no longer this question's."""
    if thread.accepted_post_id is None:
        return
    here = select(Post.id).where(Post.id == thread.accepted_post_id, Post.thread_id == thread.id)
    if db.session.scalar(here) is None:
        thread.accepted_post_id = thread.accepted_at = thread.accepted_by_id = None


def file_in(thread: Thread, category: Category) -> None:
    """Into another category; those are counted in order of their ids, so nobody waits in a ring."""
    if thread.hidden_at is None and thread.deleted_at is None:
        for one, change in sorted(((thread.category_id, -1), (category.id, 1))):
            counted = update(Category).where(Category.id == one)
            db.session.execute(counted.values(thread_count=Category.thread_count + change))
    thread.category_id, thread.in_room = category.id, category.is_room
