"""What one person was told of their questions in one run of the clock, as far as it holds."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, case, or_, select

from exchange.forum.models import Thread
from exchange.forum.policy import visible_to
from exchange.kernel.reading import Reading, built_once
from exchange.mentoring.models import Question, QuestionStep
from exchange.mentoring.policy.clock import is_still_due
from exchange.people.actor import Actor
from exchange.people.models import Account


class DueLine(NamedTuple):
    """One question, and what is due."""

    what: str
    thread_id: int
    title: str
    lang: str
    is_sample: bool
    days: int | None
    due_at: datetime | None
    zone: str  # of the asker: the day it is due there


class Owed(NamedTuple):
    """What a mentor needs from an asker."""

    step_id: int
    sentence: str
    lang: str
    mentor: str | None
    made_at: datetime


_has_second_time = and_(
    QuestionStep.what.in_(("half_time", "eve", "told_more")), Question.again_at.is_not(None)
)
_when_due = case((_has_second_time, Question.again_at), else_=Question.due_at).label("due_at")


@built_once
def _lines_for(eyes: Actor) -> Reading[DueLine]:
    return Reading(
        DueLine,
        select(
            QuestionStep.what,
            Thread.id.label("thread_id"),
            Thread.title,
            Thread.lang,
            Thread.is_sample,
            Question.days,
            _when_due,
            Question.zone,
        )
        .join(Question, Question.thread_id == QuestionStep.thread_id)
        .join(Thread, Thread.id == Question.thread_id)
        .where(
            QuestionStep.to_id == bindparam("me"),
            QuestionStep.told_with == bindparam("key"),
            is_still_due(),
            visible_to(eyes),
        )
        .order_by(QuestionStep.made_at, QuestionStep.id),
    )


_still_takes_answers = and_(  # its asker was silent for too long, and may begin it anew
    Question.answered_at.is_(None),
    Thread.kind == "question",
    Thread.state.in_(("waiting", "replied")),
    Thread.locked_at.is_(None),
)
_owed = (
    select(
        QuestionStep.id.label("step_id"),
        QuestionStep.note.label("sentence"),
        QuestionStep.lang,
        Account.name.label("mentor"),
        QuestionStep.made_at,
    )
    .join(Question, Question.thread_id == QuestionStep.thread_id)
    .join(Thread, Thread.id == Question.thread_id)
    .outerjoin(Account, Account.id == QuestionStep.by_id)
    .where(
        QuestionStep.what == "needs_more",
        Question.stopped_at.is_not(None),
        or_(Question.ended_at.is_(None), _still_takes_answers),
    )
    .order_by(QuestionStep.id.desc())
    .limit(1)
)
_OWED = Reading(Owed, _owed.where(QuestionStep.thread_id == bindparam("thread_id")))
_OWED_STEP = Reading(Owed, _owed.where(QuestionStep.id == bindparam("step_id")))


def due_lines(actor: Actor, key: str) -> Sequence[DueLine]:
    """In the order of the moments; without what is answered, or not to be seen, by now."""
    return _lines_for(actor.eyes).all(me=actor.id, key=key)


def owed_in(thread_id: int) -> Owed | None:
    """For whoever asked there, while the clock stands."""
    return _OWED.first(thread_id=thread_id)


def owed_by_step(step_id: int) -> Owed | None:
    """For the mail to whoever asked."""
    return _OWED_STEP.first(step_id=step_id)
