"""Two charts as lengths and places: pure. The templates draw them, a table beside each says the
same in words. They are as wide as a telephone, so that their letters can be read there. What is
drawn is remembered by these values, so they are tuples."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from exchange.mentoring.figures import Tally
from exchange.mentoring.survival import Fall

WIDTH, HEIGHT = 360, 230
LEFT, RIGHT, TOP, BOTTOM = 44, 10, 12, 40  # where the field of a chart begins and ends
FIELD_WIDTH, FIELD_HEIGHT = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
FOOT = TOP + FIELD_HEIGHT
SPANS = (1, 2, 4, 8, 14, 28, 60, 90, 180, 360, 720, 1_800, 3_600)  # days; each has four parts
MOST = 0.95  # of what is answered stands in the picture; the rest has its table
LABEL = 22.0  # what two digits under a bar need, with some air
YEAR_LABEL = 36.0
WIDEST = 40.0  # a bar, where there are few
STEPS = (1, 2, 5)


class Mark(NamedTuple):
    """A line of the grid, and the number at it."""

    at: float
    number: float


class StepChart(NamedTuple):
    """The share of those that are answered, over days."""

    path: str
    shares: Sequence[Mark]
    days: Sequence[Mark]


class Bar(NamedTuple):
    """A month: all its questions, and in front of them those that are answered."""

    month: date
    tally: Tally
    x: float
    width: float
    asked_y: float
    asked_height: float
    answered_y: float
    answered_height: float


class Label(NamedTuple):
    """Under a bar."""

    at: float
    month: date | None
    year: int | None


class BarChart(NamedTuple):
    """How many were asked in each month, and how many of them are answered."""

    bars: Sequence[Bar]
    labels: Sequence[Label]
    counts: Sequence[Mark]


def step_chart(falls: Sequence[Fall], longest: float) -> StepChart:
    """Up with each answer, level between them, as far as anybody has waited."""
    span = _span(falls)
    shares = tuple(Mark(_height(share / 100), share) for share in (0, 25, 50, 75, 100))
    days = tuple(Mark(_across(span * part / 4, span), span * part / 4) for part in range(5))
    return StepChart(_path(falls, min(span, longest), span), shares, days)


def _span(falls: Sequence[Fall]) -> float:
    reached = 1 - falls[-1].still_wait if falls else 0.0
    day = next((fall.days for fall in falls if 1 - fall.still_wait >= MOST * reached), 0.0)
    return next((span for span in SPANS if span >= day), SPANS[-1])


def _path(falls: Sequence[Fall], until: float, span: float) -> str:
    """Of answers that fall on one place to half a point, the last counts."""
    places: dict[float, float] = {}
    for fall in falls:
        if fall.days <= span:
            places[round(_across(fall.days, span) * 2) / 2] = _height(1 - fall.still_wait)
    steps = "".join(f"H{x:g}V{y:g}" for x, y in places.items())
    return f"M{LEFT} {FOOT}{steps}H{_across(until, span):g}"


def _across(days: float, span: float) -> float:
    return round(LEFT + FIELD_WIDTH * days / span, 1)


def _height(share: float) -> float:
    return round(FOOT - FIELD_HEIGHT * share, 1)


def bar_chart(months: Sequence[tuple[date, Tally]]) -> BarChart:
    """A bar for each month."""
    top = _top(max((one.asked for _, one in months), default=0))
    room = FIELD_WIDTH / max(len(months), 1)
    bars = tuple(_bar(LEFT + room * n, room, *one, top) for n, one in enumerate(months))
    parts = 2 if top % 2 == 0 else 1
    counts = (Mark(_height(part / parts), top * part // parts) for part in range(parts + 1))
    return BarChart(bars, tuple(_labels(months, room)), tuple(counts))


def _labels(months: Sequence[tuple[date, Tally]], room: float) -> Sequence[Label]:
    """Where there are many months, not each has its number; a year stands at its January, and at
    the first month if that leaves it room."""
    every = next(step for step in (1, 3, 6, 12) if room * step >= LABEL or step == 12)
    made = []
    for n, (month, _) in enumerate(months):
        has_year = month.month == 1 or (n == 0 and room * (13 - month.month) >= YEAR_LABEL)
        has_number = (month.month - 1) % every == 0
        if has_number or has_year:
            at = round(LEFT + room * (n + 0.5), 1)
            made.append(Label(at, month if has_number else None, month.year if has_year else None))
    return made


def _bar(left: float, room: float, month: date, one: Tally, top: int) -> Bar:
    asked, answered = FIELD_HEIGHT * one.asked / top, FIELD_HEIGHT * one.answered / top
    width = min(room * 0.8, WIDEST)
    return Bar(
        month=month,
        tally=one,
        x=round(left + (room - width) / 2, 1),
        width=round(width, 1),
        asked_y=round(FOOT - asked, 1),
        asked_height=round(asked, 1),
        answered_y=round(FOOT - answered, 1),
        answered_height=round(answered, 1),
    )


def _top(most: int) -> int:
    """The next of 1, 2, 5, 10, 20, 50 …"""
    power = 1
    while True:
        for step in STEPS:
            if step * power >= most:
                return step * power
        power *= 10
