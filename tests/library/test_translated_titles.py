"""In lists, on the front page, in cards and among what was found, a title is in the language of
the page, once somebody has reviewed it."""

import pytest

from exchange.kernel.db import db
from exchange.library import actions
from exchange.library.codes import code_of
from exchange.library.queries.latest import latest_experiences
from exchange.search.models import SearchDocument
from tests.factories import (
    LATVIAN,
    MARKS,
    a_draft,
    a_mentor,
    a_person,
    a_published,
    a_thread,
)
from tests.library.test_reading_translations import LANGS, WHOLE, in_macedonian, renew, reviewed
from tests.library.translations import translated


def titles_on(page, address="/experiences/ALTER-XP-"):
    return [(link.text, link["lang"]) for link in page.all("a[lang]") if address in link["href"]]


ORIGINAL, TOLD = ("Five seats, one bus", "en"), ("Пет седишта", "mk")


@pytest.mark.parametrize("path", ["/experiences", "/", "/search?q=seats"])
def test_a_reviewed_title_stands_in_the_language_of_the_page(client, path):
    row = a_published()
    in_macedonian(row)
    assert titles_on(client.get(f"/mk{path}")) == [ORIGINAL]
    reviewed(row, "title")
    page = client.get(f"/mk{path}")
    assert titles_on(page) == [TOLD]
    assert page.link(TOLD[0]).endswith("-five-seats-one-bus")
    assert titles_on(client.get(f"/sq{path}")) == [ORIGINAL]


def test_an_outdated_title_gives_way_to_the_original(client):
    author = a_person()
    row = a_published(author)
    in_macedonian(row)
    reviewed(row, "title")
    renew(row, author, title="Six seats")
    assert titles_on(client.get("/mk/experiences")) == [("Six seats", "en")]


def test_the_english_title_is_not_repeated_under_a_translated_one(client):
    row = a_published(**LATVIAN)
    in_macedonian(row)
    page = client.get("/mk/experiences")
    assert "Five seats, one bus" in page.text
    reviewed(row, "title")
    page = client.get("/mk/experiences")
    assert titles_on(page) == [TOLD]
    assert "Five seats, one bus" not in page.text


def test_a_link_to_it_in_a_post_shows_the_title_that_its_reader_reads(app, client, sign_in):
    row = a_published()
    in_macedonian(row)
    reviewed(row, "title")
    base = app.extensions["settings"].base_url
    thread = a_thread(body=f"{base}/en/experiences/{code_of(row.number)}")
    sign_in(client, a_person())
    page = client.get(f"/mk/threads/{thread.id}", follow=True)
    assert TOLD in titles_on(page)


def test_lists_cost_what_they_did(client, count_queries):
    for n in range(3):
        row = a_published(title=f"Bus {n}")
        in_macedonian(row)
        reviewed(row, "title")
    client.get("/mk/experiences")
    with count_queries() as seen:
        client.get("/mk/experiences")
    assert len(seen) <= 6, seen


def test_feeds_keep_the_words_of_the_authors(app):
    row = a_published()
    in_macedonian(row)
    reviewed(row, "title")
    (line,) = latest_experiences(None, 0, 10).rows
    assert line.told == ORIGINAL


@pytest.mark.parametrize("words", ["автобус", "никој", "место глас", "doline"])
def test_it_is_found_by_the_words_of_its_translations(client, words):
    row = a_published()
    in_macedonian(row, WHOLE | {"place": "Долина"})
    page = client.get(f"/en/search?q={words}")
    assert "Five seats, one bus" in page.text


def test_words_that_were_taken_out_are_found_no_more(client):
    row, who = a_published(), a_person(reads=LANGS)
    in_macedonian(row, WHOLE | {"place": "Долина"}, who)
    translated(who, row, {"place": ""})
    assert "Five seats, one bus" not in client.get("/en/search?q=долина").text


def test_a_translated_draft_is_found_by_nobody_until_it_is_published(client):
    author = a_person(reads=LANGS)
    row = a_draft(author)
    in_macedonian(row, who=author)
    assert db.session.query(SearchDocument).count() == 0
    assert "Five seats, one bus" not in client.get("/en/search?q=никој").text
    actions.submit(author, row.id)
    mentor = a_mentor()
    actions.take(mentor, row.id)
    actions.accept(mentor, row.id, note="It could be done here.", lang="en", marks=MARKS)
    assert "Five seats, one bus" in client.get("/en/search?q=никој").text
