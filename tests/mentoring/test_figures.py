"""Figures for coordinators: what became of questions, and how long their askers waited."""

import csv
import re
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from itertools import pairwise

import pytest

from exchange.forum import actions as forum
from exchange.forum.models import Thread
from exchange.kernel.db import db, transaction
from exchange.mentoring.drawing import FOOT, LEFT, TOP, WIDTH, bar_chart, step_chart
from exchange.mentoring.figures import Fate, Tally, judged, quantile, soon, tally
from exchange.mentoring.models import Question
from exchange.mentoring.periods import Period, period_of
from exchange.mentoring.survival import Wait, curve
from tests.factories import (
    a_mentor,
    a_mentoring_coordinator,
    a_person,
    a_reply,
    a_room,
    a_tag,
    a_thread,
    an_organisation,
)
from tests.mentoring.certified import said_of

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
PAGE = "/en/desk/figures"

# By hand, with ties: ten wait. Two are answered after 1 day (8/10); one of the two that came to
# their second day is answered then, the other is not seen any longer (8/10 · 7/8 = 7/10); of six
# left one is not seen after day 3; two of five are answered after 4 (7/10 · 3/5 = 21/50); of three
# left one is answered after 9 (21/50 · 2/3 = 7/25), and two are not seen after that.
WAITS = [
    *([Wait(1, is_answered=True)] * 2),
    Wait(2, is_answered=True),
    Wait(2, is_answered=False),
    Wait(3, is_answered=False),
    *([Wait(4, is_answered=True)] * 2),
    Wait(9, is_answered=True),
    *([Wait(10, is_answered=False)] * 2),
]


def test_shares_and_their_days_are_those_worked_out_by_hand():
    falls = curve(WAITS)
    assert [(one.days, round(one.still_wait, 6)) for one in falls] == [
        (1, 0.8),
        (2, 0.7),
        (4, 0.42),
        (9, 0.28),
    ]
    shares = (0.2, 0.25, 0.3, 0.5, 0.72, 0.75)
    assert [quantile(falls, share) for share in shares] == [1, 2, 2, 4, 9, None]


def test_a_share_is_told_only_as_far_as_somebody_has_waited():
    told = [(one.days, round(one.share, 6), one.waiting) for one in soon(WAITS)]
    assert told == [
        (1, 0.2, 8),
        (2, 0.3, 6),
        (3, 0.3, 5),
        (5, 0.58, 3),
        (7, 0.58, 3),
        (14, 0.72, 0),
    ]
    assert soon([]) == [(1, 0.0, 0)]


def a_fate(**told):
    given = {"thread_id": 1, "country": "LV", "lang": "lv", "asked_at": NOW - timedelta(days=8)}
    rest = dict.fromkeys(("answered_at", "ended_at", "days", "due_at", "stopped_at", "outcome"))
    return Fate(**(given | rest | {"is_accepted": False} | told))


def test_who_has_no_answer_counts_for_as_long_as_the_question_was_open():
    still = a_fate()
    ended = a_fate(ended_at=NOW - timedelta(days=6))
    answered = a_fate(answered_at=NOW - timedelta(days=7))
    assert [one.wait(NOW) for one in (still, ended, answered)] == [
        Wait(8, is_answered=False),
        Wait(2, is_answered=False),
        Wait(1, is_answered=True),
    ]
    told = tally(judged([still, ended, answered], NOW))
    assert (told.asked, told.answered, told.unanswered) == (3, 1, 2)
    assert (told.quarter, told.half) == (1, None)


