"""Answers that were accepted before anybody was asked what came of them."""

import logging
from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, exists, select

from exchange.forum.models import Thread
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.mentoring.actions.planning import plan_outcomes
from exchange.mentoring.models import FollowUp
from exchange.mentoring.outcomes import AFTER_ACCEPTING

log = logging.getLogger(__name__)

AT_ONCE = 200  # threads in one run; the others an hour later


def plan_what_was_accepted_before() -> None:
    """As if it had been planned when they were accepted, if that is less than 30 days ago: of
    older ones nobody knows whether they were dropped. In a month there are none left, and nobody
    looks through all that was ever accepted."""
    if _is_long_ago():
        return
    for thread_id in _unplanned():
        try:
            _plan(thread_id)
        except Exception:
            log.exception("What came of the answer in thread %s could not be planned", thread_id)


def _is_long_ago() -> bool:
    """Somebody was asked a month ago: whatever counts now was planned when it was accepted. What is
    invented was asked in days that never were."""
    since = now() - AFTER_ACCEPTING["month"]
    asked = select(FollowUp.id).join(Thread, Thread.id == FollowUp.thread_id)
    asked = asked.where(FollowUp.asked_at <= since, Thread.is_sample.is_(False)).limit(1)
    with transaction(None):
        return db.session.scalar(asked) is not None


def _unplanned() -> Sequence[int]:
    found = select(Thread.id).where(_is_unplanned()).order_by(Thread.id).limit(AT_ONCE)
    with transaction(None):
        return db.session.scalars(found).all()


def _is_unplanned() -> ColumnElement[bool]:
    return and_(
        Thread.kind == "question",
        Thread.state == "accepted",
        Thread.accepted_at > now() - AFTER_ACCEPTING["month"],
        ~exists().where(FollowUp.thread_id == Thread.id, FollowUp.stage == "month"),
    )


def _plan(thread_id: int) -> None:
    """With the thread held, as it is when somebody accepts."""
    held = select(Thread).where(Thread.id == thread_id, _is_unplanned())
    held = held.with_for_update(of=Thread, key_share=True)
    with transaction(None):
        thread = db.session.scalar(held.execution_options(populate_existing=True))
        if thread is not None and thread.accepted_post_id is not None:
            plan_outcomes(thread.id, thread.accepted_post_id, thread.accepted_at)
