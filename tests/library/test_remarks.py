"""A reader remarks on fields; authors see each beside its field, do it or say why not."""

import pytest

from exchange.kernel.db import db
from exchange.kernel.rulings import NotAllowed, NotFound
from exchange.library import actions
from exchange.library.models import ExperienceRemark
from exchange.library.naming import REMARKED
from exchange.library.queries import comments_of, working_copy
from exchange.library.sections import section_with
from tests.factories import (
    LATVIAN,
    LONG_AGO,
    a_mentor,
    a_person,
    a_submitted,
    an_admin,
    the_experience,
)

NOTE = "Good, but two things are missing."
REMARKS = {"challenge": "For how many people?", "when": "When did it end?"}


def returned(author=None, reader=None, remarks=REMARKS):
    draft = a_submitted(author)
    give_back(reader or a_mentor(), draft.id, remarks)
    return the_experience(draft.id)


def give_back(reader, draft, remarks=REMARKS):
    actions.take(reader, draft)
    actions.ask_for_changes(reader, draft, note=NOTE, lang="en", remarks=remarks)


def remark_on(draft, field, who):
    return comments_of(working_copy(who, draft.number))[field][0]


def address_of(draft, tail=""):
    return f"/en/experiences/ALTER-XP-{draft.number:04d}{tail}"


def test_what_a_reader_remarks_stands_beside_the_field_for_its_authors(client, sign_in):
    author = a_person()
    draft = a_submitted(author)
    sign_in(client, a_mentor("Zane Reader"))
    page = client.submit(address_of(draft, "/read"), "/take")
    assert len(page.all("details textarea[form=decision]")) == 8  # what a snapshot shows
    client.submit(
        page, "/read", button="Ask for changes", note=NOTE, remark_challenge="For how many people?"
    )
    sign_in(client, author)
    page = client.get(address_of(draft), follow=True)
    text = page.text
    assert (
        text.index("The challenge")
        < text.index("For how many people?")
        < text.index("What was done")
    )
    assert "Zane Reader" in text
    page = client.submit(page, "/done")
    assert "Your reader sees that it is done." in page.text
    assert remark_on(draft, "challenge", author).done_at


@pytest.mark.parametrize("reader", [a_mentor, an_admin])
def test_place_english_texts_and_pictures_are_remarked_on_too(client, sign_in, reader):
    author = a_person()
    draft = a_submitted(author, **LATVIAN)
    sign_in(client, reader())
    page = client.submit(address_of(draft, "/read"), "/take")
    said = {
        "remark_place": "Which of the two valleys?",
        "remark_english_title": "Shorter, please.",
        "remark_pictures": "One of the bus would help.",
    }
    client.submit(page, "/read", button="Ask for changes", note=NOTE, **said)
    sign_in(client, author)
    shown = client.get(address_of(draft), follow=True).text
    parts = ("where", "short", "pictures")
    for part, words in zip(parts, said.values(), strict=True):
        assert words in shown
        assert words in client.get(address_of(draft, f"/edit/{part}")).text


def test_an_author_answers_and_the_reader_sees_what_was_answered_and_changed(client, sign_in):
    author, reader = a_person(), a_mentor()
    draft = returned(author, reader)
    remark = remark_on(draft, "challenge", author)
    sign_in(client, author)
    page = client.get(address_of(draft, f"/remarks/{remark.id}/done"))
    assert page.h1 == "A remark on: The challenge"
    client.submit(page, "/done", answer="For some four hundred people in five villages.")
    lessons = client.get(address_of(draft, "/edit/lessons"))
    client.submit(lessons, "/edit/lessons", lesson="Begin with something big.")
    agreeing = client.get(address_of(draft, "/edit/publication"))
    client.submit(agreeing, "/edit/publication", consent=True)
    client.submit(address_of(draft, "/edit"), "/submit")
    sign_in(client, reader)
    page = client.submit(address_of(draft, "/read"), "/take")
    for words in (
        "For how many people?",
        "done",
        "For some four hundred people",
        "When did it end?",
        "Changed since it was read",
        "[removed: small]",
        "[added: big]",
    ):
        assert words in page.text, words


