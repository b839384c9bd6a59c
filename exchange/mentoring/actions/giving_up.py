"""The clock has done what it can: coordinators find somebody."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select

from exchange.forum.models import Thread
from exchange.forum.policy import may_view
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotFound
from exchange.mentoring.actions.rows import lock_question, note_step
from exchange.mentoring.actions.starting import end_second_time
from exchange.mentoring.models import Question, QuestionStep
from exchange.people.models import Account
from exchange.people.queries import get_actors


def give_up(question: Question, at: datetime) -> None:
    """Each coordinator hears of it with all else that the clock has for them. Inside a
    transaction."""
    question.given_up_at = at
    for coordinator in _coordinators(question.thread_id):
        note_step(question, "given_up", to_id=coordinator, is_to_tell=True).made_at = at


def give_up_if_over(question: Question) -> None:
    """It is nobody's again, and with it ends the time that they had: after twice the time no clock
    strikes any more that would say so. Inside a transaction."""
    end_second_time(question)
    if question.next_at is None and question.given_up_at is None:
        give_up(question, now())


def is_forgotten() -> ColumnElement[bool]:
    """`give_up_if_over` would be for it: its mentor's account is gone, for instance."""
    return and_(
        Question.mentor_id.is_(None),
        Question.twice_at.is_not(None),
        Question.next_at.is_(None),
        Question.given_up_at.is_(None),
    )


def _coordinators(thread_id: int) -> Sequence[int]:
    """Those who may read it; where there is none, the admins. Nobody is troubled with what is
    invented."""
    thread = db.session.get_one(Thread, thread_id)
    is_sample = thread.is_sample or db.session.get_one(Account, thread.author_id).is_sample
    for role in (Account.is_mentoring_coordinator, Account.is_admin):
        held = select(Account.id).where(
            role.is_(True), Account.suspended_at.is_(None), Account.is_sample.is_(is_sample)
        )
        people = get_actors(db.session.scalars(held).all())
        if told := [one.id for one in people if one.may_write and may_view(one, thread)]:
            return told
    return ()


def note_for_those_present(thread_id: int) -> None:
    """What is still to be told goes to those who coordinate by now: roles may have changed since it
    was noted. Who was told is not told again."""
    with suppress(NotFound), transaction(None):
        question = lock_question(thread_id)
        at = question.given_up_at
        if at is None or question.ended_at is not None:
            return
        this_time = select(QuestionStep).where(
            QuestionStep.thread_id == thread_id,
            QuestionStep.what == "given_up",
            QuestionStep.made_at == at,
        )
        noted = db.session.scalars(this_time.order_by(QuestionStep.id).with_for_update()).all()
        present = _coordinators(thread_id)
        for step in noted:
            if step.is_to_tell and step.to_id not in present:
                db.session.delete(step)
        for coordinator in sorted(set(present) - {step.to_id for step in noted}):
            note_step(question, "given_up", to_id=coordinator, is_to_tell=True).made_at = at
