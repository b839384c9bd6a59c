"""The clock under which an answer came, kept when its question begins anew: the answer that was
taken away may be there again, and counts by what was promised then."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Row, select

from exchange.forum.models import Thread
from exchange.kernel.db import db
from exchange.mentoring.models import Question, QuestionStep

_STARTS = ("asked", "begun_anew")  # of a clock, in the log
_SECOND = 1_000_000
_NONE = "-"
_Step = Row[str, datetime, str]


def keep_clock(question: Question) -> str:
    """What its figures ask of the clock that it has, for the step that says that this begins anew;
    until when was promised, and since when it stood, in microseconds since 1970."""
    days = _NONE if question.days is None else str(question.days)
    return f"{days} {_written(question.due_at)} {_written(question.stopped_at)}"


def put_clock_back(question: Question, thread: Thread, answered_at: datetime) -> None:
    """It counts by the clock under which its answer came: when that started, what it promised until
    when, and since when it stood. Of what began anew before that was kept the log says only whether
    its promise was past."""
    steps = _steps(question)
    starts = [n for n, (what, at, _) in enumerate(steps) if what in _STARTS and at <= answered_at]
    its = steps[starts[-1] + 1 :] if starts else steps
    question.started_at = steps[starts[-1]].made_at if starts else thread.started_at
    kept = next((step.told_with for step in its if step.what == "begun_anew"), "")
    if kept:
        days, due_at, stopped_at = kept.split()
        question.days = None if days == _NONE else int(days)
        question.due_at, question.stopped_at = _read(due_at), _read(stopped_at)
        return
    for what, made_at, _ in its:
        if what == "past_promise" and made_at <= answered_at:
            question.due_at = made_at


def _steps(question: Question) -> Sequence[_Step]:
    found = select(QuestionStep.what, QuestionStep.made_at, QuestionStep.told_with).where(
        QuestionStep.thread_id == question.thread_id,
        QuestionStep.what.in_((*_STARTS, "past_promise")),
    )
    return db.session.execute(found.order_by(QuestionStep.id)).all()


def _written(moment: datetime | None) -> str:
    if moment is None:
        return _NONE
    return str(int(moment.timestamp()) * _SECOND + moment.microsecond)


def _read(text: str) -> datetime | None:
    if text == _NONE:
        return None
    second, rest = divmod(int(text), _SECOND)
    return datetime.fromtimestamp(second, UTC) + timedelta(microseconds=rest)