@pytest.mark.parametrize(
    ("kind", "first", "last", "period"),
    [
        ("months", None, None, Period(date(2025, 7, 1), date(2026, 6, 15))),
        ("this", None, None, Period(date(2026, 1, 1), date(2026, 6, 15))),
        ("last", None, None, Period(date(2025, 1, 1), date(2025, 12, 31))),
        ("dates", date(2026, 1, 5), date(2026, 1, 5), Period(date(2026, 1, 5), date(2026, 1, 5))),
        ("dates", date(2026, 1, 5), date(2026, 1, 4), None),
        ("dates", None, date(2026, 1, 4), None),
        ("dates", date(2020, 1, 1), date(2026, 1, 1), None),
        ("dates", date(1, 1, 1), date(2, 1, 1), None),
        ("dates", date(9998, 1, 1), date.max, None),
    ],
)
def test_a_period_is_between_two_days(kind, first, last, period):
    assert period_of(kind, NOW.date(), first, last) == period


def test_months_of_a_period_are_all_there_also_those_without_a_question():
    months = Period(date(2025, 11, 30), date(2026, 2, 1)).months()
    assert [f"{month:%Y-%m}" for month in months] == ["2025-11", "2025-12", "2026-01", "2026-02"]


def test_a_day_of_the_coordinator_begins_where_they_are():
    since, until = Period(date(2026, 3, 29), date(2026, 3, 29)).moments("Europe/Riga")
    assert since == datetime(2026, 3, 28, 22, tzinfo=UTC)
    assert until - since == timedelta(hours=23)


# -------- drawn


def numbers_in(path):
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path)]


def test_the_line_rises_as_far_as_the_share_and_stops_where_nobody_has_waited_longer():
    drawn = step_chart(curve(WAITS), 10)
    assert [mark.number for mark in drawn.days] == [0, 3.5, 7, 10.5, 14]
    steps = re.findall(r"([HV])([\d.]+)", drawn.path)
    heights = [float(at) for way, at in steps if way == "V"]
    assert heights == sorted(heights, reverse=True)
    assert round((FOOT - heights[-1]) / (FOOT - TOP), 2) == 0.72
    assert steps[-1][0] == "H"
    assert float(steps[-1][1]) < WIDTH - 10


def test_ten_thousand_waits_are_drawn_with_as_many_points_as_there_is_room_for():
    drawn = step_chart(curve([Wait(n / 1_000, is_answered=True) for n in range(10_000)]), 10)
    assert len(drawn.path) < 15_000
    assert max(numbers_in(drawn.path)) <= WIDTH


