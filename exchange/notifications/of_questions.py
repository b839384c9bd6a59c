"""Whether what was told of a question on its way to a mentor still holds."""

from sqlalchemy import ColumnElement, and_, exists, false, or_

from exchange.forum.models import Thread
from exchange.mentoring.models import Proposal, Question
from exchange.mentoring.policy.questions import is_up_in_sql
from exchange.notifications.models import Notification
from exchange.people.actor import Actor


def holds(actor: Actor) -> ColumnElement[bool]:
    """Of a thread that its receiver may read."""
    return or_(
        and_(Notification.kind == "question_taken", _is_as_told()),
        and_(Notification.kind == "question_ended", ~_has_it()),
        _waits_for_them() if actor.is_mentor else false(),
    )


def holds_wherever_it_is() -> ColumnElement[bool]:
    """Told without a title and without a link: that they have it no more."""
    return and_(Notification.kind == "question_ended", Notification.subject_kind == "account")


def _waits_for_them() -> ColumnElement[bool]:
    """Still: it can be taken, and they have not declined; or it was handed to them."""
    waits = and_(
        _open_question(is_up_in_sql()),
        exists().where(
            Proposal.thread_id == Thread.id,
            Proposal.account_id == Notification.account_id,
            Proposal.answer == "",
        ),
    )
    return or_(
        and_(Notification.kind == "waiting_for_mentor", waits),
        and_(Notification.kind == "question_handed", _has_it()),
    )


def _has_it() -> ColumnElement[bool]:
    return _open_question(Question.mentor_id == Notification.account_id)


def _is_as_told() -> ColumnElement[bool]:
    """Its asker was told that a mentor has it, or that none has it any more."""
    has = _open_question(Question.mentor_id.is_not(None))
    has_none = _open_question(Question.mentor_id.is_(None))
    is_left = Notification.event_key.like("left %")
    return or_(and_(~is_left, has), and_(is_left, has_none))


def _open_question(*which: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(Question.thread_id == Thread.id, Question.ended_at.is_(None), *which)
