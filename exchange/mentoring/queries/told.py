"""What counts of what askers said came of an answer."""

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from exchange.forum.models import Thread
from exchange.mentoring.models import FollowUp

TOLD = ("worked", "partly", "no")  # "too early" tells nothing
_later = aliased(FollowUp)


def last_outcome() -> ColumnElement[str | None]:
    """Of a thread: what was said last of the answer that is accepted now."""
    told = select(FollowUp.outcome).where(
        FollowUp.thread_id == Thread.id,
        FollowUp.post_id == Thread.accepted_post_id,
        FollowUp.outcome.in_(TOLD),
    )
    newest = told.order_by(FollowUp.due_at.desc(), FollowUp.id.desc()).limit(1)
    return newest.correlate(Thread).scalar_subquery()


def is_last_told() -> ColumnElement[bool]:
    """The same of a follow-up that is joined to its thread."""
    is_later = or_(
        _later.due_at > FollowUp.due_at,
        and_(_later.due_at == FollowUp.due_at, _later.id > FollowUp.id),
    )
    told_later = select(_later.id).where(
        _later.thread_id == FollowUp.thread_id,
        _later.post_id == FollowUp.post_id,
        _later.outcome.in_(TOLD),
        is_later,
    )
    return and_(
        FollowUp.post_id == Thread.accepted_post_id,
        FollowUp.outcome.in_(TOLD),
        ~told_later.exists(),
    )
