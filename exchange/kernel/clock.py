"""Now, in one place, so that tests can say when it is."""

from collections.abc import Callable
from datetime import UTC, datetime, time


class _Clock:
    """Where the time is read off; a test puts another one here, and it holds everywhere."""

    read: Callable[[], datetime] = staticmethod(lambda: datetime.now(UTC))


clock = _Clock()


def now() -> datetime:
    """The time, aware, in UTC."""
    return clock.read()


def end_of_today() -> datetime:
    """The last moment of this day, in UTC: ages in days counted from it change at midnight only,
    so that a page may be kept for a day."""
    return datetime.combine(now().date(), time.max, UTC)


def in_milliseconds(moment: datetime) -> int:
    """Since 1970: a moment as it goes into a page and comes back."""
    return int(moment.timestamp() * 1000)
