"""Rows of questions to write on: the thread first, its question after it, always in this order."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import insert, select

from exchange.forum.actions.rows import get_thread
from exchange.forum.models import Thread
from exchange.kernel.clock import now
from exchange.kernel.db import db
from exchange.kernel.rulings import NotFound
from exchange.mentoring.models import Question, QuestionStep
from exchange.people.actor import Actor


def get_question(actor: Actor, thread_id: int) -> tuple[Thread, Question]:
    """A question that the actor may read, with its thread, both locked; NotFound where the thread
    is no question."""
    thread = get_thread(actor, thread_id)
    return thread, _held(thread_id)


def lock_question(thread_id: int) -> Question:
    """For the worker, and where an action has locked the thread already; whoever asks for a person
    takes `get_question`."""
    held = select(Thread.id).where(Thread.id == thread_id).with_for_update(key_share=True)
    if db.session.scalar(held) is None:
        raise NotFound
    return _held(thread_id)


def _held(thread_id: int) -> Question:
    found = find_question(thread_id)
    if found is None:
        raise NotFound
    return found


def find_question(thread_id: int) -> Question | None:
    """The row, locked; the thread is locked by now."""
    found = select(Question).where(Question.thread_id == thread_id).with_for_update()
    return db.session.scalar(found.execution_options(populate_existing=True))


def note_step(
    question: Question,
    what: str,
    *,
    by_id: int | None = None,
    to_id: int | None = None,
    is_to_tell: bool = False,
) -> QuestionStep:
    """A line of the log, with its id. Who has a note to it writes that on the row."""
    step = QuestionStep(
        thread_id=question.thread_id,
        what=what,
        by_id=by_id,
        to_id=to_id,
        is_to_tell=is_to_tell,
        made_at=now(),
    )
    db.session.add(step)
    db.session.flush()
    return step


def note_steps(
    question: Question, what: str, people: Iterable[int], *, is_to_tell: bool = False
) -> None:
    """One for each of these mentors, in one statement."""
    step: dict[str, object] = {"thread_id": question.thread_id, "what": what, "made_at": now()}
    step["is_to_tell"] = is_to_tell
    rows = [{**step, "to_id": one} for one in people]
    if rows:
        db.session.execute(insert(QuestionStep), rows)


def next_moment(question: Question, after: datetime) -> datetime | None:
    """The earliest moment of its clock that is still to come."""
    its = question.half_at, question.eve_at, question.due_at, question.twice_at, question.again_at
    return min((one for one in its if one is not None and one > after), default=None)
