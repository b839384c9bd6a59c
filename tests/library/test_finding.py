"""Finding an experience: choices with counts, words, orders; each of them an address."""

import random
import re
from collections import Counter

import pytest

from exchange.kernel.db import db, transaction
from exchange.library import actions
from exchange.library.narrowing import FACETS, Narrowed, cell_of, corner_of
from exchange.library.queries import experience_list, lists
from exchange.library.queries.catalogue import catalogue
from tests.bench.records import load_records, records
from tests.factories import (
    LATVIAN,
    a_draft,
    a_full_content,
    a_person,
    a_published,
    a_submitted,
    a_tag,
    an_organisation,
)
from tests.library.finding import a_record

LIST = "/en/experiences"


def titles(page):
    return [link.text for link in page.all(".rows a")]


def offered(page, facet):
    """What a choice offers, with the counts; the first leaves it open."""
    options = page.all(f"select[name={facet}] option")
    return [re.sub(r"\s+", " ", option.text).strip() for option in options][1:]


def chips(page):
    return [link for link in page.all(".chips a")]


def test_a_list_is_narrowed_by_what_a_full_record_says(client):
    coast = a_record(title="On the coast", terms=[("area", "coast"), ("funding", "eu")])
    a_record(title="A lesson", columns={"kind": "lesson", "start_year": 2011}, maturity="pilot")
    for query, found in (
        ("area=coast", [coast.title]),
        ("funding=eu", [coast.title]),
        ("funding=eu&area=coast", [coast.title]),
        ("kind=lesson", ["A lesson"]),
        ("year=2011", ["A lesson"]),
        ("maturity=pilot&year=2011", ["A lesson"]),
        ("kind=lesson&area=coast", []),
    ):
        assert titles(client.get(f"{LIST}?{query}")) == found, query


def test_each_choice_says_how_many_it_would_find(client):
    a_record(countries=("LV",), level="lag")
    a_record(countries=("LV", "XK"), level="village")
    a_record(countries=("AL",), level="village")
    page = client.get(LIST)
    assert offered(page, "country") == ["Albania (1)", "Kosovo* (1)", "Latvia (2)"]
    assert offered(page, "level") == ["Village (2)", "Local action group (1)"]
    latvian = client.get(f"{LIST}?country=LV")
    assert offered(latvian, "country") == offered(page, "country")  # its own choice left open
    assert offered(latvian, "level") == ["Village (1)", "Local action group (1)"]
    village = client.get(f"{LIST}?country=LV&level=village")
    assert offered(village, "country") == ["Albania (1)", "Kosovo* (1)", "Latvia (1)"]
    albanian = client.get(f"{LIST}?country=AL")
    assert offered(albanian, "level") == ["Village (1)"]  # what would find nothing is not offered


def test_what_is_not_published_is_counted_nowhere(client):
    a_record()
    a_submitted(countries=("XK",), level="village")
    author = a_person()
    gone = a_published(author, countries=("AL",))
    assert len(offered(client.get(LIST), "country")) == 2
    actions.withdraw(author, gone.id, reason="It is out of date.")
    page = client.get(LIST)
    assert offered(page, "country") == ["Latvia (1)"]
    assert "1 experience" in page.text


def test_each_choice_is_a_chip_that_takes_it_away(client):
    theme = a_tag(is_theme=True)
    a_record(themes=(theme.slug,), columns={"reuse_count": 2})
    page = client.get(f"{LIST}?q=bus&country=LV&theme={theme.slug}&order=newest")
    assert [chip["href"] for chip in chips(page)] == [
        f"{LIST}?country=LV&theme={theme.slug}",
        f"{LIST}?q=bus&theme={theme.slug}&order=newest",
        f"{LIST}?q=bus&country=LV&order=newest",
        f"{LIST}?q=bus&country=LV&theme={theme.slug}",
    ]
    assert chips(client.get(LIST)) == []


def test_the_form_leads_to_the_one_address_of_a_choice(client):
    a_record(terms=[("area", "coast")])
    sent = client.submit(client.get(LIST), "/experiences", area="coast", order="used", q=" bus ")
    assert sent.address == f"{LIST}?q=bus&area=coast&order=used"
    for odd, right in (
        ("?order=newest", ""),
        ("?order=best", ""),
        ("?order=used&country=LV", "?country=LV&order=used"),
        ("?q=bus&order=best", "?q=bus"),
        ("?area=desert&year=20111&kind=x&cell=1", ""),
        ("?cell=43n21e", ""),  # fields begin at an even degree
        ("?q=%00", ""),
        ("?year=2011&q=bus", "?q=bus&year=2011"),
    ):
        page = client.get(LIST + odd)
        assert (page.status, page.location) == (301, LIST + right), odd


