"""Whether what is told of a question and its clock still holds, in SQL. Pure: no queries."""

from sqlalchemy import ColumnElement, and_, exists

from exchange.forum.models import Thread
from exchange.forum.policy import visible_to
from exchange.mentoring.models import Question, QuestionStep
from exchange.mentoring.policy.clock import is_still_due
from exchange.notifications.models import Notification
from exchange.people.actor import Actor


def is_due(actor: Actor) -> ColumnElement[bool]:
    """Still: one of the questions that it tells of at least."""
    told = exists().where(
        QuestionStep.to_id == Notification.account_id,
        QuestionStep.told_with == Notification.event_key,
        Question.thread_id == QuestionStep.thread_id,
        Thread.id == Question.thread_id,
        is_still_due(),
        visible_to(actor),
    )
    return told.correlate(Notification)


def is_owed() -> ColumnElement[bool]:
    """Still: by whoever asked."""
    stands = exists().where(
        Question.thread_id == Thread.id,
        Question.stopped_at.is_not(None),
        Question.ended_at.is_(None),
    )
    return and_(Thread.author_id == Notification.account_id, stands.correlate(Thread))
