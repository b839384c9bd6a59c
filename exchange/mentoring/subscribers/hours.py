"""Office hours follow what becomes of their mentor; the worker looks each hour as well."""

from exchange.kernel.outbox import after
from exchange.kernel.sweeping import hourly
from exchange.mentoring.actions.keeping_hours import (
    remind_of_tomorrow,
    withdraw_hours_of,
    withdraw_what_cannot_be_held,
)
from exchange.mentoring.events.who import DaysAwayChanged
from exchange.people.events import PersonSuspended, RolesChanged


@after(PersonSuspended)
def withdraw_hours_of_suspended(happened: PersonSuspended) -> None:
    """Whoever booked a mentor who is suspended hears so at once."""
    withdraw_hours_of(happened.account_id)


@after(RolesChanged)
def withdraw_hours_of_former(happened: RolesChanged) -> None:
    """Whoever booked somebody who is no mentor any more hears so at once."""
    withdraw_hours_of(happened.account_id)


@after(DaysAwayChanged)
def withdraw_hours_of_days_away(happened: DaysAwayChanged) -> None:
    """Whoever booked a day on which their mentor will be away hears so at once."""
    withdraw_hours_of(happened.account_id)


hourly(withdraw_what_cannot_be_held)
hourly(remind_of_tomorrow)
