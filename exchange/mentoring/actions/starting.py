"""The clock of a question: it starts, goes on, and runs once more for whoever takes it late."""

from sqlalchemy import select

from exchange.forum.models import Thread
from exchange.kernel.clock import now
from exchange.kernel.db import db
from exchange.mentoring.actions.rows import next_moment
from exchange.mentoring.models import CategoryPromise, Question
from exchange.mentoring.working_days import moments_of, moved
from exchange.people.models import Account

_MOMENTS = ("half_at", "eve_at", "due_at", "twice_at", "again_at")


def start_clock(question: Question) -> None:
    """From now on, with what its category promises now, in the working days of whoever asks."""
    found = (
        select(Account.timezone, Thread.country, CategoryPromise.days)
        .select_from(Thread)
        .join(Account, Account.id == Thread.author_id)
        .outerjoin(CategoryPromise, CategoryPromise.category_id == Thread.category_id)
        .where(Thread.id == question.thread_id)
    )
    zone, country, days = db.session.execute(found).one()
    moment = now()
    question.started_at = moment
    question.zone, question.country, question.days = zone, country or "", days
    its = moments_of(moment, zone, country or "", days)
    question.half_at, question.eve_at = its.half_at, its.eve_at
    question.due_at, question.twice_at = its.due_at, its.twice_at
    question.stopped_at = question.widened_at = question.given_up_at = question.again_at = None
    question.next_at = next_moment(question, moment)


def go_on(question: Question) -> None:
    """Each moment to come is as many working days ahead as when the clock stopped; nothing where
    it runs. Whoever has a question no more takes what they asked for with them: a clock stands
    for nobody."""
    stopped, moment = question.stopped_at, now()
    if stopped is None:
        return
    where = {"zone": question.zone, "country": question.country}
    for name in _MOMENTS:
        if at := getattr(question, name):
            setattr(question, name, moved(at, stopped, moment, **where))
    question.stopped_at, question.next_at = None, next_moment(question, stopped)


def pass_on(question: Question) -> None:
    """Somebody has it from now on. What the worker has not come to is past: nobody need hear of
    it any more. Not where nobody has started its clock yet."""
    go_on(question)  # what somebody before them asked for went with those
    if question.due_at is not None:
        _begin_second_time(question)
        question.next_at = next_moment(question, now())


def _begin_second_time(question: Question) -> None:
    """Whoever takes it after twice the time has as long as a promise gives: they are reminded as
    anybody is, and then it stands with the coordinators again. What was promised stays broken."""
    moment = now()
    if question.twice_at is not None and question.twice_at <= moment:
        its = moments_of(moment, question.zone, question.country, question.days)
        question.half_at, question.eve_at, question.again_at = its.half_at, its.eve_at, its.due_at


def end_second_time(question: Question) -> None:
    """It goes with whoever had it. Their clock runs by then."""
    if question.again_at is not None:
        question.half_at = question.eve_at = question.again_at = question.next_at = None
