"""Pages of coordinators count samples as long as there is nothing else, all of them alike."""

import csv
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest

from exchange.forum.models import Thread
from exchange.kernel.db import db, transaction
from exchange.mentoring.actions.taking import take_question
from exchange.mentoring.queries.samples import are_samples_counted
from exchange.mentoring.queries.usual import usual_days
from tests.factories import (
    a_category,
    a_mentor,
    a_mentoring_coordinator,
    a_person,
    a_reply,
    a_tag,
    a_thread,
    an_admin,
)

NOTE = "Only samples are counted here: nobody has asked a real question yet."
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
ALL, LOADS, SHORT = "/en/desk/all", "/en/desk/mentors", "/en/desk/bottlenecks"
FIGURES, PROMISES = "/en/desk/figures", "/en/desk/promises"
PAGES = (ALL, LOADS, SHORT, FIGURES, PROMISES)


def is_invented(thread):
    with transaction(None):
        db.session.get_one(Thread, thread.id).is_sample = True
    return thread


def a_sample(**given):
    return is_invented(a_thread(a_person(is_sample=True), **given))


def cells(page, caption):
    [table] = [one for one in page.all("table") if caption in one.text]
    return {
        row.one("th").text: [cell.text for cell in row.all("td")] for row in table.all("tbody tr")
    }


class Numbers:
    """What each page says."""

    def __init__(self, client):
        pages = {one: client.get(one) for one in PAGES}
        self.notes = [NOTE in one.text for one in pages.values()]
        self.titles = [link.text for link in pages[ALL].all(".rows li > div > a")]
        self.tab = next(one.text for one in pages[ALL].all("nav a") if "All (" in one.text)
        loads = cells(pages[LOADS], "Mentors and what") if pages[LOADS].all("table") else {}
        self.loads = {name.split(" ")[0]: line for name, line in loads.items()}
        tables = pages[SHORT].all("table")
        self.languages = cells(pages[SHORT], "By language") if tables else {}
        themes = cells(pages[SHORT], "By theme") if len(tables) > 1 else {}
        self.themes = {name.split(" ")[0]: line for name, line in themes.items()}
        head = pages[FIGURES].all(".figures div")
        self.asked = head[0].one("dd").text if head else "0"
        self.promises = sum(
            int(line[1]) for line in cells(pages[PROMISES], "Figures of the last year").values()
        )
        self.file = client.flask.get(f"{FIGURES}/months.csv")


@pytest.fixture
def coordinator(app, it_is, client, sign_in):
    it_is(NOW)
    who = a_mentoring_coordinator("Cora")
    sign_in(client, who)
    return who


@pytest.fixture
def demonstration(coordinator, it_is):
    """One sample question that a sample mentor has, and one that was answered."""
    mentor = a_mentor("Samo", is_sample=True)
    theme = a_tag("village-x", names={"en": "Villages"}, is_theme=True)
    it_is(NOW - timedelta(days=2))
    open_one = a_sample(title="How is a sample asked?", tags=[theme.slug])
    take_question(mentor, open_one.id)
    answered = a_sample(title="And answered?")
    it_is(NOW - timedelta(days=1))
    a_reply(answered, mentor)
    it_is(NOW)
    return mentor


def rows_of(answer):
    return list(csv.reader(StringIO(answer.get_data(as_text=True).lstrip("\ufeff"), newline="")))


def test_in_a_demonstration_all_of_them_count_samples_and_say_so(client, demonstration):
    seen = Numbers(client)
    assert seen.notes == [True] * 5
    assert seen.titles == ["How is a sample asked?"]
    assert "(1)" in seen.tab
    assert seen.loads["Samo"] == ["1 of 3", "0", "0", "1", "0"]
    assert seen.languages["English"][:2] == ["1", "0"]
    assert seen.themes["Villages"][0] == "1"
    assert (seen.asked, seen.promises) == ("2", 2)
    assert "mentoring-samples-months-" in seen.file.headers["Content-Disposition"]
    assert rows_of(seen.file)[-1] == [NOTE]
    assert rows_of(seen.file)[-2][1] == "2"


