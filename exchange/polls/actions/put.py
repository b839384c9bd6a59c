from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select

from exchange.forum.actions.rows import get_thread
from exchange.forum.models import Thread
from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import Refused, require
from exchange.people.actor import Actor
from exchange.polls.actions.rows import get_poll
from exchange.polls.events import PollChanged
from exchange.polls.models import Poll, PollChoice
from exchange.polls.policy import may_put_poll, may_remove_poll
from exchange.text.wording import lazy as _l


def put_poll(
    actor: Actor,
    thread_id: int,
    *,
    question: str,
    choices: Sequence[str],
    most: int,
    results: str,
    closes_at: datetime | None,
) -> None:
    """Ask those who read a thread; its language is the thread's."""
    with transaction(actor) as actor:
        thread = get_thread(actor, thread_id)
        require(may_put_poll(actor, thread))
        if db.session.scalar(select(exists().where(Poll.thread_id == thread.id))):
            raise Refused("question", _l("This thread has a poll already."))
        poll = Poll(
            thread_id=thread.id,
            by_id=actor.id,
            question=question,
            lang=thread.lang,
            most=min(most, len(choices)),
            results=results,
            closes_at=closes_at,
        )
        thread.has_poll = True
        db.session.add(poll)
        db.session.flush()
        db.session.add_all(
            PollChoice(poll_id=poll.id, position=n, words=words) for n, words in enumerate(choices)
        )
        _tell(actor, thread)


def close_poll(actor: Actor, poll_id: int) -> int:
    """Now; what was voted stands. Gives the thread's id."""
    with transaction(actor) as actor:
        thread, poll = get_poll(actor, poll_id)
        require(may_put_poll(actor, thread))
        if poll.closes_at is None or poll.closes_at > now():
            poll.closes_at = now()
            _tell(actor, thread)
        return thread.id


def open_poll(actor: Actor, poll_id: int) -> int:
    """Without an end, until it is closed again; gives the thread's id."""
    with transaction(actor) as actor:
        thread, poll = get_poll(actor, poll_id)
        require(may_put_poll(actor, thread))
        if poll.closes_at is not None:
            poll.closes_at = None
            _tell(actor, thread)
        return thread.id


def remove_poll(actor: Actor, poll_id: int) -> int:
    """With all votes; gives the thread's id."""
    with transaction(actor) as actor:
        thread, poll = get_poll(actor, poll_id)
        require(may_remove_poll(actor, thread, poll))
        thread.has_poll = False
        db.session.delete(poll)
        _tell(actor, thread)
        return thread.id


def _tell(actor: Actor, thread: Thread) -> None:
    record(PollChanged(thread.id, actor.id))
