"""What people are to hear of their questions, told together."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy import select, text

from exchange.kernel.clock import in_milliseconds
from exchange.kernel.db import db, record, transaction
from exchange.mentoring.actions.giving_up import note_for_those_present
from exchange.mentoring.events.clock import DeskNewsDue
from exchange.mentoring.models import Question, QuestionStep
from exchange.mentoring.policy.clock import REMINDERS
from exchange.mentoring.policy.questions import is_up

_TO_TELL = text("question_step.is_to_tell")  # in the words of the index of just those steps
_Noted = tuple[QuestionStep, Question]


def tell_people(moment: datetime) -> None:
    """Each person once, of everything that is noted for them and still holds."""
    _look_who_coordinates()
    with transaction(None):
        waiting = select(QuestionStep.to_id).where(_TO_TELL).distinct()
        people = db.session.scalars(waiting.order_by(QuestionStep.to_id)).all()
    for account_id in people:
        if account_id is not None:  # else they are gone
            _tell(account_id, f"due {in_milliseconds(moment)}")


def _look_who_coordinates() -> None:
    with transaction(None):
        given_up = select(QuestionStep.thread_id).where(_TO_TELL, QuestionStep.what == "given_up")
        threads = db.session.scalars(given_up.distinct()).all()
    for thread_id in sorted(threads):
        note_for_those_present(thread_id)


def _tell(account_id: int, key: str) -> None:
    with transaction(None):
        found = (
            select(QuestionStep, Question)
            .join(Question, Question.thread_id == QuestionStep.thread_id)
            .where(_TO_TELL, QuestionStep.to_id == account_id)
            .order_by(QuestionStep.thread_id, QuestionStep.made_at, QuestionStep.id)
            .with_for_update(of=QuestionStep)
        )
        noted = [(step, question) for step, question in db.session.execute(found)]
        told = worth_telling(noted)
        for step, question in noted:
            step.is_to_tell = _waits(step, question)
        for step in told:
            step.told_with = key
        if told:
            record(DeskNewsDue(account_id, key))


def worth_telling(noted: Sequence[_Noted]) -> Sequence[QuestionStep]:
    """Of each question the newest reminder, and what else is still so."""
    told = []
    for _thread_id, of_one in groupby(noted, key=lambda each: each[0].thread_id):
        still = [step for step, question in of_one if _holds(step, question)]
        newest = [step for step in still if step.what in REMINDERS][-1:]
        told += [step for step in still if step in newest or step.what not in REMINDERS]
    return told


def _holds(step: QuestionStep, question: Question) -> bool:
    if question.ended_at:
        return False
    if step.what in (*REMINDERS, "told_more"):
        return question.mentor_id == step.to_id and question.stopped_at is None
    return step.what != "proposed" or is_up(question)


def _waits(step: QuestionStep, question: Question) -> bool:
    """Whom it was put to cannot take it while its mentor waits for the asker: they are told once
    it goes on."""
    stands = question.ended_at is None and question.stopped_at is not None
    return stands and step.what == "proposed" and not is_up(question)
