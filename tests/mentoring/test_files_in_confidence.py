"""Pictures and documents in confidence: fetched by those who read the consultation, never
published, and gone with it."""

from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from exchange.files.actions import Attached, collect_unused
from exchange.files.models import File
from exchange.forum import actions as forum
from exchange.forum.writing import OpenForm, Written
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import Refused
from exchange.kernel.submissions import new_submission_id
from exchange.library.body import Picture
from exchange.mentoring.actions import consultations as actions
from exchange.mentoring.models import PrivateDraftFile, PrivateNoteFile
from tests.factories import (
    LONG_AGO,
    a_category,
    a_mentor,
    a_mentoring_coordinator,
    a_moderator,
    a_person,
    a_text_begun,
    a_thread,
    an_admin,
    opening_of,
)
from tests.files.bytes import A_PDF, a_photo
from tests.forum.attaching import a_file
from tests.library.pictures import a_pictured_draft
from tests.mentoring.confiding import an_assigned, words_for
from tests.notifications.post_office import change

LIST = "/en/private-consultations"


def status(client, file, size="small"):
    return client.get(f"/files/{file.id}/{size}").status


def known(file):
    with transaction(None):
        return db.session.get(File, file.id, populate_existing=True)


def begun(actor, *files):
    """A question that is not sent yet, with these."""
    choices = {"tags": [], "excluded": []}
    written = Written("", "We quarrel.", "en", choices, files)
    actions.keep_draft(actor, None, written, OpenForm(new_submission_id()))


def in_a_week():
    with transaction(None):
        for row in db.session.scalars(select(File)):
            row.uploaded_at = row.used_at = now() - timedelta(days=7)
    collect_unused()


def test_each_fetch_asks_whether_the_consultation_is_read_now(client, sign_in):
    asker, mentor, gone = a_person(), a_mentor(), a_mentor()
    coordinator, excluded = a_mentoring_coordinator(), a_mentoring_coordinator()
    picture, paper = a_file(asker), a_file(asker, A_PDF, "Minutes.pdf")
    given = {"by": coordinator, "excluded": [excluded.id], "files": [picture, paper]}
    made = an_assigned(asker, mentor, gone, **given)
    answer = a_file(gone)
    actions.add_note(gone, made, body="A plan.", lang="en", files=[answer])
    strangers = [a_mentor(), a_moderator(), an_admin(), a_person(), excluded]
    for who in (asker, mentor, gone, coordinator):
        sign_in(client, who)
        assert [status(client, one) for one in (picture, answer)] == [200, 200]
        assert status(client, paper, "document") == 200
        page = client.get(f"/files/{picture.id}/small")
        assert page.headers["Cache-Control"] == "private, no-store"
        seen = {"If-None-Match": page.headers["ETag"]}
        page = client.get(f"/files/{picture.id}/small", headers=seen)
        assert (page.status, page.headers["Cache-Control"]) == (304, "private, no-store")
    for who in strangers:
        sign_in(client, who)
        assert [status(client, one) for one in (picture, answer)] == [404, 404]
        assert status(client, paper, "document") == 404
    actions.take_mentor_off(coordinator, made, gone.id)
    change(mentor.id, suspended_at=LONG_AGO)
    for who in (gone, mentor):
        sign_in(client, who)
        assert [status(client, one) for one in (picture, answer)] == [404, 404]
    client.flask.delete_cookie("session")
    assert status(client, picture) == 404


def test_from_the_form_to_the_page_of_those_who_read_it(client, sign_in):
    asker, mentor = a_person(), a_mentor()
    sign_in(client, asker)
    form = client.get(f"{LIST}/new").form("/new")
    form.fill(title="Our board has split", body="See the minutes.")
    data = {**form.data.to_dict(), "upload": (BytesIO(a_photo()), "minutes.jpg")}
    page = client.post(f"{LIST}/new", data, content_type="multipart/form-data")
    assert page.status == 303
    here = page.location
    made = int(here.rpartition("/")[2])
    actions.assign_mentors(a_mentoring_coordinator(), made, [mentor.id])
    sign_in(client, mentor)
    assert client.get(here).all("ul.pictures img")
    data = {**client.get(here).form(here).data.to_dict(), "body": "", "quietly": "files"}
    data["upload"] = (BytesIO(A_PDF), "Statutes.pdf")
    answer = client.flask.post(f"{here}/draft", data=data, content_type="multipart/form-data")
    assert b"Statutes.pdf" in answer.data  # kept with the draft that it began
    page = client.get(here)
    assert "Statutes.pdf" in page.text
    client.send(page.form(here).fill(body="These are the statutes."))
    assert client.get(here).all("ul.attached a[href$='/document']")
    with transaction(None):
        assert db.session.query(PrivateNoteFile).count() == 2
        assert db.session.query(PrivateDraftFile).count() == 0


def test_nobody_attaches_what_another_has_sent_or_what_stands_elsewhere(app):
    asker, mentor = a_person(), a_mentor()
    picture = a_file(asker)
    made = an_assigned(asker, mentor, files=[picture])
    for who in (mentor, asker):
        with pytest.raises(Refused):
            actions.add_note(who, made, body="Mine.", lang="en", files=[picture])
    many = [a_file(asker) for _ in range(11)]
    with pytest.raises(Refused):
        actions.add_note(asker, made, body="All.", lang="en", files=many)


