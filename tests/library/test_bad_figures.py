"""What cannot be is said at its field, in the reader's language, and everything typed is kept."""

from dataclasses import replace
from decimal import Decimal

import pytest

from exchange.library.body import Body, Funding, Money
from exchange.library.boxes import is_far_from
from exchange.library.codes import code_of
from exchange.library.doubts import money_doubt
from tests.factories import a_draft, a_full_content, a_person, the_experience
from tests.page import CheckedClient


@pytest.fixture
def part(client, sign_in):
    """A form of a full record, by the name of its part."""
    author = a_person()
    draft = a_draft(author, a_full_content())
    sign_in(client, author)

    def opened(name, lang="en"):
        path = f"/{lang}/experiences/ALTER-XP-{draft.number:04d}/edit/{name}"
        return CheckedClient(client.flask, lang).get(path).form(f"/edit/{name}")

    opened.draft = draft
    return opened


@pytest.mark.parametrize(
    ("name", "typed", "field", "complaint"),
    [
        ("where", {"start_year": "201"}, "start_year", "four digits"),
        ("where", {"start_year": "१२३४"}, "start_year", "four digits"),
        ("where", {"start_year": "1949"}, "start_year", "A year from 1950 to 2100"),
        ("where", {"end_year": "2101"}, "end_year", "A year from 1950 to 2100"),
        ("where", {"end_year": "20177"}, "end_year", "A year from 1950 to 2100"),
        ("money", {"year": "1800"}, "year", "A year from 1950 to 2100"),
        ("where", {"end_year": "2016"}, "end_year", "The end cannot be before the start."),
        (
            "where",
            {"start_year": "2019", "start_month": "7", "end_year": "2019", "end_month": "6"},
            "end_year",
            "The end cannot be before the start.",
        ),
        ("where", {"start_year": "", "start_month": "2"}, "start_year", "in which year"),
        ("where", {"latitude": "91"}, "latitude", "Between -90 and 90 degrees"),
        ("where", {"longitude": "-180,5"}, "longitude", "Between -180 and 180 degrees"),
        ("where", {"latitude": "43° 54′ 30″ N"}, "latitude", "like 43.912"),
        ("where", {"latitude": ""}, "latitude", "one of them is missing"),
        ("where", {"longitude": ""}, "longitude", "one of them is missing"),
        ("who", {"persons": "many"}, "persons", "“many” is no number"),
        ("who", {"persons": "12.5"}, "persons", "A whole number"),
        ("who", {"persons": "-5"}, "persons", "Between 0 and 1,000,000,000"),
        ("who", {"women": "101"}, "women", "Between 0 and 100"),
        ("who", {"youth": "9" * 30}, "youth", "Between 0 and 100"),
        ("who", {"participants-0-name": "x" * 121}, "participants-0-name", "At most 120"),
        ("money", {"amount": "a lot"}, "amount", "“a lot” is no number"),
        ("money", {"amount": "-1"}, "amount", "Between 0 and"),
        ("money", {"amount": "1,000,000,000,000.01"}, "amount", "Between 0 and"),
        ("money", {"amount": "1.250"}, "amount", "could mean two numbers"),
        ("money", {"amount": "1e9"}, "amount", "is no number"),
        ("money", {"currency": ""}, "currency", "in which currency"),
        ("money", {"currency": "XXZ"}, "currency", "one of the list"),
        ("money", {"amount": "", "currency": ""}, "amount", "total cost too"),
        ("money", {"per_euro": "0"}, "per_euro", "cannot be 0"),
        ("money", {"funding-1-source": ""}, "funding-1-source", "where it came from"),
        ("money", {"funding-0-amount": "-3"}, "funding-0-amount", "Between 0 and"),
        ("results", {"results-0-year": "19"}, "results-0-year", "four digits"),
        ("results", {"results-0-value": "x" * 61}, "results-0-value", "At most 60"),
        *(
            ("publication", {"contacts-0-name": name}, "contacts-0-name", "Only a name here")
            for name in (
                "ana@example.org",
                "Ana (ana.petrovic@example.org)",
                "Ana, +381 63 123 4567",
                "29 123 456",
                "063/123-45-67",
            )
        ),
        ("publication", {"related-0-code": "XP-1"}, "related-0-code", "no code of a record"),
        (
            "lessons",
            {"objective": "", "lessons-0-text": "x" * 601},
            "lessons-0-text",
            "At most 600",
        ),
    ],
)
def test_what_cannot_be_is_said_at_its_field(client, part, name, typed, field, complaint):
    form = part(name)
    data = form.data
    for one, text in typed.items():  # what a browser would not offer too
        data[one] = text
    page = client.post(form.action, data)
    assert page.status == 422
    link = page.one(f".errors a[href='#{field}']")
    assert complaint in link.text
    kept = page.form(f"/edit/{name}").data
    for one, text in typed.items():
        if one in kept and one != "currency":
            assert kept[one] == text, one
    assert the_experience(part.draft.id).edit_version == 1


