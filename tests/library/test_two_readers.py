"""A full record is read by an editor and by a mentor who knows its themes; another one by one."""

from dataclasses import replace
from itertools import product

import pytest
from sqlalchemy import select

from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed, NotFound
from exchange.library import actions, policy
from exchange.library.actions.rows import get_experience
from exchange.library.models import Experience, ExperienceVerdict
from exchange.library.queries import waiting_for_readers, working_copy
from exchange.library.readings import waits_for
from exchange.people.queries import get_actor
from exchange.tags.actions import set_expertise
from tests.factories import (
    LONG_AGO,
    MARKS,
    a_draft,
    a_full_content,
    a_mentor,
    a_person,
    a_published,
    a_submitted,
    a_tag,
    a_whole_content,
    an_admin,
    an_editor,
    an_organisation,
    the_experience,
)

NOTE = "It could be done in our villages too."
MARKED = {"relevance": "4", "evidence": "3", "transferability": "2", "clarity": "1"}


def a_full_draft(author=None, **changes):
    who = author or a_person()
    draft = a_draft(who, a_full_content(**changes))
    actions.submit(who, draft.id)
    return the_experience(draft.id)


def accepted_by(reader, draft, marks=MARKS):
    actions.take(reader, draft.id)
    return actions.accept(reader, draft.id, note=NOTE, lang="en", marks=marks)


def returned_by(reader, draft):
    actions.take(reader, draft.id)
    actions.ask_for_changes(reader, draft.id, note=NOTE, lang="en")


def test_a_full_record_is_published_when_an_editor_and_a_mentor_have_accepted_it(client, sign_in):
    lead = an_organisation()
    draft = a_full_draft(lead=lead.code)
    read = f"/en/experiences/ALTER-XP-{draft.number:04d}/read"
    sign_in(client, an_editor(lead, name="Edit Or"))
    page = client.submit(read, "/take")
    assert "still to be read for: facts, consent and language; evidence and use" in page.text
    assert not page.all("[name=relevance]")  # the mentor gives the marks
    page = client.submit(page, "/read", button="Accept it", note="The figures are right.")
    assert page.path == "/en/experiences/to-read"
    assert the_experience(draft.id).state == "submitted"
    sign_in(client, a_mentor("Men Tor"))
    page = client.submit(read, "/take")
    assert "still to be read for: evidence and use elsewhere" in page.text
    assert "The figures are right." in page.text
    public = client.submit(page, "/read", button="Accept and publish", note=NOTE, **MARKED)
    assert "What its readers say" in public.text
    for words in ("The figures are right.", NOTE, "Edit Or", "Men Tor"):
        assert words in public.text
    assert the_experience(draft.id).state == "published"
    given = db.session.query(ExperienceVerdict).order_by(ExperienceVerdict.id).all()
    assert [(one.reading, one.verdict, one.clarity) for one in given] == [
        ("editor", "accepted", None),
        ("mentor", "published", 1),
    ]


@pytest.mark.parametrize("kind", ["snapshot", "lesson"])
@pytest.mark.parametrize("reads_as", ["editor", "mentor"])
def test_a_snapshot_and_a_lesson_need_one_of_them(app, kind, reads_as):
    lead = an_organisation()
    draft = a_submitted(kind=kind, lead=lead.code)
    assert accepted_by(an_editor(lead) if reads_as == "editor" else a_mentor(), draft)
    assert the_experience(draft.id).state == "published"


def test_nobody_gives_both_readings(app):
    admin = an_admin()
    draft = a_full_draft()
    assert not accepted_by(admin, draft)
    with pytest.raises(NotAllowed, match="another person reads it too"):
        actions.take(admin, draft.id)
    assert draft.id not in {row.id for row in waiting_for_readers(admin)}
    assert accepted_by(a_mentor(), draft)


def test_two_mentors_do_not_publish_a_full_record(app):
    draft = a_full_draft()
    assert not accepted_by(a_mentor(), draft)
    with pytest.raises(NotAllowed, match="waits for somebody else"):
        actions.take(a_mentor(), draft.id)


def test_an_editor_of_where_it_happened_reads_it_too(app):
    draft = a_full_draft(countries=("MK",))
    actions.take(an_editor(an_organisation(country="MK")), draft.id)
    assert the_experience(draft.id).reading == "editor"


def test_a_mentor_reads_what_nobody_knows_better(app):
    tag = a_tag(is_theme=True)
    other, expert, author = a_mentor(), a_mentor(), a_mentor()
    draft = a_submitted(author, themes=(tag.slug,))
    set_expertise(author, [tag.slug])
    assert policy.may_take(other, working_copy(other, draft.number).facts)
    set_expertise(expert, [tag.slug])
    with pytest.raises(NotAllowed, match="waits for somebody else"):
        actions.take(other, draft.id)
    assert not waiting_for_readers(other)
    actions.take(expert, draft.id)