def test_what_is_begun_in_confidence_stays_in_no_browser_either(client, sign_in):
    asker = a_person()
    picture, loose = a_file(asker), a_file(asker)
    begun(asker, picture)
    sign_in(client, asker)
    for file in (picture, loose):  # of what stands nowhere nobody knows where it will
        page = client.get(f"/files/{file.id}/small")
        assert (page.status, page.headers["Cache-Control"]) == (200, "private, no-store")
    for who in (a_mentoring_coordinator(), a_moderator()):
        sign_in(client, who)
        assert status(client, picture) == 404


def test_who_reads_a_consultation_no_more_finds_no_way_to_a_file_of_it_by_a_draft(client, sign_in):
    asker, mentor = a_person(), a_mentor()
    made = an_assigned(asker, mentor)
    sent = a_file(mentor)
    actions.add_note(mentor, made, body="See this.", lang="en", files=[sent])
    begun(mentor, sent)
    sign_in(client, mentor)
    assert client.get(f"/files/{sent.id}/small").status == 200
    actions.decline_consultation(mentor, made)
    assert client.get(f"/files/{sent.id}/small").status == 404


def publicly(actor, file, place):
    """Put by its owner where others read it, or where they will."""
    if place == "reply":
        parent = opening_of(a_thread())
        forum.post_reply(actor, parent, body="See this.", lang="en", files=[file])
    elif place == "question":
        a_thread(actor, files=[file])
    elif place == "draft":
        a_text_begun(actor, files=[file])
    else:
        a_pictured_draft(actor, Picture(file.id, 1200, 800))


@pytest.mark.parametrize("held_by", ["note", "draft"])
@pytest.mark.parametrize("place", ["reply", "question", "draft", "experience"])
def test_what_is_told_in_confidence_is_put_nowhere_else_even_by_its_owner(
    client, sign_in, place, held_by
):
    asker = a_person()
    picture = a_file(asker)
    if held_by == "note":
        an_assigned(asker, files=[picture])
    else:
        begun(asker, picture)
    with pytest.raises(Refused):
        publicly(asker, picture, place)
    assert status(client, picture) == 404
    publicly(asker, a_file(asker), place)


def test_a_form_that_names_such_a_file_is_refused_and_keeps_what_was_typed(client, sign_in):
    asker = a_person()
    picture = a_file(asker)
    an_assigned(asker, files=[picture])
    sign_in(client, asker)
    path = f"/en/posts/{opening_of(a_thread())}/reply"
    form = client.get(path).form("/reply").fill(body="Look at this picture, please.")
    page = client.post(path, {**form.data.to_dict(), "files": str(picture.id)})
    assert page.status == 422
    assert "One of the files is not here any more" in page.text
    assert page.form("/reply").data["body"] == "Look at this picture, please."


def test_what_stands_in_public_is_not_told_in_confidence_and_stays_when_that_is_deleted(app):
    asker = a_person()
    picture = a_file(asker)
    publicly(asker, picture, "reply")
    made = an_assigned(asker)
    with pytest.raises(Refused):
        actions.add_note(asker, made, body="Mine.", lang="en", files=[picture])
    with pytest.raises(Refused):
        begun(asker, picture)
    actions.delete_consultation(asker, made)
    assert not known(picture).dropped_at


def test_it_is_not_published_along(client, sign_in):
    asker, mentor, by = a_person(), a_mentor(), a_mentoring_coordinator()
    picture, plan = a_file(asker), a_file(mentor)
    made = an_assigned(asker, mentor, by=by, files=[picture])
    actions.add_note(mentor, made, body="A plan.", lang="en", files=[plan])
    words_for(asker, made, {mentor.id: "A plan."})
    actions.rule_on_words(mentor, made, version=1, agrees=True)
    thread_id = actions.publish(by, made, version=1, category_id=a_category().id)
    page = client.get(f"/en/threads/{thread_id}", follow=True)
    assert not page.all("img.thumb")
    assert [status(client, one) for one in (picture, plan)] == [404, 404]
    sign_in(client, asker)
    assert [status(client, one) for one in (picture, plan)] == [200, 200]


def test_it_stays_as_long_as_its_note_or_its_draft_and_goes_with_the_consultation(
    client, sign_in, app
):
    asker, mentor = a_person(), a_mentor()
    picture, plan, begun, loose = (a_file(who) for who in (asker, mentor, asker, asker))
    made = an_assigned(asker, mentor, files=[picture])
    actions.add_note(mentor, made, body="A plan.", lang="en", files=[plan])
    sign_in(client, asker)
    here = f"{LIST}/{made}"
    data = {**client.get(here).form(here).data.to_dict(), "files": str(begun.id)}
    assert client.post(f"{here}/draft", data).status == 303
    in_a_week()
    assert [bool(known(one)) for one in (picture, plan, begun, loose)] == [True, True, True, False]
    actions.delete_consultation(asker, made)
    for one in (picture, plan, begun):
        assert known(one).dropped_at
    assert status(client, picture) == 404
    collect_unused()
    assert not [one for one in (picture, plan, begun) if known(one)]


def test_a_picture_that_is_described_is_so_to_those_who_read_it(client, sign_in):
    asker = a_person()
    picture = Attached(a_file(asker).id, "The hall after the meeting")
    made = an_assigned(asker, files=[picture])
    sign_in(client, asker)
    assert client.get(f"{LIST}/{made}").one("ul.pictures img")["alt"] == picture.alt
