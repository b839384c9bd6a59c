"""The editor of a translation: each text beside its original, saved alone or with the others."""

from dataclasses import replace

import pytest

from exchange.kernel.rulings import NotAllowed
from exchange.kernel.submissions import new_submission_id
from exchange.library import actions
from exchange.library.body import BLOCK_TEXTS, LONG_TEXTS
from exchange.library.bounds import BLOCK_TEXT, BLOCKS
from exchange.library.codes import code_of
from exchange.library.content import LONG_TEXT
from exchange.library.fields import fields_of, most_of_all
from exchange.library.queries import working_copy
from exchange.people.actor import GUEST
from tests.factories import (
    LONG_AGO,
    MARKS,
    a_draft,
    a_full_body,
    a_full_content,
    a_mentor,
    a_person,
    a_published,
    a_published_full,
    a_whole_content,
    an_editor,
    the_experience,
)
from tests.library.test_translate import rows_of
from tests.library.translations import stamp_for, translated

BOTH = ["en", "mk"]


def place_of(row, into="mk", more=""):
    return f"/en/experiences/{code_of(row.number)}/translate/{into}{more}"


def test_a_member_translates_without_script_and_sees_how_far_it_is(client, sign_in):
    row = a_published()
    sign_in(client, a_person(reads=BOTH))
    page = client.get(place_of(row)[:-3])
    assert page.link("Macedonian") == place_of(row)
    assert "0 of 6 texts are translated" in page.text
    page = client.get(place_of(row))
    assert "Nobody came to the meetings." in page.text
    page = client.submit(
        page, "/mk", button="Save all", **{"t-title": "Пет седишта", "t-challenge": "**Никој**."}
    )
    assert page.path == place_of(row)
    assert "The translation is saved." in page.text
    assert "2 of 6 texts are translated · not reviewed yet: 2" in page.text
    assert page.form("/mk").data["t-title"] == "Пет седишта"
    assert page.one("#t-title")["lang"] == "mk"


def test_saved_one_by_one_it_goes_on_at_the_same_text(client, sign_in):
    row = a_published()
    sign_in(client, a_person(reads=BOTH))
    page = client.get(place_of(row))
    data = page.form("/mk").data
    data["save"], data["t-lesson"] = "lesson", "Почни мало."
    answer = client.post(place_of(row), data)
    assert (answer.status, answer.location) == (303, f"{place_of(row)}#t-lesson")


def test_all_of_a_full_record_stands_there_in_its_order(client, sign_in):
    row = a_published_full()
    sign_in(client, a_person(reads=BOTH))
    page = client.get(place_of(row))
    headings = [one.text for one in page.all("form h2")]
    assert len(headings) == 25
    assert headings[0] == "Title not translated yet"
    assert "Building block 1 · What it needs not translated yet" in headings
    assert page.one("[id='t-block.seats.title']")["name"] == "t-block.seats.title"


def test_markdown_is_shown_before_it_is_saved(client, sign_in):
    row = a_published()
    sign_in(client, a_person(reads=BOTH))
    page = client.submit(place_of(row), "/mk", button="Preview", **{"t-challenge": "**Никој** <b>"})
    assert "Nothing is saved yet." in page.text
    assert page.one("form strong").text == "Никој"
    assert not page.all("form .quoted b")
    assert page.form("/mk").data["t-challenge"] == "**Никој** <b>"
    assert rows_of(row) == {}


