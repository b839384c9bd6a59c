"""What became of questions, in numbers: pure, from one row for each question."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypeVar

from exchange.mentoring.policy.clock import is_past_promise
from exchange.mentoring.survival import Fall, Wait, curve

DAY = 86_400  # seconds
WITHIN = (1, 2, 3, 5, 7, 14, 30, 60, 90)  # days, in the table of how soon answers come
_HAIR = 1e-9  # products of fractions miss a share by so much

Key = TypeVar("Key", bound=Hashable)


class Fate(NamedTuple):
    """A question and what became of it."""

    thread_id: int
    country: str | None
    lang: str
    asked_at: datetime
    answered_at: datetime | None  # by a mentor who did not ask
    ended_at: datetime | None
    days: int | None  # promised
    due_at: datetime | None
    stopped_at: datetime | None  # the asker owes information since then
    is_accepted: bool
    outcome: str | None  # the last that was told: worked, partly, no

    def wait(self, now: datetime) -> Wait:
        """Until the first answer by a mentor; without one, as long as it has been open."""
        until = self.answered_at or self.ended_at or now
        seconds = (until - self.asked_at).total_seconds()
        return Wait(max(0.0, seconds) / DAY, self.answered_at is not None)


class Judged(NamedTuple):
    """A question at one moment; worked out once, however many groups it is in."""

    fate: Fate
    wait: Wait
    is_past: bool


def judged(fates: Iterable[Fate], now: datetime) -> Sequence[Judged]:
    """In the order of their waits: each group that is made of them has it too, and need not be
    put in order."""
    made = [Judged(one, one.wait(now), is_past_promise(one, now)) for one in fates]
    return sorted(made, key=lambda one: one.wait)


@dataclass(frozen=True, slots=True)
class Tally:
    """Some questions, counted. Days are those after which a share of them has the first answer by
    a mentor, those counted that wait still; None: not reached yet."""

    asked: int = 0
    answered: int = 0
    accepted: int = 0
    worked: int = 0
    partly: int = 0
    no: int = 0
    promised: int = 0
    past: int = 0  # of those promised
    quarter: float | None = None
    half: float | None = None
    three_quarters: float | None = None

    @property
    def unanswered(self) -> int:
        """How many count only as long as they have waited."""
        return self.asked - self.answered


def tally(some: Sequence[Judged]) -> Tally:
    falls = curve([one.wait for one in some])
    outcomes = [one.fate.outcome for one in some]
    return Tally(
        asked=len(some),
        answered=[one.wait.is_answered for one in some].count(True),
        accepted=[one.fate.is_accepted for one in some].count(True),
        worked=outcomes.count("worked"),
        partly=outcomes.count("partly"),
        no=outcomes.count("no"),
        promised=len(some) - [one.fate.days for one in some].count(None),
        past=[one.is_past for one in some].count(True),
        quarter=quantile(falls, 0.25),
        half=quantile(falls, 0.5),
        three_quarters=quantile(falls, 0.75),
    )


def quantile(falls: Sequence[Fall], share: float) -> float | None:
    """After so many days this share is answered; None while it is not."""
    still = 1 - share + _HAIR
    return next((fall.days for fall in falls if fall.still_wait <= still), None)


def tallies(
    some: Iterable[Judged], keys_of: Callable[[Fate], Iterable[Key]]
) -> Mapping[Key, Tally]:
    """By each key; a question with several counts under each of them."""
    groups: dict[Key, list[Judged]] = {}
    for one in some:
        for key in keys_of(one.fate):
            groups.setdefault(key, []).append(one)
    return {key: tally(group) for key, group in groups.items()}


class Within(NamedTuple):
    """How many of all are answered after so many days, and of how many more that is not known."""

    days: int
    share: float
    waiting: int  # seen to wait for longer


def soon(waits: Sequence[Wait]) -> Sequence[Within]:
    """As far as there is a question that waited so long: nothing is known of longer waits."""
    falls, made = curve(waits), []
    for days in WITHIN:
        still = [fall.still_wait for fall in falls if fall.days <= days]
        waiting = sum(one.days > days for one in waits)
        made.append(Within(days, 1 - still[-1] if still else 0.0, waiting))
        if not waiting:
            break
    return made
