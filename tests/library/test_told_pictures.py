"""What a picture shows is told in the language of its reader too, or else says which it is in."""

from dataclasses import replace

import pytest

from exchange.library import actions
from exchange.library.paper.page import paper_html
from exchange.library.queries import experience_page, working_copy
from exchange.people.actor import GUEST
from exchange.people.queries import get_actor
from tests.factories import MARKS, a_mentor, a_person, an_admin
from tests.library.pictures import SAID, a_picture, a_pictured
from tests.library.test_reading_translations import SERBIAN, WHOLE, in_macedonian, place_of


@pytest.fixture
def row(app):
    return a_pictured(who := a_person(), a_picture(who))


def told_of(row, **texts):
    file = row.body["pictures"][0]["file"]
    return {f"picture.{file}.{name}": text for name, text in texts.items()}


def cover(client, row, lang="mk"):
    return client.get(place_of(row, lang)).one("header figure")


def test_a_translated_text_of_a_picture_is_read(client, row):
    in_macedonian(row, WHOLE | told_of(row, alt="Четири жени", caption="Првиот автобус"))
    image, caption = cover(client, row).children[0], cover(client, row).children[1]
    assert (image["alt"], image["lang"]) == ("Четири жени", "mk")
    assert caption.text.startswith("Првиот автобус")


def test_what_is_not_translated_says_its_language(client, row):
    in_macedonian(row)
    figure = cover(client, row)
    image = figure.children[0]
    assert (image["alt"], image["lang"]) == (SAID["alt"], "en")
    assert f'<span lang="en">{SAID["caption"]}</span>' in client.get(place_of(row, "mk")).body


def test_what_is_outdated_stands_as_it_is_now(client, row):
    in_macedonian(row, WHOLE | told_of(row, alt="Четири жени"))
    author = get_actor(working_copy(GUEST, row.number).authors[0].id)
    new = actions.begin_new_version(author, row.id)
    content = working_copy(author, row.number).content
    picture = replace(content.body.pictures[0], alt="Five women")
    changed = replace(content, body=replace(content.body, pictures=(picture,)), consent=True)
    actions.save_draft(author, new, version=1, content=changed)
    actions.submit(author, new)
    for reader in (a_mentor(), an_admin()):
        actions.take(reader, new)
        actions.accept(reader, new, note="It could be done here too.", lang="en", marks=MARKS)
    image = cover(client, row).children[0]
    assert (image["alt"], image["lang"]) == ("Five women", "en")


def test_it_is_told_on_paper_too(app, row):
    in_macedonian(row, WHOLE | told_of(row, alt="Четири жени"))
    html = paper_html(experience_page(GUEST, row.number), "mk", "short")
    assert 'alt="Четири жени" lang="mk"' in html


def test_a_serbian_record_has_them_in_both_scripts(client, app):
    who = a_person()
    picture = a_picture(who, alt='Жене и "аутобус"', caption="Прва вожња")
    row = a_pictured(who, picture, **SERBIAN)
    page = client.get(place_of(row, "sr-latn", "x"), follow=True)
    image = page.one("header figure img")
    assert (image["alt"], image["lang"]) == ('Žene i "autobus"', "sr-Latn")
    assert "Prva vožnja" in page.one("figcaption").text


def test_words_of_a_translator_end_no_attribute(client, row):
    words = '"><script>alert(1)</script>'
    in_macedonian(row, WHOLE | told_of(row, alt=words, caption=words))
    assert cover(client, row).children[0]["alt"] == words
    assert "<script>alert" not in client.get(place_of(row, "mk")).body
