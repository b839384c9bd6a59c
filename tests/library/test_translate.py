"""A translation is written text by text, reviewed by another person, and outdated by an edit."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed, NotFound, Refused, Stale
from exchange.library import actions
from exchange.library.fields import digest_of, fields_of, is_markdown
from exchange.library.models import ExperiencePaper, ExperienceTranslation
from exchange.library.queries import working_copy
from exchange.library.queries.translations import translation_into
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
    a_whole_content,
    an_editor,
    an_organisation,
    the_experience,
)
from tests.library.translations import stamp_for, translated

BOTH = ["en", "mk"]
TEXTS = {"title": "Пет седишта, еден автобус", "challenge": "**Никој** не дојде."}


def rows_of(row, lang="mk"):
    with transaction(None):
        found = db.session.scalars(
            select(ExperienceTranslation).where(
                ExperienceTranslation.experience_id == row.id, ExperienceTranslation.lang == lang
            )
        ).all()
    return {one.field: one for one in found}


def test_a_member_who_reads_both_languages_translates_some_of_it(app):
    row, who = a_published(), a_person(reads=BOTH)
    translated(who, row, TEXTS)
    kept = rows_of(row)
    assert {name: one.text for name, one in kept.items()} == TEXTS
    assert "<strong>Никој</strong>" in kept["challenge"].html
    assert kept["title"].html == ""
    assert kept["title"].source_digest == digest_of("Five seats, one bus")
    assert {one.state for one in kept.values()} == {"draft"}
    assert {one.translator_id for one in kept.values()} == {who.id}


def test_every_text_of_a_full_record_can_be_translated_and_nothing_else(app):
    known = fields_of(a_full_content())
    for name in (
        "title", "summary", "place", "challenge", "what_was_done", "lesson", "situation_before",
        "objective", "success_factors", "constraints", "differently", "transferability",
        "sustainability", "equipment", "lessons.0", "principle.bottom_up", "block.seats.title",
        "block.seats.needs", "block.fund.description", "result.0.indicator", "result.0.unit",
    ):  # fmt: skip
        assert known[name].source, name
    assert len(known) == 25, sorted(known)
    assert is_markdown("block.seats.needs")
    assert not is_markdown("block.seats.title")
    row, who = a_published(), a_person(reads=BOTH)
    translated(who, row, {"title": "Пет", "invented": "x", "objective": "not of a snapshot"})
    assert set(rows_of(row)) == {"title"}


def test_what_is_saved_as_it_was_stays_as_it_was(app):
    row, who = a_published(), a_person(reads=BOTH)
    translated(who, row, TEXTS)
    before = rows_of(row)
    translated(a_person(reads=BOTH), row, TEXTS)
    after = rows_of(row)
    assert after["title"].translator_id == who.id
    assert after["title"].edit_version == before["title"].edit_version


def test_whoever_saves_over_a_text_that_was_changed_meanwhile_is_told(app):
    row, who = a_published(), a_person(reads=BOTH)
    stamp = stamp_for(row, "mk")
    translated(who, row, TEXTS)
    with pytest.raises(Stale):
        actions.save_translation(who, row.id, "mk", stamp=stamp, texts={"title": "Друго"})
    assert rows_of(row)["title"].text == TEXTS["title"]


def test_who_reads_one_of_the_languages_or_may_not_write_keeps_nothing(app):
    row = a_published()
    for who in (a_person(reads=["en"]), a_person(reads=BOTH, suspended_at=LONG_AGO), GUEST):
        with pytest.raises(NotAllowed):
            translated(who, row, TEXTS)
    draft = a_draft()
    with pytest.raises(NotFound):
        translated(a_person(reads=BOTH), draft, TEXTS)
    assert rows_of(row) == rows_of(draft) == {}


def test_nobody_keeps_more_than_a_text_may_hold(app):
    row, who = a_published(), a_person(reads=BOTH)
    for name, text in (("title", "x" * 201), ("challenge", ">" * 25 + " deep")):
        with pytest.raises(Refused) as refused:
            translated(who, row, {name: text})
        assert refused.value.field == name


def test_another_person_reviews_it(app):
    author, who = a_person(reads=BOTH), a_mentor(reads=BOTH)
    row = a_published(author)
    translated(who, row, TEXTS)
    with pytest.raises(NotAllowed, match="Nobody reviews the own"):
        review(who, row, "title")
    for names in (("title",), ()):
        with pytest.raises(NotAllowed, match="review translations"):
            review(a_person(reads=BOTH), row, *names)
    review(author, row, "title")
    kept = rows_of(row)
    assert (kept["title"].state, kept["title"].reviewer_id) == ("reviewed", author.id)
    assert kept["challenge"].state == "draft"


def review(who, row, *names):
    stamp = stamp_for(row, "mk")
    actions.review_translation(who, row.id, "mk", stamp=stamp, names=names)


def test_what_changed_while_it_was_reviewed_is_not_marked(app):
    row, mentor, who = a_published(), a_mentor(reads=BOTH), a_person(reads=BOTH)
    translated(who, row, TEXTS)
    stamp = stamp_for(row, "mk")
    translated(who, row, {"title": "Пет столици"})
    with pytest.raises(Stale):
        actions.review_translation(mentor, row.id, "mk", stamp=stamp, names=["title"])
    assert rows_of(row)["title"].state == "draft"


def test_it_is_given_back_with_a_note_until_it_is_written_anew(app):
    row, mentor, who = a_published(), a_mentor(reads=BOTH), a_person(reads=BOTH)
    translated(who, row, TEXTS)
    note = actions.Note("Say seats, not chairs.", "en")
    given = {"names": ["title"], "note": note}
    with pytest.raises(NotAllowed):
        actions.give_translation_back(who, row.id, "mk", stamp=stamp_for(row, "mk"), **given)
    actions.give_translation_back(mentor, row.id, "mk", stamp=stamp_for(row, "mk"), **given)
    kept = rows_of(row)["title"]
    assert (kept.state, kept.note, kept.reviewer_id) == ("draft", note.text, mentor.id)
    translated(who, row, {"title": "Пет места"})
    assert rows_of(row)["title"].note == ""


def test_a_draft_is_changed_by_its_translator_authors_and_editors_of_its_organisation_only(app):
    author, network = a_person(reads=BOTH), an_organisation(name="Network")
    row, who = a_published(author, lead=network.code), a_person(reads=BOTH)
    translated(who, row, TEXTS)
    for other in (a_person(reads=BOTH), a_mentor(reads=BOTH), an_editor(reads=BOTH)):
        with pytest.raises(Refused, match="Its translator is at it"):
            translated(other, row, {"title": "Пет"})
        translated(other, row, {"title": TEXTS["title"], "place": ""})
    for n, own in enumerate((who, author, an_editor(network, reads=BOTH))):
        with transaction(None):
            db.session.query(ExperienceTranslation).update({"translator_id": who.id})
        translated(own, row, {"title": f"Пет {n}"})


def test_where_nothing_is_or_nobody_is_left_others_go_on(app):
    row, who, other = a_published(), a_person(reads=BOTH), a_person(reads=BOTH)
    translated(who, row, TEXTS)
    translated(other, row, {"place": "Долина"})
    with transaction(None):
        for one in db.session.query(ExperienceTranslation).filter_by(field="title"):
            one.translated_at = now() - timedelta(days=7)
    translated(other, row, {"title": "Пет"})
    with pytest.raises(Refused):
        translated(other, row, {"challenge": "Никој"})
    translated(who, row, {"challenge": ""})
    translated(other, row, {"challenge": "Никој"})


def test_a_reviewed_text_is_changed_by_its_translator_and_reviewers_only(app):
    row, mentor, who = a_published(), a_mentor(reads=BOTH), a_person(reads=BOTH)
    translated(who, row, TEXTS)
    review(mentor, row, "title")
    with pytest.raises(Refused, match="reviewed"):
        translated(a_person(reads=BOTH), row, {"title": ""})
    translated(who, row, {"title": "Пет места"})
    assert rows_of(row)["title"].state == "draft"


def test_a_new_version_has_the_translations_of_the_old_one_and_those_made_meanwhile(app):
    author, who, mentor = a_person(), a_person(reads=BOTH), a_mentor(reads=BOTH)
    old = a_published(author)
    translated(who, old, TEXTS)
    review(mentor, old, "title")
    new = the_experience(actions.begin_new_version(author, old.id))
    assert {n: (o.text, o.state) for n, o in rows_of(new).items()} == {
        "title": (TEXTS["title"], "reviewed"),
        "challenge": (TEXTS["challenge"], "draft"),
    }
    translated(who, old, {"challenge": "Никој.", "lesson": "Почни мало."})
    changed = replace(a_whole_content(), title="Six seats, one bus", version_note="One more.")
    actions.save_draft(author, new.id, version=1, content=changed)
    actions.submit(author, new.id)
    actions.take(mentor, new.id)
    actions.accept(mentor, new.id, note="It is better now.", lang="en", marks=MARKS)
    kept = rows_of(new)
    assert {n: o.text for n, o in kept.items()} == {
        "title": TEXTS["title"], "challenge": "Никој.", "lesson": "Почни мало.",
    }  # fmt: skip
    assert kept["title"].source_digest != digest_of("Six seats, one bus")
    assert kept["challenge"].source_digest == digest_of("Nobody came to the meetings.")


def test_what_was_reviewed_in_the_new_version_is_not_put_back_by_the_old_one(app):
    author, who, mentor = a_person(), a_person(reads=BOTH), a_mentor(reads=BOTH)
    old = a_published(author)
    translated(who, old, TEXTS)
    new = the_experience(actions.begin_new_version(author, old.id))
    actions.save_draft(author, new.id, version=1, content=a_whole_content())
    actions.submit(author, new.id)
    actions.take(mentor, new.id)
    review(mentor, new, "title")
    actions.accept(mentor, new.id, note="It is better now.", lang="en", marks=MARKS)
    assert rows_of(new)["title"].state == "reviewed"


def test_nobody_marks_as_reviewed_what_the_original_has_left_behind(app):
    author, mentor = a_person(reads=BOTH), a_mentor(reads=BOTH)
    row = a_draft(author)
    translated(author, row, TEXTS)
    changed = replace(a_whole_content(), title="Six seats, one bus")
    actions.save_draft(author, row.id, version=1, content=changed)
    actions.submit(author, row.id)
    with pytest.raises(Stale):
        review(mentor, row, "title")
    review(mentor, row, "challenge")
    assert {name: one.state for name, one in rows_of(row).items()} == {
        "title": "draft", "challenge": "reviewed",
    }  # fmt: skip


def test_a_text_found_to_fit_the_changed_original_is_a_draft_again(app):
    author, who, mentor = a_person(), a_person(reads=BOTH), a_mentor(reads=BOTH)
    old = a_published(author)
    translated(who, old, TEXTS)
    review(mentor, old, "title")
    new = the_experience(actions.begin_new_version(author, old.id))
    changed = replace(a_whole_content(), title="Five  seats and one bus")
    actions.save_draft(author, new.id, version=1, content=changed)
    actions.submit(author, new.id)
    reader = a_mentor(reads=BOTH)
    stamp = stamp_for(the_experience(new.id), "mk")
    actions.save_translation(
        reader, new.id, "mk", stamp=stamp, texts=TEXTS, still_right=["title", "challenge"]
    )
    kept = rows_of(new)
    assert kept["title"].source_digest == digest_of("Five  seats and one bus")
    assert (kept["title"].state, kept["title"].translator_id) == ("draft", reader.id)
    assert kept["challenge"].translator_id == who.id


def test_lessons_that_change_places_have_their_translations_with_them(app):
    author, mentor = a_person(), a_mentor(reads=BOTH)
    first, second, third = "Begin small.", "Count them.", "Ask the school."
    body = a_full_body(lessons=(second, third))
    row = a_draft(author, a_full_content(lesson=first, body=body))
    actions.submit(author, row.id)
    told = {"lesson": "Почни.", "lessons.0": "Број.", "lessons.1": "Прашај."}
    translated(mentor, row, told)
    actions.take_back(author, row.id)
    body = a_full_body(lessons=(first, third))
    actions.save_draft(author, row.id, version=1, content=a_full_content(lesson="New.", body=body))
    actions.submit(author, row.id)
    pairs = {
        one.name: one for one in translation_into(working_copy(author, row.number), "mk").pairs
    }
    expected = {"lesson": ("", "missing"), "lessons.0": ("Почни.", "draft")}
    expected |= {"lessons.1": ("Прашај.", "draft")}
    assert {n: (p.text, p.state) for n, p in pairs.items() if n in told} == expected
    translated(mentor, row, {"lesson": "Ново.", "lessons.0": "Почни.", "lessons.1": "Прашај."})
    assert {n: one.text for n, one in rows_of(row).items()} == {
        "lesson": "Ново.", "lessons.0": "Почни.", "lessons.1": "Прашај.",
    }  # fmt: skip
    assert rows_of(row)["lessons.0"].source_digest == digest_of(first)


def test_the_english_title_and_summary_stay_where_the_authors_wrote_them(app):
    row, who = a_published(lang="lv", **ENGLISH), a_person(reads=["en", "lv"])
    texts = {"title": "Mine", "summary": "Mine.", "challenge": "Nobody."}
    translated(who, row, texts, "en")
    assert set(rows_of(row, "en")) == {"challenge"}


ENGLISH = {"english_title": "Five seats", "english_summary": "Five villages. " * 25}


def test_papers_are_made_anew_after_it(app):
    row = a_published()
    actions.ask_for_paper(GUEST, row.id, lang="mk", form="full")
    translated(a_person(reads=BOTH), row, TEXTS)
    with transaction(None):
        assert db.session.scalars(select(ExperiencePaper.look)).all() == [0]
