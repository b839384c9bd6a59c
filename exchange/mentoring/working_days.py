"""Working days of a country, in the zone of whoever waits: pure, with the calendar of `holidays`.

A promise of N days made on a day ends with the N-th working day after it. Moments are local hours
turned into UTC, so that a change of clocks on the way lengthens no day.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import holidays

MORNING = time(8)  # when reminders are due
EVENING = time(23, 59)  # until when an answer is in time
SATURDAY = 5
UNPROMISED = 5  # working days that the clock keeps for itself where nothing is promised


class Moments(NamedTuple):
    """What a clock that starts will do, and when; in UTC."""

    half_at: datetime | None
    eve_at: datetime | None
    due_at: datetime
    twice_at: datetime


def moments_of(started_at: datetime, zone: str, country: str, days: int | None) -> Moments:
    """Without a promise nobody is reminded; still the question widens, and a coordinator gets it.

    One reminder stands at half time, one on the working day before the last; where both would be
    on one day, and where there is no day between, that is one or none.
    """
    here, length = ZoneInfo(zone), days or UNPROMISED
    ahead = _working_days_after(started_at.astimezone(here).date(), country)
    line = [next(ahead) for _ in range(2 * length)]
    half = (length + 1) // 2
    has_half, has_eve = bool(days) and half < length - 1, bool(days) and length > 1
    return Moments(
        half_at=_at(line[half - 1], MORNING, here) if has_half else None,
        eve_at=_at(line[length - 2], MORNING, here) if has_eve else None,
        due_at=_at(line[length - 1], EVENING, here),
        twice_at=_at(line[2 * length - 1], EVENING, here),
    )


def moved(
    moment: datetime, stopped_at: datetime, goes_on_at: datetime, *, zone: str, country: str
) -> datetime:
    """A moment of a clock that stood for a while: as many working days ahead as when it stopped,
    at the same hour, and never on a day that is none; what had passed by then stays where it is."""
    if moment <= stopped_at:
        return moment
    here = ZoneInfo(zone)
    local, stopped = moment.astimezone(here), stopped_at.astimezone(here).date()
    goes_on = goes_on_at.astimezone(here).date()
    left = working_days_between(stopped, local.date(), country)
    ahead = _working_days_after(goes_on, country)
    if left == 0 and is_working_day(goes_on, country):
        day = goes_on
    else:
        day = [next(ahead) for _ in range(left or 1)][-1]
    return max(moment, _at(day, local.timetz().replace(tzinfo=None), here))


def working_days_between(first: date, last: date, country: str) -> int:
    """How many working days come after the first, up to the last and with it."""
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(is_working_day(day, country) for day in days)


def is_working_day(day: date, country: str) -> bool:
    return day.weekday() < SATURDAY and day not in _holidays(country, day.year)


def _working_days_after(day: date, country: str) -> Iterator[date]:
    while True:
        day += timedelta(days=1)
        if is_working_day(day, country):
            yield day


def _at(day: date, hour: time, here: ZoneInfo) -> datetime:
    return datetime.combine(day, hour, here).astimezone(UTC)


@lru_cache(maxsize=200)
def _holidays(country: str, year: int) -> frozenset[date]:
    """None where the calendar knows no such country: its weekends count all the same."""
    if country not in holidays.list_supported_countries():
        return frozenset()
    return frozenset(holidays.country_holidays(country, years=year))
