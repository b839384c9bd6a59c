from datetime import UTC, date, datetime, timedelta

import pytest

from exchange.text import dates
from exchange.text.languages import BY_CODE
from exchange.text.wording import use_language

EVENING = datetime(2026, 5, 3, 21, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "4 May 2026, 00:05"),
        ("lv", "2026. gada 4. maijs 00:05"),
        ("sq", "4 maj 2026, 00:05"),
        ("hr", "4. svibnja 2026. 00:05"),
        ("sr", "4. мај 2026. 00:05"),
        ("sr-latn", "4. maj 2026. 00:05"),
        ("cnr", "4. maj 2026. 00:05"),
        ("tr", "4 Mayıs 2026 00:05"),
    ],
)
def test_a_moment_is_told_in_the_readers_zone_and_language(code: str, said: str) -> None:
    with use_language(code):
        assert dates.moment(EVENING, "Europe/Riga") == said


def test_a_day_is_the_day_it_was_in_the_zone() -> None:
    assert dates.day(EVENING, "Europe/Riga") == "4 May 2026"
    assert dates.day(EVENING, "UTC") == "3 May 2026"


def test_a_month_has_its_name_and_year() -> None:
    assert dates.month_year(date(2016, 9, 13)) == "September 2016"
    with use_language("hr"):
        assert dates.month_year(date(2016, 9, 13)) == "rujan 2016."


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(days=4, hours=20), "4 days"),
        (timedelta(days=400), "400 days"),
        (timedelta(days=1), "1 day"),
        (timedelta(hours=23, minutes=59), "23 hours"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(minutes=59, seconds=59), "59 minutes"),
        (timedelta(minutes=5), "5 minutes"),
        (timedelta(seconds=2), "1 minute"),
        (timedelta(hours=-3), "1 minute"),
    ],
)
def test_an_age_is_coarse(passed: timedelta, said: str) -> None:
    assert dates.age(EVENING, EVENING + passed) == said


@pytest.mark.parametrize(
    ("code", "said"), [("mk", "21 ден"), ("lv", "21 diena"), ("sr", "21 дан"), ("tr", "21 gün")]
)
def test_an_age_takes_the_plural_of_the_language(code: str, said: str) -> None:
    with use_language(code):
        assert dates.age(EVENING, EVENING + timedelta(days=21)) == said


@pytest.mark.parametrize(
    ("code", "said"),
    [("mk", "21 минута"), ("sq", "21 minuta"), ("sr", "21 минут"), ("tr", "21 dakika")],
)
def test_minutes_are_told_in_the_language(code: str, said: str) -> None:
    with use_language(code):
        assert dates.age(EVENING, EVENING + timedelta(minutes=21)) == said


def test_for_guests_an_age_changes_by_the_day_only() -> None:
    assert dates.age_by_the_day(EVENING, EVENING + timedelta(hours=3)) == "less than a day"
    assert dates.age_by_the_day(EVENING, EVENING + timedelta(days=2)) == "2 days"


def test_what_is_still_to_come_is_no_day_old() -> None:
    assert dates.age_in_days(EVENING, EVENING - timedelta(days=2)) == 0
    assert dates.age_in_days(EVENING, EVENING + timedelta(days=2, hours=23)) == 2


@pytest.mark.parametrize("code", BY_CODE)
def test_every_language_can_tell_the_time(code: str) -> None:
    with use_language(code):
        assert "00:05" in dates.moment(EVENING, "Europe/Riga")
        assert "2026" in dates.month_year(date(2026, 5, 1))


def test_a_time_without_a_zone_is_refused() -> None:
    naive = EVENING.replace(tzinfo=None)
    with pytest.raises(ValueError, match="zone"):
        dates.moment(naive, "UTC")
    with pytest.raises(ValueError, match="zone"):
        dates.age(naive, EVENING)


@pytest.mark.parametrize(
    ("code", "within", "across"),
    [
        ("en", "13–16 September 2016", "29 August – 2 September 2016"),
        ("lv", "2016. gada 13.–16. septembris", "2016. gada 29. augusts – 2. septembris"),
        ("hr", "13.–16. rujna 2016.", "29. kolovoza – 2. rujna 2016."),
        ("sr", "13.–16. септембар 2016.", "29. август – 2. септембар 2016."),
        ("mk", "13–16 септември 2016\u202fг.", "29 август – 2 септември 2016\u202fг."),
        ("tr", "13–16 Eylül 2016", "29 Ağustos – 2 Eylül 2016"),
    ],
)
def test_a_span_of_days_says_its_months_in_full(code: str, within: str, across: str) -> None:
    with use_language(code):
        assert dates.days(date(2016, 9, 13), date(2016, 9, 16)) == within
        assert dates.days(date(2016, 8, 29), date(2016, 9, 2)) == across


@pytest.mark.parametrize("code", BY_CODE)
def test_a_span_of_one_day_is_that_day(code: str) -> None:
    one = date(2016, 9, 2)
    with use_language(code):
        assert dates.days(one, one) == dates.day(datetime(2016, 9, 2, tzinfo=UTC), "UTC")
