"""Writing: a draft asks for nothing, loses nothing, and goes to a reader when it is whole."""

import pytest

from exchange.kernel.db import db
from exchange.kernel.rulings import NotAllowed, NotFound, Refused
from exchange.library import actions
from exchange.library.content import Content
from exchange.library.models import Experience, ExperienceAuthor, ExperienceMove
from tests.factories import (
    LONG_AGO,
    a_draft,
    a_mentor,
    a_person,
    a_submitted,
    a_whole_content,
    the_experience,
)

NEW = "/en/experiences/new"


def test_a_member_saves_a_draft_that_lacks_everything(client, sign_in):
    author = a_person()
    sign_in(client, author)
    page = client.submit(NEW, "/new")
    assert page.path == f"/en/experiences/ALTER-XP-{the_only().number:04d}/edit"
    assert "The draft is saved." in page.text
    assert "0 of 14 fields are here; missing: title, summary" in page.text
    assert the_only().state == "draft"
    assert db.session.query(ExperienceAuthor).one().account_id == author.id


def the_only():
    db.session.rollback()
    return db.session.query(Experience).populate_existing().one()


def test_what_it_is_in_short_is_typed_first_and_is_there_again(client, sign_in):
    sign_in(client, a_person())
    typed = {
        "kind": "lesson",
        "lang": "lv",
        "title": "Autobuss ciemam",
        "summary": "Īsi.",
        "english_title": "A bus for the village",
        "english_summary": "In short.",
        "scope": "series",
    }
    overview = client.submit(NEW, "/new", **typed)
    kept = client.get(overview.link("In short")).form("/edit/short").data
    assert {name: kept[name] for name in typed} == typed


def test_the_same_draft_sent_twice_is_one(client, sign_in):
    sign_in(client, a_person())
    form = client.get(NEW).form("/new").fill(title="A bus")
    assert client.send(form).location == client.send(form).location
    assert db.session.query(Experience).count() == 1


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("title", "x" * 101, "At most 100 characters"),
        ("summary", "x" * 2001, "At most 2000 characters"),
    ],
)
def test_bad_input_keeps_what_was_typed(client, sign_in, field, value, complaint):
    sign_in(client, a_person())
    form = client.get(NEW).form("/new").fill(english_title="A bus", **{field: value})
    page = client.send(form)
    assert page.status == 422
    assert complaint in page.text
    assert page.form("/new").data["english_title"] == "A bus"
    assert page.form("/new").data[field] == value
    assert db.session.query(Experience).count() == 0


@pytest.mark.parametrize("field", ["kind", "lang", "scope"])
def test_what_is_not_on_the_list_is_refused(client, sign_in, field):
    sign_in(client, a_person())
    form = client.get(NEW).form("/new")
    page = client.post(NEW, {**form.data.to_dict(), field: "nothing"})
    assert page.status == 422
    assert "the list" in page.text


def test_a_guest_signs_in_first_and_loses_nothing(client, sign_in):
    assert client.get(NEW).location.startswith("/en/sign-in")
    author = a_person()
    sign_in(client, author)
    form = client.get(NEW).form("/new").fill(summary="What we did in the village last winter.")
    with client.flask.session_transaction() as session:
        del session["_user_id"]
    page = client.send(form)
    assert page.status == 401
    assert "What we did in the village last winter." in page.body


@pytest.mark.parametrize(
    ("traits", "reason"),
    [({"suspended_at": LONG_AGO}, "suspended"), ({"confirmed_at": None}, "Confirm your address")],
)
def test_the_suspended_and_the_unconfirmed_learn_why_they_cannot(client, sign_in, traits, reason):
    sign_in(client, a_person(**traits))
    page = client.get(NEW)
    assert (page.status, reason in page.text) == (403, True)


YET = "You have yet to be let in. Until then you can save drafts, not submit them."


def test_who_waits_to_be_let_in_drafts_and_reads_why_it_cannot_be_handed_in(client, sign_in):
    sign_in(client, a_person(admitted_at=None))
    page = client.get(client.get("/en/experiences").link("Write down an experience"))
    page = client.submit(page, "/new", title="Five seats, one bus")
    assert "The draft is saved." in page.text
    assert YET in page.text
    page = client.submit(page.link("In short"), "/edit/short", title="Six seats, one bus")
    assert (the_only().state, the_only().title) == ("draft", "Six seats, one bus")
    page = client.get(client.get("/en/experiences/mine").link("Six seats, one bus"))
    assert YET in client.get(page.link("Go on writing")).text


def test_a_whole_draft_of_who_waits_is_not_handed_in_whatever_button_they_find(client, sign_in):
    author = a_person(admitted_at=None)
    draft = a_draft(author)
    sign_in(client, author)
    page = client.get(edit_of(draft))
    assert "Submit for reading" not in page.text
    assert YET in page.text
    token = page.form("/sign-out").data["csrf_token"]
    assert client.post(edit_of(draft, "/submit"), {"csrf_token": token}).status == 403
    assert the_only().state == "draft"
    with pytest.raises(NotAllowed, match="not submit them"):
        actions.submit(author, draft.id)


