"""An admin invites a member to be a mentor; the person accepts or declines."""

import pytest
from sqlalchemy import select

from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed, NotFound
from exchange.mentoring.actions import inviting
from exchange.mentoring.models import MentorInvitation
from exchange.mentoring.policy.who import may_answer
from exchange.mentoring.queries.invitations import last_invitation, own_invitation
from exchange.people import actions as people
from exchange.people.actor import Actor
from exchange.people.models import Account, RoleChange
from exchange.people.queries import get_actor
from tests.factories import LONG_AGO, a_mentor, a_moderator, a_person, an_admin, saved

NOTE = "You have helped three networks."
OWN = "/en/mentor-invitation"


@pytest.fixture
def admin(app):
    return an_admin("Ada Admin")


def depose(who: Actor) -> None:
    with transaction(None):
        db.session.get_one(Account, who.id).is_admin = False


def test_an_admin_invites_and_the_person_accepts(client, sign_in, admin):
    who = a_person("Anna")
    sign_in(client, admin)
    page = client.get(client.get(f"/en/people/{who.id}").link("Invite as mentor"))
    sent = client.submit(page, "/invite-mentor", note=NOTE, lang="en")
    assert "They are invited" in sent.text
    assert "Waits for an answer." in sent.one("[aria-labelledby=invited]").text
    assert not any(link.name == "Invite as mentor" for link in sent.links)
    sign_in(client, who)
    page = client.get(OWN)
    for words in ("Invited by: Ada Admin", NOTE, "What a mentor does", "What is expected"):
        assert words in page.one("#main").text, words
    after = client.submit(page, "/accept")
    assert after.path == "/en/mentors/me"
    assert "you are a mentor now" in after.text
    assert get_actor(who.id).is_mentor
    change = db.session.scalars(select(RoleChange).where(RoleChange.account_id == who.id)).one()
    assert (change.change, change.detail, change.by_id) == ("given", {"role": "mentor"}, admin.id)
    sign_in(client, admin)
    assert "Accepted on:" in client.get(f"/en/people/{who.id}").text


def test_guests_see_the_new_mentor_at_once(app, admin):
    who, browser, headers = a_person("Anna"), app.test_client(), {"Accept-Encoding": "gzip"}
    made = inviting.invite_mentor(admin, who.id)
    before = browser.get("/en/mentors", headers=headers).headers["ETag"]
    inviting.accept_invitation(who, made)
    assert browser.get("/en/mentors", headers=headers).headers["ETag"] != before


def test_the_person_declines_and_can_be_asked_again(client, sign_in, admin):
    who = a_person()
    inviting.invite_mentor(admin, who.id)
    sign_in(client, who)
    page = client.submit(OWN, "/decline")
    assert "You have declined." in page.text
    assert "No invitation waits for you" in client.get(OWN).text
    assert not get_actor(who.id).is_mentor
    sign_in(client, admin)
    page = client.get(f"/en/people/{who.id}")
    assert "Declined on:" in page.text
    assert page.link("Invite as mentor")


def test_an_admin_takes_it_back_while_it_is_open(client, sign_in, admin):
    who = a_person()
    made = inviting.invite_mentor(admin, who.id)
    sign_in(client, other := an_admin())
    page = client.submit(f"/en/people/{who.id}", "/take-back")
    assert "Taken back on:" in page.text
    assert inviting.take_invitation_back(other, made) == who.id  # twice is once
    for answer in (inviting.accept_invitation, inviting.decline_invitation):
        with pytest.raises(NotAllowed, match="was taken back"):
            answer(who, made)
    assert own_invitation(who) is None


def test_what_was_answered_is_not_answered_otherwise_or_taken_back(app, admin):
    who = a_person()
    made = inviting.invite_mentor(admin, who.id)
    for _ in range(2):
        inviting.accept_invitation(who, made)
    changes = select(RoleChange.id).where(RoleChange.account_id == who.id)
    assert len(db.session.scalars(changes).all()) == 1
    with pytest.raises(NotAllowed, match="answered this invitation already"):
        inviting.decline_invitation(who, made)
    with pytest.raises(NotAllowed, match="meanwhile"):
        inviting.take_invitation_back(admin, made)


def test_an_invitation_lapses_with_the_role_of_whoever_sent_it(client, sign_in, admin):
    who, other = a_person(), an_admin()
    made = inviting.invite_mentor(admin, who.id)
    depose(admin)
    assert own_invitation(who) is None
    with pytest.raises(NotAllowed, match="no admin any more"):
        inviting.accept_invitation(who, made)
    sign_in(client, other)
    page = client.get(f"/en/people/{who.id}")
    assert "It has lapsed" in page.text
    client.submit(client.get(page.link("Invite as mentor")), "/invite-mentor")
    states = db.session.scalars(select(MentorInvitation.answer).order_by(MentorInvitation.id))
    assert states.all() == ["taken_back", ""]


