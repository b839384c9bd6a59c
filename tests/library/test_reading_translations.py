"""A record is read in a language of its reader, and says who told it so."""

from dataclasses import replace

import pytest

from exchange.kernel.db import db
from exchange.library import actions
from exchange.library.codes import code_of
from exchange.library.models import ExperiencePaper
from exchange.library.paper.page import paper_html
from exchange.library.queries import experience_page
from exchange.library.queries.given import given_to
from exchange.people.actor import GUEST
from tests.factories import (
    LATVIAN,
    MARKS,
    a_draft,
    a_mentor,
    a_person,
    a_published,
    a_published_full,
    a_whole_content,
    the_experience,
)
from tests.library.translations import stamp_for, translated

LANGS = ["en", "mk", "lv", "sr", "tr"]
WHOLE = {
    "title": "Пет седишта",
    "summary": "Пет села делат автобус.",
    "challenge": "**Никој** не дојде.",
    "what_was_done": "1. Место со глас",
}
SERBIAN = {
    "lang": "sr",
    "title": "Пет седишта, један аутобус",
    "summary": "Пет села дели један аутобус. " * 12,
    "challenge": "Нико није **дошао** на [састанке](https://пример.срб/љ).",
    "english_title": "Five seats",
    "english_summary": "Five villages. " * 25,
}


def place_of(row, lang="en", slug="five-seats-one-bus"):
    return f"/{lang}/experiences/{code_of(row.number)}-{slug}"


def in_macedonian(row, texts=WHOLE, who=None):
    translated(who or a_person("Ana Translator", reads=LANGS), row, texts)


def reviewed(row, *names, lang="mk", reader=None):
    stamp = stamp_for(row, lang)
    reader = reader or a_mentor("Zane Reviewer", reads=LANGS)
    actions.review_translation(reader, row.id, lang, stamp=stamp, names=names)


def test_a_guest_reads_the_language_of_the_page_and_who_told_it(client, count_queries):
    row = a_published()
    in_macedonian(row)
    with count_queries() as seen:
        page = client.get(place_of(row, "mk"))
    assert len(seen) <= 11, seen
    assert page.h1 == "Пет седишта"
    assert page.one("h1")["lang"] == "mk"
    assert page.said(
        "Translated from %(language)s by %(names)s. Nobody has reviewed it yet.",
        language="англиски",
        names="Ana Translator",
    )
    assert page.one(".prose strong").text == "Никој"
    assert "Nobody came to the meetings." not in page.text
    assert client.get(place_of(row)).h1 == "Five seats, one bus"


def test_what_is_not_translated_stands_in_the_original_and_says_its_language(client):
    row = a_published_full()
    in_macedonian(row, WHOLE | {"block.seats.needs": "Една вечер.", "lessons.0": "Број ги."})
    page = client.get(place_of(row, "mk"))
    assert page.said("What is not translated yet stands in %(language)s.", language="англиски")
    assert page.one("#block-seats h3 span[lang=en]").text == "A seat with a vote"
    assert "Една вечер." in page.text
    assert "Број ги." in page.text
    assert [one.text for one in page.all(".lesson li span[lang=en]")] == [
        "Begin with something small."
    ]
    assert len(page.all(".prose[lang=mk] > div[lang=en]")) == 11


def test_it_says_so_once_another_person_has_reviewed_it(client):
    row = a_published()
    in_macedonian(row)
    reviewed(row, "title", "summary")
    here = place_of(row, "mk")
    assert client.get(here).said(
        "Translated from %(language)s by %(names)s. Not all of it is reviewed yet.",
        language="англиски",
        names="Ana Translator",
    )
    reviewed(row, "challenge", "what_was_done", reader=a_mentor("Ivo Second", reads=LANGS))
    page = client.get(here)
    assert "Ana Translator" in page.text
    assert "Ivo Second" in page.text
    assert "Zane Reviewer" in page.text


