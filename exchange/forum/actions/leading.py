"""What leads to a thread: threads closed as its duplicates, and those merged into it."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select, update

from exchange.forum.events import DuplicateChanged
from exchange.forum.models import Thread
from exchange.forum.policy import is_read_wherever
from exchange.kernel.db import also_changes, db, record
from exchange.kernel.rulings import Stale
from exchange.people.actor import Actor


def hold_with_what_leads_to(thread_id: int, *others: int) -> None:
    """Lock a thread with all that leads to it, and others, in order of their ids: before any of
    them is locked alone, so that nobody waits in a ring. Stale if more leads there by then."""
    leads = (Thread.duplicate_of_id == thread_id) | (Thread.merged_into_id == thread_id)
    found = set(db.session.scalars(select(Thread.id).where(leads)))
    if not found:
        return  # whoever lets one lead here meanwhile locks this thread too
    held = select(Thread.id).where(Thread.id.in_({thread_id, *others, *found}))
    db.session.scalars(held.order_by(Thread.id).with_for_update(key_share=True)).all()
    if not found.issuperset(db.session.scalars(select(Thread.id).where(leads))):
        raise Stale


def lead_on(thread_id: int, original_id: int) -> None:
    """The duplicates of a thread are those of another from now on, so that one link leads there."""
    led_here = update(Thread).where(Thread.duplicate_of_id == thread_id)
    led = led_here.values(duplicate_of_id=original_id).returning(Thread.id)
    also_changes(f"thread {one}" for one in db.session.scalars(led).all())


def hold_with(thread_id: int, others: Iterable[int]) -> None:
    """Lock threads in order of their ids, before one of them is locked alone."""
    held = select(Thread.id).where(Thread.id.in_({thread_id, *others})).order_by(Thread.id)
    db.session.scalars(held.with_for_update(key_share=True)).all()


def lead_back(thread: Thread, led_on: Iterable[int], original_id: int) -> None:
    """Of the threads that were `led_on` from here to that original those lead here again whose
    readers may all read here; the others stay where they are. They are held already."""
    still = select(Thread).where(Thread.id.in_(led_on), Thread.duplicate_of_id == original_id)
    for one in db.session.scalars(still.execution_options(populate_existing=True)).all():
        if thread.hidden_at is None and is_read_wherever(thread, one):
            one.duplicate_of_id = thread.id
            also_changes([f"thread {one.id}"])


def let_go(actor: Actor, original: Thread) -> Sequence[int]:
    """Reopen the duplicates of a thread whose readers may not all read on there any more: else
    they would wait nowhere and take no replies. Gives their ids."""
    db.session.flush()
    led_here = select(Thread).where(Thread.duplicate_of_id == original.id).order_by(Thread.id)
    led = db.session.scalars(led_here.execution_options(populate_existing=True)).all()
    is_hidden = original.hidden_at is not None
    lost = [one for one in led if is_hidden or not is_read_wherever(original, one)]
    for one in lost:
        open_again(actor, one)
    return [one.id for one in lost]


def open_again(actor: Actor, thread: Thread) -> None:
    """It is a duplicate no more; a lock that was there before stays."""
    original_id = thread.duplicate_of_id
    if original_id is None:
        raise Stale
    if thread.locked_at == thread.duplicate_at:
        thread.locked_at = None
    thread.duplicate_of_id = thread.duplicate_at = None
    thread.edit_version += 1
    place = thread.id, thread.category_id
    record(DuplicateChanged(*place, original_id, actor.id, is_closed=False))
