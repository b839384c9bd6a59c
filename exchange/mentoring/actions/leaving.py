"""Mentors who may not any more: what they have goes to others."""

import logging
from collections.abc import Iterable

from sqlalchemy import select, union

from exchange.forum.models import Thread
from exchange.kernel.db import db, transaction
from exchange.mentoring.actions.asking import lapse_proposal, waiting_for_answer
from exchange.mentoring.actions.letting_go import let_go
from exchange.mentoring.actions.routing import route
from exchange.mentoring.actions.rows import lock_question
from exchange.mentoring.models import Proposal, Question
from exchange.mentoring.queries.fit import IS_MENTOR, is_mentor_still, who_may_still
from exchange.people.models import Account

log = logging.getLogger(__name__)


def let_go_where_they_may_not(account_id: int) -> None:
    """Of all open questions that this person has or is asked to take; nothing if they may."""
    has = select(Question.thread_id).where(
        Question.mentor_id == account_id, Question.ended_at.is_(None)
    )
    is_asked = select(Proposal.thread_id).where(
        Proposal.account_id == account_id, Proposal.answer == ""
    )
    with transaction(None):
        _settle_all(db.session.scalars(union(has, is_asked)).all())


def let_go_of_those_gone() -> None:
    """Whoever is no active mentor and has an open question still: they took it, or it was handed
    to them, in the moment in which they were suspended."""
    is_gone = Question.ended_at.is_(None) & ~IS_MENTOR
    has = select(Account.id).join(Question, Question.mentor_id == Account.id)
    is_asked = (
        select(Account.id)
        .join(Proposal, (Proposal.account_id == Account.id) & (Proposal.answer == ""))
        .join(Question, Question.thread_id == Proposal.thread_id)
    )
    with transaction(None):
        gone = db.session.scalars(union(has.where(is_gone), is_asked.where(is_gone))).all()
    for account_id in gone:
        try:
            let_go_where_they_may_not(account_id)
        except Exception:
            log.exception("What person %s had could not be let go", account_id)


def let_go_in_category(category_id: int) -> None:
    """The same, of everybody, where a category is for other people now."""
    its = (
        select(Question.thread_id)
        .join(Thread, Thread.id == Question.thread_id)
        .where(Thread.category_id == category_id, Question.ended_at.is_(None))
    )
    with transaction(None):
        _settle_all(db.session.scalars(its).all())


def _settle_all(threads: Iterable[int]) -> None:
    for thread_id in sorted(threads):
        _settle(lock_question(thread_id))


def _settle(question: Question) -> None:
    if question.ended_at is not None:
        return
    thread_id, mentor_id = question.thread_id, question.mentor_id
    waiting = set(waiting_for_answer(question))
    concerned = waiting | ({mentor_id} if mentor_id is not None else set())
    gone = concerned - who_may_still(thread_id, concerned)
    for account_id in sorted(gone & waiting):
        lapse_proposal(question, account_id)
    if mentor_id in gone:
        let_go(question, "room" if is_mentor_still(mentor_id) else "role")
    elif gone:
        route(question)
