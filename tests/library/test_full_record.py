"""A full record is kept whole, copied whole, and shown to whom it may be shown."""

from dataclasses import replace
from decimal import Decimal

import pytest

from exchange.kernel.db import db
from exchange.kernel.rulings import Refused
from exchange.library import actions
from exchange.library.body import Block, Funding, Money, Participant, Result, body_from
from exchange.library.content import progress_of
from exchange.library.models import ExperienceTerm
from exchange.library.queries import experience_page
from exchange.people.actor import GUEST
from tests.factories import (
    a_draft,
    a_full_body,
    a_full_content,
    a_person,
    a_published,
    a_published_full,
    a_whole_content,
    the_experience,
)


def page_of(row):
    return f"/en/experiences/ALTER-XP-{row.number:04d}-five-seats-one-bus"


def terms_of(row):
    found = db.session.query(ExperienceTerm).filter_by(experience_id=row.id)
    return {(one.vocabulary, one.code) for one in found}


def test_all_of_it_is_kept_and_its_markdown_is_rendered(app):
    content = a_full_content()
    row = a_draft(content=content)
    assert body_from(row.body) == content.body
    assert (row.latitude, row.longitude, row.precision) == (56.95, 24.11, "municipality")
    assert "<strong>nobody</strong>" in row.body_html["situation_before"]
    assert "<em>names</em>" in row.body_html["seats.description"]
    assert progress_of(content).is_complete


def test_lists_can_be_narrowed_by_what_its_kind_shows(app):
    author = a_person()
    row = a_draft(author, a_full_content())
    assert ("area", "border") in terms_of(row)
    assert ("principle", "bottom_up") in terms_of(row)
    assert ("funding", "in_kind") in terms_of(row)
    short = replace(a_full_content(), kind="snapshot")
    actions.save_draft(author, row.id, version=1, content=short)
    assert {vocabulary for vocabulary, _ in terms_of(row)} == {"area", "challenge", "target"}


def test_a_new_version_begins_with_the_whole_of_the_old_one(app):
    author = a_person()
    old = a_published_full(author, version_note="The first one.")
    new = the_experience(actions.begin_new_version(author, old.id))
    assert (new.body, new.body_html) == (old.body, old.body_html)
    assert (new.latitude, new.precision) == (old.latitude, old.precision)
    assert terms_of(new) == terms_of(old)
    assert (old.version_note, new.version_note) == ("The first one.", "")


def test_a_guest_reads_all_of_it_at_the_price_of_a_snapshot(client, count_queries):
    a_published()
    row = a_published_full()
    with count_queries() as seen:
        page = client.get(page_of(row))
    assert len(seen) <= 11, seen  # with what is like it, its reuse and whether it is still true
    for words in (
        "February 2017 – June 2019",
        "Mountains, Border area",
        "56.95; 24.11 · Somewhere in the municipality",
        "people reached",
        "Two buses a week",
        "One bus a day for all five villages.",
        "Bottom-up approach",
        "Each village chose its seat in the open.",
        "A seat with a vote",
        "What made it possible",
        "A hall that was free.",
        "Kamena municipality · Public authority",
        "Young people, Older people",
        "55 %",
        "1,200,000.50 RSD",
        "10,152 EUR",
        "at 118.2 RSD for a euro",
        "IPARD",
        "Measure 7",
        "900,000 RSD",
        "A second-hand minibus",
        "Rides a week",
        "14 rides",
        "Measured",
        "A timetable that everybody knew.",
        "Snow in winter.",
        "We would ask the school first.",
        "Count the riders from the first day.",
        "It needs five villages on one road.",
        "Hard to have elsewhere",
        "It goes on without a grant",
        "The villages pay by turns.",
    ):
        assert words in page.text, words
    assert page.link("A seat with a vote") == "#block-seats"
    assert page.all("#block-seats h3")


