"""Who says what is promised, when that is broken, and who stops and starts the clock of a question.
Pure."""

from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import ColumnElement, and_, bindparam, exists, or_
from sqlalchemy.orm import aliased

from exchange.forum.policy import may_write
from exchange.kernel.rulings import ALLOWED, Ruling, denied
from exchange.mentoring.models import Proposal, Question, QuestionStep
from exchange.mentoring.policy.questions import is_up_in_sql
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l

SILENT = timedelta(days=30)  # then an asker who owes information is asked once more
_theirs = aliased(Proposal)
REMINDERS = ("half_time", "eve", "past_promise")  # to its mentor; the later makes the earlier idle


class Clocked(Protocol):
    """What the rules ask of a question."""

    @property
    def mentor_id(self) -> int | None: ...
    @property
    def stopped_at(self) -> datetime | None: ...
    @property
    def ended_at(self) -> datetime | None: ...


class Promised(Protocol):
    """What is asked of a question whose answer was promised."""

    @property
    def days(self) -> int | None: ...
    @property
    def due_at(self) -> datetime | None: ...
    @property
    def stopped_at(self) -> datetime | None: ...
    @property
    def answered_at(self) -> datetime | None: ...
    @property
    def ended_at(self) -> datetime | None: ...


def is_past_promise(question: Promised, now: datetime) -> bool:
    """The promised day passed while it waited for a mentor. What was answered, over, or waiting
    for its asker by then broke no promise, whatever came later; and nothing mends one."""
    due_at = question.due_at
    if question.days is None or due_at is None:
        return False
    ends = (question.stopped_at, question.answered_at, question.ended_at)
    return min((end for end in ends if end is not None), default=now) > due_at


def is_past_promise_in_sql() -> ColumnElement[bool]:
    """`is_past_promise`, said in SQL of a question that is open, at the moment `:now`."""
    waited = or_(Question.stopped_at.is_(None), Question.stopped_at > Question.due_at)
    return and_(Question.days.is_not(None), Question.due_at < bindparam("now"), waited)


def may_promise(actor: Actor) -> Ruling:
    return ALLOWED if actor.is_admin else denied(_l("Admins do this."))


def may_ask_more(actor: Actor, question: Clocked) -> Ruling:
    if not (ruling := may_write(actor)):
        return ruling
    if question.ended_at:
        return denied(_l("This question is answered, or takes no answers any more."))
    if question.mentor_id != actor.id:
        return denied(_l("Only the mentor who has this question asks for more."))
    if question.stopped_at:
        return denied(_l("The asker has been asked for more, and has not answered yet."))
    return ALLOWED


def may_tell_more(actor: Actor, asker_id: int) -> Ruling:
    if actor.id != asker_id:
        return denied(_l("Only the person who asked can say this."))
    return may_write(actor)


def has_fallen_silent(question: Question) -> bool:
    """It waits for no mentor any more because its asker, asked twice, has said nothing for twice
    `SILENT`: with their next word it begins anew, and with nothing else that befalls the thread."""
    stopped, ended = question.stopped_at, question.ended_at
    if stopped is None or ended is None or question.answered_at is not None:
        return False
    return ended >= stopped + 2 * SILENT


def is_still_due() -> ColumnElement[bool]:
    """Of a step that was told, and its question: whether its receiver can still do something.

    Whether they may read the thread is asked beside it.
    """
    has_said_nothing = exists().where(
        _theirs.thread_id == QuestionStep.thread_id,
        _theirs.account_id == QuestionStep.to_id,
        _theirs.answer == "",
    )
    waits = and_(is_up_in_sql(), has_said_nothing)
    is_mine = and_(Question.mentor_id == QuestionStep.to_id, Question.stopped_at.is_(None))
    return and_(
        Question.ended_at.is_(None),
        or_(
            and_(QuestionStep.what.in_((*REMINDERS, "told_more")), is_mine),
            and_(QuestionStep.what == "given_up", Question.given_up_at.is_not(None)),
            and_(QuestionStep.what == "proposed", waits),
        ),
    )
