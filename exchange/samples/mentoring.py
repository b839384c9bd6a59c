"""Sample mentoring: what mentors say of themselves, who has which question, what came of answers.

Questions find their mentors by themselves while sample threads are begun; then each is moved to its
time in the past, and its clock with it: what would have fallen due has been done.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select

from exchange.forum.models import Category, Post, Thread
from exchange.kernel.db import db, transaction
from exchange.mentoring.actions.away import add_days_away
from exchange.mentoring.actions.needing_more import ask_more
from exchange.mentoring.actions.profile import change_mentor_profile
from exchange.mentoring.actions.promises import set_promise
from exchange.mentoring.actions.rows import next_moment
from exchange.mentoring.actions.taking import take_question
from exchange.mentoring.models import CategoryPromise, FollowUp, Proposal, Question, QuestionStep
from exchange.mentoring.policy.clock import SILENT
from exchange.mentoring.said import Said
from exchange.mentoring.working_days import Moments, moments_of
from exchange.people.actor import Actor
from exchange.people.models import Account
from exchange.samples.files import read
from exchange.samples.threads import Written

_SET = timedelta(days=300)  # before today, the promises
_READ = timedelta(hours=5)  # before its answer a mentor has taken a question
_ASKED_AFTER = {"month": timedelta(days=30), "quarter": timedelta(days=90)}
_ANSWERED = timedelta(days=2)  # after they were asked


def load_mentors(people: Mapping[str, Actor], moment: datetime) -> None:
    """Before anything is asked: what they know, write and take on, and when they are away."""
    given = read("mentoring")
    for one in given["profiles"]:
        said = Said(
            levels=one["levels"],
            writes=tuple(one["writes"]),
            countries=tuple(one["countries"]),
            most_open=one["most_open"],
        )
        change_mentor_profile(people[one["of"]], said, version=0)
    for one in given["away"]:
        first = moment.date() + timedelta(days=one["in_days"])
        last = first + timedelta(days=one["for_days"] - 1)
        add_days_away(people[one["of"]], first, last)


def load_mentoring(people: Mapping[str, Actor], written: Written, moment: datetime) -> None:
    """After everything was asked and answered."""
    given, loading = read("mentoring"), _Loading(people, written, moment)
    with transaction(None):
        for one in given["promises"]:
            loading.promise(one)
        for thread_id in written.threads.values():
            loading.move(thread_id)
        for one in given["taken"]:
            loading.take(one)
        for one in given["outcomes"]:
            loading.say(one)
        loading.forget_what_nobody_says()


@dataclass(frozen=True, slots=True)
class _Loading:
    people: Mapping[str, Actor]
    written: Written
    moment: datetime

    def promise(self, one: Mapping[str, Any]) -> None:
        there = select(Category.id).where(Category.position == one["category"])
        category_id = db.session.scalars(there).one()
        set_promise(self.people["admin"], category_id, days=one["days"], version=0)
        db.session.get_one(CategoryPromise, category_id).set_at = self.moment - _SET

    def move(self, thread_id: int) -> None:
        """To where the thread is in time."""
        question = db.session.get(Question, thread_id)
        if question is None:
            return
        thread = db.session.get_one(Thread, thread_id)
        asked = db.session.get(CategoryPromise, thread.category_id)
        question.started_at = thread.started_at
        question.days = asked.days if asked and asked.set_at < thread.started_at else None
        its = _set_moments(question)
        self._end(question, thread)
        is_open = question.ended_at is None
        question.next_at = next_moment(question, self.moment) if is_open else None
        question.widened_at = its.due_at if is_open and its.due_at < self.moment else None
        question.given_up_at = its.twice_at if is_open and its.twice_at < self.moment else None
        self._date_steps(question)

    def _end(self, question: Question, thread: Thread) -> None:
        """By the first answer of a mentor, whose question it was; or as the thread ended."""
        question.answered_at = thread.first_mentor_at
        ended = thread.first_mentor_at or thread.accepted_at or thread.locked_at
        question.ended_at = ended if question.ended_at else None
        if question.answered_at is None:
            return
        found = select(Post.author_id).where(
            Post.thread_id == thread.id, Post.posted_at == thread.first_mentor_at
        )
        question.mentor_id = db.session.scalars(found).first()
        question.taken_at = max(question.started_at, question.answered_at - _READ)

    def _date_steps(self, question: Question) -> None:
        asked, steps = Proposal.thread_id, QuestionStep.thread_id
        for proposal in db.session.scalars(select(Proposal).where(asked == question.thread_id)):
            proposal.proposed_at = question.started_at
        for step in db.session.scalars(select(QuestionStep).where(steps == question.thread_id)):
            step.made_at = question.started_at

    def take(self, one: Mapping[str, Any]) -> None:
        thread_id, mentor = self.written.threads[one["thread"]], self.people[one["by"]]
        take_question(mentor, thread_id)
        question = db.session.get_one(Question, thread_id)
        question.taken_at = question.started_at + timedelta(hours=one["hours_later"])
        question.widened_at = question.given_up_at = question.again_at = None
        _set_moments(question)  # taken late as it is now, they are those of a second time
        question.next_at = next_moment(question, self.moment)
        if "needs_more" in one:
            ask_more(mentor, thread_id, sentence=one["needs_more"], lang=one["lang"])
            question.stopped_at = self.moment - timedelta(days=one["asked_days_ago"])
            question.next_at = question.stopped_at + SILENT

    def say(self, one: Mapping[str, Any]) -> None:
        """What an asker said, so long after accepting."""
        row = db.session.scalars(
            select(FollowUp).where(
                FollowUp.thread_id == self.written.threads[one["thread"]],
                FollowUp.stage == one["stage"],
            )
        ).one()
        thread = db.session.get_one(Thread, row.thread_id)
        if thread.accepted_at is None:
            raise ValueError(f"nothing is accepted in {one['thread']}")
        row.due_at = row.asked_at = thread.accepted_at + _ASKED_AFTER[one["stage"]]
        row.answered_at = row.due_at + _ANSWERED
        row.outcome, row.sentence, row.lang = one["outcome"], one["sentence"], one["lang"]

    def forget_what_nobody_says(self) -> None:
        """Of what lies behind; the rest comes due in its time."""
        mine = FollowUp.thread_id.in_(self.written.threads.values())
        for row, accepted_at, replied_at in db.session.execute(
            select(FollowUp, Thread.accepted_at, func.min(Post.posted_at))
            .join(Thread, Thread.id == FollowUp.thread_id)
            .join(Post, Post.thread_id == Thread.id)
            .where(mine, FollowUp.outcome == "", Post.author_id != Thread.author_id)
            .group_by(FollowUp.id, Thread.accepted_at)
        ).all():
            begun: datetime = accepted_at or replied_at
            row.due_at = begun + _ASKED_AFTER.get(row.stage, timedelta(days=7))
        db.session.flush()
        db.session.execute(
            delete(FollowUp).where(mine, FollowUp.outcome == "", FollowUp.due_at < self.moment)
        )


def drop_promises() -> None:
    """Those that sample people made; the rest of mentoring goes with its threads and people."""
    theirs = select(Account.id).where(Account.is_sample)
    db.session.execute(delete(CategoryPromise).where(CategoryPromise.by_id.in_(theirs)))


def _set_moments(question: Question) -> Moments:
    """Those of the clock that started when it was asked."""
    its = moments_of(question.started_at, question.zone, question.country, question.days)
    question.half_at, question.eve_at, question.due_at, question.twice_at = its
    return its
