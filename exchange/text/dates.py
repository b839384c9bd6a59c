"""Times in the words of the current language. Aware datetimes only; remembered by value."""

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import (
    format_date,
    format_skeleton,
    format_time,
    format_timedelta,
    get_date_format,
    get_datetime_format,
)

from exchange.text.wording import current_language, gettext

_REMEMBERED = 20_000
_DAY_AND_MONTH = re.compile(r"(d\.?) MMMM")  # so in the long dates of all ten languages
_NEVER = 1e9  # threshold that keeps Babel from turning 30 days into a month


def moment(when: datetime, zone: str) -> str:
    """Day and time of day: "3 May 2026, 21:05"."""
    return _moment(_utc(when), zone, current_language().cldr)


def clock(when: datetime, zone: str) -> str:
    """The time of day it was in that zone: "21:05"."""
    return f"{_utc(when).astimezone(ZoneInfo(zone)):%H:%M}"


def day(when: datetime, zone: str) -> str:
    """The day it was in that zone: "3 May 2026"."""
    return _day(_utc(when), zone, current_language().cldr)


def weekday(when: datetime, zone: str) -> str:
    """The same with the day of the week, for what is to come: "Sunday 3 May 2026"."""
    return _weekday(_utc(when).astimezone(ZoneInfo(zone)).date(), current_language().cldr)


def weekday_of(of: date) -> str:
    """A date, with the day of the week."""
    return _weekday(of, current_language().cldr)


def month_year(of: date) -> str:
    """The month: "May 2026"."""
    return _month_year(of.year, of.month, current_language().cldr)


def days(first: date, last: date) -> str:
    """From one day to another of the same year: "13–16 September 2016"."""
    return _days(first, last, current_language().cldr)


def rfc3339(when: datetime) -> str:
    """For programs, to the second: "2026-05-03T18:05:00Z"."""
    return _utc(when).strftime("%Y-%m-%dT%H:%M:%SZ")


def age(when: datetime, now: datetime) -> str:
    """How long ago, in the largest unit that has passed: "4 days", "3 hours", "12 minutes"."""
    passed, cldr = _utc(now) - _utc(when), current_language().cldr
    if passed.days > 0:
        return _count("day", passed.days, cldr)
    minutes = max(passed // timedelta(minutes=1), 1)
    if minutes < 60:
        return _count("minute", minutes, cldr)
    return _count("hour", minutes // 60, cldr)


def age_by_the_day(when: datetime, now: datetime) -> str:
    """As age, for pages kept for guests, where nothing changes within a day."""
    days = age_in_days(when, now)
    return _count("day", days, current_language().cldr) if days else gettext("less than a day")


def age_in_days(when: datetime, now: datetime) -> int:
    """Whole days since then; 0 for what is still to come."""
    return max((_utc(now) - _utc(when)).days, 0)


def _utc(when: datetime) -> datetime:
    if when.tzinfo is None:
        raise ValueError("a time without its zone cannot be shown")
    return when.astimezone(UTC)


@lru_cache(_REMEMBERED)
def _moment(when: datetime, zone: str, cldr: str) -> str:
    # CLDR gives Albanian a twelve-hour clock and Serbian months as numbers: not what people write
    clock = format_time(when.astimezone(ZoneInfo(zone)), "HH:mm", locale=cldr)
    joined = str(get_datetime_format("medium", locale=cldr)).replace("'", "")
    return joined.format(clock, _day(when, zone, cldr))


@lru_cache(_REMEMBERED)
def _day(when: datetime, zone: str, cldr: str) -> str:
    return format_date(when.astimezone(ZoneInfo(zone)), "long", locale=cldr)


@lru_cache(_REMEMBERED)
def _weekday(of: date, cldr: str) -> str:
    return format_date(of, "full", locale=cldr)


@lru_cache(_REMEMBERED)
def _month_year(year: int, month: int, cldr: str) -> str:
    first = datetime(year, month, 1, tzinfo=UTC)
    return format_skeleton("yMMMM", first, fuzzy=True, locale=cldr)


@lru_cache(_REMEMBERED)
def _days(first: date, last: date, cldr: str) -> str:
    # CLDR shortens the months of a span; ours is its long date with two days in it
    pattern = get_date_format("long", locale=cldr).pattern
    found = _DAY_AND_MONTH.search(pattern)
    if found is None or first == last:
        return format_date(last, "long", locale=cldr)
    begins = found[1] if first.month == last.month else found[0]
    dash = "–" if first.month == last.month else " – "
    before, after = pattern[: found.start()], pattern[found.end() :]
    parts = ((first, begins), (last, found[0] + after))
    span = dash.join(format_date(when, part, locale=cldr) for when, part in parts)
    return (format_date(last, before, locale=cldr) if before else "") + span


@lru_cache(_REMEMBERED)
def _count(unit: Literal["day", "hour", "minute"], number: int, cldr: str) -> str:
    passed = timedelta(**{f"{unit}s": number})
    return format_timedelta(passed, granularity=unit, threshold=_NEVER, locale=cldr)