@pytest.mark.parametrize("count", [1, 5, 12, 13, 36, 60])
def test_bars_stand_beside_each_other_and_their_numbers_do_not_touch(count):
    months = [
        (date(2022 + n // 12, n % 12 + 1, 1), Tally(asked=n, answered=n // 2)) for n in range(count)
    ]
    drawn = bar_chart(months)
    assert len(drawn.bars) == count
    ends = [(one.x, one.x + one.width) for one in drawn.bars]
    assert all(end <= begin for (_, end), (begin, _) in pairwise(ends))
    assert ends[0][0] >= LEFT
    assert ends[-1][1] <= WIDTH
    places = [one.at for one in drawn.labels if one.month]
    assert all(b - a >= 20 for a, b in pairwise(places))
    years = [one.at for one in drawn.labels if one.year]
    assert all(b - a >= 34 for a, b in pairwise(years))
    assert all(one.answered_height <= one.asked_height <= FOOT - TOP for one in drawn.bars)


def test_nothing_at_all_is_drawn_too():
    assert step_chart([], 0).path == f"M{LEFT} {FOOT}H{LEFT}"
    assert bar_chart([]).bars == ()


# -------- the page


@pytest.fixture
def coordinator(app, it_is):
    it_is(NOW)
    return a_mentoring_coordinator("Cora Coordinator")


def asked(days_ago, it_is, *, answered_after=None, **given):
    """A question, with an answer by a mentor so many days after it."""
    it_is(NOW - timedelta(days=days_ago))
    thread = a_thread(**given)
    if answered_after is not None:
        it_is(NOW - timedelta(days=days_ago - answered_after))
        thread.answer = a_reply(thread, a_mentor())
    it_is(NOW)
    return thread


def told(thread, outcome, stage="month", days_ago=0):
    said_of(thread.id, thread.answer, outcome, stage, NOW - timedelta(days=days_ago))


def promised(thread, days, due_at):
    with transaction(None):
        row = db.session.get_one(Question, thread.id)
        row.days, row.due_at = days, due_at


def cells(page, caption):
    [table] = [one for one in page.all("table") if caption in one.text]
    return {
        row.one("th").text: [cell.text for cell in row.all("td")] for row in table.all("tbody tr")
    }


def figures_in(page):
    return {one.one("dt").text: one.one("dd").text for one in page.all(".figures div")}


@pytest.fixture
def some(coordinator, it_is):
    theme = a_tag("leader-x", names={"en": "LEADER itself"}, is_theme=True)
    latvian = an_organisation(country="LV")
    asker = a_person(organisation=latvian)
    one = asked(40, it_is, answered_after=1, author=asker, lang="lv", tags=[theme.slug])
    two = asked(35, it_is, answered_after=3, author=asker)
    asked(30, it_is)
    asked(2, it_is, author=asker)
    forum.accept_answer(asker, one.answer)
    forum.accept_answer(asker, two.answer)
    told(one, "partly", days_ago=20)
    told(one, "worked", stage="quarter")
    told(two, "too_early")
    promised(one, 3, NOW - timedelta(days=36))
    promised(two, 2, NOW - timedelta(days=33))
    return one, two


def test_a_coordinator_sees_what_became_of_the_questions_of_a_year(
    client, sign_in, coordinator, some
):
    sign_in(client, coordinator)
    page = client.get(PAGE)
    assert figures_in(page) == {
        "Asked": "4",
        "Answered by a mentor": "2",
        "Accepted": "2",
        "Worked": "1",
        "Worked partly": "0",
        "Did not work": "0",
        "A quarter are answered": "1",
        "Half are answered": "3",
        "Three quarters are answered: not reached yet": "–",
    }
    assert "2 in all, so many were not answered by then: 1 (50%)" in page.text
    assert "Questions counted: 4. Without an answer by a mentor: 2" in page.text
    assert page.link("Figures") == PAGE
    assert len(page.all("svg.chart title")) == len(page.all("svg.chart desc")) == 2


def test_each_group_has_its_line(client, sign_in, coordinator, some):
    sign_in(client, coordinator)
    page = client.get(PAGE)
    assert cells(page, "By country/territory of the asker") == {
        "Latvia": ["3", "2", "2", "1", "0", "0", "1 of 2", "3"],
        "Not known": ["1", "0", "0", "0", "0", "0", "–", "–"],
    }
    assert cells(page, "By theme") == {
        "LEADER itself": ["1", "1", "1", "1", "0", "0", "0 of 1", "1"]
    }
    assert list(cells(page, "By language")) == ["English", "Latvian"]
    months = cells(page, "By month")
    assert len(months) == 12
    assert months["June 2026"][:2] == ["1", "0"]
    assert months["May 2026"][:2] == ["3", "2"]
    assert months["July 2025"][:2] == ["0", "0"]
    assert cells(page, "Share answered by a mentor, by days")["1"] == ["25%", "3"]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?country=LV", "3"),
        ("?lang=lv", "1"),
        ("?theme=leader-x", "1"),
        ("?period=this", "4"),
        ("?period=dates&from=2026-05-06&to=2026-05-11", "2"),
        ("?period=dates&from=2026-05-16&to=2026-05-16&lang=en", "1"),
        ("?country=ZZ&lang=xx&theme=nothing&period=ever", "4"),
        ("?country=%00&theme=%00&lang=%00", "4"),
    ],
)
def test_they_are_narrowed_down(client, sign_in, coordinator, some, query, count):
    sign_in(client, coordinator)
    assert figures_in(client.get(PAGE + query))["Asked"] == count


@pytest.mark.parametrize(
    "days", ["from=2026-05-12&to=2026-05-11", "from=soon&to=", "from=%00&to=x", "from=0001-01-01"]
)
def test_days_that_make_no_period_are_kept_and_it_is_said(client, sign_in, coordinator, some, days):
    sign_in(client, coordinator)
    page = client.get(f"{PAGE}?period=dates&{days}")
    assert "These two days make no period that can be shown" in page.text
    assert figures_in(page)["Asked"] == "4"
    assert page.one("#from")["value"] == ("" if "%00" in days else days[5:].partition("&")[0])


