"""What tests of questions share: rows as they stand, and mentors as they say of themselves."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from exchange.kernel.db import db
from exchange.mentoring.models import DaysAway, MentorProfile, Proposal, Question, QuestionStep
from exchange.people.actor import Actor
from exchange.people.models import Expertise
from exchange.tags.models import Tag
from tests.factories import a_mentor, saved


def a_mentor_who(name: str = "", *, knows: Sequence[Tag] = (), **given: Any) -> Actor:
    """`writes`, `countries`, `most_open` are of the profile; the rest is of the person."""
    names = ("writes", "countries", "most_open")
    profile = {key: given.pop(key) for key in names if key in given}
    mentor = a_mentor(name, **given)
    for tag in knows:
        saved(Expertise(account_id=mentor.id, tag_id=tag.id))
    if profile:
        whole = {"writes": list(mentor.reads), "countries": []} | profile
        saved(MentorProfile(account_id=mentor.id, **whole))
    return mentor


def is_away(mentor: Actor, first: date, last: date) -> None:
    saved(DaysAway(account_id=mentor.id, first_day=first, last_day=last))


def question_of(thread_id: int) -> Question:
    db.session.rollback()
    return db.session.get_one(Question, thread_id, populate_existing=True)


def mentor_of(thread_id: int) -> int | None:
    return question_of(thread_id).mentor_id


def proposals(thread_id: int) -> dict[int, str]:
    """Who was asked, and what came of it."""
    db.session.rollback()
    found = select(Proposal.account_id, Proposal.answer).where(Proposal.thread_id == thread_id)
    return {row.account_id: row.answer for row in db.session.execute(found)}


def asked(thread_id: int) -> set[int]:
    """Who thinks about it."""
    return {one for one, answer in proposals(thread_id).items() if answer == ""}


def steps(thread_id: int) -> list[str]:
    db.session.rollback()
    found = select(QuestionStep.what).where(QuestionStep.thread_id == thread_id)
    return list(db.session.scalars(found.order_by(QuestionStep.id)))
