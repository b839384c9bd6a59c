"""Every action asks the policy itself, whatever page or command it is called from."""

import pytest

from exchange.kernel.rulings import NotAllowed
from exchange.library import actions
from exchange.library.content import Content
from tests.factories import (
    LONG_AGO,
    MARKS,
    a_mentor,
    a_person,
    a_published,
    a_submitted,
    the_experience,
)

NOTE = "Please say who paid for it."


def returned_by(reader, author):
    """A draft that its reader gave back: readers still see it."""
    draft = a_submitted(author)
    actions.take(reader, draft.id)
    actions.ask_for_changes(reader, draft.id, note=NOTE, lang="en")
    return draft


def test_a_reader_neither_changes_nor_hands_in_what_others_wrote(app):
    author, reader = a_person(), a_mentor()
    draft = returned_by(reader, author)
    with pytest.raises(NotAllowed, match="Only its authors"):
        actions.save_draft(reader, draft.id, version=1, content=Content())
    with pytest.raises(NotAllowed, match="Only its authors"):
        actions.submit(reader, draft.id)
    assert the_experience(draft.id).state == "changes_requested"


def test_only_an_author_takes_a_draft_back(app):
    draft = a_submitted()
    with pytest.raises(NotAllowed, match="Only its authors"):
        actions.take_back(a_mentor(), draft.id)
    assert the_experience(draft.id).state == "submitted"


def test_an_author_does_not_change_what_a_reader_has_or_everyone_reads(app):
    author = a_person()
    draft, public = a_submitted(author), a_published(author)
    with pytest.raises(NotAllowed, match="A reader has it"):
        actions.save_draft(author, draft.id, version=1, content=Content())
    with pytest.raises(NotAllowed, match="stays as it is"):
        actions.save_draft(author, public.id, version=1, content=Content())
    with pytest.raises(NotAllowed, match="No reader has it"):
        actions.take_back(author, public.id)


@pytest.mark.parametrize("who", [a_person, a_mentor])
def test_others_neither_withdraw_nor_renew_what_is_published(app, who):
    public = a_published()
    with pytest.raises(NotAllowed, match="withdraw it"):
        actions.withdraw(who(), public.id, reason="I do not like it.")
    with pytest.raises(NotAllowed, match="Only its authors"):
        actions.begin_new_version(who(), public.id)
    assert the_experience(public.id).state == "published"


def test_nobody_decides_on_what_they_have_not_taken(app):
    draft, mentor = a_submitted(), a_mentor()
    with pytest.raises(NotAllowed, match="Take the draft first"):
        actions.accept(mentor, draft.id, note=NOTE, lang="en", marks=MARKS)
    with pytest.raises(NotAllowed, match="Take the draft first"):
        actions.ask_for_changes(mentor, draft.id, note=NOTE, lang="en")
    actions.take(a_mentor(), draft.id)
    with pytest.raises(NotAllowed, match="Take the draft first"):
        actions.hand_back(mentor, draft.id)
    assert the_experience(draft.id).state == "in_review"


def token_for(client):
    return client.get("/en/settings").form("/settings").data["csrf_token"]


def test_who_may_not_learns_so_whatever_the_form_lacks(client, sign_in):
    reader, author = a_mentor(), a_person()
    draft = returned_by(reader, author)
    waiting = a_submitted(author)
    here = "/en/experiences/ALTER-XP-{:04d}/{}".format
    sign_in(client, reader)
    unfit = {"csrf_token": token_for(client)}
    assert client.post(here(draft.number, "edit/short"), unfit).status == 403
    assert client.post(here(waiting.number, "read"), unfit).status == 403
    sign_in(client, a_person(suspended_at=LONG_AGO))
    unfit = {"csrf_token": token_for(client)}
    assert client.post("/en/experiences/new", unfit).status == 403
