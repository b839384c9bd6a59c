"""New replies in a thread that one watches: told once, mailed once, ended by one click."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from itsdangerous import URLSafeSerializer

from exchange.forum import actions as forum
from exchange.forum.marks import SEEN
from exchange.forum.models import Thread
from exchange.forum.queries import watches
from exchange.notifications.actions import mark_all_seen, notify, switch_off
from exchange.notifications.queries import kinds_switched_off, unread_list
from exchange.people.actor import Actor
from tests.factories import LONG_AGO, a_moderator, a_person, a_reply, a_thread, opening_of
from tests.notifications.post_office import change, filed, kinds_of, text_of, work
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def a_watcher(thread: Thread, **traits: object) -> Actor:
    who = a_person(joined_at=LONG_AGO, **traits)
    forum.watch(who, thread.id)
    return who


def waiting_for(who: Actor) -> list[tuple[str, int]]:
    return [(one.kind, one.subject_id) for one in unread_list(who)]


def test_who_watches_is_told_of_a_reply_and_who_does_not_is_not(app: Flask) -> None:
    thread = a_thread()
    watcher, other = a_watcher(thread), a_person()
    reply = a_reply(thread)
    work()
    assert waiting_for(watcher) == [("reply_in_watched", reply)]
    assert kinds_of(other.id) == []


def test_nobody_is_told_twice_of_one_reply_or_of_the_own(app: Flask) -> None:
    asker, writer = a_person(), a_person()
    thread = a_thread(asker)
    first = a_reply(thread, writer)
    work()
    assert kinds_of(writer.id) == []
    a_reply(first)
    work()
    assert kinds_of(asker.id) == ["reply_to_question"] * 2
    assert kinds_of(writer.id) == ["reply_to_post"]


def test_the_next_replies_join_what_waits_until_it_was_seen(app: Flask, folder: Path) -> None:
    watcher = a_watcher(thread := a_thread(), email="w@example.org")
    first = a_reply(thread)
    for _ in range(3):
        a_reply(thread)
    work()
    assert waiting_for(watcher) == [("reply_in_watched", first)]
    assert len([mail for mail in filed(folder) if "w@example.org" in str(mail["To"])]) == 1
    mark_all_seen(watcher, unread_list(watcher)[0].id)
    later = a_reply(thread)
    work()
    assert waiting_for(watcher) == [("reply_in_watched", later)]


def test_they_also_join_a_reply_to_ones_own_post_that_waits(app: Flask) -> None:
    writer = a_person()
    thread = a_thread()
    mine = a_reply(thread, writer)
    a_reply(mine)
    a_reply(thread)
    work()
    assert kinds_of(writer.id) == ["reply_to_post"]


def test_who_has_read_the_thread_is_told_anew_without_pressing_a_button(
    client: CheckedClient, sign_in: SignIn
) -> None:
    watcher = a_watcher(thread := a_thread())
    a_reply(thread)
    work()
    sign_in(client, watcher)
    client.get(f"/en/threads/{thread.id}", follow=True)
    SEEN.write_now()
    later = a_reply(thread)
    work()
    assert waiting_for(watcher) == [("reply_in_watched", later)]


def test_who_began_to_watch_after_a_reply_is_not_told_of_it(app: Flask) -> None:
    thread = a_thread()
    a_reply(thread)
    watcher = a_watcher(thread)
    work()
    assert kinds_of(watcher.id) == []


def test_two_threads_wait_side_by_side(app: Flask) -> None:
    one, two = a_thread(), a_thread()
    watcher = a_watcher(one)
    forum.watch(watcher, two.id)
    a_reply(one)
    a_reply(two)
    work()
    assert len(waiting_for(watcher)) == 2


@pytest.mark.parametrize("what", ["reply", "thread"])
def test_what_was_hidden_is_neither_shown_nor_mailed_and_blocks_nothing(
    app: Flask, folder: Path, what: str
) -> None:
    watcher = a_watcher(thread := a_thread(), email="w@example.org")
    reply = a_reply(thread)
    forum.hide_post(a_moderator(), reply if what == "reply" else opening_of(thread))
    work()
    assert waiting_for(watcher) == []
    assert not [mail for mail in filed(folder) if "w@example.org" in str(mail["To"])]
    if what == "reply":
        later = a_reply(thread)
        work()
        assert waiting_for(watcher) == [("reply_in_watched", later)]


def test_who_stopped_watching_meanwhile_is_not_mailed(app: Flask, folder: Path) -> None:
    watcher = a_watcher(thread := a_thread(), email="w@example.org")
    a_reply(thread)
    forum.unwatch(watcher, thread.id)
    work()
    assert not [mail for mail in filed(folder) if "w@example.org" in str(mail["To"])]
    assert waiting_for(watcher) == []


def test_who_ends_it_between_the_telling_and_the_mail_is_not_mailed_whoever_else_watches(
    app: Flask, folder: Path
) -> None:
    watcher = a_watcher(thread := a_thread(), email="w@example.org")
    stays = a_watcher(thread)
    reply = a_reply(thread)
    for who in (watcher, stays):
        notify([who.id], "reply_in_watched", ("post", reply), "replied")
    forum.unwatch(watcher, thread.id)
    work()
    assert (waiting_for(watcher), waiting_for(stays)) == ([], [("reply_in_watched", reply)])
    assert not [mail for mail in filed(folder) if "w@example.org" in str(mail["To"])]


def test_that_one_watches_another_thread_keeps_nothing_of_this_one(app: Flask) -> None:
    watcher = a_watcher(thread := a_thread())
    forum.watch(watcher, a_thread().id)
    a_reply(thread)
    work()
    forum.unwatch(watcher, thread.id)
    assert waiting_for(watcher) == []


def test_the_kind_can_be_switched_off_and_then_only_waits(app: Flask, folder: Path) -> None:
    watcher = a_watcher(thread := a_thread(), email="w@example.org")
    switch_off(watcher.id, "reply_in_watched")
    a_reply(thread)
    work()
    assert not [mail for mail in filed(folder) if "w@example.org" in str(mail["To"])]
    assert len(waiting_for(watcher)) == 1


@pytest.mark.parametrize("what", ["reply", "thread"])
def test_what_its_author_took_back_is_neither_shown_nor_mailed(
    app: Flask, folder: Path, what: str
) -> None:
    asker, writer = a_person(), a_person()
    watcher = a_watcher(thread := a_thread(asker), email="w@example.org")
    reply = a_reply(thread, writer)
    forum.delete_post(writer, reply)
    if what == "thread":
        forum.delete_post(asker, opening_of(thread))
    work()
    assert waiting_for(watcher) == []
    assert not [mail for mail in filed(folder) if "w@example.org" in str(mail["To"])]


def test_who_was_suspended_meanwhile_is_not_mailed(app: Flask, folder: Path) -> None:
    watcher = a_watcher(thread := a_thread(), email="w@example.org")
    a_reply(thread)
    change(watcher.id, suspended_at=LONG_AGO)
    work()
    assert not [mail for mail in filed(folder) if "w@example.org" in str(mail["To"])]


def test_who_ended_it_and_replied_since_is_told_nothing(app: Flask) -> None:
    watcher = a_watcher(thread := a_thread())
    forum.unwatch(watcher, thread.id)
    a_reply(thread, watcher)
    a_reply(thread)
    work()
    assert kinds_of(watcher.id) == []


@pytest.fixture
def mailed(app: Flask, folder: Path) -> tuple[Actor, Thread, str]:
    """A watcher, what they watch, and the path in the header of their mail."""
    watcher = a_watcher(thread := a_thread(), email="w@example.org")
    a_reply(thread, body="The hall has a new roof.")
    work()
    [mail] = [mail for mail in filed(folder) if "w@example.org" in str(mail["To"])]
    assert mail["Subject"].startswith("New reply in a thread that you watch")
    assert "The hall has a new roof." in text_of(mail)
    link = str(mail["List-Unsubscribe"]).strip("<>")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    return watcher, thread, link.removeprefix("http://localhost")


def test_one_click_ends_the_watching_of_that_thread_and_no_kind_of_mail(
    client: CheckedClient, mailed: tuple[Actor, Thread, str]
) -> None:
    watcher, thread, link = mailed
    other = a_thread()
    forum.watch(watcher, other.id)
    for _ in range(2):
        assert client.post(link, ONE_CLICK).status == 200
    assert not watches(watcher.id, thread.id)
    assert watches(watcher.id, other.id)
    assert kinds_switched_off(watcher.id) == set()


def test_the_page_of_the_link_asks_first(
    client: CheckedClient, mailed: tuple[Actor, Thread, str]
) -> None:
    watcher, thread, link = mailed
    page = client.get(link)
    assert page.one("h1").text == "Do not watch this thread any more"
    assert "You then watch it no more." in page.text
    assert watches(watcher.id, thread.id), "looking changes nothing"
    page = client.submit(page, link)
    assert "You do not watch this thread any more" in page.text
    assert not watches(watcher.id, thread.id)


def test_a_link_that_we_did_not_sign_ends_no_watching(
    client: CheckedClient, mailed: tuple[Actor, Thread, str]
) -> None:
    watcher, thread, link = mailed
    forged = URLSafeSerializer("another key", salt="mail link: unsubscribe")
    body, _, signature = link.rpartition("/")[2].rpartition(".")
    other = URLSafeSerializer("x").dumps([watcher.id, "reply_in_watched", thread.id + 1])
    for token in (
        forged.dumps([watcher.id, "reply_in_watched", thread.id]),
        f"{body}.{signature[:-4]}AAAA",
        f"{other.rpartition('.')[0]}.{signature}",
    ):
        assert client.get(f"/mail/unsubscribe/{token}").status == 404
        assert client.post(f"/mail/unsubscribe/{token}", ONE_CLICK).status == 404
    assert watches(watcher.id, thread.id)


def test_the_link_of_one_person_ends_nothing_for_another(
    client: CheckedClient, mailed: tuple[Actor, Thread, str]
) -> None:
    _watcher, thread, link = mailed
    other = a_watcher(thread)
    assert client.post(link, ONE_CLICK).status == 200
    assert watches(other.id, thread.id)
