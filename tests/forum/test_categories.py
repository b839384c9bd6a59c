"""Admins make and change categories and rooms, coordinators rooms of the own organisation."""

import pytest
from sqlalchemy import select

from exchange.forum.actions import (
    change_category,
    invite_guest,
    make_category,
    take_back_invitation,
)
from exchange.forum.keeping import CategoryText
from exchange.forum.models import Category, CategoryGuest, Thread
from exchange.kernel.db import db
from exchange.kernel.rulings import NotAllowed, NotFound, Refused, Stale
from exchange.people.queries import get_actor
from exchange.serve import reference
from tests.factories import (
    LONG_AGO,
    a_category,
    a_mentor,
    a_moderator,
    a_person,
    a_room,
    a_thread,
    an_admin,
    an_editor,
    an_organisation,
)

NAMED = {"names": {"en": "Our own"}, "descriptions": {"en": "For us"}}
WORDS = {"name": "Our own affairs", "description": "What only we discuss"}


def text(audience="members", **more):
    return CategoryText(**NAMED, audience=audience, **more)


def coordinator(ours):
    return a_person(organisation=ours, role="coordinator")


def all_categories():
    db.session.expire_all()
    return db.session.scalars(select(Category).order_by(Category.id)).all()


def test_an_admin_makes_a_room_and_opens_it_to_everybody_later(client, sign_in):
    a_category()
    ours, admin = an_organisation(), an_admin()
    sign_in(client, admin)
    page = client.get(client.get("/en/threads").link("New category"))
    written = WORDS | {"in_sr": "Наша ствар\nСамо за нас", "audience": "organisation"}
    page = client.submit(page, "/new", organisation=str(ours.id), **written)
    assert "The category is saved." in page.text
    assert page.h1 == "Our own affairs"
    assert f"Room of {ours.name}" in page.text
    room = all_categories()[-1]
    assert (room.audience, room.is_room, room.organisation_id) == ("organisation", True, ours.id)
    assert (room.names["sr"], room.names["sr-latn"]) == ("Наша ствар", "Naša stvar")
    assert room.descriptions["sr-latn"] == "Samo za nas"
    assert room.position > 1_000  # a release that brings more categories leaves it alone
    thread = a_thread(coordinator(ours), category=room)
    page = client.get(page.link("Change this category"))
    assert page.form("/edit").data["in_sr"].splitlines() == ["Наша ствар", "Само за нас"]
    page = client.submit(page, "/edit", audience="public", name="Everybody's affairs")
    assert page.h1 == "Everybody's affairs"
    assert client.get("/en/threads").link("Everybody's affairs")
    room = all_categories()[-1]
    assert (room.audience, room.is_room, room.organisation_id) == ("public", False, None)
    assert not db.session.get_one(Thread, thread.id).in_room


def test_what_was_open_to_guests_is_gone_for_them_with_the_next_request(client):
    category = a_category()
    thread = a_thread(category=category, title="Open until now")
    path = f"/en/threads/{thread.id}-open-until-now"
    for _ in range(2):  # the second one is kept
        assert client.get(path).status == 200
        assert "Open until now" in client.get("/en/threads").text
    change_category(an_admin(), category.id, text(), version=1)
    assert client.get(path).status == 404
    assert "Open until now" not in client.get("/en/threads").text


def test_a_coordinator_makes_rooms_of_the_own_organisation_and_no_others(client, sign_in):
    a_category()
    ours, theirs = an_organisation(), an_organisation()
    who = coordinator(ours)
    sign_in(client, who)
    page = client.get("/en/categories/new")
    assert page.h1 == "New room"
    assert not page.all("[name=audience]")
    page = client.submit(page, "/new", organisation=str(ours.id), **WORDS)
    assert page.h1 == "Our own affairs"
    for told in (text(), text("public"), text("roles", roles=("mentor",))):
        with pytest.raises(NotAllowed):
            make_category(who, told)
    with pytest.raises(NotAllowed):
        make_category(who, text("organisation", organisation_id=theirs.id))
    room = all_categories()[-1]
    with pytest.raises(NotAllowed):  # nor do they give it away
        change_category(get_actor(who.id), room.id, text(), version=1)


