"""Who is invited to be a mentor is told, here and by mail, until they answer."""

import pytest

from exchange.kernel.db import db, transaction
from exchange.mentoring.actions import inviting
from exchange.notifications.queries import unread_list
from exchange.people.actor import Actor
from exchange.people.models import Account
from exchange.people.queries import get_actor
from tests.factories import a_person, an_admin
from tests.notifications.post_office import filed, html_of, text_of, work

NOTE = "You have helped three networks."


@pytest.fixture
def admin(folder):
    return an_admin("Ada Admin")


def told(who: Actor) -> list[str]:
    return [one.kind for one in unread_list(get_actor(who.id))]


def test_the_person_is_told_here_and_by_mail_with_the_words_of_the_admin(
    client, sign_in, admin, folder
):
    who = a_person("Anna")
    inviting.invite_mentor(admin, who.id, NOTE, "en")
    work()
    (letter,) = filed(folder)
    assert letter["Subject"] == "You are invited to be a mentor"
    for words in (NOTE, "Ada Admin", "/mentor-invitation", "accept or decline"):
        assert words in text_of(letter), words
    assert NOTE in html_of(letter)
    sign_in(client, who)
    front = client.get("/en/")
    assert front.link("You are invited to be a mentor").endswith("/mentor-invitation")


@pytest.mark.parametrize("end", ["accept", "decline", "take_back"])
def test_the_notice_ends_when_it_is_answered_or_taken_back(app, admin, end):
    who = a_person()
    made = inviting.invite_mentor(admin, who.id)
    work()
    assert told(who) == ["mentor_invited"]
    if end == "take_back":
        inviting.take_invitation_back(admin, made)
    else:
        getattr(inviting, f"{end}_invitation")(who, made)
    assert told(who) == []


def test_the_notice_ends_with_the_role_of_whoever_invited(app, admin):
    who = a_person()
    inviting.invite_mentor(admin, who.id)
    work()
    with transaction(None):
        db.session.get_one(Account, admin.id).is_admin = False
    assert told(who) == []


def test_no_mail_goes_out_for_what_was_taken_back_before(app, admin, folder):
    who = a_person()
    made = inviting.invite_mentor(admin, who.id)
    inviting.take_invitation_back(admin, made)
    work()
    assert filed(folder) == []


def test_a_second_invitation_is_told_anew(app, admin):
    who = a_person()
    inviting.decline_invitation(who, inviting.invite_mentor(admin, who.id))
    work()
    inviting.invite_mentor(admin, who.id)
    work()
    assert told(who) == ["mentor_invited"]
