"""Mentors who answered somebody in a year that is over, and their certificates."""

from datetime import datetime, timedelta

from sqlalchemy import select

from exchange.forum.models import Post
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.mentoring.actions import certificates
from exchange.mentoring.models import Certificate, FollowUp
from exchange.people.actor import Actor
from tests.factories import a_mentor, a_reply, a_thread

A_YEAR = timedelta(days=366)


def a_helper(mentor: Actor | None = None) -> Actor:
    """A mentor who answered a question of somebody else last year, or the year before."""
    mentor = mentor or a_mentor()
    answer = a_reply(a_thread(), mentor)
    with transaction(None):
        post = db.session.get_one(Post, answer)
        post.posted_at = post.posted_at - A_YEAR
    return mentor


def said_of(thread_id: int, answer: int, outcome: str, stage: str, at: datetime) -> None:
    """What an asker told of an answer; where it was planned to ask them, in answer to that."""
    asked = select(FollowUp).where(FollowUp.thread_id == thread_id, FollowUp.stage == stage)
    with transaction(None):
        row = db.session.scalars(asked).one_or_none()
        row = row or FollowUp(thread_id=thread_id, stage=stage)
        row.post_id, row.outcome = answer, outcome
        row.due_at = row.asked_at = row.answered_at = at
        db.session.add(row)


def last_year() -> int:
    return (now() - A_YEAR).year


def a_certificate(mentor: Actor, lang: str = "en", *, is_verifiable: bool = False) -> str:
    """Made, though not pressed; gives its number."""
    year = last_year()
    certificates.ask_for_certificate(mentor, mentor.id, year, lang=lang, issuer="")
    mine = select(Certificate.id, Certificate.code).where(Certificate.account_id == mentor.id)
    row = db.session.execute(mine.where(Certificate.lang == lang)).one()
    db.session.rollback()
    certificates.keep_certificate(row.id, b"%PDF-1.7")
    if is_verifiable:
        certificates.let_verify(mentor, mentor.id, year, lang=lang)
    return str(row.code)
