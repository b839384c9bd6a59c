"""Now, in one place, so that tests can say when it is."""

from datetime import UTC, datetime, time


def now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)


def end_of_today() -> datetime:
    """The last moment of this day, in UTC: ages in days counted from it change at midnight only,
    so that a page may be kept for a day."""
    return datetime.combine(now().date(), time.max, UTC)


def in_milliseconds(moment: datetime) -> int:
    """Since 1970: a moment as it goes into a page and comes back."""
    return int(moment.timestamp() * 1000)
