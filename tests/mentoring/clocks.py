"""Questions whose clocks run, for tests."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, update

from exchange.forum.models import Category, Thread
from exchange.kernel.db import db, transaction
from exchange.kernel.outbox import deliver_due
from exchange.mentoring.actions import taking
from exchange.mentoring.actions.promises import set_promise
from exchange.mentoring.models import CategoryPromise, Question, QuestionStep
from exchange.notifications.models import Notification
from exchange.people.actor import Actor
from tests.factories import a_category, a_person, a_thread, an_admin

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)  # no holiday for weeks


def a_promise(days: int, category: Category | None = None) -> Category:
    """A category in which a mentor answers within so many working days."""
    category = category or a_category()
    set_promise(an_admin(), category.id, days=days, version=0)
    return category


def promise_version(category: Category) -> int:
    """As a form reads it; 0 where nothing is promised."""
    with transaction(None):
        row = db.session.get(CategoryPromise, category.id, populate_existing=True)
        return row.edit_version if row else 0


def a_question(
    asker: Actor | None = None,
    *,
    days: int | None = None,
    mentor: Actor | None = None,
    **given: Any,
) -> Thread:
    """A question whose clock runs; a `mentor` has taken it."""
    category = given.pop("category", None) or (a_promise(days) if days else a_category())
    thread = a_thread(asker or a_person(), category=category, **given)
    if mentor:
        taking.take_question(mentor, thread.id)
    return thread


def question_of(thread: Thread) -> Question:
    """Its row as it is now."""
    with transaction(None):
        found = select(Question).where(Question.thread_id == thread.id)
        return db.session.scalars(found).one()


def set_row(thread: Thread, **values: Any) -> None:
    with transaction(None):
        changed = update(Question).where(Question.thread_id == thread.id)
        db.session.execute(changed.values(**values))


def steps_of(thread: Thread, *names: str) -> Sequence[QuestionStep]:
    """Of these names, or all, in their order."""
    found = select(QuestionStep).where(QuestionStep.thread_id == thread.id)
    if names:
        found = found.where(QuestionStep.what.in_(names))
    with transaction(None):
        return db.session.scalars(found.order_by(QuestionStep.id)).all()


def told(who: Actor, kind: str) -> Sequence[Notification]:
    """The notifications of a kind that this person has, oldest first, once all is delivered."""
    while deliver_due():
        pass
    mine = (Notification.account_id == who.id) & (Notification.kind == kind)
    with transaction(None):
        found = select(Notification).where(mine).order_by(Notification.id)
        return db.session.scalars(found).all()
