"""A promise of working days: weekends, holidays of the asker's country, changes of clocks."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from exchange.mentoring.working_days import (
    is_working_day,
    moments_of,
    moved,
    working_days_between,
)

RIGA = ZoneInfo("Europe/Riga")


def days_of(started, days, zone="Europe/Riga", country="LV"):
    made = moments_of(started, zone, country, days)
    return [moment and moment.astimezone(ZoneInfo(zone)).date() for moment in made]


@pytest.mark.parametrize(
    ("days", "expected"),
    [  # asked on Tuesday 1 December 2026; half time, the day before, due, twice
        (1, [None, None, date(2026, 12, 2), date(2026, 12, 3)]),
        (2, [None, date(2026, 12, 2), date(2026, 12, 3), date(2026, 12, 7)]),
        (3, [None, date(2026, 12, 3), date(2026, 12, 4), date(2026, 12, 9)]),
        (4, [date(2026, 12, 3), date(2026, 12, 4), date(2026, 12, 7), date(2026, 12, 11)]),
        (5, [date(2026, 12, 4), date(2026, 12, 7), date(2026, 12, 8), date(2026, 12, 15)]),
        (None, [None, None, date(2026, 12, 8), date(2026, 12, 15)]),
    ],
)
def test_a_promise_counts_working_days_after_the_day_of_asking(days, expected):
    assert days_of(datetime(2026, 12, 1, 10, tzinfo=UTC), days) == expected


def test_holidays_of_the_country_are_no_working_days():
    asked = datetime(2026, 12, 23, 10, tzinfo=UTC)  # Wednesday; in Latvia 24 to 26 and 31 are free
    assert days_of(asked, 1)[2] == date(2026, 12, 28)
    assert days_of(asked, 1, "Europe/Istanbul", "TR")[2] == date(2026, 12, 24)
    assert days_of(asked, 1, country="")[2] == date(2026, 12, 24)
    assert not is_working_day(date(2026, 10, 29), "TR")
    assert is_working_day(date(2026, 10, 29), "LV")


@pytest.mark.parametrize("country", ["LV", "RS", "BA", "HR", "ME", "MK", "AL", "XK", "TR"])
def test_the_calendar_knows_every_country_of_the_exchange(country):
    free = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [day for day in free if day.weekday() < 5 and not is_working_day(day, country)]


def test_the_day_is_the_askers_own():
    late = datetime(2026, 12, 1, 22, 30, tzinfo=UTC)  # half past midnight in Riga
    assert days_of(late, 1)[2] == date(2026, 12, 3)


@pytest.mark.parametrize(
    "asked", [datetime(2027, 3, 26, 10, tzinfo=UTC), datetime(2026, 10, 23, 10, tzinfo=UTC)]
)
def test_a_change_of_clocks_lengthens_no_promise(asked):
    made = moments_of(asked, "Europe/Riga", "", 2)
    assert made.due_at.astimezone(RIGA).strftime("%H:%M") == "23:59"
    assert made.eve_at.astimezone(RIGA).strftime("%H:%M") == "08:00"


def test_a_clock_that_stood_goes_on_with_the_working_days_that_were_left():
    due = moments_of(datetime(2026, 12, 1, 10, tzinfo=UTC), "Europe/Riga", "LV", 5).due_at
    stopped = datetime(2026, 12, 3, 9, tzinfo=UTC)  # three working days before Tuesday 8
    goes_on = datetime(2026, 12, 10, 9, tzinfo=UTC)
    later = moved(due, stopped, goes_on, zone="Europe/Riga", country="LV")
    assert later.astimezone(RIGA).date() == date(2026, 12, 15)
    assert later.astimezone(RIGA).strftime("%H:%M") == "23:59"
    assert moved(stopped, stopped, goes_on, zone="Europe/Riga", country="LV") == stopped


def test_a_clock_that_stood_on_its_last_day_ends_on_the_day_it_goes_on():
    due = moments_of(datetime(2026, 12, 1, 10, tzinfo=UTC), "Europe/Riga", "LV", 5).due_at
    stopped = due - timedelta(hours=10)
    goes_on = datetime(2026, 12, 17, 9, tzinfo=UTC)
    later = moved(due, stopped, goes_on, zone="Europe/Riga", country="LV")
    assert later.astimezone(RIGA).date() == date(2026, 12, 17)


@pytest.mark.parametrize(
    ("goes_on", "expected"),
    [  # Tuesday 8 December 2026; in Latvia 24 to 26 and 31 are free
        (datetime(2026, 12, 11, 9, tzinfo=UTC), date(2026, 12, 11)),  # a Friday
        (datetime(2026, 12, 12, 9, tzinfo=UTC), date(2026, 12, 14)),
        (datetime(2026, 12, 13, 22, 30, tzinfo=UTC), date(2026, 12, 14)),  # Monday in Riga
        (datetime(2026, 12, 24, 9, tzinfo=UTC), date(2026, 12, 28)),
    ],
)
@pytest.mark.parametrize("which", ["half_at", "eve_at", "due_at", "twice_at"])
def test_a_clock_that_goes_on_when_nobody_works_strikes_on_the_next_working_day(
    which, goes_on, expected
):
    made = moments_of(datetime(2026, 12, 1, 10, tzinfo=UTC), "Europe/Riga", "LV", 5)
    moment = getattr(made, which)
    stopped = moment - timedelta(hours=1)  # on the same day
    later = moved(moment, stopped, goes_on, zone="Europe/Riga", country="LV").astimezone(RIGA)
    assert later.date() == max(expected, moment.astimezone(RIGA).date())
    assert later.time() == moment.astimezone(RIGA).time()


def test_working_days_between_leave_out_the_first_day_and_count_the_last():
    assert working_days_between(date(2026, 12, 4), date(2026, 12, 8), "LV") == 2
    assert working_days_between(date(2026, 12, 4), date(2026, 12, 4), "LV") == 0
