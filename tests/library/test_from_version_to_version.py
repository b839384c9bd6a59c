"""What a version leaves to the next one, and what it must not leave."""

from dataclasses import replace

import pytest

from exchange.kernel.db import db, transaction
from exchange.kernel.outbox import deliver_due
from exchange.kernel.rulings import Stale
from exchange.library import actions
from exchange.library.codes import code_of
from exchange.library.models import ExperiencePaper, ExperienceTranslation
from exchange.library.queries import working_copy
from exchange.library.queries.translations import translation_into
from exchange.library.sections import SECTIONS, digest_of
from exchange.people.actor import GUEST
from tests.factories import (
    LATVIAN,
    MARKS,
    a_confirmed_reuse,
    a_draft,
    a_mentor,
    a_person,
    a_published,
    a_whole_content,
    the_experience,
)
from tests.library.translations import translated

LANGS = ["en", "mk"]
TOLD = {
    "title": "Пет седишта",
    "summary": "Пет села.",
    "challenge": "Никој не дојде.",
    "what_was_done": "Едно место со глас.",
}


def renewed(row, author, **changes):
    new = the_experience(actions.begin_new_version(author, row.id))
    content = replace(a_whole_content(), **changes)
    actions.save_draft(author, new.id, version=new.edit_version, content=content)
    actions.submit(author, new.id)
    mentor = a_mentor()
    actions.take(mentor, new.id)
    actions.accept(mentor, new.id, note="It is shorter now.", lang="en", marks=MARKS)
    return the_experience(new.id)


def told_of(row):
    texts = db.select(ExperienceTranslation.field).where(
        ExperienceTranslation.experience_id == row.id, ExperienceTranslation.text != ""
    )
    with transaction(None):
        return set(db.session.scalars(texts))


def paper_of(client, row):
    return client.get(f"/en/experiences/{code_of(row.number)}/v{row.version}/full.pdf")


def pressed(row):
    actions.ask_for_paper(GUEST, row.id, lang="en", form="full")
    while deliver_due():
        pass


def test_what_was_withdrawn_is_not_told_by_translations_of_the_next_version(app):
    author = a_person(reads=LANGS)
    row = a_published(author)
    translated(author, row, TOLD)
    new = renewed(row, author, what_was_done="Something else.")
    assert told_of(new) == set(TOLD)
    actions.withdraw(author, row.id, reason="It names a person who did not agree.")
    assert told_of(new) == set(TOLD) - {"what_was_done"}
    assert told_of(row) == set(TOLD)


def test_a_new_version_is_used_as_much_as_the_one_before(app):
    author = a_person()
    row = a_published(author)
    a_confirmed_reuse(author, row)
    assert the_experience(row.id).reuse_count == 1
    assert renewed(row, author, title="Six seats").reuse_count == 1


def test_the_paper_of_a_replaced_version_is_made_anew(client):
    author = a_person()
    row = a_published(author)
    pressed(row)
    assert paper_of(client, row).status == 200
    renewed(row, author, title="Six seats")
    assert paper_of(client, row).status == 302
    pressed(row)
    assert paper_of(client, row).status == 200


def test_a_browser_that_has_the_former_paper_is_given_the_new_one(client):
    row = a_published()
    pressed(row)
    before = paper_of(client, row).headers["ETag"]
    with transaction(None):
        db.session.execute(db.update(ExperiencePaper).values(look=0))
    pressed(row)
    assert paper_of(client, row).headers["ETag"] != before


def test_nobody_agrees_to_words_that_they_have_not_seen(app):
    author = a_person()
    draft = a_draft(author)
    seen = working_copy(author, draft.number).content
    digest = digest_of(SECTIONS["publication"], seen)
    story = digest_of(SECTIONS["story"], seen)
    actions.save_section(
        author,
        draft.id,
        section="story",
        digest=story,
        typed=replace(seen, challenge="Another person wrote this."),
        kind=seen.kind,
    )
    with pytest.raises(Stale):
        actions.save_section(
            author, draft.id, section="publication", digest=digest, typed=seen, kind=seen.kind
        )
    assert the_experience(draft.id).consent_at is None


def test_what_only_a_former_version_said_is_not_found_by_its_translation(client):
    author = a_person(reads=LANGS)
    body = replace(a_whole_content().body, lessons=("Ask Branko first.",))
    row = a_published(author, body=body)
    translated(author, row, TOLD | {"lessons.0": "Прашајте го Бранко."})
    assert code_of(row.number) in client.get("/en/search?q=бранко").body
    renewed(row, author, title="Six seats")
    assert code_of(row.number) not in client.get("/en/search?q=бранко").body


def test_english_words_that_lag_behind_the_original_say_so_to_authors_readers_and_everyone(
    client, sign_in
):
    author = a_person(reads=["lv", "en"])
    row = a_published(author, **LATVIAN)
    renewing = the_experience(actions.begin_new_version(author, row.id))
    content = replace(a_whole_content(**LATVIAN), title="Sešas vietas, viens autobuss")
    actions.save_draft(author, renewing.id, version=renewing.edit_version, content=content)
    said = "its English title or summary was not"
    sign_in(client, author)
    assert said in client.get(f"/en/experiences/{code_of(row.number)}/edit").text
    actions.submit(author, renewing.id)
    mentor = a_mentor(reads=["lv", "en"])
    sign_in(client, mentor)
    assert said in client.get(f"/en/experiences/{code_of(row.number)}/read").text
    actions.take(mentor, renewing.id)
    actions.accept(mentor, renewing.id, note="It is shorter now.", lang="en", marks=MARKS)
    states = {one.name: one.state for one in into_english(row.number).pairs}
    assert (states["title"], states["summary"]) == ("outdated", "reviewed")


def into_english(number):
    return translation_into(working_copy(GUEST, number), "en")
