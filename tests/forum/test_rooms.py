"""Who may enter which room; what the page would show and what the list shows are the same there."""

from itertools import product

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from exchange.forum.actions import mark_all_read, start_thread
from exchange.forum.models import Category, CategoryGuest, Post, Thread
from exchange.forum.narrowing import Narrowing
from exchange.forum.policy import (
    categories_entered_by,
    found_by,
    may_enter,
    may_find,
    may_read_post,
    may_view,
    readable_by,
    unreadable_by,
    unseen_by,
    visible_to,
)
from exchange.forum.queries import thread_list
from exchange.forum.queries.unread import floor_of_unread
from exchange.forum.rooms import ROLES
from exchange.kernel.clock import in_milliseconds, now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotFound, Refused
from exchange.people.actor import GUEST
from exchange.people.models import Membership, Organisation
from exchange.people.queries import get_actor
from tests.factories import (
    LONG_AGO,
    a_category,
    a_mentor,
    a_moderator,
    a_person,
    a_reply,
    a_room,
    a_thread,
    an_admin,
    an_organisation,
    saved,
)

WHO = {
    "guest": lambda ours, theirs: GUEST,
    "member": lambda ours, theirs: a_person(organisation=ours),
    "member elsewhere": lambda ours, theirs: a_person(organisation=theirs),
    "member of none": lambda ours, theirs: a_person(),
    "member of both": lambda ours, theirs: _in_both(ours, theirs),
    "editor": lambda ours, theirs: a_person(organisation=ours, role="editor"),
    "editor elsewhere": lambda ours, theirs: a_person(organisation=theirs, role="editor"),
    "coordinator": lambda ours, theirs: a_person(organisation=ours, role="coordinator"),
    "mentor": lambda ours, theirs: a_mentor(),
    "mentoring coordinator": lambda ours, theirs: a_person(is_mentoring_coordinator=True),
    "moderator": lambda ours, theirs: a_moderator(),
    "admin": lambda ours, theirs: an_admin(),
    "waiting": lambda ours, theirs: a_person(organisation=ours, admitted_at=None),
    "unconfirmed": lambda ours, theirs: a_person(organisation=ours, confirmed_at=None),
    "suspended member": lambda ours, theirs: a_person(organisation=ours, suspended_at=LONG_AGO),
    "suspended editor": lambda ours, theirs: a_person(
        organisation=ours, role="editor", is_mentor=True, suspended_at=LONG_AGO
    ),
    "suspended moderator": lambda ours, theirs: a_moderator(suspended_at=LONG_AGO),
}

UNREAD = Narrowing(state="unread")


def _in_both(ours, theirs):
    who = a_person(organisation=ours)
    saved(Membership(account_id=who.id, organisation_id=theirs.id, role="editor"))
    return get_actor(who.id)


def rooms_of_every_kind(ours, theirs, who):
    """And a category for everybody; each of the rooms without an invitation and with one."""
    yield a_category()
    guests = ((), (who,)) if who.is_signed_in else ((),)
    for invited in guests:
        for of in (ours, theirs):
            yield a_room(of, guests=invited)
        yield a_room(guests=invited)
        for roles in (*([role] for role in ROLES), ["mentor", "coordinator"]):
            yield a_room(roles=roles, guests=invited)


def should_enter(who, room, ours, theirs):
    """The rule in plain words, from what the actor is and not from the rooms that it was given."""
    invitations = select(CategoryGuest.category_id, CategoryGuest.account_id)
    is_invited = (room.id, who.id) in set(db.session.execute(invitations).all())
    if room.audience == "public" or who.is_moderator:
        return True
    if who.state not in ("active", "suspended"):
        return False
    held = set(who.roles) | ({"editor"} if who.edits else set())
    held |= {"coordinator"} if who.coordinates else set()
    by_what_it_is_for = {
        "members": True,
        "organisation": room.organisation_id in who.organisations,
        "roles": bool(held & set(room.roles)),
    }
    return is_invited or by_what_it_is_for[room.audience]


@pytest.mark.parametrize("who", WHO)
def test_a_room_is_entered_by_whom_it_is_for_and_by_whom_is_invited(app, who):
    ours, theirs = an_organisation(), an_organisation()
    actor = WHO[who](ours, theirs)
    rooms = list(rooms_of_every_kind(ours, theirs, actor))
    actor = get_actor(actor.id) if actor.is_signed_in else actor
    entered = {room.id for room in rooms if may_enter(actor, room.id, room.is_room)}
    assert entered == {room.id for room in rooms if should_enter(actor, room, ours, theirs)}
    listed = set(db.session.scalars(select(Category.id).where(categories_entered_by(actor))))
    assert listed == entered
    moderated = {one.id for one in rooms if one.organisation_id in actor.edits}
    assert actor.moderated_rooms == moderated
    assert actor.moderated_rooms <= actor.rooms


