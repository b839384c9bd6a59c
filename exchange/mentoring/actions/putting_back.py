"""The clock under which an answer came, kept when its question begins anew: the answer that was
taken away may be there again, and counts by what was promised then."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from exchange.forum.models import Thread
from exchange.kernel.db import db
from exchange.mentoring.models import Question, QuestionStep

_STARTS = ("asked", "begun_anew")  # of a clock, in the log


def put_clock_back(question: Question, thread: Thread, answered_at: datetime) -> None:
    """It counts by the clock under which its answer came: when that started, what it promised until
    when, and since when it stood. Of what began anew before that was kept the log says only whether
    its promise was past."""
    steps = _steps(question)
    starts = [
        n for n, one in enumerate(steps) if one.what in _STARTS and one.made_at <= answered_at
    ]
    its = steps[starts[-1] + 1 :] if starts else steps
    question.started_at = steps[starts[-1]].made_at if starts else thread.started_at
    ended_by = next((one for one in its if one.what == "begun_anew"), None)
    if ended_by is not None and ended_by.former_due_at is not None:
        question.days, question.due_at = ended_by.former_days, ended_by.former_due_at
        question.stopped_at = ended_by.former_stopped_at
        return
    for one in its:
        if one.what == "past_promise" and one.made_at <= answered_at:
            question.due_at = one.made_at


def _steps(question: Question) -> Sequence[QuestionStep]:
    found = select(QuestionStep).where(
        QuestionStep.thread_id == question.thread_id,
        QuestionStep.what.in_((*_STARTS, "past_promise")),
    )
    return db.session.scalars(found.order_by(QuestionStep.id)).all()