def test_a_stale_save_shows_both_and_loses_nothing(client, sign_in):
    author = a_person(reads=BOTH)
    row = a_published(author)
    sign_in(client, author)
    form = client.get(place_of(row)).form("/mk")
    translated(a_person(reads=BOTH), row, {"title": "Нивно", "place": "Долина"})
    data = form.data
    data["t-title"], data["t-lesson"], data["t-block.gone.title"] = "Мое", "Почни мало.", "Плик"
    page = client.post(place_of(row), data)
    assert page.status == 409
    kept = page.form("/mk").data
    assert (kept["t-title"], kept["t-lesson"]) == ("Мое", "Почни мало.")
    theirs = [one.text.strip() for one in page.all("textarea[id^=theirs]")]
    assert theirs == ["Нивно"]
    assert page.one("#gone-1").text.strip() == "Плик"
    assert kept["t-place"] == "Долина"
    assert client.post(place_of(row), kept).status == 303
    assert {n: one.text for n, one in rows_of(row).items()} == {
        "title": "Мое", "place": "Долина", "lesson": "Почни мало.",
    }  # fmt: skip


def test_bad_input_keeps_what_was_typed(client, sign_in):
    row = a_published()
    sign_in(client, a_person(reads=BOTH))
    texts = {"t-title": "x" * 201, "t-lesson": "Почни мало."}
    page = client.submit(place_of(row), "/mk", button="Save all", **texts)
    assert page.status == 422
    assert "At most 200 characters" in page.text
    assert page.form("/mk").data["t-lesson"] == "Почни мало."
    assert rows_of(row) == {}


@pytest.mark.parametrize("more", ["", "/review"])
def test_it_is_open_to_those_who_read_both_languages(client, sign_in, more):
    row = a_published()
    assert client.get(place_of(row, more=more)).status == 302
    for who in (a_person(), a_mentor(), a_mentor(reads=BOTH, suspended_at=LONG_AGO)):
        sign_in(client, who)
        assert client.get(place_of(row, more=more)).status == 403
    sign_in(client, a_mentor(reads=BOTH))
    assert client.get(place_of(row, more=more)).status == 200
    assert client.get(place_of(row, "en", more)).status == 403  # that is the original
    assert client.get(place_of(a_draft(), more=more)).status == 404


def test_a_draft_is_translated_by_its_authors(client, sign_in):
    author = a_person(reads=BOTH)
    row = a_draft(author, a_full_content())
    sign_in(client, author)
    client.submit(place_of(row), "/mk", button="Save all", **{"t-title": "Пет седишта"})
    assert rows_of(row)["title"].text == "Пет седишта"


def test_a_mentor_reviews_all_of_it_at_once(client, sign_in):
    row = a_published()
    translated(a_person("Ana Translator", reads=BOTH), row, {"title": "Пет", "place": "Долина"})
    sign_in(client, a_mentor(reads=BOTH))
    page = client.get(place_of(row))
    assert "2 texts by others wait for review." in page.text
    page = client.get(page.link("Review them"))
    assert "Translated by Ana Translator" in page.text
    page = client.submit(page, "/review", button="Mark as reviewed")
    assert page.path == place_of(row)
    assert "2 of 6 texts are translated · reviewed: 2" in page.text
    assert "Nothing waits for your review" in client.get(place_of(row, more="/review")).text


def test_what_is_given_back_comes_with_a_note(client, sign_in):
    row, who = a_published(), a_person(reads=BOTH)
    translated(who, row, {"title": "Пет", "place": "Долина"})
    sign_in(client, a_mentor("Zane Reader", reads=BOTH))
    here = place_of(row, more="/review")
    page = client.submit(here, "/review", button="Give back", texts=["title"])
    assert page.status == 422
    assert "At least 10 characters" in page.text
    page = client.submit(page, "/review", button="Give back", note="Say seats, not five.")
    assert {n: one.note for n, one in rows_of(row).items()} == {
        "title": "Say seats, not five.", "place": "",
    }  # fmt: skip
    sign_in(client, who)
    page = client.get(place_of(row))
    assert "A note by Zane Reader: Say seats, not five." in page.text