def test_a_stranger_finds_no_draft(client, sign_in):
    draft = a_draft()
    code = f"ALTER-XP-{draft.number:04d}"
    sign_in(client, a_person())
    pages = [
        client.get(f"/en/experiences/{code}{end}")
        for end in ("", "/v1", "/edit", "/edit/short", "/read")
    ]
    assert [page.status for page in pages] == [404] * 5
    token = client.get("/en/").form("/sign-out").data["csrf_token"]
    for verb in ("submit", "take-back", "take", "hand-back", "new-version", "v1/withdraw"):
        page = client.post(f"/en/experiences/{code}/{verb}", {"csrf_token": token})
        assert page.status == 404, verb
    with pytest.raises(NotFound):
        actions.submit(a_mentor(), draft.id)


def test_a_whole_draft_goes_to_the_readers(client, sign_in):
    author = a_person()
    draft = a_draft(author)
    sign_in(client, author)
    page = client.submit(edit_of(draft), "/submit")
    assert page.h1 == "Five seats, one bus"
    assert "Waits for a reader." in page.text
    assert the_experience(draft.id).state == "submitted"


def edit_of(draft, end="/edit"):
    return f"/en/experiences/ALTER-XP-{draft.number:04d}{end}"


def test_a_draft_that_is_not_whole_says_what_it_lacks_and_leads_there(client, sign_in):
    author = a_person()
    draft = a_draft(author, a_whole_content(place="", lesson="x" * 601))
    sign_in(client, author)
    page = client.get(edit_of(draft))
    assert "12 of 14 fields are here; missing: place, lesson." in page.text
    assert page.link("Go on: Where and when") == edit_of(draft, "/edit/where")
    assert "Submit for reading" not in page.text
    where = client.get(page.link("Where and when"))
    assert where.one(".errors a").text == "Place: This is still missing."
    lessons = client.get(page.link("What to learn from it"))
    assert "At most 600 characters" in lessons.one(".errors a").text
    token = page.form("/sign-out").data["csrf_token"]
    refused = client.post(edit_of(draft, "/submit"), {"csrf_token": token})
    assert refused.location == edit_of(draft)
    assert "Something is still missing." in client.get(refused.location).text
    assert the_experience(draft.id).state == "draft"


def test_a_text_in_another_language_than_said_is_noticed(client, sign_in):
    author = a_person()
    told = "Uz sanāksmēm nenāca neviens jaunietis, jo daudzi mācījās vai strādāja pilsētā."
    draft = a_draft(author, a_whole_content(challenge=told, summary=told * 4))
    sign_in(client, author)
    page = client.get(edit_of(draft))
    assert "looks like Latvian, but is marked as English" in page.text


def test_consent_is_given_to_the_text_that_is_saved(app):
    author = a_person()
    draft = a_draft(author)
    assert (draft.consent_by_id, draft.consent_version) == (author.id, 1)
    actions.save_draft(author, draft.id, version=1, content=a_whole_content(consent=False))
    row = the_experience(draft.id)
    assert (row.consent_by_id, row.consent_at, row.consent_version) == (None, None, None)


def test_an_action_refuses_what_the_form_would(app):
    author = a_person()
    with pytest.raises(Refused) as refused:
        actions.create_draft(author, Content(lead="nobody"))
    assert refused.value.field == "lead"
    draft = a_draft(author, Content())
    with pytest.raises(Refused, match="title"):
        actions.submit(author, draft.id)
    with pytest.raises(NotAllowed, match="suspended"):
        actions.create_draft(a_person(suspended_at=LONG_AGO), Content())


def test_an_author_takes_it_back_and_writes_on(client, sign_in):
    author = a_person()
    draft = a_submitted(author)
    sign_in(client, author)
    page = client.get(edit_of(draft))
    assert page.status == 403
    assert "Take it back" in page.text
    shown = client.get(edit_of(draft).removesuffix("/edit"), follow=True)
    assert client.submit(shown, "/take-back").path == edit_of(draft)
    assert the_experience(draft.id).state == "draft"
    moves = db.session.query(ExperienceMove.to_state).order_by(ExperienceMove.id)
    assert [move.to_state for move in moves] == ["draft", "submitted", "draft"]


def test_mine_says_where_each_is_and_who_has_it(client, sign_in):
    author, reader = a_person(), a_mentor("Zane Reader")
    sign_in(client, author)
    assert "You have not written one yet" in client.get("/en/experiences/mine").text
    draft = a_submitted(author)
    a_draft(author, Content())
    actions.take(reader, draft.id)
    text = client.get("/en/experiences/mine").text
    assert "Is being read · Zane Reader has it · since today · version 1" in text
    assert "Untitled draft ALTER-XP-" in text
