"""How long people wait, those counted who still do: the estimate of Kaplan and Meier. Pure.

Who has not got an answer yet has waited for so long at least. To leave them out would say that
answers come sooner than they do.
"""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

_days = itemgetter(0)  # of a wait
_HALF = 0.5 + 1e-9  # products of fractions miss a half by a hair


class Wait(NamedTuple):
    """One question: after so many days it was answered, or had not been."""

    days: float
    is_answered: bool


class Fall(NamedTuple):
    """After so many days this share still waits."""

    days: float
    still_wait: float


def curve(waits: Sequence[Wait]) -> Sequence[Fall]:
    """Where the share of those who still wait falls, in the order of time."""
    at_risk, share, falls = len(waits), 1.0, []
    for days, those in groupby(sorted(waits), key=_days):
        ends = [is_answered for _, is_answered in those]
        if any(ends):
            share *= 1 - sum(ends) / at_risk
            falls.append(Fall(days, share))
        at_risk -= len(ends)
    return falls


def median_of(falls: Sequence[Fall]) -> float | None:
    """After so many days half have their answer; None while fewer have."""
    return next((fall.days for fall in falls if fall.still_wait <= _HALF), None)


def share_within(days: float, falls: Sequence[Fall]) -> float:
    """Of all, those who have their answer by then."""
    still = [fall.still_wait for fall in falls if fall.days <= days]
    return 1 - still[-1] if still else 0.0
