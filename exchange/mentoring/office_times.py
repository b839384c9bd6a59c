"""The times of an offer: local hours of a mentor in UTC, by the same clock each week."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from exchange.text.wording import ngettext


class NoSuchHour(ValueError):
    """The clocks skip it on that day."""

    def __init__(self, day: date) -> None:
        super().__init__(day.isoformat())
        self.day = day


class Offered(NamedTuple):
    """From when on, for how long, in talks of how many minutes, for how many weeks."""

    day: date
    at: time
    length: int  # minutes, of all talks of one day
    minutes: int  # of one talk
    weeks: int

    @property
    def talks(self) -> int:
        """Of one day; what is left of the time is not offered."""
        return self.length // self.minutes


def in_utc(day: date, at: time, zone: str) -> datetime:
    """When the clocks there show that; the first time where they show it twice."""
    local = datetime.combine(day, at, ZoneInfo(zone))
    moment = local.astimezone(UTC)
    if moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NoSuchHour(day)
    return moment


def times_of(offered: Offered, zone: str) -> Sequence[datetime]:
    """When each talk begins: weeks are counted by the calendar there, talks of a day by minutes."""
    return [
        begins + n * timedelta(minutes=offered.minutes)
        for begins in _days(offered, zone)
        for n in range(offered.talks)
    ]


def _days(offered: Offered, zone: str) -> Iterator[datetime]:
    for week in range(offered.weeks):
        yield in_utc(offered.day + timedelta(weeks=week), offered.at, zone)


def minutes_words(n: int) -> str:
    """How long something takes, in the language of now."""
    return ngettext("%(num)d minute", "%(num)d minutes", n, num=n)