def test_a_reviewer_is_told_of_what_changed_meanwhile_and_keeps_the_note(client, sign_in):
    row, who = a_published(), a_person(reads=BOTH)
    translated(who, row, {"title": "Пет"})
    sign_in(client, a_mentor(reads=BOTH))
    form = client.get(place_of(row, more="/review")).form("/review")
    translated(who, row, {"title": "Пет седишта"})
    data = form.data
    data["note"], data["reviewed"] = "Good.", "1"
    page = client.post(form.action, data)
    assert page.status == 409
    assert "Пет седишта" in page.text
    assert page.form("/review").data["note"] == "Good."
    assert rows_of(row)["title"].state == "draft"


def test_nobody_is_offered_the_own_texts_to_review(client, sign_in):
    row, mentor = a_published(), a_mentor(reads=BOTH)
    translated(mentor, row, {"title": "Пет"})
    sign_in(client, mentor)
    assert "Nothing waits for your review" in client.get(place_of(row, more="/review")).text


def test_what_is_reviewed_stands_there_to_be_read(client, sign_in):
    row, mentor = a_published(), a_mentor(reads=BOTH)
    translated(a_person(reads=BOTH), row, {"title": "Пет"})
    stamp = stamp_for(row, "mk")
    actions.review_translation(mentor, row.id, "mk", stamp=stamp, names=["title"])
    sign_in(client, a_person(reads=BOTH))
    page = client.get(place_of(row))
    assert "t-title" not in page.form("/mk").data
    assert "It is reviewed: its translator" in page.text


def test_all_that_its_texts_may_hold_is_saved_at_once(client, sign_in):
    body = a_full_body()
    full = {name: "x" * LONG_TEXT for name in LONG_TEXTS}
    blocks = tuple(
        replace(body.blocks[0], key=f"b{n}", **{name: "x" * BLOCK_TEXT for name in BLOCK_TEXTS})
        for n in range(BLOCKS)
    )
    row = a_published_full(None, body=replace(body, blocks=blocks, **full))
    sign_in(client, a_person(reads=BOTH))
    data = client.get(place_of(row)).form("/mk").data
    known = fields_of(working_copy(GUEST, row.number).content)
    long = {name: "Ж" * known[name].most for name in known}
    assert sum(map(len, long.values())) > 300_000
    for name, text in long.items():
        data[f"t-{name}"] = text
    answer = client.post(place_of(row), data)
    assert answer.status == 303
    assert {name: one.text for name, one in rows_of(row).items()} == long


def test_no_translation_holds_more_than_its_form_may(app):
    assert most_of_all() >= sum(field.most for field in fields_of(a_full_content()).values())


def test_who_typed_what_others_began_meanwhile_keeps_it_and_reads_why_it_is_not_saved(
    client, sign_in
):
    row = a_published()
    sign_in(client, a_person(reads=BOTH))
    data = client.get(place_of(row)).form("/mk").data
    translated(a_person(reads=BOTH), row, {"title": "Нивно"})
    data["t-title"] = "Мое"
    page = client.post(place_of(row), data)
    assert page.status == 409
    page = client.post(place_of(row), page.form("/mk").data)
    assert page.status == 422
    assert page.form("/mk").data["t-title"] == "Мое"
    assert "After seven days without a change" in page.text
    assert rows_of(row)["title"].text == "Нивно"


def test_who_comes_to_a_draft_of_others_reads_who_is_at_it(client, sign_in):
    row = a_published()
    translated(a_person("Ana Translator", reads=BOTH), row, {"title": "Пет седишта"})
    sign_in(client, a_person(reads=BOTH))
    page = client.get(f"/en/experiences/{code_of(row.number)}/translate/mk")
    assert "t-title" not in page.form("/translate/mk").data
    assert "t-summary" in page.form("/translate/mk").data
    assert "After seven days without a change" in page.text
    assert "Ana Translator" in page.text