def test_a_full_record_that_became_a_snapshot_keeps_the_rest_and_shows_none_of_it(client):
    row = a_published_full(kind="snapshot")
    page = client.get(page_of(row))
    assert "Count the riders from the first day." in page.text
    for hidden in ("Building blocks", "RSD", "Two buses a week", "Rides a week", "LEADER princ"):
        assert hidden not in page.text
    assert body_from(row.body) == a_full_body()
    found = client.get("/en/search?q=timetable").text
    assert "Five seats, one bus" not in found


def test_who_can_be_asked_is_named_to_members_and_to_guests_only_if_they_may_know(client, sign_in):
    row = a_published_full()
    page = client.get(page_of(row))
    assert "Kamena group" in page.text
    assert "Ana of the purse" not in page.body
    sign_in(client, a_person(confirmed_at=None))
    assert "Ana of the purse" not in client.get(page_of(row)).body
    sign_in(client, a_person())
    page = client.get(page_of(row))
    assert "Ana of the purse" in page.text
    assert "named to members only" in page.text


def test_what_guests_may_not_know_is_in_no_part_of_what_they_are_given(app):
    row = a_published_full()
    page = experience_page(GUEST, row.number)
    assert [one.name for one in page.body.contacts] == ["Kamena group"]


@pytest.mark.parametrize(
    "words",
    [
        "nobody knew when",  # the situation before
        "all five villages",  # the objective
        "Each village names a person",  # a building block
        "common purse",  # its title
        "timetable",  # a success factor
        "ask the school",  # what we would do differently
        "Snow in winter",
    ],
)
def test_its_parts_are_found_by_the_search(client, words):
    a_published_full()
    page = client.get(f"/en/search?q={words.replace(' ', '+')}")
    assert "Five seats, one bus" in page.text


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("blocks", {"blocks": tuple(Block(f"b{n}", "A") for n in range(7))}),
        ("lessons", {"lessons": ("More.",) * 7}),
        ("results", {"results": (Result("Rides"),) * 21}),
        ("funding", {"funding": (Funding("eu"),) * 13}),
        ("participants", {"participants": (Participant("A", "partner"),) * 21}),
        ("participants", {"participants": (Participant("A", "friend"),)}),
        ("areas", {"areas": ("moon",)}),
        ("cost", {"cost": Money(Decimal(1), "XXY")}),
        ("cost", {"cost": Money(Decimal(-1), "EUR")}),
        ("cost", {"cost": Money(Decimal(10**12 + 1), "EUR")}),
        ("women", {"women": 101}),
        ("end_year", {"end_year": 2016}),
        ("ratings", {"ratings": {"law": "splendid"}}),
        ("objective", {"objective": "x" * 12_001}),
        ("blocks", {"blocks": (Block("b", "A", description=">" * 25 + " deep"),)}),
    ],
)
def test_nobody_keeps_more_than_a_record_may_hold(app, field, changes):
    with pytest.raises(Refused) as refused:
        actions.create_draft(a_person(), a_full_content(body=a_full_body(**changes)))
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("latitude", {"latitude": 91.0}),
        ("longitude", {"longitude": -181.0}),
        ("longitude", {"longitude": None}),
        ("version_note", {"version_note": "x" * 601}),
    ],
)
def test_a_place_is_on_the_earth_and_has_both_coordinates(app, field, changes):
    with pytest.raises(Refused) as refused:
        actions.create_draft(a_person(), a_full_content(**changes))
    assert refused.value.field == field


def test_a_full_record_needs_what_a_snapshot_does_not(app):
    lacking = progress_of(a_full_content(body=a_full_body(blocks=(), results=(), ratings={})))
    assert list(lacking.faults) == ["blocks", "results", "ratings"]
    half = Block("b", "A bus", "finance")
    lacking = progress_of(a_full_content(body=a_full_body(blocks=(half,))))
    assert "a title, a kind and a description" in str(lacking.faults["blocks"])
    assert progress_of(a_whole_content(kind="lesson")).is_complete
