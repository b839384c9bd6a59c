"""The clock stands while the asker owes information, and goes on when it is there."""

from sqlalchemy import select

from exchange.forum.models import Post, Thread
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import require
from exchange.mentoring.actions.following import begin_anew, takes_answers
from exchange.mentoring.actions.owing import let_stand
from exchange.mentoring.actions.rows import find_question, get_question, note_step
from exchange.mentoring.actions.starting import go_on
from exchange.mentoring.actions.striking import strike
from exchange.mentoring.models import Question
from exchange.mentoring.policy.clock import has_fallen_silent, may_ask_more, may_tell_more
from exchange.people.actor import Actor


def ask_more(actor: Actor, thread_id: int, *, sentence: str, lang: str) -> None:
    """Its mentor cannot answer before the asker has said more. What has come due by now is done
    first."""
    with transaction(actor) as actor:
        _thread, question = get_question(actor, thread_id)
        require(may_ask_more(actor, question))
        moment = now()
        strike(question, moment)
        let_stand(question, sentence, lang, moment)


def tell_more(actor: Actor, thread_id: int) -> None:
    """The asker has said what was asked for, in whatever way; twice is once."""
    with transaction(actor) as actor:
        thread, question = get_question(actor, thread_id)
        require(may_tell_more(actor, thread.author_id))
        _hear(thread, question, actor.id)


def hear_asker(thread_id: int, by_id: int, *, edited: int | None = None) -> None:
    """Somebody has written in a thread, or changed the post `edited` there: if it is the asker,
    and of posts the question itself, the clock goes on. It may be a discussion by now: what they
    say counts once it is a question again. Inside a transaction that has locked the thread."""
    thread = db.session.get_one(Thread, thread_id)
    if thread.author_id != by_id:
        return
    if edited is not None and db.session.get_one(Post, edited).parent_id is not None:
        return
    question = find_question(thread_id)
    if question is not None:
        _hear(thread, question, by_id)


def hear_what_was_moved(thread_id: int) -> None:
    """Posts stand in a thread now that were written elsewhere: what its asker has written since
    the clock stopped counts as if they had written it here. Inside such a transaction too."""
    question = find_question(thread_id)
    if question is None or question.stopped_at is None:
        return
    thread = db.session.get_one(Thread, thread_id)
    since = select(Post.id).where(
        Post.thread_id == thread_id,
        Post.author_id == thread.author_id,
        Post.parent_id.is_not(None),
        Post.posted_at >= question.stopped_at,
        Post.hidden_at.is_(None),
        Post.deleted_at.is_(None),
    )
    if db.session.scalar(since.limit(1)) is not None:
        _hear(thread, question, thread.author_id)


def _hear(thread: Thread, question: Question, by_id: int) -> None:
    """The clock goes on; what they were silent about for too long begins anew, at once, or as soon
    as its thread takes answers."""
    if question.stopped_at is None:
        return
    if question.ended_at is None:
        go_on(question)
    elif not has_fallen_silent(question):
        return
    elif takes_answers(thread):
        begin_anew(question, by_id, is_to_tell=True)
    else:
        question.stopped_at = None  # it is over as any that takes no answers at present
    mentor = question.mentor_id
    is_to_tell = mentor is not None and question.ended_at is None
    note_step(question, "told_more", by_id=by_id, to_id=mentor, is_to_tell=is_to_tell)
