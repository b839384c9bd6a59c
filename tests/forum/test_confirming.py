"""Whoever is asked says that they have read an announcement; staff see who has and who has not."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from exchange.forum import actions, queries
from exchange.forum.announcing import (
    Terms,
    asked_of,
    is_asked,
    may_count_readers,
    may_name_readers,
)
from exchange.forum.models import Acknowledgement, Announcement, Category, Thread
from exchange.forum.moving import Seen
from exchange.forum.queries import readers
from exchange.forum.reminders import today_in
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed, NotFound
from exchange.people.actor import GUEST, Actor
from exchange.people.models import Account
from exchange.people.queries import get_actor
from tests.factories import (
    LONG_AGO,
    a_mentor,
    a_moderator,
    a_person,
    a_room,
    a_thread,
    an_admin,
    an_announcement,
    an_editor,
    an_organisation,
    opening_of,
)
from tests.page import CheckedClient, Page

SignIn = Callable[[CheckedClient, Actor], None]
BUTTON = "I have read this"


@pytest.fixture
def network(app: Flask) -> SimpleNamespace:
    """A room of an organisation with an announcement that asks, and those around it."""
    ours = an_organisation()
    room = a_room(ours, guests=[guest := a_mentor("Guido Guest")])
    editor = an_editor(ours, name="Edna Editor")
    made = SimpleNamespace(
        room=room,
        editor=editor,
        other_editor=an_editor(ours, name="Erna Editor"),
        member=a_person("Mina Member", organisation=ours),
        second=a_person("Mara Member", organisation=ours),
        guest=get_actor(guest.id),
        outsider=a_person("Olga Outside"),
        moderator=a_moderator("Moda Moderator"),
    )
    made.thread = an_announcement(editor, category=room, asks=True, title="Read this, please")
    return made


def confirmed(thread: Thread) -> set[int]:
    db.session.rollback()
    mine = Acknowledgement.thread_id == thread.id
    return set(db.session.scalars(select(Acknowledgement.account_id).where(mine)))


def on_the_front(client: CheckedClient) -> list[str]:
    page = client.get("/en/")
    return [one.text for one in page.all("section[aria-labelledby=announcements] li a")]


def names(page: Page) -> list[str]:
    return [one.text for one in page.all("main .rows a")]


def test_a_member_confirms_it_sees_when_and_it_leaves_their_front_page(
    client: CheckedClient, sign_in: SignIn, network: SimpleNamespace
) -> None:
    here = f"/en/threads/{network.thread.id}"
    sign_in(client, network.member)
    assert on_the_front(client) == ["Read this, please"]
    assert "Please confirm that you have read this" in client.get("/en/").text
    page = client.get(here, follow=True)
    assert page.form("/confirm").pressed.text == BUTTON
    page = client.submit(page, "/confirm")
    assert "Thank you: you have confirmed it." in page.text
    day = today_in(network.member.timezone, now())
    assert f"You confirmed on {day.day} {day:%B %Y}" in page.one("#confirm").text
    assert BUTTON not in page.text
    assert confirmed(network.thread) == {network.member.id}
    assert on_the_front(client) == []
    sign_in(client, network.second)
    assert on_the_front(client) == ["Read this, please"]


def test_twice_is_once(network: SimpleNamespace) -> None:
    actions.confirm_announcement(network.member, network.thread.id)
    first = db.session.scalars(select(Acknowledgement.confirmed_at)).one()
    actions.confirm_announcement(network.member, network.thread.id)
    assert db.session.scalars(select(Acknowledgement.confirmed_at)).one() == first


def test_what_one_may_not_read_one_does_not_confirm(
    client: CheckedClient, sign_in: SignIn, network: SimpleNamespace
) -> None:
    sign_in(client, network.outsider)
    token = client.get("/en/").one("#act input[name=csrf_token]")["value"]
    for number in (network.thread.id, 999_999):
        page = client.post(f"/en/threads/{number}/confirm", {"csrf_token": token})
        assert page.status == 404
    with pytest.raises(NotFound):
        actions.confirm_announcement(network.outsider, network.thread.id)
    hidden = an_announcement(asks=True)
    actions.hide_post(a_moderator(), opening_of(hidden))
    with pytest.raises(NotFound):
        actions.confirm_announcement(network.outsider, hidden.id)
    with pytest.raises(NotFound):
        actions.confirm_announcement(network.outsider, a_thread().id)
    assert confirmed(hidden) == confirmed(network.thread) == set()


def test_who_is_not_asked_does_not_confirm(app: Flask, network: SimpleNamespace) -> None:
    silent = an_announcement()
    for who, thread in (
        (network.member, silent),
        (network.editor, network.thread),  # its author
        (network.moderator, network.thread),  # looks into every room
        (get_actor(a_person(suspended_at=LONG_AGO).id), an_announcement(asks=True)),
        (GUEST, an_announcement(asks=True)),
    ):
        with pytest.raises(NotAllowed):
            actions.confirm_announcement(who, thread.id)
        assert confirmed(thread) == set()
    with transaction(None):
        db.session.get_one(Thread, network.thread.id).kind = "discussion"
    with pytest.raises(NotAllowed):
        actions.confirm_announcement(network.member, network.thread.id)


def test_who_is_not_asked_sees_no_empty_box(client: CheckedClient, sign_in: SignIn) -> None:
    thread = an_announcement(asks=True)
    for who in (a_person(admitted_at=None), a_person(suspended_at=LONG_AGO)):
        sign_in(client, who)
        assert client.get(f"/en/threads/{thread.id}", follow=True).all("#confirm") == []


def test_what_is_asked_is_no_sentence_put_together(client: CheckedClient, sign_in: SignIn) -> None:
    thread = an_announcement(asks=True)
    sign_in(client, a_person())
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    assert page.all("#confirm p")[0].text == "Please confirm that you have read this"


def test_a_guest_is_led_to_sign_in_and_back(client: CheckedClient) -> None:
    thread = an_announcement(asks=True)
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    way = page.link("Sign in to confirm that you have read this")
    assert way == f"/en/sign-in?next=/en/threads/{thread.id}"
    assert client.get(way).status == 200
    assert BUTTON not in page.text
    assert "Confirmed:" not in page.text


def test_staff_see_how_many_and_who_and_members_see_neither(
    client: CheckedClient, sign_in: SignIn, network: SimpleNamespace
) -> None:
    here = f"/en/threads/{network.thread.id}"
    actions.confirm_announcement(network.member, network.thread.id)
    for who in (network.editor, network.other_editor, network.moderator):
        sign_in(client, who)
        page = client.get(here, follow=True)
        assert "Confirmed: 1 of 4" in page.one("#confirm").text
        page = client.get(page.link("Who has confirmed it, and who has not"))
        assert set(names(page)) == {"Mara Member", "Guido Guest", "Erna Editor"}
        page = client.get(page.link("Confirmed: 1 of 4"))
        assert names(page) == ["Mina Member"]
    for who in (network.member, network.second, network.guest):
        sign_in(client, who)
        page = client.get(here, follow=True)
        assert "Confirmed:" not in page.text
        assert client.get(f"{here}/readers").status == 403
        with pytest.raises(NotAllowed):
            readers.reader_page(who, network.thread.id, have_confirmed=True, after=0)
    for who in (network.outsider, an_editor()):
        with pytest.raises(NotFound):
            readers.reader_page(who, network.thread.id, have_confirmed=True, after=0)


def test_the_author_sees_how_many_wherever_it_stands_but_no_names(
    client: CheckedClient, sign_in: SignIn, network: SimpleNamespace
) -> None:
    place = a_thread().category_id
    seen = Seen(network.thread.id, network.thread.edit_version)
    actions.move_thread(network.moderator, place, seen)
    sign_in(client, network.editor)
    page = client.get(f"/en/threads/{network.thread.id}", follow=True)
    assert "Confirmed: 0 of" in page.one("#confirm").text
    assert "Who has confirmed it" not in page.text
    head = queries.thread_head(network.editor, network.thread.id)
    assert may_count_readers(network.editor, head)
    assert not may_name_readers(network.editor, head)
    assert not may_count_readers(network.outsider, head)


def test_the_names_come_page_by_page(client: CheckedClient, sign_in: SignIn) -> None:
    author = a_moderator()
    people = [a_person(f"Reader {n:03}") for n in range(readers.PAGE_SIZE + 2)]
    thread = an_announcement(author, asks=True)
    sign_in(client, author)
    page = client.get(f"/en/threads/{thread.id}/readers")
    assert names(page) == [one.name for one in people[: readers.PAGE_SIZE]]
    page = client.get(page.link("More people"))
    assert names(page) == [one.name for one in people[readers.PAGE_SIZE :]]
    assert "More people" not in page.text
    for one in people:
        actions.confirm_announcement(one, thread.id)
    page = client.get(f"/en/threads/{thread.id}/readers")
    assert "Nobody stands here." in page.text
    page = client.get(client.get(page.link("Confirmed: 52 of 52")).link("More people"))
    assert names(page) == [one.name for one in people[readers.PAGE_SIZE :]]
    assert client.get(f"/en/threads/{thread.id}/readers?from=x").status == 404


def test_without_asking_there_is_no_such_page(client: CheckedClient, sign_in: SignIn) -> None:
    sign_in(client, a_moderator())
    assert client.get(f"/en/threads/{an_announcement().id}/readers").status == 404
    assert client.get(f"/en/threads/{a_thread().id}/readers").status == 403


def test_the_page_and_the_list_ask_the_same_people(app: Flask) -> None:
    ours = an_organisation()
    rooms = [
        a_room(ours),
        a_room(roles=["mentor"], audience="roles"),
        a_room(),
        a_room(ours, guests=[invited := a_person()]),
    ]
    threads = [an_announcement(asks=True)]
    threads += [an_announcement(an_admin(), category=room, asks=True) for room in rooms]
    people = [
        a_person(organisation=ours),
        an_editor(ours),
        a_mentor(),
        a_moderator(),
        an_admin(organisation=ours),
        a_person(organisation=ours, suspended_at=LONG_AGO),
        a_person(organisation=ours, admitted_at=None),
        a_person(confirmed_at=None, admitted_at=None),
        invited,
    ]
    people += [Actor(id=one.author_id) for one in threads]
    for thread in threads:
        listed = {row.id for row in readers._page(False).all(thread_id=thread.id, after=0)}
        for who in people:
            fresh = get_actor(who.id)
            in_sql = set(db.session.scalars(select(Thread.id).where(asked_of(fresh))))
            is_another = fresh.id != thread.author_id
            assert (thread.id in in_sql and is_another) == is_asked(fresh, thread)
            assert (fresh.id in listed) == is_asked(fresh, thread), (thread.category_id, fresh)


def test_when_it_asks_no_more_or_is_something_else_it_shows_nothing(
    client: CheckedClient, sign_in: SignIn, network: SimpleNamespace
) -> None:
    actions.confirm_announcement(network.member, network.thread.id)
    here = f"/en/threads/{network.thread.id}"
    until = now() + timedelta(days=3)
    actions.change_announcement(
        network.editor, network.thread.id, version=1, terms=Terms(until, False)
    )
    for who in (network.member, network.second):
        sign_in(client, who)
        assert client.get(here, follow=True).all("#confirm") == []
        # What one has confirmed stays put away only while it asks.
        assert on_the_front(client) == ["Read this, please"]
    actions.change_announcement(
        network.editor, network.thread.id, version=2, terms=Terms(until, True)
    )
    sign_in(client, network.member)
    assert "You confirmed on" in client.get(here, follow=True).text
    with transaction(None):
        db.session.get_one(Thread, network.thread.id).kind = "discussion"
    actions.post_reply(network.member, opening_of(network.thread), body="So?", lang="en")
    for who in (network.member, network.editor):
        sign_in(client, who)
        assert client.get(here, follow=True).all("#confirm") == []
        assert on_the_front(client) == []


def test_with_an_account_go_its_confirmations(network: SimpleNamespace) -> None:
    gone = a_person()
    public = an_announcement(asks=True)
    actions.confirm_announcement(gone, public.id)
    with transaction(None):
        db.session.execute(delete(Account).where(Account.id == gone.id))
    assert confirmed(public) == set()


def test_merged_it_leads_to_the_other_and_nothing_is_broken(
    client: CheckedClient, sign_in: SignIn
) -> None:
    member, moderator = a_person(), a_moderator()
    thread, into = an_announcement(moderator, asks=True), a_thread(title="Where it went")
    actions.confirm_announcement(member, thread.id)
    seen = Seen(thread.id, thread.edit_version, into.id)
    actions.merge_thread(moderator, opening_of(into), seen, by_time=True)
    for who in (member, moderator):
        sign_in(client, who)
        page = client.get(f"/en/threads/{thread.id}", follow=True)
        assert page.h1 == "Where it went"
        assert page.all("#confirm") == []
    assert client.get(f"/en/threads/{thread.id}/readers").status == 404
    with pytest.raises(NotFound):
        actions.remind_readers(moderator, thread.id)


def test_one_that_asks_costs_a_member_one_statement_and_other_threads_none(
    client: CheckedClient, sign_in: SignIn, count_queries: Callable
) -> None:
    category = db.session.get_one(Category, a_thread().category_id)
    threads = [
        an_announcement(category=category, asks=True),
        an_announcement(category=category),
        a_thread(category=category, kind="discussion"),
    ]
    sign_in(client, a_person())
    costs = []
    for thread in threads:
        for _ in range(2):
            client.get(f"/en/threads/{thread.id}", follow=True)
        page = client.get(f"/en/threads/{thread.id}", follow=True)
        with count_queries() as seen:
            client.get(page.path)
        costs.append(len(seen))
    assert costs == [costs[2] + 1, costs[2], costs[2]]


def test_a_reminder_goes_once_a_week(
    client: CheckedClient, sign_in: SignIn, network: SimpleNamespace
) -> None:
    sign_in(client, network.editor)
    here = f"/en/threads/{network.thread.id}"
    form = client.get(here, follow=True).form("/remind")
    page = client._followed(client.send(form))
    assert "Those who have not confirmed it are reminded now." in page.text
    assert "Reminded last:" in page.one("#confirm").text
    assert "Remind those" not in page.text
    assert "They were reminded less than a week ago." in client._followed(client.send(form)).text
    assert not actions.remind_readers(network.editor, network.thread.id)
    with transaction(None):
        week_ago = now() - timedelta(days=7, minutes=1)
        db.session.execute(update(Announcement).values(reminded_at=week_ago))
    assert actions.remind_readers(network.editor, network.thread.id)


def test_only_who_may_announce_there_reminds(network: SimpleNamespace) -> None:
    for who, why in (
        (network.member, NotAllowed),
        (network.guest, NotAllowed),
        (network.outsider, NotFound),
        (GUEST, NotFound),
    ):
        with pytest.raises(why):
            actions.remind_readers(who, network.thread.id)
    silent = an_announcement(network.moderator)
    with pytest.raises(NotFound):
        actions.remind_readers(network.moderator, silent.id)
    assert actions.remind_readers(network.other_editor, network.thread.id)


def test_an_author_who_has_lost_the_role_sees_how_many_and_reminds_nobody(
    client: CheckedClient, sign_in: SignIn
) -> None:
    author = a_moderator()
    thread = an_announcement(author, asks=True)
    a_person()
    with transaction(None):
        db.session.get_one(Account, author.id).is_moderator = False
    with pytest.raises(NotAllowed):
        actions.remind_readers(get_actor(author.id), thread.id)
    sign_in(client, author)
    box = client.get(f"/en/threads/{thread.id}", follow=True).one("#confirm")
    assert "Confirmed: 0 of 1" in box.text
    assert "Remind those" not in box.text


def test_while_it_is_hidden_nobody_is_reminded_and_no_week_begins(
    client: CheckedClient, sign_in: SignIn, network: SimpleNamespace
) -> None:
    opening, here = opening_of(network.thread), f"/en/threads/{network.thread.id}"
    actions.hide_post(network.moderator, opening)
    with pytest.raises(NotAllowed):
        actions.remind_readers(network.moderator, network.thread.id)
    sign_in(client, network.moderator)
    for address in (here, f"{here}/readers"):
        assert "Remind those" not in client.get(address, follow=True).text
    actions.show_post(network.moderator, opening)
    assert "Remind those" in client.get(here, follow=True).text
    assert actions.remind_readers(network.moderator, network.thread.id)