def test_words_are_found_as_the_search_finds_them(client):
    a_published(
        title="Zadruga za mleko",
        lang="sr-latn",
        english_title="A dairy cooperative",
        english_summary="Milk.",
    )
    a_published(**LATVIAN)
    a_published(title="Ten villages and a school")
    for words, found in (
        ("задруга", ["Zadruga za mleko"]),
        ("autobuss", [LATVIAN["title"]]),
        ("kresli", [LATVIAN["title"]]),  # without its marks
        ("village", ["Ten villages and a school"]),
        ("cooperative", ["Zadruga za mleko"]),
        ("autobuss nowhere", []),
    ):
        page = client.get(LIST, query_string={"q": words})
        assert titles(page)[:1] == found, words
    page = client.get(f"{LIST}?q=autobuss")
    assert offered(page, "lang") == ["Latviešu (1)"]
    assert page.one("input[name=q][id=by-q]")["value"] == "autobuss"


def test_a_code_finds_its_record_in_whatever_letters_it_is_typed(client):
    row = a_published(title="The fair of Kamena")
    a_published(title="Another thing")
    draft = a_draft(a_person(), a_full_content())
    for typed in (f"ALTER-XP-{row.number:04d}", f"alter-xp-{row.number:04d}"):
        page = client.get(LIST, query_string={"q": typed})
        assert titles(page) == ["The fair of Kamena"], typed
    assert titles(client.get(f"{LIST}?q=ALTER-XP-{draft.number:04d}")) == []
    assert titles(client.get(f"{LIST}?q=ALTER-XP-9999")) == []


def test_with_words_the_best_match_stands_first_and_dates_decide_on_demand(client):
    a_published(title="The fair of Kamena", lesson="x")
    a_published(title="Another thing", lesson="We went to a fair once.")
    assert titles(client.get(f"{LIST}?q=fair"))[0] == "The fair of Kamena"
    assert titles(client.get(f"{LIST}?q=fair&order=newest"))[0] == "Another thing"


def test_signs_without_a_word_leave_the_list_as_it_is(client):
    a_published()
    assert len(titles(client.get(f"{LIST}?q=%2B%2B"))) == 1


def test_the_most_used_stand_first_and_go_on_where_a_page_ended(client, monkeypatch):
    monkeypatch.setattr(lists, "PAGE_SIZE", 2)
    for number, uses in enumerate((0, 3, 0, 3, 1)):
        a_record(title=f"Bus {number}", columns={"reuse_count": uses})
    page, seen = client.get(f"{LIST}?order=used"), []
    while True:
        seen += titles(page)
        more = [link.href for link in page.links if link.name == "More experiences"]
        if not more:
            break
        page = client.get(more[0])
    assert seen == [f"Bus {number}" for number in (3, 1, 4, 2, 0)]


def test_a_page_of_matches_goes_on_where_it_ended(client, monkeypatch):
    monkeypatch.setattr(lists, "PAGE_SIZE", 2)
    for number in range(5):
        a_published(title=f"Bus {number}")
    page, seen = client.get(f"{LIST}?q=bus"), set()
    while True:
        seen.update(titles(page))
        more = [link.href for link in page.links if link.name == "More experiences"]
        if not more:
            break
        page = client.get(more[0])
    assert seen == {f"Bus {number}" for number in range(5)}


@pytest.mark.usefixtures("app")
def test_counts_are_those_of_the_lists_that_they_promise():
    """By the rows themselves, one by one, over many choices."""
    homes, author = [an_organisation().id for _ in range(3)], a_person().id
    with transaction(None):
        load_records(db.session.connection(), 300, author, homes)
    chance, known, all_of_them = random.Random(7), list(records(300, homes)), catalogue()
    for _ in range(60):
        one = chance.choice(known)
        values = {facet: values_of(one, facet) for facet in FACETS}
        facets = chance.sample([facet for facet in FACETS if values[facet]], chance.randint(0, 3))
        chosen = {facet: values[facet][0] for facet in facets}
        for facet in FACETS:
            others = {name: value for name, value in chosen.items() if name != facet}
            promised = all_of_them.counts(facet, chosen, all_of_them.everything)
            assert promised == counted(known, facet, others), (chosen, facet)
        page = experience_list(Narrowed(**chosen))
        assert page.total == sum(1 for each in known if has(each, chosen)) > 0


def values_of(one, facet):
    if facet == "country":
        return one.countries
    if facet == "theme":
        return [f"theme-{theme}" for theme in one.themes]
    if facet in ("area", "funding"):
        return [code for name, code in one.terms if name == facet]
    if facet == "year":
        return [str(one.row["start_year"])]
    if facet == "cell":
        where = (one.row["latitude"], one.row["longitude"])
        return [] if None in where or one.row["precision"] == "country" else [cell_of(*where)]
    return [one.row[facet]]


def has(one, chosen):
    return all(value in values_of(one, facet) for facet, value in chosen.items())


def counted(known, facet, chosen):
    return Counter(v for one in known if has(one, chosen) for v in values_of(one, facet))


def test_fields_of_the_map_have_one_name_each():
    assert [cell_of(43.9, 21.7), cell_of(-0.5, -0.5)] == ["43n20e", "1s2w"]
    assert corner_of("43n20e") == (43, 20)
    assert corner_of("1s2w") == (-1, -2)
    for odd in ("43n21e", "0s0e", "0n0w", "95n20e", "", "43n20"):
        assert corner_of(odd) is None, odd