@pytest.mark.parametrize("who", WHO)
def test_threads_and_posts_of_rooms_are_listed_exactly_where_they_would_be_shown(app, who):
    ours, theirs = an_organisation(), an_organisation()
    actor, asker = WHO[who](ours, theirs), an_admin()
    for room in rooms_of_every_kind(ours, theirs, actor):
        for hidden, deleted in product((None, LONG_AGO), repeat=2):
            thread = a_thread(asker, category=room)
            with transaction(None):
                row = db.session.get_one(Thread, thread.id)
                row.hidden_at, row.deleted_at = hidden, deleted
                row.author_id = actor.id if actor.is_signed_in else row.author_id
                post = db.session.scalars(select(Post).filter_by(thread_id=thread.id)).one()
                post.hidden_at, post.deleted_at = hidden, deleted
    actor = get_actor(actor.id) if actor.is_signed_in else actor
    threads, posts = db.session.scalars(select(Thread)).all(), db.session.scalars(select(Post))
    by_id = {thread.id: thread for thread in threads}
    seen = {thread for thread in threads if may_view(actor, thread)}
    for eyes in (actor, actor.eyes):
        assert set(db.session.scalars(select(Thread).where(visible_to(eyes)))) == seen
        unseen = set(db.session.scalars(select(Thread).where(unseen_by(eyes))))
        assert unseen == set(threads) - seen
    found = set(db.session.scalars(select(Thread).where(found_by(actor))))
    assert found == {thread for thread in threads if may_find(actor, thread)}
    posts = posts.all()
    read = {post for post in posts if may_read_post(actor, post, by_id[post.thread_id])}
    assert set(db.session.scalars(select(Post).where(readable_by(actor.eyes)))) == read
    unread = set(db.session.scalars(select(Post).where(unreadable_by(actor.eyes))))
    assert unread == set(posts) - read


def test_the_database_keeps_threads_in_step_with_their_category(app):
    thread = a_thread(an_admin(), category=(category := a_category()))
    with transaction(None):
        row = db.session.get_one(Category, category.id)
        row.audience, row.is_room = "members", True
    with transaction(None):
        assert db.session.get_one(Thread, thread.id).in_room
    other = a_category()
    with pytest.raises(IntegrityError), transaction(None):  # into another, as if it were one room
        db.session.get_one(Thread, thread.id).category_id = other.id


def test_a_room_is_left_with_the_organisation_and_with_the_invitation(app):
    ours = an_organisation()
    member, guest = a_person(organisation=ours), a_mentor()
    room = a_room(ours, guests=[guest])
    assert get_actor(member.id).rooms == get_actor(guest.id).rooms == {room.id}
    with transaction(None):
        db.session.query(Membership).filter_by(account_id=member.id).delete()
        db.session.query(CategoryGuest).delete()
    assert get_actor(member.id).rooms == get_actor(guest.id).rooms == set()


@pytest.fixture
def room(app):
    """Of an organisation, with a thread in it; and a thread for everybody."""
    a_thread(title="The one for all")
    room = a_room(an_organisation(name="Network of Villages"))
    asker = a_person(organisation=db.session.get_one(Organisation, room.organisation_id))
    a_thread(asker, category=room, title="The one for us")
    return room


def test_a_room_says_whose_it_is_at_its_category_and_at_its_threads(client, sign_in, room):
    thread = db.session.scalars(select(Thread).filter_by(in_room=True)).one()
    sign_in(client, get_actor(thread.author_id))
    told = "Room of Network of Villages"
    for path in ("/en/threads", "/en/threads?state=mine", "/en/", "/en/search?q=us"):
        page = client.get(path)
        assert "The one for us" in page.text, path
        assert told in page.text, path
    page = client.get(f"/en/categories/{room.id}", follow=True)
    assert told in page.text
    assert "The one for us" in page.text
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    assert told in page.text
    assert "Atom" not in page.text


def test_for_others_a_room_is_not_there(client, sign_in, room):
    thread = db.session.scalars(select(Thread).filter_by(in_room=True)).one()
    for who in (None, a_person(organisation=an_organisation())):
        if who:
            sign_in(client, who)
        for path in ("/en/threads", "/en/threads?state=waiting", "/en/", "/en/search?q=us"):
            page = client.get(path)
            assert "The one for us" not in page.text, path
            assert "Room of" not in page.text, path
        for path in (f"/en/categories/{room.id}", f"/en/threads/{thread.id}"):
            assert client.get(path).text == client.get("/en/threads/999999").text, path


def test_nobody_asks_in_a_room_of_others(client, sign_in, room):
    stranger, member = a_person(), db.session.scalars(select(Membership)).one()
    asked = {"kind": "question", "title": "Who may?", "body": "We ask.", "lang": "en"}
    for who, may in ((stranger, False), (get_actor(member.account_id), True)):
        sign_in(client, who)
        offered = client.get("/en/ask").all("#category option")
        assert (str(room.id) in {one.get("value") for one in offered}) == may
        if may:
            assert start_thread(who, category_id=room.id, **asked)
        else:
            with pytest.raises(Refused):
                start_thread(who, category_id=room.id, **asked)
            with pytest.raises(NotFound):
                mark_all_read(who, 0, room.id)


def test_news_in_a_room_is_news_to_nobody_else(room):
    stranger = a_person()
    mark_all_read(stranger, in_milliseconds(now()))
    assert not thread_list(stranger, UNREAD).threads
    member = get_actor(db.session.scalars(select(Membership)).one().account_id)
    a_reply(db.session.scalars(select(Thread).filter_by(in_room=True)).one(), an_admin())
    assert not thread_list(stranger, UNREAD).threads
    assert [one.title for one in thread_list(member, UNREAD).threads] == ["The one for us"]
    for who, has_a_floor in ((stranger, False), (member, True)):  # where the walk may end
        floor = db.session.scalar(select(floor_of_unread(who.eyes)), {"me": who.id})
        assert (floor is not None) == has_a_floor
