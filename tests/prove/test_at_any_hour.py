"""Whoever runs the tests late in the evening, at a weekend, at a year's end or on the day on which
clocks change finds them as green as whoever runs them at noon."""

from pathlib import Path

import pytest

from tests.prove.runs import ALL_GREEN, run_apart

pytestmark = pytest.mark.prove

ROOT = Path(__file__).parents[2]
MOMENTS = ("2026-12-31T23:30", "2027-10-31T00:30", "2028-02-29T12:00", "2040-05-12T21:40")
OF_DAYS = ("api", "forum", "mentoring", "moderation", "notifications", "pages")
BY_THE_CLOCK = [f"tests/{one}" for one in OF_DAYS]


@pytest.mark.parametrize("moment", MOMENTS)
def test_what_goes_by_the_clock_is_green_whenever_it_is_run(moment: str) -> None:
    run = run_apart(ROOT, [f"--at={moment}", *BY_THE_CLOCK])
    assert run.code == ALL_GREEN, run.said[-3_000:]