def test_an_author_takes_out_what_others_wrote_without_reading_their_language(client, sign_in):
    author, who = a_person(), a_person("Ana Translator", reads=BOTH)
    row = a_published(author)
    translated(who, row, {"title": "Глупост", "summary": "Пет села.", "lesson": "Вреди."})
    stamp_of_all = stamp_for(row, "mk")
    actions.review_translation(
        a_mentor(reads=BOTH), row.id, "mk", stamp=stamp_of_all, names=["title"]
    )
    sign_in(client, author)
    page = client.get(f"/en/experiences/{code_of(row.number)}/translate")
    page = client.get(page.link("Take texts out: Macedonian"))
    assert "Ana Translator" in page.text
    refused = client.submit(page, "/take-out")
    assert "Choose at least one of them." in refused.text
    page = client.submit(page, "/take-out", texts=["title", "lesson"])
    assert "the original stands there again" in page.text
    kept = rows_of(row)
    assert {name: one.text for name, one in kept.items()} == {
        "title": "", "summary": "Пет села.", "lesson": "",
    }  # fmt: skip
    assert (kept["title"].translator_id, kept["title"].reviewer_id) == (who.id, author.id)
    assert kept["title"].state == "draft"


def test_what_was_changed_meanwhile_is_not_taken_out_unread(client, sign_in):
    author, who = a_person(), a_person(reads=BOTH)
    row = a_published(author)
    translated(who, row, {"title": "Глупост"})
    sign_in(client, author)
    form = client.get(place_of(row, more="/take-out")).form("/take-out").fill(texts=["title"])
    translated(who, row, {"title": "Пет седишта"})
    page = client.send(form)
    assert page.status == 409
    assert "Пет седишта" in page.text
    client.send(page.form("/take-out"))
    assert rows_of(row)["title"].text == ""


@pytest.mark.parametrize("somebody", [a_person, a_mentor, an_editor])
def test_others_take_nothing_out(client, sign_in, somebody):
    row = a_published()
    translated(a_person(reads=BOTH), row, {"title": "Глупост"})
    sign_in(client, somebody(reads=BOTH))
    page = client.get(place_of(row, more="/take-out"))
    assert page.status == 403
    stamp = stamp_for(row, "mk")
    with pytest.raises(NotAllowed):
        actions.take_translations_out(
            somebody(reads=BOTH), row.id, "mk", stamp=stamp, names=["title"]
        )


def test_an_outdated_text_is_kept_as_it_is_with_one_button(client, sign_in):
    author, who = a_person(), a_person(reads=BOTH)
    old = a_published(author)
    translated(who, old, {"title": "Пет седишта"})
    new = the_experience(actions.begin_new_version(author, old.id))
    changed = replace(a_whole_content(), title="Five  seats and one bus")
    actions.save_draft(author, new.id, version=1, content=changed)
    actions.submit(author, new.id)
    mentor = a_mentor()
    actions.take(mentor, new.id)
    actions.accept(mentor, new.id, note="It is better now.", lang="en", marks=MARKS)
    sign_in(client, who)
    page = client.get(place_of(new))
    assert "out of date: 1" in page.text
    page = client.submit(page, "/mk", button="It fits the new original")
    assert "out of date" not in page.text
    assert rows_of(new)["title"].state == "draft"


def test_english_title_and_summary_are_the_authors_own(client, sign_in):
    english = {"english_title": "Five seats", "english_summary": "Five villages. " * 25}
    row = a_published(lang="mk", **english)
    sign_in(client, a_person(reads=BOTH))
    page = client.get(place_of(row, "en"))
    assert "Its authors wrote it, in the record itself." in page.text
    assert "t-title" not in page.form("/en").data
    assert "2 of 6 texts are translated · reviewed: 2" in page.text


def test_sent_twice_it_is_done_once(client, sign_in):
    row = a_published()
    sign_in(client, a_person(reads=BOTH))
    form = client.get(place_of(row)).form("/mk")
    data = form.data
    data["t-title"] = "Пет"
    first, second = client.post(form.action, data), client.post(form.action, data)
    assert (first.status, first.location) == (second.status, second.location)
    assert rows_of(row)["title"].edit_version == 1
    data["submission_id"] = new_submission_id()
    assert client.post(form.action, data).status == 409
