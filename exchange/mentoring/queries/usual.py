"""How soon answers come, by the figures of the last year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.forum.models import Thread
from exchange.kernel.clock import end_of_today, now
from exchange.kernel.reading import Reading
from exchange.kernel.validity import kept
from exchange.mentoring.models import Question
from exchange.mentoring.policy.clock import is_past_promise
from exchange.mentoring.queries.samples import is_counted
from exchange.mentoring.survival import Wait, curve, median_of, share_within

LOOKS_BACK = timedelta(days=365)
FEW = 10  # questions, below which figures say nothing
WITHIN = (1, 3, 7, 14, 30)  # days


class _Asked(NamedTuple):
    category_id: int
    days: int | None
    started_at: datetime
    due_at: datetime | None
    stopped_at: datetime | None
    answered_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Figures:
    """How questions of one category fared in the last year, those counted that still wait."""

    asked: int = 0
    usual_days: int | None = None  # until half are answered; None: too few are asked or answered
    promised: int = 0  # of those whose time is over, or that are answered
    in_time: int = 0  # of these
    within: Sequence[
        tuple[int, int]
    ] = ()  # days, and the percentage that is answered by then; none of few


_ASKED = Reading(
    _Asked,
    select(
        Thread.category_id,
        Question.days,
        Question.started_at,
        Question.due_at,
        Question.stopped_at,
        Question.answered_at,
        Question.ended_at,
    )
    .join(Thread, Thread.id == Question.thread_id)
    .where(
        Question.started_at > bindparam("since"),
        Question.is_from_confidence.is_(False),  # its asker did not wait here
        is_counted(),
    ),
)


@kept("threads")
def figures_by_category(samples: bool) -> Mapping[int, Figures]:
    """Of all categories at once: each post may change them. Own figures, nobody's name. Of
    `samples` alone they are for coordinators, where there is nothing else; askers are told what
    has been. What is usual stands on pages that are kept, so it goes by whole days."""
    asked: dict[int, list[_Asked]] = {}
    for one in _ASKED.all(since=end_of_today() - LOOKS_BACK, samples=samples):
        asked.setdefault(one.category_id, []).append(one)
    return {category_id: _figures(rows) for category_id, rows in asked.items()}


def usual_days(category_id: int) -> int | None:
    """In so many days questions there are usually answered; None if figures do not tell."""
    return figures_of(category_id).usual_days


def figures_of(category_id: int) -> Figures:
    return figures_by_category(False).get(category_id, Figures())


def _figures(rows: Sequence[_Asked]) -> Figures:
    moment, day_ends = now(), end_of_today()
    waits = [_wait(one, day_ends) for one in rows] if len(rows) >= FEW else []
    falls = curve(waits)
    median = median_of(falls)
    broken = sum(is_past_promise(one, moment) for one in rows)
    in_time = sum(_is_in_time(one, moment) for one in rows)
    return Figures(
        asked=len(rows),
        usual_days=None if median is None else max(1, ceil(median)),
        promised=broken + in_time,
        in_time=in_time,
        within=[(days, round(100 * share_within(days, falls))) for days in WITHIN if waits],
    )


def _wait(one: _Asked, moment: datetime) -> Wait:
    until = one.answered_at or one.ended_at or moment
    seconds = max(0.0, (until - one.started_at).total_seconds())
    return Wait(seconds / 86_400, one.answered_at is not None)


def _is_in_time(one: _Asked, moment: datetime) -> bool:
    """A mentor answered, and broke no promise. What was over in time without an answer kept none
    either, also where a mentor adds a word when it is late."""
    if one.days is None or one.due_at is None or one.answered_at is None:
        return False
    was_over = one.ended_at is not None and one.ended_at <= one.due_at < one.answered_at
    return not was_over and not is_past_promise(one, moment)
