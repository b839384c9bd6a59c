"""What came of answers: on the page of a thread, and of one mentor."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    distinct,
    func,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from exchange.forum.models import Post, Thread
from exchange.forum.policy import stands
from exchange.kernel.reading import Reading
from exchange.kernel.validity import kept
from exchange.mentoring.models import FollowUp
from exchange.mentoring.outcomes import AFTER_ACCEPTING, said_after
from exchange.mentoring.policy.following import is_of_accepted
from exchange.mentoring.policy.questions import is_from_confidence
from exchange.mentoring.queries.samples import is_counted_for
from exchange.people.models import Account

_FIRST, _LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)


class Told(NamedTuple):
    """What an asker was asked of the accepted answer, and perhaps said."""

    id: int
    stage: str
    due_at: datetime
    outcome: str
    sentence: str
    lang: str
    answered_at: datetime | None

    @property
    def days(self) -> int:
        """Between accepting and what was said."""
        since = AFTER_ACCEPTING[self.stage]
        late = self.answered_at - self.due_at if self.answered_at else timedelta()
        return (since + max(late, timedelta())).days

    @property
    def words(self) -> str:
        return said_after(self.outcome, self.days)


class Said(NamedTuple):
    """What an asker said, and who they are."""

    outcome: str
    sentence: str
    lang: str
    asker: str


class OfThread(NamedTuple):
    """The accepted answer of one thread: what counts of what was said, and what was asked last."""

    said: Told | None
    asked: Told | None


class Outcomes(NamedTuple):
    """Of one mentor: questions of others that they answered, whose accepted answer is theirs, and
    what came of these."""

    answered: int
    accepted: int
    worked: int
    partly: int
    no: int


_TOLD = Reading(
    Told,
    select(
        FollowUp.id,
        FollowUp.stage,
        FollowUp.due_at,
        FollowUp.outcome,
        FollowUp.sentence,
        FollowUp.lang,
        FollowUp.answered_at,
    )
    .join(Thread, Thread.id == FollowUp.thread_id)
    .where(
        FollowUp.thread_id == bindparam("thread_id"),
        FollowUp.stage != "accept",
        FollowUp.asked_at.is_not(None),
        is_of_accepted(),
    )
    .order_by(FollowUp.due_at.desc(), FollowUp.id.desc()),
)


@kept("thread {0}")
def outcome_in(thread_id: int) -> OfThread:
    """Public. "Too early" counts only while nothing else was said."""
    rows = _TOLD.all(thread_id=thread_id)
    return OfThread(_what_counts(rows), rows[0] if rows else None)


def _what_counts(rows: Sequence[Told]) -> Told | None:
    said = [row for row in rows if row.outcome]
    known = [row for row in said if row.outcome != "too_early"]
    return next(iter(known or said), None)


_SAID = Reading(
    Said,
    select(FollowUp.outcome, FollowUp.sentence, FollowUp.lang, Account.name.label("asker"))
    .join(Thread, Thread.id == FollowUp.thread_id)
    .join(Account, Account.id == Thread.author_id)
    .where(FollowUp.id == bindparam("follow_up_id"), FollowUp.outcome != ""),
)


def said_in(follow_up_id: int) -> Said | None:
    """For whoever may read the thread: ask there."""
    return _SAID.first(follow_up_id=follow_up_id)


# ---- of one mentor


def _between(moment: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    return and_(moment >= bindparam("since"), moment < bindparam("until"))


_MINE: BindParameter[int] = bindparam("mentor_id")
_month, _quarter = aliased(FollowUp), aliased(FollowUp)
_asked = (
    Thread.kind == "question",
    stands(),
    Thread.author_id != _MINE,
    is_counted_for(_MINE),
)
_by_another = Thread.accepted_by_id.is_distinct_from(_MINE)


class _Answered(NamedTuple):
    answered: int


class _Accepted(NamedTuple):
    accepted: int


class _Outcomes(NamedTuple):
    worked: int
    partly: int
    no: int


_ANSWERED = Reading(
    _Answered,
    select(func.count(distinct(Post.thread_id)).label("answered"))
    .join(Thread, Thread.id == Post.thread_id)
    .where(
        Post.author_id == _MINE,
        Post.by_mentor.is_(True),
        Post.parent_id.is_not(None),
        Post.hidden_at.is_(None),
        Post.deleted_at.is_(None),
        _between(Post.posted_at),
        *_asked,
    ),
)
_ACCEPTED = Reading(
    _Accepted,
    select(func.count().label("accepted"))
    .select_from(Thread)
    .join(Post, Post.id == Thread.accepted_post_id)
    .where(
        Post.author_id == _MINE,
        Post.by_mentor.is_(True),
        _between(Thread.accepted_at),
        *_asked,
        _by_another,
        ~is_from_confidence(),
    ),
)


def _said() -> Select[*tuple[Any, ...]]:
    """One row for each accepted answer of theirs: what counts of what was said to it, and when."""
    is_newer = and_(_quarter.id.is_not(None), _quarter.outcome.not_in(("", "too_early")))
    return (
        select(
            case((is_newer, _quarter.outcome), else_=_month.outcome).label("outcome"),
            case((is_newer, _quarter.answered_at), else_=_month.answered_at).label("said_at"),
        )
        .select_from(Thread)
        .join(Post, Post.id == Thread.accepted_post_id)
        .outerjoin(_month, _of_stage(_month, "month"))
        .outerjoin(_quarter, _of_stage(_quarter, "quarter"))
        .where(
            Post.author_id == _MINE,
            Post.by_mentor.is_(True),
            or_(_month.outcome != "", _quarter.outcome != ""),
            *_asked,
            _by_another,
            ~is_from_confidence(),
        )
    )


def _of_stage(row: type[FollowUp], stage: str) -> ColumnElement[bool]:
    return and_(
        row.thread_id == Thread.id, row.post_id == Thread.accepted_post_id, row.stage == stage
    )


def _counted() -> Select[*tuple[Any, ...]]:
    said = _said().subquery()
    of_period = and_(said.c.said_at >= bindparam("since"), said.c.said_at < bindparam("until"))
    return select(
        *(
            func.count(case((said.c.outcome == outcome, 1))).label(outcome)
            for outcome in ("worked", "partly", "no")
        )
    ).where(of_period)


_OUTCOMES = Reading(_Outcomes, _counted())


def outcomes_of(mentor_id: int, year: int | None = None) -> Outcomes:
    """In a year, by the days of UTC, or ever: three statements. Each is counted when it happened:
    an answer of December that worked in January is an answer of the one year and worked in the
    other. What came of an answer counts while it is the accepted one, and by what was said last."""
    since = datetime(year, 1, 1, tzinfo=UTC) if year else _FIRST
    until = datetime(year + 1, 1, 1, tzinfo=UTC) if year else _LAST
    values = {"mentor_id": mentor_id, "since": since, "until": until}
    answered, accepted = _ANSWERED.first(**values), _ACCEPTED.first(**values)
    said = _OUTCOMES.first(**values)
    return Outcomes(
        answered.answered if answered else 0,
        accepted.accepted if accepted else 0,
        *(said or (0, 0, 0)),
    )
