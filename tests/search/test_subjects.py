"""Whoever looks for a word that means a subject is offered that subject."""

import pytest

from exchange.search.queries import subjects_named
from exchange.search.query import parse
from exchange.serve import reference
from tests.factories import a_synonym, a_tag, a_thread

NAMES = {"en": "Village tourism", "lv": "Lauku tūrisms", "sr": "Сеоски туризам"}


def slugs(typed):
    return [tag.slug for tag in subjects_named(parse(typed))]


@pytest.fixture
def tourism(app):
    tag = a_tag("village-tourism", names=NAMES)
    a_synonym(tag, "en", "farm stay")
    a_synonym(tag, "tr", "agroturizm")
    return tag


@pytest.mark.usefixtures("tourism")
def test_by_a_name_or_a_synonym_in_any_language_script_and_inflection():
    for typed in (
        *("village tourism", "tourism in our villages", "lauku turismu"),
        *("Сеоски туризам", "seoskog turizma", "farm stays for families", "AGROTURİZM"),
    ):
        assert slugs(typed) == ["village-tourism"], typed


@pytest.mark.usefixtures("tourism")
def test_part_of_a_name_is_not_the_subject():
    for typed in ("village", "stay", "farm", "goats", "how to"):
        assert slugs(typed) == [], typed


def test_at_most_three_and_what_is_said_in_most_words_first(app):
    for n in range(5):
        a_tag(f"grant{n}", names={"en": "Grant", "lv": f"Citāds {n}"})
    a_tag("small-grants", names={"en": "Small grants"})
    assert slugs("small grants") == ["small-grants", "grant0", "grant1"]


def test_the_page_leads_to_the_subject_above_what_was_found(client, tourism):
    a_thread(title="A farm stay for families", body="Who has one?")
    page = client.get("/en/search?q=farm+stay")
    assert page.link("Village tourism") == "/en/tags/village-tourism"
    named = [link.name for link in page.links]
    assert named.index("Village tourism") < named.index("A farm stay for families")
    nothing_found = client.get("/en/search?q=agroturizm")
    assert nothing_found.link("Village tourism")


def test_a_narrowed_search_and_its_further_pages_name_no_subject(client, tourism):
    page = client.get("/en/search?q=farm+stay&in=threads")
    assert not page.all('a[href="/en/tags/village-tourism"]')


def test_a_name_in_english_says_so_where_a_reader_has_none_in_their_language(client, tourism):
    page = client.get("/tr/search?q=agroturizm")
    assert page.one('a[href="/tr/tags/village-tourism"]')["lang"] == "en"


def test_the_vocabulary_costs_a_search_nothing_once_it_is_known(client, count_queries):
    reference.load()
    a_thread(title="The bus", body="A farm stay")
    client.get("/en/search?q=farm+stay&in=threads")
    with count_queries() as narrowed:
        client.get("/en/search?q=farm+stay&in=threads")
    client.get("/en/search?q=farm+stay")
    with count_queries() as all_of_it:
        assert client.get("/en/search?q=farm+stay").link("Tourism")
    assert len(all_of_it) == len(narrowed)
