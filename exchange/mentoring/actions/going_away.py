"""Mentors who are away let go of what cannot wait for them."""

import logging
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select

from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotFound
from exchange.mentoring.absences import away_until
from exchange.mentoring.actions.letting_go import let_go
from exchange.mentoring.actions.rows import lock_question
from exchange.mentoring.models import DaysAway, Question
from exchange.mentoring.working_days import UNPROMISED, working_days_between
from exchange.people.models import Account

log = logging.getLogger(__name__)

_DAY = timedelta(days=1)


class _Away(NamedTuple):
    """One stay of a mentor who has open questions."""

    account_id: int
    zone: str
    first_day: date
    last_day: date
    said_at: datetime | None = None  # once they were away already; else it was known before

    @property
    def went_at(self) -> datetime:
        return self.said_at or datetime.combine(self.first_day, time(), ZoneInfo(self.zone))

    @property
    def is_back_at(self) -> datetime:
        return datetime.combine(self.last_day + _DAY, time(), ZoneInfo(self.zone))


def let_go_of_those_away() -> None:
    """Of every mentor whose days away have begun: the questions that come due before they are
    back, and those without a promise if they are away for long. The others wait for them."""
    for away in _who_is_away():
        _let_go(away)


def let_go_of_one_away(account_id: int, said_at: datetime) -> None:
    """The same, of a mentor who says at this moment that they are away by now: who gave them
    something today did not know. Outside a transaction; fails once all others are let go, for
    what could not be: to be tried again, as the hourly run never heard when they said so."""
    failed: list[int] = []
    for away in _who_is_away(DaysAway.account_id == account_id):
        failed += _let_go(away._replace(said_at=said_at))
    if failed:
        raise RuntimeError(f"these questions could not be let go: {failed}")


def _let_go(away: _Away) -> Sequence[int]:
    """Those that failed. Each in a transaction of its own: whoever locks several at once does so
    in the order of their ids, and one that fails keeps nobody else waiting."""
    failed = []
    for thread_id in _open_questions_of(away.account_id):
        try:
            _let_go_if_due(thread_id, away)
        except Exception:
            log.exception("Question %s could not be let go", thread_id)
            failed.append(thread_id)
    return failed


def _who_is_away(*whose: ColumnElement[bool]) -> Sequence[_Away]:
    """Days that lie upon others, or follow them, are one stay."""
    found = (
        select(DaysAway.account_id, Account.timezone, DaysAway.first_day, DaysAway.last_day)
        .join(Account, Account.id == DaysAway.account_id)
        .where(
            *whose,
            DaysAway.last_day >= now().date() - _DAY,  # where they are it may be yesterday
            DaysAway.account_id.in_(
                select(Question.mentor_id).where(
                    Question.ended_at.is_(None), Question.mentor_id.is_not(None)
                )
            ),
        )
        .order_by(DaysAway.account_id, DaysAway.first_day)
    )
    with transaction(None):
        each = [_Away(*row) for row in db.session.execute(found)]
    by_mentor = (list(rows) for _, rows in groupby(each, key=lambda one: one.account_id))
    return [stay for rows in by_mentor if (stay := _stay_of_today(rows)) is not None]


def _stay_of_today(rows: Sequence[_Away]) -> _Away | None:
    today = _today(rows[0].zone)
    until = away_until(rows, today)
    if until is None:
        return None
    first = min(one.first_day for one in rows if one.first_day <= today <= one.last_day)
    return rows[0]._replace(first_day=first, last_day=until)


def _today(zone: str) -> date:
    return now().astimezone(ZoneInfo(zone)).date()


def _open_questions_of(account_id: int) -> Sequence[int]:
    mine = select(Question.thread_id).where(
        Question.mentor_id == account_id, Question.ended_at.is_(None)
    )
    with transaction(None):
        return db.session.scalars(mine.order_by(Question.thread_id)).all()


def _let_go_if_due(thread_id: int, away: _Away) -> None:
    with transaction(None):
        try:
            question = lock_question(thread_id)
        except NotFound:  # taken away meanwhile; what is not found later on is a failure
            return
        is_theirs = question.mentor_id == away.account_id and question.ended_at is None
        if is_theirs and cannot_wait(question, away):
            let_go(question, "away")


def cannot_wait(question: Question, away: _Away) -> bool:
    """A clock that stands waits for its asker, not for the mentor: it is looked at when it goes
    on."""
    if question.stopped_at is not None or _came_meanwhile(question, away):
        return False
    if question.days is None:
        first = away.first_day - _DAY
        return working_days_between(first, away.last_day, question.country) > UNPROMISED
    due_at = question.again_at or question.due_at
    return due_at is not None and due_at < away.is_back_at


def _came_meanwhile(question: Question, away: _Away) -> bool:
    """Taken, or handed to them, since they went: somebody wanted it so."""
    return question.taken_at is not None and question.taken_at >= away.went_at
