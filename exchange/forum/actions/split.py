from typing import NamedTuple

from sqlalchemy import select

from exchange.forum import carrying, grafting
from exchange.forum.actions.grafts import get_branch, get_seen, take_stock
from exchange.forum.actions.rows import count_in_category
from exchange.forum.events import PostsMoved
from exchange.forum.models import Category, Post, Thread, ThreadTag
from exchange.forum.moving import Moved, Seen
from exchange.forum.policy import may_place_in, may_split
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import Refused, require
from exchange.people.actor import Actor
from exchange.tags.actions import ids_now
from exchange.text.wording import lazy as _l


class NewThread(NamedTuple):
    """How a thread is called that a branch becomes, and where it stands."""

    title: str
    kind: str
    category_id: int


def split_branch(actor: Actor, post_id: int, new: NewThread, seen: Seen) -> Moved:
    """Make a reply and all below it a thread of its own, asked by whoever wrote the reply."""
    with transaction(actor) as actor:
        left, _ = get_seen(actor, seen)
        branch = get_branch(post_id, left)
        opening = db.session.get_one(Post, post_id, populate_existing=True)
        require(may_split(actor, left, opening))
        category = db.session.get(Category, new.category_id)
        if category is None or not may_place_in(actor, new.category_id):
            raise Refused("category", _l("Please choose one of the list."))
        marks = carrying.marks_in(left.id, carrying.readers_of(left.id))
        thread = _begun(new, opening, left, category)
        grafting.move_branch(branch, thread.id, None)
        take_stock(left, thread)
        count_in_category(thread, 1)
        carrying.place_with(thread, marks)
        was, now = left.category_id, thread.category_id
        record(PostsMoved(thread.id, now, post_id, left.id, was, actor.id, False))
        people = {left.author_id, *(one.author_id for one in branch.written)}
        return Moved(thread.id, frozenset(people))


def _begun(new: NewThread, opening: Post, left: Thread, category: Category) -> Thread:
    thread = Thread(
        category_id=category.id,
        in_room=category.is_room,
        author_id=opening.author_id,
        last_author_id=opening.author_id,
        kind=new.kind,
        title=new.title,
        lang=opening.lang,
        started_at=opening.posted_at,
        last_post_at=opening.posted_at,
        is_sample=left.is_sample,
    )
    db.session.add(thread)
    db.session.flush()
    subjects = ids_now(select(ThreadTag.tag_id).where(ThreadTag.thread_id == left.id))
    db.session.add_all(ThreadTag(thread_id=thread.id, tag_id=tag) for tag in subjects)
    return thread