def test_one_invitation_waits_for_a_person_at_a_time(client, sign_in, admin):
    who = a_person()
    sign_in(client, admin)
    form = client.get(f"/en/people/{who.id}/invite-mentor").form("/invite-mentor")
    inviting.invite_mentor(an_admin(), who.id)
    page = client.send(form)
    assert page.status == 403
    assert "is invited already" in page.text
    assert last_invitation(who.id).by != "Ada Admin"


@pytest.mark.parametrize(
    ("whom", "words"),
    [
        (a_mentor, "a mentor already"),
        (lambda: a_person(suspended_at=LONG_AGO), "Only active members"),
        (lambda: a_person(admitted_at=None), "Only active members"),
        (None, "Nobody invites themselves"),
    ],
    ids=["mentor", "suspended", "waiting", "the admin"],
)
def test_who_cannot_be_invited(client, sign_in, admin, whom, words):
    person = whom() if whom else admin
    sign_in(client, admin)
    page = client.get(f"/en/people/{person.id}/invite-mentor")
    assert page.status == 403
    assert words in page.text
    with pytest.raises(NotAllowed, match=words):
        inviting.invite_mentor(admin, person.id)
    assert not any(link.name == "Invite as mentor" for link in client.get("/en/people").links)


def test_whoever_became_a_mentor_meanwhile_keeps_one_line_in_the_log(app, admin):
    who = a_person()
    made = inviting.invite_mentor(admin, who.id)
    roles = people.Roles(mentor=True, mentoring_coordinator=False, moderator=False, admin=False)
    people.change_roles(admin, who.id, roles, people.Place(None, "member"), version=0)
    inviting.accept_invitation(who, made)
    changes = select(RoleChange.id).where(RoleChange.account_id == who.id)
    assert len(db.session.scalars(changes).all()) == 1


def test_who_is_no_admin_invites_nobody_and_sees_no_invitation(client, sign_in, admin):
    who = a_person()
    made = inviting.invite_mentor(admin, who.id, NOTE, "en")
    for reader in (a_person(), a_moderator()):
        sign_in(client, reader)
        assert NOTE not in client.get(f"/en/people/{who.id}").text
        assert client.get(f"/en/people/{who.id}/invite-mentor").status == 403
        with pytest.raises(NotAllowed):
            inviting.invite_mentor(reader, a_person().id)
        with pytest.raises(NotFound):
            inviting.take_invitation_back(reader, made)
        for answer in (inviting.accept_invitation, inviting.decline_invitation):
            for number in (made, 999_999):
                with pytest.raises(NotFound):
                    answer(reader, number)


def test_a_suspended_person_does_not_answer(client, sign_in, admin):
    who = a_person()
    made = inviting.invite_mentor(admin, who.id)
    people.suspend(admin, who.id, "Too loud.")
    sign_in(client, get_actor(who.id))
    assert client.get(OWN).status == 403
    with pytest.raises(NotAllowed):
        inviting.accept_invitation(who, made)


def test_a_guest_is_led_to_sign_in(client):
    assert client.get(OWN).location.startswith("/en/sign-in")


def test_a_note_that_is_too_long_is_said_and_kept(client, sign_in, admin):
    who = a_person()
    sign_in(client, admin)
    form = client.get(f"/en/people/{who.id}/invite-mentor").form("/invite-mentor")
    page = client.send(form.fill(note="a" * 1_001))
    assert page.status == 422
    assert "At most 1000 characters" in page.one("#errors").text.replace(",", "")
    assert page.form("/invite-mentor").data["note"] == "a" * 1_001
    assert last_invitation(who.id) is None


def test_sent_twice_it_is_one_invitation(client, sign_in, admin):
    who = a_person()
    sign_in(client, admin)
    form = client.get(f"/en/people/{who.id}/invite-mentor").form("/invite-mentor")
    assert [client.send(form).status for _ in range(2)] == [303, 303]


def test_the_rule_and_the_statement_tell_the_same_invitations(app):
    who = a_person()
    inviters = (an_admin(), an_admin(suspended_at=LONG_AGO), a_person(), None)
    for inviter in inviters:
        for answer in ("", "accepted", "declined", "taken_back"):
            row = saved(
                MentorInvitation(
                    account_id=who.id, by_id=inviter.id if inviter else None, answer=answer
                )
            )
            waits = own_invitation(who) is not None
            last = last_invitation(who.id)
            assert waits == last.waits == bool(may_answer(who, last.facts)), (inviter, answer)
            assert waits == (inviter is inviters[0] and answer == ""), (inviter, answer)
            with transaction(None):
                db.session.delete(db.session.get_one(MentorInvitation, row.id))
