from exchange.forum import carrying, grafting
from exchange.forum.actions.grafts import file_in, get_branch, get_place, get_seen, take_stock
from exchange.forum.actions.leading import let_go
from exchange.forum.events import PostsMoved, ThreadMoved
from exchange.forum.grafting import Branch, Spot
from exchange.forum.models import Category, Thread
from exchange.forum.moving import Moved, Seen
from exchange.forum.policy import may_place_in
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import Refused
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l


def move_thread(actor: Actor, category_id: int, seen: Seen) -> Moved:
    """Put a thread into another category, with what everybody has read of it."""
    with transaction(actor) as actor:
        thread, _ = get_seen(actor, seen, with_what_leads_there=True)
        before = thread.category_id
        category = db.session.get(Category, category_id)
        if category is None or category_id == before or not may_place_in(actor, category_id):
            raise Refused("category", _l("Please choose one of the list."))
        marks = carrying.marks_in(thread.id, carrying.readers_of(thread.id))
        file_in(thread, category)
        thread.edit_version += 1
        carrying.place_with(thread, marks)
        record(ThreadMoved(thread.id, category_id, before, actor.id))
        return Moved(thread.id, frozenset({thread.author_id}), let_go(actor, thread))


def move_branch(actor: Actor, post_id: int, under_id: int, seen: Seen) -> Moved:
    """Hang a reply and all below it under another post, of this or another thread."""
    with transaction(actor) as actor:
        left, into = get_seen(actor, seen)
        branch = get_branch(post_id, left)
        under = get_place(actor, under_id, into, branch)
        _must_change_place(branch, under)
        return _moved(actor, branch, under, (left, into))


def move_reply(actor: Actor, post_id: int, under_id: int, seen: Seen) -> Moved:
    """Move one reply alone; those below it reply to what it replied to."""
    with transaction(actor) as actor:
        left, into = get_seen(actor, seen)
        root = get_branch(post_id, left).root
        alone = Branch(root, {root.id: ()}, [grafting.Written(root.author_id, root.posted_at)])
        under = get_place(actor, under_id, into, alone)
        _must_change_place(alone, under)
        above = grafting.find_spot(root.parent_id or 0)
        if above is not None:
            grafting.leave_replies(root, above)
        below = grafting.find_spot(under.id)  # it may have hung on what is moved
        return _moved(actor, alone, below or under, (left, into))


def _must_change_place(branch: Branch, under: Spot) -> None:
    if branch.root.parent_id is None:
        raise Refused("under", _l("The opening post moves with its thread only."))
    if branch.root.parent_id == under.id:
        raise Refused("under", _l("It stands there already."))


def _moved(actor: Actor, branch: Branch, under: Spot, threads: tuple[Thread, Thread]) -> Moved:
    left, into = threads
    readers = carrying.readers_of(left.id, into.id) if left is not into else ()
    there, here = (carrying.marks_in(one.id, readers) for one in threads)
    standing = carrying.written_in(into.id) if readers else ()
    grafting.move_branch(branch, into.id, under)
    take_stock(*{left.id: left, into.id: into}.values())
    marks = carrying.joined_marks(there, here, branch.written, standing)
    if marks != here:
        carrying.place_with(into, marks)
    root = branch.root.id
    moved = PostsMoved(into.id, into.category_id, root, left.id, left.category_id, actor.id, False)
    record(moved)
    return Moved(into.id, frozenset({left.author_id, *(one.author_id for one in branch.written)}))