STRANGERS = {
    "member": lambda ours: a_person(organisation=ours),
    "editor": lambda ours: an_editor(ours),
    "moderator": lambda ours: a_moderator(),
    "suspended coordinator": lambda ours: a_person(
        organisation=ours, role="coordinator", suspended_at=LONG_AGO
    ),
}


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_else_makes_or_changes_any(client, sign_in, who):
    ours = an_organisation()
    room, guest = a_room(ours), a_mentor()
    stranger = STRANGERS[who](ours)
    told = text("organisation", organisation_id=ours.id)
    for deed in (
        lambda: make_category(stranger, told),
        lambda: change_category(stranger, room.id, told, version=1),
        lambda: invite_guest(stranger, room.id, guest.id),
        lambda: take_back_invitation(stranger, room.id, guest.id),
    ):
        with pytest.raises(NotAllowed):
            deed()
    sign_in(client, stranger)
    for path in ("new", f"{room.id}/edit"):
        assert client.get(f"/en/categories/{path}").status == 403
    assert "and coordinators for rooms of their own" in client.get("/en/categories/new").text


def test_for_others_the_form_of_a_room_is_not_there(client, sign_in):
    room, guest = a_room(an_organisation()), a_mentor()
    stranger = coordinator(an_organisation())
    for deed in (
        lambda: change_category(stranger, room.id, text(), version=1),
        lambda: invite_guest(stranger, room.id, guest.id),
        lambda: take_back_invitation(stranger, room.id, guest.id),
    ):
        with pytest.raises(NotFound):
            deed()
    sign_in(client, stranger)
    assert client.get(f"/en/categories/{room.id}/edit").status == 404


def test_a_mentor_is_invited_reads_and_writes_and_is_sent_away_again(client, sign_in):
    ours, mentor = an_organisation(), a_mentor("Guido Guest")
    room = a_room(ours)
    sign_in(client, coordinator(ours))
    page = client.get(f"/en/categories/{room.id}/edit")
    page = client.submit(page, "/invite", who="https://exchange.example/lv/people/999999")
    assert "There is no member with this address or number." in page.text
    for who in (f"https://exchange.example/lv/people/{mentor.id}", str(mentor.id)):
        page = client.submit(page, "/invite", who=who)
        assert "They read and write in this room now." in page.text
    assert "Guido Guest" in page.text
    assert get_actor(mentor.id).rooms == {room.id}
    assert a_thread(get_actor(mentor.id), category=room)
    page = client.submit(page, "/take-back")
    assert "They are not in this room any more." in page.text
    assert get_actor(mentor.id).rooms == frozenset()


def test_only_members_are_invited(app):
    room, admin = a_room(an_organisation()), an_admin()
    for nobody in (a_person(admitted_at=None).id, 999_999, 0):
        with pytest.raises(Refused):
            invite_guest(admin, room.id, nobody)
    assert db.session.scalars(select(CategoryGuest)).all() == []


def test_a_stale_save_overwrites_nothing(app):
    category, admin = a_category(), an_admin()
    change_category(admin, category.id, text(), version=1)
    with pytest.raises(Stale):
        change_category(admin, category.id, text("public"), version=1)
    assert all_categories()[-1].audience == "members"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "This cannot be empty."),
        ({"name": "x" * 81}, "At most 80 characters"),
        ({"audience": "organisation", "organisation": ""}, "Please choose one of the list."),
        ({"audience": "roles"}, "Choose at least one."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(client, sign_in, changes, said):
    sign_in(client, an_admin())
    given = {"audience": "public", "in_lv": "Mūsu lietas"} | WORDS | changes
    page = client.submit("/en/categories/new", "/new", **given)
    assert page.status == 422
    assert said in page.text
    assert page.form("/new").data["in_lv"] == "Mūsu lietas"
    assert all_categories() == []


def test_a_release_leaves_alone_what_people_have_changed(app):
    reference.load()
    first, second = all_categories()[:2]
    change_category(an_admin(), first.id, text("public"), version=1)
    reference.load()
    assert all_categories()[0].names == {"en": "Our own"}
    assert all_categories()[1].names == second.names
