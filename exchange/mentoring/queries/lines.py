"""One open question in a list of a desk."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import aliased

from exchange.forum.models import Thread
from exchange.mentoring.models import Proposal, Question
from exchange.mentoring.policy.clock import is_past_promise
from exchange.people.models import Account


class QuestionLine(NamedTuple):
    """A question, who asks it, who has it, and what its clock says."""

    thread_id: int
    title: str
    lang: str
    state: str
    is_sample: bool
    author_id: int
    author: str
    country: str | None
    started_at: datetime
    zone: str  # of the asker: the day of a promise is theirs, wherever it is read
    days: int | None
    due_at: datetime | None
    stopped_at: datetime | None
    widened_at: datetime | None
    given_up_at: datetime | None
    answered_at: datetime | None
    ended_at: datetime | None
    mentor_id: int | None
    mentor: str | None
    asked_count: int  # mentors who have not said whether they take it
    reasons: Mapping[str, Any] | None  # why the reader is asked, if they are

    @property
    def promised_at(self) -> datetime | None:
        """What was said to the asker, who is told nothing of a clock that runs for us alone."""
        return self.due_at if self.days else None

    @property
    def shown(self) -> "QuestionLine":
        """What can be remembered by value: the reasons are told in words beside it."""
        return self._replace(reasons=None)

    def is_late(self, now: datetime) -> bool:
        return is_past_promise(self, now)


_asker, _mentor, _asked = aliased(Account), aliased(Account), aliased(Proposal)


def question_lines(reader_id: Any) -> Select[*tuple[Any, ...]]:
    """`reader_id` is whose proposal gives the reasons: a number or a parameter."""
    waiting = select(func.count()).where(
        _asked.thread_id == Question.thread_id, _asked.answer == ""
    )
    mine = and_(
        Proposal.thread_id == Question.thread_id,
        Proposal.account_id == reader_id,
        Proposal.answer == "",
    )
    return (
        select(
            Question.thread_id,
            Thread.title,
            Thread.lang,
            Thread.state,
            Thread.is_sample,
            Thread.author_id,
            _asker.name.label("author"),
            Thread.country,
            Question.started_at,
            Question.zone,
            Question.days,
            Question.due_at,
            Question.stopped_at,
            Question.widened_at,
            Question.given_up_at,
            Question.answered_at,
            Question.ended_at,
            Question.mentor_id,
            _mentor.name.label("mentor"),
            waiting.correlate(Question).scalar_subquery().label("asked_count"),
            Proposal.reasons,
        )
        .select_from(Question)
        .join(Thread, Thread.id == Question.thread_id)
        .join(_asker, _asker.id == Thread.author_id)
        .outerjoin(_mentor, _mentor.id == Question.mentor_id)
        .outerjoin(Proposal, mine)
    )


def lines_of(reader_id: Any, chosen: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """A few of many that are open, which `chosen` finds by their ids: what the lines tell is read
    of those few alone. They come in the order of the index, which ends with the last of them."""
    few = chosen.with_only_columns(Question.thread_id).order_by(*BY_PROMISE).correlate(None)
    few = few.with_hint(Question, f"INDEXED BY {_IN_ORDER}", "sqlite")
    those = question_lines(reader_id).where(Question.thread_id.in_(few.scalar_subquery()))
    return those.order_by(*BY_PROMISE)


OPEN_ONES = "ix_question_started_at_open"  # else SQLite looks at all threads for them
_IN_ORDER = "ix_question_due_at_started_at_thread_id_open"
QUESTIONS = select(Question.thread_id).join(Thread, Thread.id == Question.thread_id)
BY_PROMISE: Sequence[Any] = (
    Question.due_at.nulls_last(),
    Question.started_at,
    Question.thread_id,
)
