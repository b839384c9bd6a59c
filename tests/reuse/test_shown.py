"""Where experience is used: figures, stories, the chain, the matrix."""

from exchange.kernel.db import db, transaction
from exchange.library import actions as library
from exchange.library.actions import put_back, withdraw
from exchange.library.actions.read import accept
from exchange.library.codes import code_of
from exchange.library.models import Experience
from exchange.reuse.models import ChainLink
from tests.factories import (
    LATVIAN,
    MARKS,
    a_confirmed_reuse,
    a_mentor,
    a_person,
    a_published,
    a_submitted,
    the_experience,
)


def page_of(client, record):
    return client.get(f"/en/experiences/{code_of(record.number)}", follow=True)


def figures_of(page):
    return [
        " ".join((dd.text, dt.text))
        for dt, dd in zip(page.all(".figures dt"), page.all(".figures dd"), strict=True)
    ]


def test_figures_count_what_is_confirmed(client):
    author = a_person()
    record = a_published(author)
    for state, country in (("done", "RS"), ("done", "LV"), ("trying", "RS"), ("planned", "AL")):
        a_confirmed_reuse(author, record, state=state, country=country)
    figures = figures_of(page_of(client, record))
    assert figures == [
        "3 countries/territories",
        "4 organisations",
        "2 Done",
        "1 Being tried",
        "1 Planned",
    ]


def test_the_matrix_goes_from_where_it_was_done_to_where_it_is_used(client):
    author = a_person()
    record = a_published(author, countries=("LV", "XK"))
    other = a_published(author, countries=("LV",))
    a_confirmed_reuse(author, record, country="RS", result="It works.")
    a_confirmed_reuse(author, record, country="AL")
    a_confirmed_reuse(author, other, country="RS")
    page = client.get("/en/experiences/reuse")
    table = [
        [cell.text for cell in (*row.all("th"), *row.all("td"))] for row in page.all("table tr")
    ]
    assert table == [
        ["From", "Albania", "Serbia", "All"],
        ["Kosovo*", "1", "1", "2"],
        ["Latvia", "1", "2", "3"],
        ["All", "1", "2", "3"],
    ]
    assert "It works." in page.text
    assert "UNSCR" in page.text


def related(record, to, relation="adapts"):
    """As a full record says it; read and published."""
    with transaction(None):
        row = db.session.get_one(Experience, record.id)
        row.body = {"related": [{"number": to.number, "relation": relation}]}
    reader = a_mentor()
    library.take(reader, record.id)
    accept(reader, record.id, note="It could be done here.", lang="en", marks=MARKS)
    return the_experience(record.id)


def buses(page):
    return [a.text for a in page.all("main .links a") if a.text.endswith(" bus")]


def test_the_chain_goes_both_ways_over_several_steps(client):
    first = a_published(title="First bus")
    second = related(a_submitted(title="Second bus"), first)
    third = related(a_submitted(title="Third bus"), second, "builds_on")
    page = page_of(client, first)
    assert buses(page) == ["Second bus", "Third bus"]
    assert "It adapts this experience." in page.text
    page = page_of(client, second)
    assert "This experience adapts it." in page.text
    assert "It builds on this experience." in page.text
    page = page_of(client, third)
    assert buses(page) == ["First bus", "Second bus"]


def test_a_withdrawn_record_leaves_the_chain_and_comes_back(client):
    author = a_person()
    first = a_published(title="First bus")
    second = related(a_submitted(author, title="Second bus"), first)
    withdraw(author, second.id, reason="It was not so.")
    assert "Second bus" not in page_of(client, first).text
    with transaction(None):
        assert db.session.query(ChainLink).count() == 0
    put_back(author, second.id)
    assert "Second bus" in page_of(client, first).text


def test_a_circle_of_records_ends(client):
    first = a_submitted(title="First bus")
    second = related(a_submitted(title="Second bus"), first)
    first = related(first, second)
    assert buses(page_of(client, first)) == ["Second bus"]


def test_the_matrix_is_kept_for_guests_and_costs_them_one_query(app, client, count_queries):
    author = a_person()
    record = a_published(author, **LATVIAN)
    a_confirmed_reuse(author, record)
    browser = app.test_client()
    browser.environ_base["HTTP_ACCEPT_ENCODING"] = "gzip"
    before = browser.get("/en/experiences/reuse").data
    with count_queries() as seen:
        assert browser.get("/en/experiences/reuse").data == before
    assert len(seen) == 1
    a_confirmed_reuse(author, record, country="AL")
    assert browser.get("/en/experiences/reuse").data != before


def test_a_record_costs_few_queries_however_often_it_is_used(client, count_queries):
    author = a_person()
    record = a_published(author)
    a_confirmed_reuse(author, record)
    with count_queries() as one:
        page_of(client, record)
    for _ in range(3):
        a_confirmed_reuse(author, record)
    with count_queries() as many:
        page_of(client, record)
    assert len(one) == len(many)
