from sqlalchemy import delete, select, update

from exchange.forum import carrying, grafting
from exchange.forum.actions.grafts import get_branch, get_place, get_seen, take_stock
from exchange.forum.actions.leading import lead_on, let_go
from exchange.forum.actions.rows import count_in_category
from exchange.forum.events import PostsMoved
from exchange.forum.grafting import Branch
from exchange.forum.models import Post, Thread, ThreadTag
from exchange.forum.moving import Moved, Seen
from exchange.forum.policy import MOST_TAGS, may_merge
from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import Refused, require
from exchange.people.actor import Actor
from exchange.tags.actions import ids_now
from exchange.text.wording import lazy as _l


def merge_thread(actor: Actor, under_id: int, seen: Seen, *, by_time: bool) -> Moved:
    """Put all of a thread under a post of another, which its address leads to from now on.

    As one branch, or `by_time`: its opening post stands alone and what replied to that hangs
    beside it, among the replies of the other thread.
    """
    with transaction(actor) as actor:
        left, into = get_seen(actor, seen, with_what_leads_there=True)
        require(may_merge(actor, left))
        opening = select(Post.id).where(Post.thread_id == left.id, Post.parent_id.is_(None))
        branch = get_branch(db.session.scalars(opening).one(), left)
        if left is into:
            raise Refused("under", _l("Choose a post of another thread."))
        if into.duplicate_of_id == left.id:
            raise Refused("under", _l("That thread is closed as a duplicate of this one."))
        under = get_place(actor, under_id, into, branch)
        readers = carrying.readers_of(left.id, into.id)
        there, here = (carrying.marks_in(one.id, readers) for one in (left, into))
        standing = carrying.written_in(into.id)
        people = frozenset(one.author_id for one in branch.written)
        moves = branch
        if by_time:
            grafting.leave_replies(branch.root, under)
            moves = Branch(branch.root, {branch.root.id: ()}, branch.written)
        grafting.move_branch(moves, into.id, under)
        _close(left, into)
        take_stock(into)
        marks = carrying.joined_marks(there, here, branch.written, standing)
        if marks != here:
            carrying.place_with(into, marks)
        root, was = branch.root.id, left.category_id
        record(PostsMoved(into.id, into.category_id, root, left.id, was, actor.id, True))
        end = db.session.get_one(Thread, into.duplicate_of_id or into.id)
        return Moved(into.id, people, let_go(actor, end))


def _close(left: Thread, into: Thread) -> None:
    """Nothing stands there any more: what it was about goes along, its address leads on."""
    count_in_category(left, -1)
    left.merged_into_id, left.deleted_at, left.post_count = into.id, now(), 0
    left.duplicate_of_id = left.duplicate_at = None
    left.accepted_post_id = left.accepted_at = left.accepted_by_id = None
    left.state, left.reply_count, left.first_mentor_at = "waiting", 0, None
    left.edit_version += 1
    db.session.flush()
    led_here = update(Thread).where(Thread.merged_into_id == left.id)
    db.session.execute(led_here.values(merged_into_id=into.id))
    lead_on(left.id, into.duplicate_of_id or into.id)
    grafting.forget_stretches(left.id)
    carrying.forget_marks_in(left.id)
    _carry_tags(left, into)


def _carry_tags(left: Thread, into: Thread) -> None:
    of = {
        one.id: select(ThreadTag.tag_id).where(ThreadTag.thread_id == one.id)
        for one in (left, into)
    }
    has = set(ids_now(of[into.id]))
    new = sorted(set(ids_now(of[left.id])) - has)[: max(MOST_TAGS - len(has), 0)]
    db.session.add_all(ThreadTag(thread_id=into.id, tag_id=tag) for tag in new)
    db.session.execute(delete(ThreadTag).where(ThreadTag.thread_id == left.id))