@pytest.mark.parametrize(
    ("lang", "typed", "kept"),
    [
        ("en", "1,250.50", "1250.50"),
        ("en", "1250,5", "1250.5"),
        ("en", "1.250,50", "1250.50"),
        ("en", "1 250.50", "1250.50"),
        ("sr", "1.250,50", "1250.50"),
        ("sr", "1250.50", "1250.50"),
        ("sr", "1.250", "1250"),
        ("lv", "1\u00a0250,50", "1250.50"),
        ("tr", "1'250,50", "1250.50"),
    ],
)
def test_amounts_are_read_as_each_language_writes_them(client, part, lang, typed, kept):
    form = part("money", lang).fill(amount=typed)
    assert client.send(form).status == 303
    assert the_experience(part.draft.id).body["cost"]["amount"] == kept


def test_a_place_far_from_its_country_is_asked_about_and_kept(client, sign_in, part):
    form = part("where").fill(latitude="24.11", longitude="56.95")
    assert client.send(form).status == 303
    row = the_experience(part.draft.id)
    assert (row.latitude, row.longitude) == (24.11, 56.95)
    said = "The place on the map lies far from Latvia."
    overview = client.get(form.action.removesuffix("/where"))
    assert said in overview.text
    assert said in client.get(form.action).text
    client.send(part("where").fill(latitude="56.95", longitude="24.11"))
    assert said not in client.get(overview.path).text


def test_a_place_that_becomes_doubtful_is_asked_about_at_once_and_one_can_go_on(client, part):
    form = part("where").fill(latitude="24.11", longitude="56.95")
    assert client.send(form).location == form.action
    assert client.send(part("where")).location != form.action
    assert client.send(part("where").fill(latitude="56.95", longitude="24.11")).status == 303


def test_amounts_that_do_not_add_up_are_asked_about_and_kept(client, part):
    form = part("money").fill(**{"funding-0-amount": "1,900,000"})
    assert client.send(form).location == form.action
    assert the_experience(part.draft.id).body["funding"][0]["amount"] == "1900000"
    said = "The parts of the money come to 1,900,000, the total cost is 1,200,000.5"
    assert said in client.get(form.action).text
    overview = form.action.removesuffix("/money")
    assert said in client.get(overview).text
    assert client.send(part("money")).location != form.action
    client.send(part("money").fill(**{"funding-0-amount": "900,000"}))
    assert said not in client.get(overview).text


@pytest.mark.parametrize(
    ("parts", "is_odd"),
    [
        ([600, 400], False),
        ([600, 409], False),  # rounded
        ([600, 411], True),
        ([600, 380], True),
        ([600, None], False),  # nobody says what the other is worth
        ([1020, None], True),
        ([380], False),  # the only one that is named
        ([None], False),
    ],
)
def test_parts_make_no_more_than_the_whole_and_no_less_where_all_are_known(app, parts, is_odd):
    funding = tuple(Funding("own", "", n if n is None else Decimal(n)) for n in parts)
    body = Body(cost=Money(Decimal(1000), "EUR"), funding=funding)
    assert (money_doubt(body) is not None) == is_odd
    assert money_doubt(replace(body, cost=None)) is None


def test_a_place_is_far_only_from_countries_whose_place_we_know():
    assert is_far_from(["LV"], 44.0, 20.5)
    assert is_far_from(["LV", "AL"], 44.0, 27.0)
    assert not is_far_from(["LV", "RS"], 44.0, 20.5)
    assert not is_far_from(["LV", "EE"], 44.0, 20.5)
    assert not is_far_from(["RS"], 46.5, 20.5)
    assert is_far_from(["RS"], 46.8, 20.5)
    assert not is_far_from([], 44.0, 20.5)
    assert not is_far_from(["LV"], None, None)


@pytest.mark.parametrize(
    "name", ["Ana Petrović", "LAG 2014–2020", "Project 2014-20, 2021-2027", "Group @ Kamena 12/3"]
)
def test_a_name_with_figures_is_a_name(client, part, name):
    assert client.send(part("publication").fill(**{"contacts-0-name": name})).status == 303
    assert the_experience(part.draft.id).body["contacts"][0]["name"] == name


def test_nothing_has_begun_in_the_future(client, sign_in):
    who = a_person()
    draft = a_draft(who, a_full_content())
    sign_in(client, who)
    address = f"/en/experiences/{code_of(draft.number)}/edit/where"
    page = client.submit(client.get(address), "/edit/where", start_year="2099")
    assert page.status == 422
    assert "This lies in the future." in page.text


def test_a_percentage_may_be_written_with_its_sign(client, sign_in):
    who = a_person()
    draft = a_draft(who, a_full_content())
    sign_in(client, who)
    address = f"/en/experiences/{code_of(draft.number)}/edit/who"
    client.submit(client.get(address), "/edit/who", women="70 %", youth="25%")
    assert [client.get(address).form("/edit/who").data[one] for one in ("women", "youth")] == [
        "70",
        "25",
    ]
