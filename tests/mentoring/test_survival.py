"""How long people wait, those counted who still do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.mentoring.survival import Wait, curve, median_of, share_within


def waits(*told: str) -> list[Wait]:
    """ "3" was answered after three days, "3+" still waits or ended without an answer."""
    return [Wait(float(one.rstrip("+")), not one.endswith("+")) for one in told]


@pytest.mark.parametrize(
    ("told", "median"),
    [
        ("", None),
        ("5", 5),
        ("5+", None),
        ("1 2 3", 2),
        ("1 2 3 4", 2),
        ("1 2+ 3+ 4+", None),
        ("1 1 9+ 9+", 1),
        ("1+ 2+ 3", 3),
        ("2 3+ 4 5+ 6 7", 6),
    ],
)
def test_the_median_is_when_half_have_their_answer(told, median):
    assert median_of(curve(waits(*told.split()))) == median


def test_the_textbook_example_comes_out():
    """The patients on 6-MP of Freireich and others, 1963: relapses, and who had none yet."""
    told = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
    falls = {fall.days: round(fall.still_wait, 3) for fall in curve(waits(*told.split()))}
    assert falls == {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.69, 16: 0.627, 22: 0.538, 23: 0.448}
    assert median_of(curve(waits(*told.split()))) == 23


def test_who_still_waits_is_not_left_out():
    answered = waits("1", "2", "3")
    assert median_of(curve(answered)) == 2
    assert median_of(curve([*answered, *waits("4+", "4+", "4+", "4+")])) is None


@given(st.lists(st.builds(Wait, st.integers(0, 40).map(float), st.booleans()), max_size=60))
def test_a_curve_falls_and_never_below_nothing(told):
    falls = curve(told)
    shares = [1.0, *(fall.still_wait for fall in falls)]
    assert shares == sorted(shares, reverse=True)
    assert shares[-1] >= -1e-9
    assert 0 <= share_within(20, falls) <= 1 + 1e-9


@given(st.lists(st.integers(0, 40).map(float), min_size=1, max_size=60))
def test_where_all_are_answered_it_is_the_plain_median(days):
    told = [Wait(one, True) for one in days]
    assert median_of(curve(told)) == sorted(days)[(len(days) - 1) // 2]
    assert share_within(10, curve(told)) == pytest.approx(
        sum(one <= 10 for one in days) / len(days)
    )
