"""The clock stands while the asker owes information, and goes on when it is there."""

from sqlalchemy import select

from exchange.forum.models import Post, Thread
from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import require
from exchange.mentoring.actions.rows import find_question, get_question, next_moment, note_step
from exchange.mentoring.actions.striking import strike
from exchange.mentoring.events.clock import MoreAsked
from exchange.mentoring.models import Question
from exchange.mentoring.policy.clock import may_ask_more, may_tell_more
from exchange.mentoring.working_days import moved
from exchange.people.actor import Actor

_MOMENTS = ("half_at", "eve_at", "due_at", "twice_at")


def ask_more(actor: Actor, thread_id: int, *, sentence: str, lang: str) -> None:
    """Its mentor cannot answer before the asker has said more. What has come due by now is done
    first."""
    with transaction(actor) as actor:
        thread, question = get_question(actor, thread_id)
        require(may_ask_more(actor, question))
        moment = now()
        strike(question, moment)
        question.stopped_at, question.next_at = moment, None
        step = note_step(question, "needs_more", by_id=actor.id, to_id=thread.author_id)
        step.note, step.lang = sentence, lang
        record(MoreAsked(thread_id, _opening(thread_id), step.id, thread.author_id, actor.id))


def _opening(thread_id: int) -> int:
    first = select(Post.id).where(Post.thread_id == thread_id, Post.parent_id.is_(None))
    return db.session.scalars(first).one()


def tell_more(actor: Actor, thread_id: int) -> None:
    """The asker has said what was asked for, in whatever way; twice is once."""
    with transaction(actor) as actor:
        thread, question = get_question(actor, thread_id)
        require(may_tell_more(actor, thread.author_id))
        if question.stopped_at and not question.ended_at:
            _go_on(question, actor.id)


def hear_asker(thread_id: int, by_id: int, *, edited: int | None = None) -> None:
    """Somebody has written in a thread, or changed the post `edited` there: if it is the asker,
    and of posts the question itself, the clock goes on. Inside a transaction that has locked the
    thread."""
    thread = db.session.get_one(Thread, thread_id)
    if thread.kind != "question" or thread.author_id != by_id:
        return
    if edited is not None and db.session.get_one(Post, edited).parent_id is not None:
        return
    question = find_question(thread_id)
    if question is not None and question.stopped_at and not question.ended_at:
        _go_on(question, by_id)


def _go_on(question: Question, by_id: int) -> None:
    """Each moment to come is as many working days ahead as when the clock stopped."""
    stopped, moment = question.stopped_at, now()
    assert stopped is not None  # noqa: S101  whoever calls has looked
    where = {"zone": question.zone, "country": question.country}
    for name in _MOMENTS:
        if at := getattr(question, name):
            setattr(question, name, moved(at, stopped, moment, **where))
    question.stopped_at, question.next_at = None, next_moment(question, stopped)
    mentor = question.mentor_id
    note_step(question, "told_more", by_id=by_id, to_id=mentor, is_to_tell=mentor is not None)
