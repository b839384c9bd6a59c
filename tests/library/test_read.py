"""Reading for publication: one reader who did not write it."""

import pytest

from exchange.kernel.db import Delivery, OutboxEntry, PageVersion, db, transaction, wiring
from exchange.kernel.rulings import NotAllowed
from exchange.library import actions
from exchange.library.models import ExperienceMove, ExperienceVerdict
from tests.factories import (
    LONG_AGO,
    MARKS,
    a_mentor,
    a_person,
    a_published,
    a_submitted,
    an_admin,
    an_editor,
    an_organisation,
    the_experience,
)

MARKED = {"relevance": "4", "evidence": "3", "transferability": "2", "clarity": "1"}
NOTE = "It could be done in our villages too."


def read_page(draft):
    return f"/en/experiences/ALTER-XP-{draft.number:04d}/read"


def test_a_mentor_takes_a_draft_and_publishes_it(client, sign_in):
    draft = a_submitted()
    sign_in(client, a_mentor("Zane Reader"))
    waiting = client.get("/en/experiences/to-read")
    assert waiting.link("Five seats, one bus") == read_page(draft)
    page = client.submit(read_page(draft), "/take")
    assert "Zane Reader has it" in page.text
    public = client.submit(page, "/read", button="Accept and publish", note=NOTE, **MARKED)
    assert public.path == f"/en/experiences/ALTER-XP-{draft.number:04d}-five-seats-one-bus"
    assert NOTE in public.text
    row = the_experience(draft.id)
    assert row.state == "published"
    assert row.published_at is not None
    given = db.session.query(ExperienceVerdict).one()
    assert (given.relevance, given.evidence, given.transferability, given.clarity) == (4, 3, 2, 1)
    moves = db.session.query(ExperienceMove).order_by(ExperienceMove.id)
    assert [move.to_state for move in moves] == [
        "draft",
        "submitted",
        "in_review",
        "accepted",
        "published",
    ]


def test_a_verdict_sent_twice_is_one(client, sign_in):
    draft = a_submitted()
    sign_in(client, a_mentor())
    page = client.submit(read_page(draft), "/take")
    form = page.form("/read").press("Accept and publish").fill(note=NOTE, **MARKED)
    assert client.send(form).location == client.send(form).location
    assert db.session.query(ExperienceVerdict).count() == 1


def test_a_reader_asks_for_changes_and_the_author_sees_the_note(client, sign_in):
    author = a_person()
    draft = a_submitted(author)
    sign_in(client, a_mentor())
    page = client.submit(read_page(draft), "/take")
    client.submit(page, "/read", button="Ask for changes", note="Please say who paid for it.")
    assert the_experience(draft.id).state == "changes_requested"
    sign_in(client, author)
    edit = client.get(f"/en/experiences/ALTER-XP-{draft.number:04d}/edit")
    assert "Please say who paid for it." in edit.text
    client.submit(edit.link("What to learn from it"), "/edit/lessons", lesson="Ask who pays.")
    edit = client.get(edit.path)
    assert "missing: consent" in edit.text
    edit = client.submit(edit.link("Publication"), "/edit/publication", consent="y")
    client.submit(edit, "/submit")
    assert the_experience(draft.id).state == "submitted"


def test_publication_wants_four_marks_and_a_note_and_keeps_what_was_typed(client, sign_in):
    draft = a_submitted()
    sign_in(client, a_mentor())
    form = client.submit(read_page(draft), "/take").form("/read").press("Accept and publish")
    page = client.send(form.fill(note=NOTE, relevance="4"))
    assert page.status == 422
    assert len(page.all(".errors li")) == 3
    assert page.form("/read").data["note"] == NOTE
    page = client.send(page.form("/read").press("Accept and publish").fill(note="", **MARKED))
    assert page.status == 422
    assert page.form("/read").data["clarity"] == "1"
    assert the_experience(draft.id).state == "in_review"


