"""From which day to which day somebody wants figures."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

PERIODS = ("months", "this", "last", "dates")  # the last twelve months, two years, two days
USUAL = "months"
MOST_YEARS = 5
FIRST_YEAR = 2000
_MONTHS = 12


class Period(NamedTuple):
    """Both days are in it."""

    first: date
    last: date

    def months(self) -> Sequence[date]:
        """The first day of each, also of those that it holds in part."""
        begins, ends = _month_number(self.first), _month_number(self.last)
        return [_month(number) for number in range(begins, ends + 1)]

    def moments(self, zone: str) -> tuple[datetime, datetime]:
        """When it begins, and when it is over."""
        return _begins(self.first, zone), _begins(self.last + timedelta(days=1), zone)


def period_of(kind: str, today: date, first: date | None, last: date | None) -> Period | None:
    """The days are those of `dates`; None where they make no period."""
    if kind == "this":
        return Period(date(today.year, 1, 1), today)
    if kind == "last":
        return year_of(today.year - 1)
    if kind != "dates":
        return usual_period(today)
    if first is None or last is None or not _is_sound(first, last):
        return None
    return Period(first, last)


def usual_period(today: date) -> Period:
    """Twelve months, of which this is the last."""
    return Period(_month(_month_number(today) - _MONTHS + 1), today)


def year_of(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def _is_sound(first: date, last: date) -> bool:
    """No longer than there is room for its months, and in years that calendars can hold."""
    is_known = first.year >= FIRST_YEAR and last.year < date.max.year
    return is_known and first <= last and last.year - first.year < MOST_YEARS


def _begins(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def _month_number(day: date) -> int:
    return day.year * _MONTHS + day.month - 1


def _month(number: int) -> date:
    return date(number // _MONTHS, number % _MONTHS + 1, 1)
