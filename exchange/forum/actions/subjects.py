from sqlalchemy import func, select

from exchange.forum.actions.grafts import get_seen
from exchange.forum.events import SubjectChanged
from exchange.forum.models import Thread, ThreadTag
from exchange.forum.moving import Seen
from exchange.forum.policy import MOST_TAGS
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import NotFound, Refused
from exchange.people.actor import Actor
from exchange.tags.actions import ids_of
from exchange.text.wording import lazy as _l


def add_subject(actor: Actor, seen: Seen, slug: str) -> int:
    """A thread is about this too; gives the subject's id. Stale if another moderator has changed
    the thread since, or filed it there."""
    with transaction(actor) as actor:
        thread, tag_id = _held(actor, seen, slug)
        if _filed(thread, tag_id):
            raise Refused("tag", _l("It has this subject already."))
        count = select(func.count()).where(ThreadTag.thread_id == thread.id)
        if (db.session.scalar(count) or 0) >= MOST_TAGS:
            raise Refused("tag", _l("At most five subjects, please."))
        db.session.add(ThreadTag(thread_id=thread.id, tag_id=tag_id))
        return _tell(actor, thread, tag_id)


def take_subject_away(actor: Actor, seen: Seen, slug: str) -> int:
    """It is not about that; adding it again undoes this."""
    with transaction(actor) as actor:
        thread, tag_id = _held(actor, seen, slug)
        filed = _filed(thread, tag_id)
        if filed is None:
            raise Refused("tag", _l("It does not have this subject."))
        db.session.delete(filed)
        return _tell(actor, thread, tag_id)


def _held(actor: Actor, seen: Seen, slug: str) -> tuple[Thread, int]:
    thread, _ = get_seen(actor, seen)
    found = ids_of([slug])
    if not found:
        raise NotFound
    return thread, found[0]


def _filed(thread: Thread, tag_id: int) -> ThreadTag | None:
    return db.session.get(ThreadTag, (thread.id, tag_id))


def _tell(actor: Actor, thread: Thread, tag_id: int) -> int:
    thread.edit_version += 1
    record(SubjectChanged(thread.id, thread.category_id, tag_id, actor.id))
    return tag_id