def test_how_long_a_note_must_be_is_said_before_it_is_refused(client, sign_in):
    draft = a_submitted()
    sign_in(client, a_mentor())
    page = client.submit(read_page(draft), "/take")
    assert "everyone reads it. At least 20 characters." in page.text
    page = client.send(page.form("/read").press("Ask for changes").fill(note="x" * 19))
    assert page.status == 422
    client.send(page.form("/read").press("Ask for changes").fill(note="x" * 20))
    assert the_experience(draft.id).state == "changes_requested"


def test_another_reader_may_take_it_over_and_the_first_no_longer_decides(client, sign_in):
    draft, first, second = a_submitted(), a_mentor("Ana First"), an_admin()
    actions.take(first, draft.id)
    sign_in(client, second)
    page = client.get(read_page(draft))
    assert "Ana First is reading it." in page.text
    client.submit(page, "/take")
    assert the_experience(draft.id).reader_id == second.id
    with pytest.raises(NotAllowed, match="Take the draft first"):
        actions.ask_for_changes(first, draft.id, note=NOTE, lang="en")


def test_a_reader_hands_it_back(client, sign_in):
    draft = a_submitted()
    sign_in(client, a_mentor())
    page = client.submit(read_page(draft), "/take")
    assert client.submit(page, "/hand-back").path == "/en/experiences/to-read"
    row = the_experience(draft.id)
    assert (row.state, row.reader_id) == ("submitted", None)


def test_an_editor_reads_for_the_own_organisation_only(client, sign_in):
    organisation = an_organisation()
    draft = a_submitted(lead=organisation.code)
    sign_in(client, an_editor())
    assert client.get(read_page(draft)).status == 404
    assert "Nothing waits for you" in client.get("/en/experiences/to-read").text
    sign_in(client, an_editor(organisation))
    assert client.get(read_page(draft)).status == 200
    assert "Five seats, one bus" in client.get("/en/experiences/to-read").text


def test_a_mentor_does_not_read_the_own_draft(client, sign_in):
    mentor = a_mentor()
    draft = a_submitted(mentor)
    sign_in(client, mentor)
    page = client.get(read_page(draft))
    assert page.status == 403
    assert "Nobody is the reader of the own experience" in page.text
    assert "Nothing waits for you" in client.get("/en/experiences/to-read").text
    with pytest.raises(NotAllowed):
        actions.take(mentor, draft.id)


def test_members_guests_and_the_suspended_do_not_read_drafts(client, sign_in):
    draft = a_submitted()
    assert client.get(read_page(draft)).location.startswith("/en/sign-in")
    sign_in(client, a_person())
    assert client.get(read_page(draft)).status == 404
    sign_in(client, a_mentor(suspended_at=LONG_AGO))
    assert client.get(read_page(draft)).status == 403
    assert client.get(read_page(draft).replace("/read", "/take")).status == 405


def test_signed_out_meanwhile_the_note_is_kept(client, sign_in):
    draft = a_submitted()
    sign_in(client, a_mentor())
    form = client.submit(read_page(draft), "/take").form("/read").fill(note=NOTE, **MARKED)
    with client.flask.session_transaction() as session:
        del session["_user_id"]
    page = client.send(form)
    assert page.status == 401
    assert NOTE in page.body


def test_publishing_changes_the_pages_that_show_it(app):
    draft = a_submitted()
    reader = a_mentor()
    actions.take(reader, draft.id)
    before = versions()
    actions.accept(reader, draft.id, note=NOTE, lang="en", marks=MARKS)
    after = versions()
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {f"experience {draft.number}", "experiences", "front"}


def versions():
    with transaction(None):
        return {row.name: row.token for row in db.session.query(PageVersion)}


def test_what_only_writers_see_changes_no_public_page(app):
    draft = a_submitted()
    actions.take(a_mentor(), draft.id)
    assert not {name for name in versions() if "experience" in name}


def test_every_author_is_told_that_the_draft_was_read(app):
    a_published()
    subscribed = {kind.stored_as for kind in wiring.after}
    with transaction(None):
        stored = {entry.name for entry in db.session.query(OutboxEntry)}
        waiting = db.session.query(Delivery).count()
    if "library.draft_read.1" in subscribed:
        assert "library.draft_read.1" in stored
        assert waiting