def test_what_a_reviewer_gave_back_is_read_by_nobody_until_it_is_written_anew(client, sign_in):
    row, who = a_published(), a_person("Ana Translator", reads=LANGS)
    in_macedonian(row, WHOLE | {"lesson": "Глупост."}, who)
    note = actions.Note("This says something else.", "en")
    given = {"stamp": stamp_for(row, "mk"), "names": ["lesson"], "note": note}
    actions.give_translation_back(a_mentor(reads=LANGS), row.id, "mk", **given)
    assert "Глупост." not in client.get(place_of(row, "mk")).text
    assert "Five seats" not in client.get("/en/search?q=глупост").text
    sign_in(client, who)
    page = client.get(f"/en/experiences/{code_of(row.number)}/translate/mk")
    assert "Глупост." in page.text
    translated(who, row, {"lesson": "Вреди."})
    assert "Вреди." in client.get(place_of(row, "mk")).text


@pytest.mark.parametrize("lacking", WHOLE)
def test_half_a_translation_is_offered_to_nobody(client, lacking):
    row = a_published()
    in_macedonian(row, {name: text for name, text in WHOLE.items() if name != lacking})
    page = client.get(place_of(row, "mk"))
    assert page.h1 == "Five seats, one bus"
    assert "Ana Translator" not in page.text
    assert "?in=" not in page.body


def test_the_page_comes_first_then_what_one_reads_then_english_then_the_original(app):
    row = a_published(**LATVIAN)
    page = experience_page(GUEST, row.number)
    translated(a_person(reads=LANGS), row, WHOLE, "mk")
    texts = {name: WHOLE[name] for name in ("challenge", "what_was_done")}
    assert given_to(page, ("tr",)).lang == "lv"
    translated(a_person(reads=LANGS), row, texts, "en")
    for langs, expected in (
        (("mk",), "mk"),
        (("tr", "mk"), "mk"),
        (("lv", "mk"), "lv"),
        (("tr", "lv"), "lv"),
        (("tr",), "en"),
        (("tr", "sq"), "en"),
    ):
        assert given_to(page, langs).lang == expected, langs
    assert given_to(page, ("mk",), "lv").lang == "lv"
    assert given_to(page, ("mk",), "en").lang == "en"
    assert given_to(page, ("mk",), "tr").lang == "mk"  # there is none


def test_bosnian_croatian_montenegrin_and_serbian_serve_each_other(app):
    row = a_published()
    page = experience_page(GUEST, row.number)
    translated(a_person(reads=["en", "hr"]), row, WHOLE, "hr")
    given = given_to(page, ("bs",))
    assert given.lang == "hr"
    assert given.pairs["title"].text == WHOLE["title"]
    translated(a_person(reads=["en", "hr"]), row, WHOLE, "bs")
    assert given_to(page, ("bs",)).lang == "bs"


def test_a_reader_chooses_the_original_or_another_language(client):
    row = a_published()
    in_macedonian(row)
    page = client.get(place_of(row, "mk"))
    assert page.link("англиски").endswith("?in=en")
    assert "noindex" not in page.body
    original = client.get(page.link("англиски"))
    assert original.h1 == "Five seats, one bus"
    assert "noindex" in original.body
    assert original.link("македонски").endswith("?in=mk")
    for nonsense in ("xx", "tr", "%00", "%ff"):
        assert client.get(f"{place_of(row, 'mk')}?in={nonsense}").h1 == "Пет седишта"


def test_the_english_title_and_summary_count_as_english(client):
    row = a_published(**LATVIAN)
    texts = {"challenge": "Nobody came.", "what_was_done": "1. A seat"}
    translated(a_person("Ana Translator", reads=LANGS), row, texts, "en")
    page = client.get(place_of(row, slug="pieci-kresli-viens-autobuss"))
    assert page.h1 == "Five seats, one bus"
    assert "What the villages did." in page.text
    assert "Translated from Latvian by Ana Translator." in page.text
    assert "in Latvian" in page.text


def renew(row, author, **changes):
    new = the_experience(actions.begin_new_version(author, row.id))
    actions.save_draft(author, new.id, version=1, content=replace(a_whole_content(), **changes))
    actions.submit(author, new.id)
    mentor = a_mentor()
    actions.take(mentor, new.id)
    actions.accept(mentor, new.id, note="It is better now.", lang="en", marks=MARKS)
    return the_experience(new.id)


