"""On the morning of its day a bookmark is told of, once, if its post can still be read."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from exchange.forum import actions as forum
from exchange.forum.actions import remind_of_bookmarks
from exchange.forum.models import Bookmark
from exchange.kernel import worker
from exchange.kernel.clock import now
from exchange.kernel.db import db
from exchange.kernel.worker import sweep
from exchange.notifications.actions import switch_off
from exchange.notifications.queries import notification_page
from exchange.people.actor import Actor
from tests.factories import a_mark, a_moderator, a_person, a_reply, a_thread
from tests.notifications.post_office import filed, html_of, kinds_of, text_of, work
from tests.page import CheckedClient

YESTERDAY = timedelta(days=-1)


def a_post(**given: object) -> int:
    """One of which nobody else is told."""
    writer = a_person("Ana")
    return a_reply(a_thread(writer, **given), writer)


def due(who: Actor, post: int, note: str = "Show it to the council") -> int:
    return a_mark(who, post, note, now() + YESTERDAY)


def test_its_person_is_told_and_mailed_once(folder: Path) -> None:
    me, post = a_person(), a_post(title="Who pays the animator?")
    due(me, post)
    for _ in range(2):  # the machine stood still for a day: it catches up once
        sweep()
        work()
    assert kinds_of(me.id) == ["bookmark_due"]
    [mail] = filed(folder)
    assert mail["Subject"] == "You wanted to be reminded: Who pays the animator?"
    assert "Show it to the council" in text_of(mail)
    assert "Show it to the council" in html_of(mail)
    assert f"/posts/{post}" in text_of(mail)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert db.session.scalars(select(Bookmark.remind_at)).all() == [None]


def test_two_workers_tell_once(folder: Path) -> None:
    me = a_person()
    mark = due(me, a_reply(a_thread()))
    remind_of_bookmarks()
    remind_of_bookmarks()
    work()
    assert kinds_of(me.id) == ["bookmark_due"]
    forum.change_bookmark(me, mark, version=1, note="", remind_at=now() + timedelta(hours=-2))
    sweep()
    work()
    assert kinds_of(me.id) == ["bookmark_due"] * 2  # another day, another reminder


def test_what_is_not_due_waits(app: Flask) -> None:
    me, thread = a_person(), a_thread()
    a_mark(me, a_reply(thread), "", now() + timedelta(minutes=1))
    a_mark(me, a_reply(thread))
    sweep()
    work()
    assert kinds_of(me.id) == []


def test_many_are_told_in_bites(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exchange.forum.actions.bookmarks.AT_ONCE", 2)
    me, thread = a_person(), a_thread()
    for _ in range(5):
        due(me, a_reply(thread))
    sweep()
    work()
    assert kinds_of(me.id) == ["bookmark_due"] * 5


@pytest.mark.parametrize("how", ["hidden", "deleted", "removed"])
def test_nothing_is_told_of_what_is_not_to_be_read_or_not_wanted_any_more(
    folder: Path, how: str
) -> None:
    me, writer = a_person(), a_person()
    post = a_reply(a_thread(writer), writer)
    mark = due(me, post)
    sweep()
    if how == "hidden":
        forum.hide_post(a_moderator(), post)
    elif how == "deleted":
        forum.delete_post(writer, post)
    else:
        forum.remove_bookmark(me, mark)
    work()
    assert filed(folder) == []
    assert notification_page(me, 1).notifications == []


def test_a_mail_of_this_kind_can_be_switched_off(folder: Path) -> None:
    me = a_person()
    due(me, a_post())
    switch_off(me.id, "bookmark_due")
    sweep()
    work()
    assert filed(folder) == []
    assert kinds_of(me.id) == ["bookmark_due"]


def test_nobody_else_is_told(folder: Path) -> None:
    writer, me = a_person(), a_person()
    post = a_reply(a_thread(writer), writer)
    due(me, post)
    sweep()
    work()
    assert kinds_of(writer.id) == []
    assert [mail["To"].addresses[0].display_name for mail in filed(folder)] == [me.name]


def test_the_list_of_what_waits_leads_to_the_post(
    client: CheckedClient, sign_in: Callable[[CheckedClient, Actor], None]
) -> None:
    me, post = a_person(), a_reply(a_thread())
    due(me, post)
    sweep()
    work()
    sign_in(client, me)
    page = client.get("/en/notifications")
    assert page.one(".rows a")["href"] == f"/en/posts/{post}"


def test_a_worker_looks_when_it_starts(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    swept = []

    class Stop:
        def is_set(self) -> bool:
            return bool(swept)

        def wait(self, _seconds: float) -> None:
            raise AssertionError("it waited before it looked")

    monkeypatch.setattr(worker, "sweep", lambda: swept.append(True))
    monkeypatch.setattr(worker, "deliver_due", lambda: 1)
    worker.run(app, Stop())  # type: ignore[arg-type]
    assert swept == [True]