def test_what_is_still_open_stands_at_the_part_of_the_form_and_is_counted_by_part(client, sign_in):
    author = a_person()
    draft = returned(author, a_mentor("Zane Reader"))
    sign_in(client, author)
    assert client.get(address_of(draft, "/edit")).text.count("1 open remark") == 2
    page = client.get(address_of(draft, "/edit/story"))
    assert "For how many people?" in page.text
    assert "Zane Reader" in page.text
    assert "When did it end?" not in page.text
    assert "When did it end?" in client.get(address_of(draft, "/edit/where")).text
    client.submit(
        page.link(f"Answer it: The challenge {remark_on(draft, 'challenge', author).id}"),
        "/done",
        answer="For four hundred.",
    )
    assert "For how many people?" not in client.get(address_of(draft, "/edit/story")).text
    assert client.get(address_of(draft, "/edit")).text.count("1 open remark") == 1


def test_what_readers_remark_on_is_written_in_some_part(app):
    assert all(section_with(field) for field in REMARKED)


def test_what_is_done_can_be_undone_and_twice_is_once(app):
    author = a_person()
    draft = returned(author)
    remark = remark_on(draft, "when", author)
    for _ in range(2):
        actions.settle_remark(author, draft.id, remark.id, answer="In 2019.", lang="en")
    actions.settle_remark(author, draft.id, remark.id)
    kept = remark_on(draft, "when", author)
    assert (kept.answer, kept.answer_lang, bool(kept.done_at)) == ("In 2019.", "en", True)
    for _ in range(2):
        actions.reopen_remark(author, draft.id, remark.id)
    assert remark_on(draft, "when", author).done_at is None
    actions.settle_remark(author, draft.id, remark.id)
    assert remark_on(draft, "when", author).answer == "In 2019."


def test_only_authors_settle_remarks_and_those_of_this_draft(client, sign_in):
    author, reader = a_person(), a_mentor()
    draft, other = returned(author, reader), returned(author, reader)
    remark = remark_on(draft, "when", author)
    for settle in (actions.settle_remark, actions.reopen_remark):
        with pytest.raises(NotAllowed, match="Only its authors"):
            settle(reader, draft.id, remark.id)
        with pytest.raises(NotFound):
            settle(author, other.id, remark.id)
    here = address_of(draft, f"/remarks/{remark.id}/done")
    assert client.get(here).location.startswith("/en/sign-in")
    sign_in(client, a_person())
    assert client.get(here).status == 404
    sign_in(client, reader)
    assert client.get(here).status == 403
    sign_in(client, a_person(suspended_at=LONG_AGO))
    assert client.get(here).status == 403
    sign_in(client, author)
    assert client.get(here).status == 200
    assert client.get(address_of(other, f"/remarks/{remark.id}/done")).status == 404


def test_an_answer_that_is_too_long_is_kept(client, sign_in):
    author = a_person()
    draft = returned(author)
    remark = remark_on(draft, "when", author)
    sign_in(client, author)
    page = client.get(address_of(draft, f"/remarks/{remark.id}/done"))
    page = client.send(page.form("/done").fill(answer="x" * 1_001))
    assert page.status == 422
    assert "x" * 1_001 in page.body
    assert remark_on(draft, "when", author).done_at is None


def test_what_is_published_shows_no_remark(client):
    author, reader = a_person(), an_admin()
    draft = returned(author, reader)
    actions.submit(author, draft.id)
    actions.take(reader, draft.id)
    marks = actions.Marks(4, 4, 4, 4)
    assert actions.accept(reader, draft.id, note=NOTE, lang="en", marks=marks)
    page = client.get(address_of(draft), follow=True)
    assert page.status == 200
    assert db.session.query(ExperienceRemark).count() == 2
    for remark in REMARKS.values():
        assert remark not in page.body
