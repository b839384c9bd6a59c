"""When mentors are away."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.forum.reminders import today_in
from exchange.kernel.clock import now
from exchange.kernel.reading import Reading
from exchange.mentoring.absences import away_until
from exchange.mentoring.models import DaysAway
from exchange.people.actor import Actor
from exchange.people.models import Account
from exchange.text import dates


class AbsenceRow(NamedTuple):
    """Some days on which a mentor takes no questions."""

    id: int
    account_id: int
    first_day: date
    last_day: date

    @property
    def days(self) -> str:
        """In the reader's language: "3–7 May 2027"."""
        return dates.days(self.first_day, self.last_day)


_ROWS = select(DaysAway.id, DaysAway.account_id, DaysAway.first_day, DaysAway.last_day)
_NOT_PAST = _ROWS.where(DaysAway.last_day >= bindparam("today", type_=DaysAway.last_day.type))
_OF_ONE = Reading(
    AbsenceRow,
    _NOT_PAST.where(DaysAway.account_id == bindparam("account_id")).order_by(
        DaysAway.first_day, DaysAway.id
    ),
)
_OF_MENTORS = Reading(
    AbsenceRow,
    _NOT_PAST.join(Account, Account.id == DaysAway.account_id)
    .where(Account.is_mentor.is_(True))
    .order_by(DaysAway.account_id, DaysAway.first_day),
)


def absences_of(account_id: int, zone: str) -> Sequence[AbsenceRow]:
    """Of one mentor, those of today and to come, where they live."""
    return _OF_ONE.all(account_id=account_id, today=today_in(zone, now()))


def own_absences(actor: Actor) -> Sequence[AbsenceRow]:
    return absences_of(actor.id, actor.timezone)


def mentors_away() -> Mapping[int, date]:
    """Until when each mentor is away who is so today. Public: in days of UTC, as pages are kept for
    guests, so that the list of mentors is right tomorrow too."""
    today = now().date()
    by_mentor = groupby(_OF_MENTORS.all(today=today), key=lambda row: row.account_id)
    until = {account_id: away_until(rows, today) for account_id, rows in by_mentor}
    return {account_id: day for account_id, day in until.items() if day}
