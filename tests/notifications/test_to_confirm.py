"""Those who have not confirmed an announcement are reminded, once for each reminder."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from exchange.forum import actions as forum
from exchange.forum.announcing import Terms
from exchange.forum.events import ReadersReminded
from exchange.forum.models import Announcement, Post, Thread
from exchange.forum.moving import Seen
from exchange.forum.queries import readers
from exchange.kernel.clock import in_milliseconds, now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.outbox import deliver_due
from exchange.kernel.rulings import NotAllowed
from exchange.notifications.actions import switch_off
from exchange.notifications.models import Notification
from exchange.notifications.queries import unread_list
from exchange.people.actions.ignore import ignore
from exchange.people.actor import Actor
from exchange.people.queries import get_actor
from tests.factories import (
    LONG_AGO,
    a_category,
    a_moderator,
    a_person,
    a_room,
    a_thread,
    an_announcement,
    an_editor,
    an_organisation,
    opening_of,
)
from tests.notifications.post_office import change, filed, kinds_of, text_of, work
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]
KIND = "to_confirm"


def told() -> list[int]:
    db.session.rollback()
    of_kind = select(Notification.account_id).where(Notification.kind == KIND)
    return sorted(db.session.scalars(of_kind))


def remind(thread: Thread, by: Actor | None = None) -> None:
    assert forum.remind_readers(by or get_actor(thread.author_id), thread.id)
    work()


def a_week_later() -> None:
    with transaction(None):
        then = now() - timedelta(days=7, minutes=1)
        db.session.execute(update(Announcement).values(reminded_at=then))


def test_who_has_not_confirmed_is_told_and_mailed_once(folder: Path) -> None:
    late, quick = a_person(email="late@example.org"), a_person()
    thread = an_announcement(title="The call opens on Monday", asks=True)
    forum.confirm_announcement(quick, thread.id)
    remind(thread)
    work()
    assert told() == [late.id]
    [mail] = filed(folder)
    assert "late@example.org" in str(mail["To"])
    asked = "Please confirm that you have read this"
    assert mail["Subject"] == f"{asked}: The call opens on Monday"
    assert f"/posts/{opening_of(thread)}" in text_of(mail)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_each_reminder_tells_again_and_no_other_press_does(folder: Path) -> None:
    late = a_person()
    thread = an_announcement(asks=True)
    remind(thread)
    assert not forum.remind_readers(get_actor(thread.author_id), thread.id)
    work()
    assert told() == [late.id]
    a_week_later()
    remind(thread)
    assert told() == [late.id] * 2
    assert [one.kind for one in unread_list(late)] == [KIND]  # the one before waits no more
    last = in_milliseconds(db.session.get_one(Announcement, thread.id).reminded_at)
    with transaction(None):
        record(ReadersReminded(thread.id, thread.author_id, last))  # as after a crash
    work()
    assert told() == [late.id] * 2
    assert [one.kind for one in unread_list(late)] == [KIND]


def test_in_a_room_those_it_is_for_are_reminded_and_nobody_else(folder: Path) -> None:
    ours, guest = an_organisation(), a_person()
    room, editor = a_room(ours, guests=[guest]), an_editor(ours)
    member = a_person(organisation=ours)
    a_moderator()
    a_person()
    a_person(organisation=ours, suspended_at=LONG_AGO)
    thread = an_announcement(editor, category=room, asks=True)
    remind(thread)
    assert told() == sorted([member.id, guest.id])


def test_many_are_told_some_at_a_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exchange.notifications.actions.AT_ONCE", 2)
    people = [a_person() for _ in range(5)]
    thread = an_announcement(asks=True)
    readers_of = readers.to_remind
    monkeypatch.setattr(
        "exchange.notifications.actions.to_remind", lambda *given: readers_of(*given)[:2]
    )
    remind(thread)
    assert told() == [one.id for one in people]


def test_who_switched_it_off_gets_no_mail_and_who_ignores_its_author_hears_nothing(
    folder: Path,
) -> None:
    author, silent, deaf = a_moderator(), a_person(), a_person()
    switch_off(silent.id, KIND)
    ignore(deaf, author.id)
    remind(an_announcement(author, asks=True))
    assert filed(folder) == []
    assert kinds_of(silent.id) == [KIND]
    assert kinds_of(deaf.id) == []


def _confirm(thread: Thread, late: Actor) -> None:
    forum.confirm_announcement(late, thread.id)


def _ask_no_more(thread: Thread, _late: Actor) -> None:
    forum.change_announcement(a_moderator(), thread.id, version=1, terms=Terms(None, False))


def _hide(thread: Thread, _late: Actor) -> None:
    forum.hide_post(a_moderator(), opening_of(thread))


def _move(thread: Thread, _late: Actor) -> None:
    seen = Seen(thread.id, thread.edit_version)
    forum.move_thread(a_moderator(), a_room(an_organisation()).id, seen)


def _change_kind(thread: Thread, _late: Actor) -> None:
    with transaction(None):
        db.session.get_one(Thread, thread.id).kind = "discussion"


def _ignore(thread: Thread, late: Actor) -> None:
    ignore(late, thread.author_id)


ENDS = (_confirm, _ask_no_more, _hide, _move, _change_kind, _ignore)


@pytest.mark.parametrize("end", ENDS, ids=[one.__name__ for one in ENDS])
def test_what_is_to_be_confirmed_no_more_waits_no_more(
    folder: Path, end: Callable[[Thread, Actor], None]
) -> None:
    late = a_person()
    thread = an_announcement(asks=True)
    remind(thread)
    assert [one.kind for one in unread_list(late)] == [KIND]
    end(thread, late)
    assert unread_list(late) == []


def test_who_looks_into_its_room_but_is_not_asked_there_hears_of_it_no_more(folder: Path) -> None:
    late = a_moderator()
    thread = an_announcement(asks=True)
    assert forum.remind_readers(get_actor(thread.author_id), thread.id)
    deliver_due()
    assert [one.kind for one in unread_list(late)] == [KIND]
    _move(thread, late)
    assert unread_list(late) == []
    work()
    assert filed(folder) == []


def test_who_is_suspended_is_not_asked_to_confirm_anything(folder: Path) -> None:
    late = a_person()
    remind(an_announcement(asks=True))
    change(late.id, suspended_at=now())
    assert unread_list(get_actor(late.id)) == []


@pytest.mark.parametrize("end", ENDS, ids=[one.__name__ for one in ENDS])
def test_what_ended_before_the_worker_came_is_told_to_nobody(
    folder: Path, end: Callable[[Thread, Actor], None]
) -> None:
    late = a_person()
    thread = an_announcement(asks=True)
    assert forum.remind_readers(get_actor(thread.author_id), thread.id)
    end(thread, late)
    work()
    assert kinds_of(late.id) == []


def test_posted_it_is_told_to_those_who_watch_its_category_only(folder: Path) -> None:
    place, watcher = a_category(), a_person(email="w@example.org")
    forum.watch_category(watcher, place.id)
    others = [a_person(), a_moderator()]
    an_announcement(category=place, asks=True)
    work()
    assert kinds_of(watcher.id) == ["thread_in_watched"]
    assert [kinds_of(one.id) for one in others] == [[], []]
    assert ["w@example.org" in str(mail["To"]) for mail in filed(folder)] == [True]


def test_it_stands_on_the_front_page_and_leads_there(
    client: CheckedClient, sign_in: SignIn, folder: Path
) -> None:
    late = a_person()
    thread = an_announcement(asks=True, days=None, title="The call opens on Monday")
    remind(thread)
    sign_in(client, late)
    page = client.get("/en/")
    assert "Please confirm that you have read this:" in page.text
    page = client.get(f"/en/posts/{opening_of(thread)}", follow=True)
    client.submit(page, "/confirm")
    assert "Please confirm" not in client.get("/en/").text


def test_of_a_thread_that_is_gone_nobody_is_reminded(app: Flask) -> None:
    assert readers.to_remind(999_999, 0) == []
    a_person()
    assert readers.to_remind(a_thread(kind="announcement").id, 0) == []


def change_words(
    client: CheckedClient, sign_in: SignIn, thread: Thread, *, asks_again: bool
) -> None:
    sign_in(client, get_actor(thread.author_id))
    page = client.get(f"/en/posts/{opening_of(thread)}/edit")
    values = {"body": f"Another day than before: {now()}"}
    client.submit(page, "/edit", **values, **({"asks_again": "y"} if asks_again else {}))


def test_who_had_confirmed_is_asked_again_once_where_the_change_says_so(
    client: CheckedClient, sign_in: SignIn, folder: Path
) -> None:
    quick, other = (a_person(email=f"{name}@example.org") for name in ("quick", "other"))
    a_person(email="late@example.org")
    thread = an_announcement(asks=True)
    for who in (quick, other):
        forum.confirm_announcement(who, thread.id)
    change_words(client, sign_in, thread, asks_again=False)
    work()
    assert told() == []
    assert readers.count_readers(thread.id).confirmed == 2
    change_words(client, sign_in, thread, asks_again=True)
    work()
    work()
    assert told() == [quick.id, other.id]
    assert len(filed(folder)) == 2
    assert readers.count_readers(thread.id).confirmed == 0
    forum.confirm_announcement(quick, thread.id)
    assert [one.kind for one in unread_list(quick)] == []
    assert [one.kind for one in unread_list(other)] == [KIND]
    change_words(client, sign_in, thread, asks_again=True)
    work()
    assert told() == sorted([quick.id, quick.id, other.id])  # the other has not confirmed it since


def test_nobody_is_offered_to_ask_again_who_could_not_have_asked_or_before_anybody_confirmed(
    client: CheckedClient, sign_in: SignIn
) -> None:
    moderator = a_moderator()
    thread, silent = an_announcement(moderator, asks=True), an_announcement(moderator)

    def is_offered(of: Thread) -> bool:
        page = client.get(f"/en/posts/{opening_of(of)}/edit")
        return bool(page.all("input[name=asks_again]"))

    sign_in(client, moderator)
    assert not is_offered(thread)
    forum.confirm_announcement(reader := a_person(), thread.id)
    assert is_offered(thread)
    assert not is_offered(silent)
    question = a_thread(reader)
    assert not is_offered(question)
    author, opening = a_person(), opening_of(thread)
    with transaction(None):
        db.session.get_one(Thread, thread.id).author_id = author.id  # no moderator any more
        db.session.get_one(Post, opening).author_id = author.id
    sign_in(client, get_actor(author.id))
    assert not is_offered(thread)
    with pytest.raises(NotAllowed):
        forum.edit_post(author, opening, version=1, body="New.", lang="en", asks_again=True)
    assert readers.count_readers(thread.id).confirmed == 1
