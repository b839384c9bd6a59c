"""New threads in a category that one watches: told once each, mailed, ended by one click."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from exchange.forum import actions as forum
from exchange.forum.models import Category, Thread
from exchange.forum.queries import watches_category
from exchange.kernel.db import db, transaction
from exchange.notifications.actions import notify, switch_off
from exchange.notifications.queries import kinds_switched_off, unread_list
from exchange.people.actor import Actor
from tests.factories import (
    LONG_AGO,
    a_category,
    a_mentor,
    a_moderator,
    a_person,
    a_reply,
    a_thread,
    opening_of,
)
from tests.notifications.post_office import change, filed, kinds_of, text_of, work
from tests.page import CheckedClient

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
NEW = "thread_in_watched"


@pytest.fixture
def category(app: Flask) -> Category:
    return a_category("Dairies")


@pytest.fixture
def watcher(category: Category) -> Actor:
    who = a_person(email="w@example.org")
    forum.watch_category(who, category.id)
    return who


def waiting_for(who: Actor) -> list[tuple[str, int]]:
    return [(one.kind, one.subject_id) for one in unread_list(who)]


def mails_of(folder: Path) -> list[str]:
    return [str(mail["Subject"]) for mail in filed(folder) if "w@example.org" in str(mail["To"])]


def test_who_watches_is_told_of_each_new_thread_and_of_no_reply(
    category: Category, watcher: Actor, folder: Path
) -> None:
    one = a_thread(category=category, title="A mobile dairy")
    two = a_thread(category=category, kind="discussion", title="Prices of milk")
    a_reply(one)
    a_reply(one)
    a_thread(title="Elsewhere")
    work()
    assert waiting_for(watcher) == [(NEW, opening_of(two)), (NEW, opening_of(one))]
    said = "New thread in a category that you watch"
    assert sorted(mails_of(folder)) == [f"{said}: A mobile dairy", f"{said}: Prices of milk"]


def test_one_thread_is_told_once_however_often_it_is_delivered(
    category: Category, watcher: Actor
) -> None:
    opening = opening_of(a_thread(category=category))
    work()
    notify([watcher.id], NEW, ("post", opening), "asked")
    work()
    assert waiting_for(watcher) == [(NEW, opening)]


def test_nobody_is_told_of_their_own_thread(category: Category, watcher: Actor) -> None:
    a_thread(watcher, category=category)
    work()
    assert kinds_of(watcher.id) == []


def test_who_began_to_watch_after_a_thread_is_not_told_of_it(category: Category) -> None:
    a_thread(category=category)
    late = a_person()
    forum.watch_category(late, category.id)
    work()
    assert kinds_of(late.id) == []


def test_who_does_not_watch_or_has_ended_it_is_not_told(category: Category) -> None:
    other, ended = a_person(), a_person()
    forum.watch_category(ended, category.id)
    forum.unwatch_category(ended, category.id)
    a_thread(category=category)
    work()
    assert (kinds_of(other.id), kinds_of(ended.id)) == ([], [])


def test_a_mentor_who_watches_is_told_once_that_a_question_waits(category: Category) -> None:
    mentor = a_mentor()
    forum.watch_category(mentor, category.id)
    a_thread(category=category)
    a_thread(category=category, kind="discussion")
    work()
    assert kinds_of(mentor.id) == ["waiting_for_mentor", NEW]


def test_a_mentor_without_mails_of_what_waits_is_told_as_who_watches(
    category: Category, folder: Path
) -> None:
    mentor, quiet = a_mentor(email="w@example.org"), a_mentor()
    forum.watch_category(mentor, category.id)
    for who in (mentor, quiet):
        switch_off(who.id, "waiting_for_mentor")
    a_thread(category=category)
    work()
    assert kinds_of(mentor.id) == [NEW]
    assert len(mails_of(folder)) == 1
    assert kinds_of(quiet.id) == ["waiting_for_mentor"]


def test_the_kind_can_be_switched_off_and_then_only_waits(
    category: Category, watcher: Actor, folder: Path
) -> None:
    switch_off(watcher.id, NEW)
    a_thread(category=category)
    work()
    assert mails_of(folder) == []
    assert len(waiting_for(watcher)) == 1


def hide(thread: Thread) -> None:
    forum.hide_post(a_moderator(), opening_of(thread))


def take_back(thread: Thread) -> None:
    with transaction(None):
        author = db.session.get_one(Thread, thread.id).author_id
    forum.delete_post(Actor(id=author, state="active"), opening_of(thread))


def move_away(thread: Thread) -> None:
    elsewhere = a_category()
    with transaction(None):
        db.session.get_one(Thread, thread.id).category_id = elsewhere.id


@pytest.mark.parametrize("gone", [hide, take_back, move_away])
def test_what_is_not_to_be_seen_there_any_more_is_neither_shown_nor_mailed(
    category: Category, watcher: Actor, folder: Path, gone: Callable[[Thread], None]
) -> None:
    thread = a_thread(category=category)
    notify([watcher.id], NEW, ("post", opening_of(thread)), "asked")
    gone(thread)
    work()
    assert waiting_for(watcher) == []
    assert mails_of(folder) == []


def test_who_ended_it_meanwhile_is_not_mailed(
    category: Category, watcher: Actor, folder: Path
) -> None:
    a_thread(category=category)
    forum.unwatch_category(watcher, category.id)
    other = a_person()
    forum.watch_category(other, category.id)
    work()
    assert mails_of(folder) == []
    assert waiting_for(watcher) == []


def test_that_another_watches_tells_nobody_else(
    category: Category, watcher: Actor, folder: Path
) -> None:
    """The same notification of one who stopped and of one who did not."""
    stays = a_person()
    forum.watch_category(stays, category.id)
    opening = opening_of(a_thread(category=category))
    for who in (watcher, stays):
        notify([who.id], NEW, ("post", opening), "asked")
    forum.unwatch_category(watcher, category.id)
    work()
    assert (waiting_for(watcher), waiting_for(stays)) == ([], [(NEW, opening)])
    assert mails_of(folder) == []


def test_who_was_suspended_meanwhile_is_not_mailed(
    category: Category, watcher: Actor, folder: Path
) -> None:
    a_thread(category=category)
    change(watcher.id, suspended_at=LONG_AGO)
    work()
    assert mails_of(folder) == []


@pytest.fixture
def link(category: Category, watcher: Actor, folder: Path) -> str:
    """The path in the header of the mail about a new thread."""
    a_thread(category=category, body="The hall has a new roof.")
    work()
    [mail] = [mail for mail in filed(folder) if "w@example.org" in str(mail["To"])]
    assert "The hall has a new roof." in text_of(mail)
    assert "Do not watch this category any more:" in text_of(mail)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    return str(mail["List-Unsubscribe"]).strip("<>").removeprefix("http://localhost")


def test_one_click_ends_the_watching_of_that_category_and_no_kind_of_mail(
    client: CheckedClient, category: Category, watcher: Actor, link: str
) -> None:
    other, stays = a_category(), a_person()
    forum.watch_category(watcher, other.id)
    forum.watch_category(stays, category.id)
    for _ in range(2):
        assert client.post(link, ONE_CLICK).status == 200
    assert not watches_category(watcher.id, category.id)
    assert watches_category(watcher.id, other.id)
    assert watches_category(stays.id, category.id)
    assert kinds_switched_off(watcher.id) == set()


def test_the_page_of_the_link_asks_first(
    client: CheckedClient, category: Category, watcher: Actor, link: str
) -> None:
    page = client.get(link)
    assert "new threads in the category" in page.text
    assert page.one("h1").text == "Do not watch this category any more"
    assert watches_category(watcher.id, category.id), "looking changes nothing"
    page = client.submit(page, link)
    assert "You do not watch this category any more" in page.text
    assert not watches_category(watcher.id, category.id)
