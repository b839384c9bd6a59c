"""How long people wait, those counted who still do: the estimate of Kaplan and Meier. Pure.

Who has not got an answer yet has waited for so long at least. To leave them out would say that
answers come sooner than they do.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

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
    ordered, share, falls = sorted(one.days for one in waits), 1.0, []
    answered = Counter(one.days for one in waits if one.is_answered)
    for days in sorted(answered):
        at_risk = len(ordered) - bisect_left(ordered, days)
        share *= 1 - answered[days] / at_risk
        falls.append(Fall(days, share))
    return falls


def median_of(falls: Sequence[Fall]) -> float | None:
    """After so many days half have their answer; None while fewer have."""
    return next((fall.days for fall in falls if fall.still_wait <= _HALF), None)


def share_within(days: float, falls: Sequence[Fall]) -> float:
    """Of all, those who have their answer by then."""
    still = [fall.still_wait for fall in falls if fall.days <= days]
    return 1 - still[-1] if still else 0.0
