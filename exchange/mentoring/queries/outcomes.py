"""What came of an answer, on the page of its thread."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import (
    bindparam,
    select,
)

from exchange.forum.models import Thread
from exchange.kernel.reading import Reading
from exchange.kernel.validity import kept
from exchange.mentoring.models import FollowUp
from exchange.mentoring.outcomes import AFTER_ACCEPTING, said_after
from exchange.mentoring.policy.following import is_of_accepted
from exchange.people.models import Account


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
