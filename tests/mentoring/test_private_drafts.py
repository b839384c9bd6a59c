"""What is typed in confidence is not lost: it is kept until it is sent, for whoever types it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from exchange.forum.actions import kept as of_all_drafts
from exchange.forum.writing import OpenForm, Written
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed, NotFound, Refused
from exchange.kernel.submissions import new_submission_id
from exchange.mentoring.actions import consultations as actions
from exchange.mentoring.models import PrivateDraft, PrivateNote
from exchange.mentoring.queries.consultations.drafts import find_begun
from exchange.mentoring.subscribers.consultations import DRAFTS_LIVE, forget_old_private_drafts
from exchange.tags.actions import merge_subjects
from tests.factories import (
    LONG_AGO,
    a_mentor,
    a_mentoring_coordinator,
    a_person,
    a_tag,
    an_admin,
)
from tests.mentoring.confiding import HIDDEN, a_consultation, a_private_draft, an_assigned
from tests.notifications.post_office import change

LIST = "/en/private-consultations"
NEW = f"{LIST}/new"


def kept(of=None):
    """The texts that are kept, the oldest first."""
    with transaction(None):
        found = select(PrivateDraft).order_by(PrivateDraft.id)
        rows = db.session.scalars(found.execution_options(populate_existing=True)).all()
    return [row.source for row in rows if of is None or row.account_id == of.id]


def notes():
    with transaction(None):
        return db.session.query(PrivateNote).count()


def written(body, **given):
    return Written(given.get("title", ""), body, "en", given.get("choices", {}))


def quietly(client, form, address):
    """As the page sends it by itself."""
    values = {**form.data.to_dict(), "quietly": "1"}
    return client.post(address, values)


def test_a_question_that_is_begun_is_there_the_next_time_with_all_that_was_chosen(client, sign_in):
    asker, mentor, tag = a_person(), a_mentor(), a_tag("boards", is_theme=True)
    sign_in(client, asker)
    form = client.get(NEW).form("/new/draft")
    chosen = {"tags": [tag.slug], "excluded": [str(mentor.id)], "lang": "lv"}
    page = client.send(form.fill(title="Our board", body="We quarrel.", **chosen))
    page = client.get(page.location)
    assert "Draft saved at" in page.text
    assert notes() == 0
    page = client.get(NEW)
    assert "This is your draft, saved" in page.text
    shown = page.form("/new")
    assert shown.data["title"] == "Our board"
    assert shown.data["body"] == "We quarrel."
    for name, value in chosen.items():
        assert shown.data.getlist(name) == ([value] if isinstance(value, str) else value)
    client.send(shown.fill(body="We quarrel, and who pays?", lang="en"))
    assert kept() == []
    assert "This is your draft" not in client.get(NEW).text


def test_a_reply_that_is_begun_is_kept_by_the_page_itself_and_gone_once_it_is_sent(client, sign_in):
    asker = a_person()
    made = an_assigned(asker)
    here = f"{LIST}/{made}"
    sign_in(client, asker)
    page = client.get(here)
    assert page.one("[data-draft]")["data-draft"] == f"{here}/draft"
    form = page.form(here)
    for body in ("We", "We have"):
        answer = quietly(client, form.fill(body=body), f"{here}/draft")
        assert answer.status == 200
        assert answer.body.startswith("Draft saved at")
    assert kept() == ["We have"]
    answer = quietly(client, form.fill(body="We have voted."), here)
    assert answer.status == 201
    assert answer.body.startswith(f"{here}#note-")
    assert kept() == []
    answer = quietly(client, form, f"{here}/draft")  # it was under way meanwhile
    assert (answer.status, answer.body) == (200, "")
    assert kept() == []
    quietly(client, form.fill(body="Something else"), f"{here}/draft")  # they went back in it
    assert kept() == ["Something else"]


def test_two_windows_keep_two_texts_and_one_is_discarded(client, sign_in):
    asker = a_person()
    made = a_consultation(asker)
    a_private_draft(asker, made, "The first.")
    a_private_draft(asker, made, "The second.")
    sign_in(client, asker)
    page = client.get(f"{LIST}/{made}")
    assert "There is another text of yours for this place." in page.text
    assert page.form(f"/{made}").data["body"] == "The second."
    page = client.submit(page, "/discard")
    assert "The draft is discarded." in page.text
    assert page.form(f"/{made}").data["body"] == "The first."
    assert kept() == ["The first."]


def test_a_window_takes_the_place_of_the_draft_that_it_began_from_once(app):
    asker = a_person()
    a_private_draft(asker, None, "Begun.")
    row = find_begun(asker, None).row
    one, other = (OpenForm(new_submission_id(), row.id, row.version) for _ in range(2))
    actions.keep_draft(asker, None, written("One."), one)
    actions.keep_draft(asker, None, written("Other."), other)
    assert kept() == ["One.", "Other."]


def test_the_same_words_kept_by_two_windows_are_one_text(app):
    asker = a_person()
    made = a_consultation(asker)
    for place in (made, made, None):
        a_private_draft(asker, place, "The same.")
    assert kept() == ["The same."] * 2, "a note, and a question"
    assert not find_begun(asker, made).is_one_of_several


def test_a_subject_that_was_merged_while_a_draft_waited_is_chosen_by_its_new_name(client, sign_in):
    asker, former, stays = a_person(), a_tag("boards"), a_tag("governance")
    chosen = {"choices": {"tags": [former.slug], "excluded": []}}
    form = OpenForm(new_submission_id())
    actions.keep_draft(asker, None, written("We quarrel.", **chosen), form)
    merge_subjects(an_admin(), former.slug, stays.slug, version=former.edit_version)
    sign_in(client, asker)
    assert client.get(NEW).form("/new").data.getlist("tags") == [stays.slug]


def test_nobody_but_its_author_reads_keeps_or_discards_it(client, sign_in):
    asker, mentor = a_person(), a_mentor()
    coordinator, admin = a_mentoring_coordinator(), an_admin()
    made = an_assigned(asker, mentor)
    begun = a_private_draft(asker, made)
    for one in (mentor, coordinator):
        assert find_begun(one, made) is None
        sign_in(client, one)
        assert f"I begin {HIDDEN}" not in client.get(f"{LIST}/{made}").text
    for one in (mentor, coordinator, admin):
        with pytest.raises(NotFound):
            actions.discard_draft(one, begun)
    form = OpenForm(new_submission_id(), begun, 1)
    actions.keep_draft(mentor, made, written("Mine."), form)
    assert kept(asker) == [f"I begin {HIDDEN}."]
    for one in (admin, a_mentor(), a_person()):
        with pytest.raises(NotFound):
            actions.keep_draft(one, made, written("Let me in."), form)
    with pytest.raises(NotFound):
        actions.keep_draft(asker, made + 1, written("Nowhere."), form)


def test_a_mentor_who_is_taken_off_keeps_nothing_more_there(app):
    mentor, by = a_mentor(), a_mentoring_coordinator()
    made = an_assigned(None, mentor, by=by)
    actions.take_mentor_off(by, made, mentor.id)
    with pytest.raises(NotFound):
        a_private_draft(mentor, made)


def test_it_goes_with_the_consultation_and_after_a_year(app):
    asker = a_person()
    made = a_consultation(asker)
    a_private_draft(asker, made)
    a_private_draft(asker, None, "A question.")
    actions.delete_consultation(asker, made)
    assert kept() == ["A question."]
    forget_old_private_drafts()
    assert kept() == ["A question."]
    with transaction(None):
        row = db.session.scalars(select(PrivateDraft)).one()
        row.saved_at = now() - DRAFTS_LIVE - timedelta(hours=1)
    forget_old_private_drafts()
    assert kept() == []


def test_who_may_not_ask_or_write_keeps_no_draft_and_there_is_room_for_some_only(app, monkeypatch):
    asker = a_person()
    made = a_consultation(asker)
    actions.end_consultation(asker, made)
    with pytest.raises(NotAllowed):
        a_private_draft(asker, made)
    with pytest.raises(NotAllowed):
        a_private_draft(a_person(suspended_at=LONG_AGO))
    monkeypatch.setattr(of_all_drafts, "MOST_DRAFTS", 1)
    a_private_draft(asker)
    with pytest.raises(Refused):
        a_private_draft(asker, body="Another text.")


def test_an_empty_text_and_one_too_long_are_not_kept_and_come_back(client, sign_in):
    asker = a_person()
    made = a_consultation(asker)
    sign_in(client, asker)
    for path, ends in ((NEW, "/new/draft"), (f"{LIST}/{made}", f"/{made}/draft")):
        form = client.get(path).form(ends)
        assert client.send(form).status == 422
        long = "We quarrel. " * 3_000
        page = client.send(client.get(path).form(ends).fill(body=long))
        assert page.status == 422
        assert page.form(ends).data["body"].split() == long.split()
    assert kept() == []


def test_where_it_has_ended_meanwhile_what_was_written_is_shown_with_the_way_back(client, sign_in):
    asker, mentor = a_person(), a_mentor()
    made = an_assigned(asker, mentor)
    here = f"{LIST}/{made}"
    sign_in(client, mentor)
    form = client.get(here).form(here).fill(body="Vote anew, and let a notary count.")
    actions.end_consultation(asker, made)
    page = client.send(form)
    assert page.status == 403
    assert "Vote anew, and let a notary count." in page.body
    assert page.all(f"a[href='{here}']")


@pytest.mark.parametrize("how", ["taken off", "suspended", "deleted"])
def test_who_does_not_read_it_any_more_has_what_they_wrote_and_nothing_else(client, sign_in, how):
    asker, mentor, by = a_person(), a_mentor(), a_mentoring_coordinator()
    made = an_assigned(asker, mentor, by=by)
    here = f"{LIST}/{made}"
    sign_in(client, mentor)
    form = client.get(here).form(here).fill(body="Vote anew, and let a notary count.")
    if how == "taken off":
        actions.take_mentor_off(by, made, mentor.id)
    elif how == "suspended":
        change(mentor.id, suspended_at=LONG_AGO)
    else:
        actions.delete_consultation(asker, made)
    page = client.send(form)
    assert page.status == 404
    assert "Vote anew, and let a notary count." in page.body
    assert HIDDEN not in page.body
