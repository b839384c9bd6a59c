"""How much each mentor has; private to coordinators."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, select

from exchange.forum.models import Post, Thread
from exchange.kernel.clock import now
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import require
from exchange.library.readings import IS_ACTIVE
from exchange.mentoring.models import DaysAway, MentorProfile, Proposal, Question
from exchange.mentoring.models.who import USUALLY_OPEN
from exchange.mentoring.policy.clock import is_past_promise_in_sql
from exchange.mentoring.policy.desk import may_see_all_questions
from exchange.mentoring.policy.questions import is_up_in_sql
from exchange.mentoring.queries.counting import counted
from exchange.mentoring.queries.lines import OPEN_ONES
from exchange.mentoring.queries.samples import (
    are_samples_counted,
    is_counted,
    is_mentor_counted,
)
from exchange.people.actor import Actor
from exchange.people.models import Account, Expertise
from exchange.text.countries import sort_key

SEASON = timedelta(days=90)


class MentorLoad(NamedTuple):
    """How much one mentor has; private to coordinators."""

    id: int
    name: str
    is_sample: bool
    reads: Sequence[str]
    most_open: int
    open: int
    late: int
    asked: int
    answered: int  # in the last season
    themes: int
    away_until: date | None

    @property
    def is_full(self) -> bool:
        return self.open >= self.most_open


@dataclass(frozen=True, slots=True)
class Loads:
    """All that mentoring/loads.html shows."""

    mentors: Sequence[MentorLoad]
    are_samples: bool  # what they have

    @property
    def shown(self) -> Sequence[MentorLoad]:
        """What can be remembered by value: their languages are not told."""
        return tuple(one._replace(reads=()) for one in self.mentors)


def _of_mentor(model: Any, *conditions: ColumnElement[bool]) -> Any:
    number = select(func.count()).select_from(model).where(*conditions)
    return number.correlate(Account).scalar_subquery()


_IS_COUNTED = exists().where(Thread.id == Question.thread_id, is_counted())
# Of all mentors at once: each open question is looked at once, not once for each of them.
_has = (
    select(
        Question.mentor_id.label("id"),
        func.count().label("open"),
        counted(is_past_promise_in_sql()).label("late"),
    )
    .join(Thread, Thread.id == Question.thread_id)
    .where(Question.mentor_id.is_not(None), Question.ended_at.is_(None), is_counted())
    .with_hint(Question, "INDEXED BY ix_question_mentor_id_open", "sqlite")
    .group_by(Question.mentor_id)
    .subquery()
)
_asked = (
    select(Proposal.account_id.label("id"), func.count().label("number"))
    .select_from(Question)
    .join(Thread, Thread.id == Question.thread_id)
    .join(Proposal, Proposal.thread_id == Question.thread_id)
    .where(Proposal.answer == "", Question.ended_at.is_(None), is_up_in_sql(), is_counted())
    .with_hint(Question, f"INDEXED BY {OPEN_ONES}", "sqlite")
    .group_by(Proposal.account_id)
    .subquery()
)
_author = Post.author_id + 0  # else all posts are walked by their index, for nothing
_answered = (  # first, by them, whoever had it
    select(_author.label("id"), func.count(Question.thread_id.distinct()).label("number"))
    .select_from(Question)
    .join(Post, and_(Post.thread_id == Question.thread_id, Post.posted_at == Question.answered_at))
    .where(
        Question.answered_at >= bindparam("since"),
        Question.is_from_confidence.is_(False),
        _IS_COUNTED,
    )
    .group_by(_author)
    .subquery()
)
_LOADS = Reading(
    MentorLoad,
    select(
        Account.id,
        Account.name,
        Account.is_sample,
        Account.reads,
        func.coalesce(MentorProfile.most_open, USUALLY_OPEN).label("most_open"),
        func.coalesce(_has.c.open, 0).label("open"),
        func.coalesce(_has.c.late, 0).label("late"),
        func.coalesce(_asked.c.number, 0).label("asked"),
        func.coalesce(_answered.c.number, 0).label("answered"),
        _of_mentor(Expertise, Expertise.account_id == Account.id).label("themes"),
        select(func.max(DaysAway.last_day))
        .where(
            DaysAway.account_id == Account.id,
            DaysAway.first_day <= bindparam("today"),
            DaysAway.last_day >= bindparam("today"),
        )
        .correlate(Account)
        .scalar_subquery()
        .label("away_until"),
    )
    .outerjoin(MentorProfile, MentorProfile.account_id == Account.id)
    .outerjoin(_has, _has.c.id == Account.id)
    .outerjoin(_asked, _asked.c.id == Account.id)
    .outerjoin(_answered, _answered.c.id == Account.id)
    .where(Account.is_mentor.is_(True), is_mentor_counted(), *IS_ACTIVE),
)


def mentor_loads(actor: Actor, lang: str) -> Loads:
    """Each active mentor, those with most first. Two statements."""
    require(may_see_all_questions(actor))
    moment, samples = now(), are_samples_counted()
    times = {"now": moment, "since": moment - SEASON, "today": moment.date()}
    found = _LOADS.all(samples=samples, **times)
    found.sort(key=lambda one: (-one.open, sort_key(one.name, lang), one.id))
    return Loads(found, samples)
