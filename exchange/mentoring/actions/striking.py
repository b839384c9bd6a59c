"""What the clocks of questions do when a moment has come."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select, tuple_

from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotFound
from exchange.mentoring.actions.asking import ask_until_three
from exchange.mentoring.actions.giving_up import give_up
from exchange.mentoring.actions.owing import strike_silence
from exchange.mentoring.actions.rows import lock_question, next_moment, note_step
from exchange.mentoring.actions.starting import start_clock
from exchange.mentoring.actions.telling import tell_people
from exchange.mentoring.actions.widening import widen
from exchange.mentoring.models import Question

log = logging.getLogger(__name__)

AT_ONCE = 200  # questions that are looked up together


class _Due(NamedTuple):
    next_at: datetime
    thread_id: int


def strike_due() -> None:
    """Everything that has come due, in the order of the moments, then tell each person of theirs.

    Each question in a transaction of its own: another worker may be at it, and one that fails
    keeps nobody else waiting.
    """
    moment = now()
    for thread_id in _due_by(moment):
        try:
            _strike_one(thread_id, moment)
        except Exception:
            log.exception("The clock of question %s could not strike", thread_id)
    tell_people(moment)


def _due_by(moment: datetime) -> Iterator[int]:
    after: _Due | None = None
    while found := _some_due(moment, after):
        yield from (one.thread_id for one in found)
        after = found[-1]


def _some_due(moment: datetime, after: _Due | None) -> Sequence[_Due]:
    due = select(Question.next_at, Question.thread_id).where(Question.next_at <= moment)
    if after is not None:
        due = due.where(tuple_(Question.next_at, Question.thread_id) > tuple_(*after))
    due = due.order_by(Question.next_at, Question.thread_id).limit(AT_ONCE)
    with transaction(None):
        return [_Due(at, thread_id) for at, thread_id in db.session.execute(due) if at]


def _strike_one(thread_id: int, moment: datetime) -> None:
    with suppress(NotFound), transaction(None):  # taken away meanwhile
        strike(lock_question(thread_id), moment)


def strike(question: Question, moment: datetime) -> None:
    """Do what its clock says up to this moment, each thing once. Inside a transaction, with the
    question locked; nothing where another worker was first. While it stands, only for how long its
    asker is silent."""
    since = question.next_at
    if since is None or since > moment or question.ended_at:
        return
    if question.due_at is None:  # asked before there were clocks
        start_clock(question)
        ask_until_three(question, is_to_tell=True)
        return
    if question.stopped_at is not None:
        strike_silence(question, moment)
        return
    for at, do in _moments(question):
        if since <= at <= moment:
            do(question, at)
    question.next_at = next_moment(question, moment)


def _moments(question: Question) -> Sequence[tuple[datetime, Callable[[Question, datetime], None]]]:
    """Those that it has, in their order."""
    each = (
        (question.half_at, _remind_at_half_time),
        (question.eve_at, _remind_before_the_end),
        (question.due_at, _pass_promise),
        (question.twice_at, _leave_to_coordinators),
        (question.again_at, _leave_to_coordinators),
    )
    return [(at, do) for at, do in each if at is not None]


def _remind_at_half_time(question: Question, at: datetime) -> None:
    _remind(question, "half_time", at)


def _remind_before_the_end(question: Question, at: datetime) -> None:
    _remind(question, "eve", at)


def _remind(question: Question, what: str, at: datetime) -> None:
    """Its mentor, if it has one. The log says when it was due, whenever the worker came to it."""
    is_over = question.again_at is not None and question.again_at <= now()
    if question.mentor_id is not None and not is_over:
        note_step(question, what, to_id=question.mentor_id, is_to_tell=True).made_at = at


def _leave_to_coordinators(question: Question, at: datetime) -> None:
    """The coordinators see to it, and others may take it, also where somebody took it after the
    promise had passed."""
    give_up(question, at)
    if question.widened_at is None:
        widen(question)


def _pass_promise(question: Question, at: datetime) -> None:
    """More mentors may take it. Where nothing is promised, nobody is reminded of it."""
    if question.days is not None:
        mentor = question.mentor_id
        step = note_step(question, "past_promise", to_id=mentor, is_to_tell=mentor is not None)
        step.made_at = at
    widen(question)