@pytest.mark.parametrize("reads", [["en", "mk"], []])
def test_a_mentor_who_knows_its_theme_but_not_its_language_holds_nobody_up(app, reads):
    lead, tag = an_organisation(), a_tag("youth", is_theme=True)
    draft = a_full_draft(
        lead=lead.code, themes=(tag.slug,), lang="lv", english_title="Five", english_summary="Ω"
    )
    stranger, other = a_mentor(reads=reads), a_mentor()
    set_expertise(stranger, [tag.slug])
    for mentor in (stranger, other):
        assert [one.id for one in waiting_for_readers(get_actor(mentor.id))] == [draft.id]
    actions.take(other, draft.id)
    actions.hand_back(other, draft.id)
    expert = a_mentor(reads=["lv"])
    set_expertise(expert, [tag.slug])
    for mentor in (stranger, other):
        assert waiting_for_readers(get_actor(mentor.id)) == []
        with pytest.raises(NotAllowed):
            actions.take(mentor, draft.id)
    actions.take(expert, draft.id)


def test_what_is_read_alike_counts_as_its_language(app):
    tag = a_tag("youth", is_theme=True)
    draft = a_full_draft(themes=(tag.slug,), lang="sr", english_title="Five", english_summary="Ω")
    expert = a_mentor(reads=["hr"])
    set_expertise(expert, [tag.slug])
    with pytest.raises(NotAllowed):
        actions.take(a_mentor(), draft.id)
    actions.take(expert, draft.id)


def test_a_real_record_does_not_wait_for_an_invented_mentor(app):
    tag = a_tag(is_theme=True)
    mentor, invented = a_mentor(), a_mentor(is_sample=True)
    set_expertise(invented, [tag.slug])
    draft = a_submitted(themes=(tag.slug,))
    assert [row.id for row in waiting_for_readers(mentor)] == [draft.id]
    actions.take(mentor, draft.id)


def test_an_invented_mentor_is_offered_no_real_draft_that_a_real_one_knows(app):
    tag = a_tag(is_theme=True)
    mentor, invented = a_mentor(), a_mentor(is_sample=True)
    for one in (mentor, invented):
        set_expertise(one, [tag.slug])
    draft = a_submitted(themes=(tag.slug,))
    assert [row.id for row in waiting_for_readers(mentor)] == [draft.id]
    assert not waiting_for_readers(invented)
    with pytest.raises(NotAllowed):
        actions.take(invented, draft.id)


def test_an_acceptance_stays_while_the_text_does_and_is_asked_for_again_when_it_changed(app):
    author, lead = a_person(), an_organisation()
    draft, editor, mentor = a_full_draft(author, lead=lead.code), an_editor(lead), a_mentor()
    accepted_by(editor, draft, None)
    returned_by(mentor, draft)
    actions.submit(author, draft.id)
    assert policy.missing_readings(working_copy(mentor, draft.number).facts) == ["mentor"]
    returned_by(mentor, draft)
    version = the_experience(draft.id).edit_version
    content = working_copy(author, draft.number).content
    actions.save_draft(author, draft.id, version=version, content=content)
    actions.submit(author, draft.id)
    facts = working_copy(mentor, draft.number).facts
    assert policy.missing_readings(facts) == ["editor", "mentor"]
    assert not accepted_by(mentor, draft)
    assert accepted_by(editor, draft, None)
    page = working_copy(author, draft.number)
    assert len(page.verdicts) == 5
    assert [note.reader_id for note in page.notes] == [editor.id, mentor.id]


def test_a_new_version_is_read_anew(app):
    author = a_person()
    row = a_published(author)
    new = actions.begin_new_version(author, row.id)
    content = replace(working_copy(author, row.number).content, consent=True)
    actions.save_draft(author, new, version=1, content=content)
    actions.submit(author, new)
    assert working_copy(author, row.number).facts.accepted == {}


def test_the_list_shows_what_may_be_taken_and_nothing_else(app):
    """`policy.may_take` and `readings.waits_for`, over who, what and how far it is."""
    lead, tag, author = an_organisation(), a_tag(is_theme=True), a_mentor()
    expert, editor, mentor = a_mentor(), an_editor(lead), a_mentor()
    set_expertise(expert, [tag.slug])
    both = a_person(organisation=lead, role="editor", is_mentor=True)
    at_home = an_editor(an_organisation(country="LV"))
    everybody = [
        expert,
        editor,
        mentor,
        both,
        author,
        at_home,
        an_editor(),
        a_person(),
        an_admin(),
        a_mentor(suspended_at=LONG_AGO),
    ]
    for made, themes in product(
        (a_whole_content, a_full_content), ((tag.slug,), (a_tag(is_theme=True).slug,))
    ):
        draft = a_draft(author, made(lead=lead.code, themes=themes))
        actions.submit(author, draft.id)
        for reader in (None, editor, mentor, both):
            if reader and _may_take(reader, draft) and draft.kind == "full":
                accepted_by(reader, draft)
            for person in everybody:
                _compare(draft.id, person)


def _may_take(reader, draft):
    return policy.may_take(get_actor(reader.id), working_copy(reader, draft.number).facts)


def _compare(experience_id, person):
    with transaction(person) as actor:
        found = select(Experience.id).where(
            Experience.id == experience_id,
            Experience.state.in_(("submitted", "in_review")),
            waits_for(actor, actor.id, actor.edits),
        )
        listed = db.session.scalar(found) is not None
        row = db.session.get_one(Experience, experience_id)
        try:
            facts = get_experience(actor, experience_id)[1]
        except NotFound:
            assert not listed
            return
    assert listed == bool(policy.may_take(actor, facts)), (row.kind, facts, actor)