def test_where_nothing_fits_the_page_says_what_to_do(client, sign_in, coordinator, some):
    sign_in(client, coordinator)
    page = client.get(f"{PAGE}?country=TR")
    assert "No question was asked that fits all of this" in page.text
    assert not page.all("svg.chart")


def test_samples_and_what_the_coordinator_may_not_read_do_not_count(
    client, sign_in, coordinator, it_is, some
):
    asked(
        3,
        it_is,
        category=a_room(organisation := an_organisation()),
        author=a_person(organisation=organisation),
    )
    sample = asked(3, it_is)
    with transaction(None):
        db.session.get_one(Thread, sample.id).is_sample = True
    sign_in(client, coordinator)
    assert figures_in(client.get(PAGE))["Asked"] == "4"


@pytest.mark.parametrize("who", [a_person, a_mentor])
def test_nobody_else_sees_them(client, sign_in, coordinator, who):
    sign_in(client, who())
    for address in (PAGE, f"{PAGE}/breakdown.csv", f"{PAGE}/months.csv"):
        assert client.get(address).status == 403


def file_rows(client, address):
    answer = client.flask.get(address)
    assert answer.status_code == 200
    assert answer.mimetype == "text/csv"
    text = answer.get_data(as_text=True)
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text.lstrip("\ufeff"), newline="")))


def test_the_breakdown_is_a_file_without_anybodys_name(client, sign_in, coordinator, some):
    sign_in(client, coordinator)
    heads, *rows = file_rows(client, f"{PAGE}/breakdown.csv?country=LV")
    assert heads[:4] == ["By", "Name", "Asked", "Answered by a mentor"]
    assert rows == [
        ["Country/territory", "Latvia", *"32210021", "1.0", "3.0", "3.0"],
        ["Theme", "LEADER itself", *"11110010", "1.0", "1.0", "1.0"],
        ["Language", "English", *"21100011", "3.0", "3.0", "3.0"],
        ["Language", "Latvian", *"11110010", "1.0", "1.0", "1.0"],
    ]


def test_a_theme_that_begins_like_a_formula_stays_words(client, sign_in, coordinator, it_is):
    theme = a_tag("sum", names={"en": "=SUM(A1:A9)"}, is_theme=True)
    asked(3, it_is, tags=[theme.slug])
    sign_in(client, coordinator)
    rows = file_rows(client, f"{PAGE}/breakdown.csv")
    assert [row[1] for row in rows if row[0] == "Theme"] == ["'=SUM(A1:A9)"]


def test_the_months_are_a_file(client, sign_in, coordinator, some):
    sign_in(client, coordinator)
    heads, *rows = file_rows(client, f"{PAGE}/months.csv?period=this")
    assert heads[0] == "Month"
    assert [row[0] for row in rows] == [f"2026-{n:02}" for n in range(1, 7)]
    assert rows[4][:3] == ["2026-05", "3", "2"]


def test_in_a_file_too_the_footnote_of_a_name_stands(client, sign_in, coordinator, it_is):
    asked(3, it_is, author=a_person(organisation=an_organisation(country="XK")))
    sign_in(client, coordinator)
    assert file_rows(client, f"{PAGE}/breakdown.csv")[-1][0].startswith("* This designation")


def test_it_takes_three_statements_however_many_questions_there_are(
    client, sign_in, coordinator, some, it_is, count_queries
):
    sign_in(client, coordinator)
    client.get(PAGE)
    with count_queries() as few:
        client.get(PAGE)
    for _ in range(3):
        asked(3, it_is)
    client.get(PAGE)
    with count_queries() as many:
        client.get(PAGE)
    assert len(many) == len(few)
    assert sum("question" in one for one in many) == 2
