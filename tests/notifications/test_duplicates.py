"""The asker and who watches hear that a thread was closed as a duplicate, or reopened, and why."""

from collections.abc import Callable
from pathlib import Path

from flask import Flask

from exchange.forum import actions as forum
from exchange.moderation import actions
from exchange.moderation.actions import Why
from exchange.notifications.queries import notification_page
from exchange.people.actor import Actor
from tests.factories import a_moderator, a_person, a_reply, a_thread, opening_of
from tests.moderation.test_move import seen_of
from tests.notifications.post_office import filed, html_of, kinds_of, text_of, work
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]
WHY = Why("Tas pieder citur.", "lv")


def told(who: Actor) -> int:
    return kinds_of(who.id).count("moved")


def test_each_is_told_once_with_the_reason_and_the_moderator_is_not(
    app: Flask, folder: Path, client: CheckedClient, sign_in: SignIn
) -> None:
    asker, watcher, bystander, moderator = a_person(), a_person(), a_person(), a_moderator("Mod")
    thread, original = a_thread(asker, title="Who mends the road?"), a_thread()
    for who in (watcher, moderator):
        forum.watch(who, thread.id)
    forum.switch_watching_off(bystander)
    a_reply(thread, bystander)
    actions.close_as_duplicate_with_reason(moderator, seen_of(thread, original), WHY)
    work()
    assert [told(who) for who in (asker, watcher, bystander, moderator)] == [1, 1, 0, 0]
    mails = [mail for mail in filed(folder) if "closed as a duplicate" in mail["Subject"]]
    assert len(mails) == 2
    for mail in mails:
        assert mail["Subject"] == "A thread was closed as a duplicate: Who mends the road?"
        assert WHY.reason in text_of(mail)
        assert '<blockquote lang="lv"' in html_of(mail)
        assert f"http://localhost/posts/{opening_of(thread)}" in text_of(mail)
    sign_in(client, watcher)
    page = client.get("/en/notifications")
    [link] = [link for link in page.links if "closed as a duplicate" in link.name]
    assert client.get(link.href).location.startswith(f"/en/threads/{thread.id}-")
    assert WHY.reason in page.text
    actions.reopen_with_reason(moderator, seen_of(thread), WHY)
    work()
    assert [told(who) for who in (asker, watcher, bystander, moderator)] == [2, 2, 0, 0]
    mails = [mail for mail in filed(folder) if "was reopened" in mail["Subject"]]
    assert len(mails) == 2
    assert "A thread was reopened" in client.get("/en/").text


def test_a_mentor_is_no_more_told_that_it_waits(app: Flask) -> None:
    mentor = a_person(is_mentor=True)
    thread, original = a_thread(), a_thread(title="Who pays the clerk?")
    actions.close_as_duplicate_with_reason(a_moderator(), seen_of(thread, original), WHY)
    work()
    waiting = [one.title for one in notification_page(mentor, 1).notifications]
    assert waiting == ["Who pays the clerk?"]
