"""When somebody is reminded: on the morning of a day, where they live. Pure."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING = time(7)
AHEAD = timedelta(days=730)  # so far one may look


def today_in(zone: str, now: datetime) -> date:
    return now.astimezone(ZoneInfo(zone)).date()


def morning_of(day: date, zone: str) -> datetime:
    """When the day begins for whoever lives in this zone."""
    return datetime.combine(day, MORNING, ZoneInfo(zone)).astimezone(UTC)


def chosen_day(choice: str, today: date) -> date | None:
    """What "tomorrow", "week", "month" and "quarter" mean; None for anything else."""
    match choice:
        case "tomorrow":
            return today + timedelta(days=1)
        case "week":
            return today + timedelta(days=7)
        case "month":
            return _months_after(today, 1)
        case "quarter":
            return _months_after(today, 3)
    return None


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last one."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
