"""An asker says what came of an answer."""

from dataclasses import dataclass

from sqlalchemy import select

from exchange.forum.actions.rows import get_thread
from exchange.forum.models import Post, Thread
from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import NotFound, Stale, require
from exchange.mentoring.actions.planning import plan_second
from exchange.mentoring.events.following import OutcomeTold
from exchange.mentoring.models import FollowUp
from exchange.mentoring.policy.following import FollowUpFacts, may_say_outcome
from exchange.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Said:
    """What came of it, and perhaps a sentence."""

    outcome: str
    sentence: str = ""
    lang: str = ""


def say_outcome(actor: Actor, follow_up_id: int, *, version: int, said: Said) -> None:
    """Say it, or say something else; everybody reads the newest on the page of the thread."""
    with transaction(actor) as actor:
        thread, row = _get(actor, follow_up_id)
        require(may_say_outcome(actor, FollowUpFacts(thread.author_id, _is_standing(thread, row))))
        if row.edit_version != version:
            raise Stale
        if row.outcome != said.outcome:
            row.answered_at = now()
        row.outcome, row.sentence = said.outcome, said.sentence
        row.lang = said.lang if said.sentence else ""
        row.edit_version += 1
        db.session.flush()
        plan_second(row)
        record(OutcomeTold(row.id, thread.id, row.post_id or 0, actor.id, row.outcome))


def _get(actor: Actor, follow_up_id: int) -> tuple[Thread, FollowUp]:
    """The thread first, then the row, as whoever accepts takes them; for its asker alone."""
    asked = (FollowUp.id == follow_up_id) & FollowUp.asked_at.is_not(None)
    asked &= FollowUp.stage != "accept"
    thread_id = db.session.scalar(select(FollowUp.thread_id).where(asked))
    if thread_id is None:
        raise NotFound
    thread = get_thread(actor, thread_id)
    found = select(FollowUp).where(asked).with_for_update()
    row = db.session.scalar(found.execution_options(populate_existing=True))
    if row is None or thread.author_id != actor.id:
        raise NotFound
    return thread, row


def _is_standing(thread: Thread, row: FollowUp) -> bool:
    if row.post_id is None or thread.accepted_post_id != row.post_id:
        return False
    post = db.session.get_one(Post, row.post_id)
    return post.hidden_at is None and post.deleted_at is None