def test_with_the_first_real_question_all_of_them_leave_samples_out(client, demonstration):
    mentor = a_mentor("Rea")
    a_thread(title="How is a real one asked?", tags=["village-x"])
    taken = a_thread(title="Who has it?")
    take_question(mentor, taken.id)
    seen = Numbers(client)
    assert seen.notes == [False] * 5
    assert sorted(seen.titles) == ["How is a real one asked?", "Who has it?"]
    assert "(2)" in seen.tab
    assert list(seen.loads) == ["Rea"], "sample mentors are asked nothing that is real"
    assert seen.loads["Rea"][:3] == ["1 of 3", "0", "1"]
    assert seen.languages["English"][:4] == ["2", "1", "0", "1"]
    assert seen.themes["Villages"][0] == "1"
    assert (seen.asked, seen.promises) == ("2", 2)
    assert "mentoring-months-" in seen.file.headers["Content-Disposition"]
    assert rows_of(seen.file)[-1][1] == "2"


def test_what_a_real_mentor_has_of_samples_is_left_out_too(client, demonstration):
    mentor = a_mentor("Rea")
    take_question(mentor, a_sample().id)
    assert Numbers(client).loads["Rea"][0] == "1 of 3"
    a_thread()
    assert Numbers(client).loads["Rea"][0] == "0 of 3"


def test_what_a_sample_person_asks_in_a_demonstration_counts_with_the_samples(
    client, demonstration
):
    tried = a_thread(a_person(is_sample=True), title="What happens if I ask?")
    seen = Numbers(client)
    assert seen.notes == [True] * 5
    assert set(seen.titles) == {"How is a sample asked?", "What happens if I ask?"}
    assert (seen.asked, seen.promises) == ("3", 3)
    take_question(demonstration, tried.id)
    assert Numbers(client).loads["Samo"][0] == "2 of 3"
    a_thread(title="How is a real one asked?")
    assert Numbers(client).titles == ["How is a real one asked?"]


def test_where_nothing_was_asked_nobody_speaks_of_samples(client, coordinator):
    assert Numbers(client).notes == [False] * 5


def test_discussions_and_what_was_taken_back_are_no_real_questions(app):
    assert are_samples_counted() is False
    a_sample()
    a_thread(kind="discussion")
    gone = a_thread()
    assert are_samples_counted() is False
    with transaction(None):
        db.session.get_one(Thread, gone.id).deleted_at = NOW
    assert are_samples_counted() is True


def test_askers_are_never_told_what_is_usual_of_samples(client, coordinator, it_is):
    category, mentor = a_category(), a_mentor(is_sample=True)
    it_is(NOW - timedelta(days=9))
    samples = [a_sample(category=category) for _ in range(10)]
    it_is(NOW - timedelta(days=7))
    for one in samples:
        a_reply(one, mentor)
    it_is(NOW)
    assert usual_days(category.id) is None
    assert "2 days" in client.get(PROMISES).text


def test_an_admin_reads_the_same_where_they_promise(client, sign_in, coordinator):
    category = a_category()
    a_sample(category=category)
    sign_in(client, an_admin())
    page = client.get(f"{PROMISES}/{category.id}")
    assert NOTE in page.text
    assert cells(page, "Figures of this category")["Questions"] == ["1"]


@pytest.mark.parametrize("page", PAGES)
def test_deciding_it_costs_one_statement_however_many_there_are(
    client, demonstration, count_queries, page
):
    def cost():
        client.get(page)
        with count_queries() as seen:
            client.get(page)
        return seen

    few = cost()
    for _ in range(4):
        a_sample()
    many = cost()
    assert len(many) == len(few)
    deciding = [one for one in many if one.startswith("SELECT CASE WHEN (EXISTS")]
    assert len(deciding) == 1