def test_what_is_out_of_date_has_the_original_beside_it(client):
    author = a_person()
    row = a_published(author)
    in_macedonian(row, WHOLE | {"place": "Долина"})
    reviewed(row, *WHOLE, "place")
    changes = {"title": "Six seats", "challenge": "Everybody came.", "place": "Kamena hill"}
    row = renew(row, author, **changes)
    page = client.get(place_of(row, "mk", "six-seats"))
    assert page.h1 == "Пет седишта"
    assert page.said("The original has changed since. Out of date, with the original beside it:")
    assert "Six seats" in page.text
    assert "Долина (Kamena hill)" in page.text
    beside = page.one("details.more div[lang=en]")
    assert beside.text == "Everybody came."
    assert "Никој не дојде." in page.text


def test_serbian_is_shown_in_the_letters_of_the_page(client):
    row = a_published(**SERBIAN)
    slug = "pet-sedista-jedan-autobus"
    assert client.get(place_of(row, "sr", slug)).h1 == SERBIAN["title"]
    page = client.get(place_of(row, "sr-latn", slug))
    assert page.h1 == "Pet sedišta, jedan autobus"
    assert page.one("h1")["lang"] == "sr-Latn"
    assert page.said("Its Cyrillic letters are shown as Latin ones here.")
    assert page.one(".prose strong").text == "došao"
    assert "https://xn" in page.body or "пример.срб" in page.body
    original = client.get(page.all("a[href$='?in=sr']")[0]["href"])
    assert original.h1 == SERBIAN["title"]


def test_a_serbian_translation_is_shown_in_latin_letters_too(client):
    row = a_published()
    texts = WHOLE | {"title": "Пет седишта, један аутобус"}
    translated(a_person(reads=LANGS), row, texts, "sr")
    page = client.get(place_of(row, "sr-latn"))
    assert page.h1 == "Pet sedišta, jedan autobus"
    assert page.said("Its Cyrillic letters are shown as Latin ones here.")
    assert "engleski" in page.text


def test_a_draft_is_read_as_it_was_written(client, sign_in):
    author = a_person(reads=LANGS)
    row = a_draft(author)
    in_macedonian(row, who=author)
    sign_in(client, author)
    assert client.get(place_of(row, "mk") + "/v1").h1 == "Five seats, one bus"


def test_members_find_the_way_to_translate_and_guests_do_not(client, sign_in):
    row = a_published()
    assert "Translate it" not in client.get(place_of(row)).text
    sign_in(client, a_person())
    assert client.get(place_of(row)).link("Translate it").endswith("/translate")


def test_markup_in_a_translation_is_text(client):
    row = a_published_full()
    evil = {"place": "<script>alert(1)</script>", "block.seats.title": "<b>x</b>"}
    in_macedonian(row, WHOLE | evil | {"lesson": "<img src=x onerror=y>"})
    page = client.get(place_of(row, "mk"))
    assert "<script>alert" not in page.body
    assert "<b>x</b>" not in page.body
    assert "<img src=x" not in page.body


def test_markup_in_an_original_that_stands_among_translations_is_text(client):
    evil = "<b onclick=x>y</b>"
    row = a_published(place=evil, lesson=evil)
    in_macedonian(row)
    page = client.get(place_of(row, "mk"))
    assert "<b onclick" not in page.body
    assert page.one(".lesson span[lang=en]").text == evil


def test_the_paper_follows(app):
    row = a_published()
    in_macedonian(row)
    page = experience_page(GUEST, row.number)
    told = paper_html(page, "mk", "full")
    assert "Пет седишта</h1>" in told
    assert "Ana Translator" in told
    assert "Никој" in paper_html(page, "mk", "short")
    assert "Five seats, one bus</h1>" in paper_html(page, "lv", "full")
    db.session.rollback()
    assert db.session.query(ExperiencePaper).count() == 0
