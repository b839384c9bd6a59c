"""Days away: which can be said, and until when somebody is away. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol

from exchange.text.wording import Lazy
from exchange.text.wording import lazy as _l

MOST = 50  # absences that are kept at once
LONGEST = timedelta(days=366)
AHEAD = timedelta(days=366)  # so far the first day may be


class Span(Protocol):
    """Some days, both included."""

    @property
    def first_day(self) -> date: ...
    @property
    def last_day(self) -> date: ...


def away_until(spans: Iterable[Span], today: date) -> date | None:
    """The last day of an absence that goes on from today without a break; None if there is none."""
    until = None
    next_day = today
    for span in sorted(spans, key=lambda one: one.first_day):
        if span.first_day <= next_day <= span.last_day:
            until, next_day = span.last_day, span.last_day + timedelta(days=1)
    return until


def fault_of(first_day: date, last_day: date, today: date) -> Lazy | None:
    """Why nobody can be away on these days."""
    if last_day < first_day:
        return _l("The last day cannot be before the first one.")
    if last_day < today:
        return _l("These days are past. Choose days from today on.")
    if last_day - first_day >= LONGEST:
        return _l("A year at most, please. For longer, choose 0 questions at once instead.")
    if first_day - today > AHEAD:
        return _l("The first day lies more than a year ahead. Please look at the dates.")
    return None
