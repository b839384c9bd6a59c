"""Whoever wrote or asked what a moderator moved is told where it is and why, in their language."""

from collections.abc import Callable
from pathlib import Path

from flask import Flask

from exchange.forum.actions import NewThread, delete_post, hide_post
from exchange.kernel.submissions import new_submission_id
from exchange.moderation import actions
from exchange.moderation.actions import Why
from exchange.moderation.queries import selection
from exchange.moderation.selecting import Deed
from exchange.people.actor import Actor
from tests.factories import (
    a_category,
    a_moderator,
    a_person,
    a_reply,
    a_room,
    a_thread,
    an_organisation,
    opening_of,
)
from tests.moderation.test_move import seen_of
from tests.notifications.post_office import filed, html_of, kinds_of, text_of, work
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]
WHY = Why("Tas pieder citur.", "lv")


def moves_of(who: Actor) -> int:
    return kinds_of(who.id).count("moved")


def test_each_who_wrote_in_a_branch_and_the_asker_are_told_once(
    app: Flask, folder: Path, client: CheckedClient, sign_in: SignIn
) -> None:
    asker, one, other, moderator = a_person(), a_person(), a_person(), a_moderator("Mod Erator")
    thread, there = a_thread(asker), a_thread(title="Who mends the road?")
    reply = a_reply(thread, one)
    for who in (other, one, moderator):
        a_reply(reply, who)
    bystander = a_person()
    a_reply(thread, bystander)
    actions.move_post_with_reason(
        moderator, reply, opening_of(there), seen_of(thread, there), WHY, alone=False
    )
    work()
    told = {who: moves_of(who) for who in (asker, one, other, bystander, moderator)}
    assert told == {asker: 1, one: 1, other: 1, bystander: 0, moderator: 0}
    mails = [mail for mail in filed(folder) if "A moderator moved" in mail["Subject"]]
    assert sorted(mail["Subject"] for mail in mails) == [
        "A moderator moved replies in your thread: Who mends the road?",  # to the asker
        *2 * ["A moderator moved what you wrote: Who mends the road?"],
    ]
    for mail in mails:
        assert WHY.reason in text_of(mail)
        assert "Mod Erator" not in text_of(mail) + html_of(mail)
        assert '<blockquote lang="lv"' in html_of(mail)
        assert f"http://localhost/posts/{reply}" in text_of(mail)
    sign_in(client, one)
    page = client.get("/en/notifications")
    [link] = [link for link in page.links if "A moderator moved" in link.name]
    assert client.get(link.href).location.startswith(f"/en/threads/{there.id}-")
    assert WHY.reason in page.text
    assert WHY.reason in client.get("/en/").text


def test_of_a_thread_in_another_category_its_asker_is_told(app: Flask, folder: Path) -> None:
    asker, other = a_person(), a_person()
    thread = a_thread(asker)
    a_reply(thread, other)
    actions.move_thread_with_reason(a_moderator(), a_category().id, seen_of(thread), WHY)
    work()
    assert (moves_of(asker), moves_of(other)) == (1, 0)


def test_of_a_merged_or_split_thread_all_who_wrote_there_are_told(app: Flask, folder: Path) -> None:
    asker, other, moderator = a_person(), a_person(), a_moderator()
    thread, there = a_thread(asker), a_thread()
    reply = a_reply(thread, other)
    new = NewThread("What we strayed to", "discussion", thread.category_id)
    actions.split_with_reason(moderator, reply, new, seen_of(thread), WHY)
    work()
    assert (moves_of(asker), moves_of(other)) == (1, 1)
    seen = seen_of(thread, there)
    actions.merge_with_reason(moderator, opening_of(there), seen, WHY, by_time=True)
    work()
    assert (moves_of(asker), moves_of(other)) == (2, 1)


def test_what_was_taken_back_since_is_told_no_more(app: Flask, folder: Path) -> None:
    author, moderator = a_person(), a_moderator()
    thread, there = a_thread(), a_thread()
    reply = a_reply(thread, author)
    seen = seen_of(thread, there)
    actions.move_post_with_reason(moderator, reply, opening_of(there), seen, WHY, alone=False)
    delete_post(author, reply)
    work()
    assert not [m for m in filed(folder) if "moved what you wrote" in m["Subject"]]


def test_of_several_threads_moved_at_once_each_asker_gets_one_mail(
    app: Flask, folder: Path
) -> None:
    asker, other, moderator, there = a_person(), a_person(), a_moderator(), a_category()
    threads = [a_thread(asker), a_thread(asker), a_thread(other), a_thread(moderator)]
    chosen = [one.as_seen for one in selection(moderator, [thread.id for thread in threads])]
    for place, times in ((there, 1), (a_category(), 2)):
        deed = Deed("move", place.id)
        done = actions.change_threads(moderator, new_submission_id(), deed, chosen, WHY)
        assert len(done) == len(threads)
        work()
        assert [moves_of(who) for who in (asker, other, moderator)] == [times, times, 0]
        mails = [mail for mail in filed(folder) if "moved what you wrote" in mail["Subject"]]
        assert len(mails) == 2 * times
        chosen = [one._replace(version=one.version + 1) for one in chosen]


AWAY = "A moderator moved what you wrote to where you cannot read it"


def test_who_asked_what_was_moved_into_a_room_is_told_so_but_not_where(
    app: Flask, folder: Path, client: CheckedClient, sign_in: SignIn
) -> None:
    asker, ours = a_person(), an_organisation()
    inside = a_person(organisation=ours)
    room = a_room(ours, names={"en": "Secret plans"})
    for who in (asker, inside):
        thread = a_thread(who, title="Who pays the driver?")
        actions.move_thread_with_reason(a_moderator(), room.id, seen_of(thread), WHY)
    work()
    subjects = [m["Subject"] for m in filed(folder) if "A moderator moved" in m["Subject"]]
    assert sorted(subjects) == [
        f"{AWAY}: Who pays the driver?",
        "A moderator moved what you wrote: Who pays the driver?",
    ]
    [mail] = [m for m in filed(folder) if AWAY in m["Subject"]]
    assert WHY.reason in text_of(mail)
    assert "http://localhost/notifications" in text_of(mail)
    assert "Secret plans" not in text_of(mail) + html_of(mail)
    sign_in(client, asker)
    for path in ("/en/notifications", "/en/"):
        page = client.get(path)
        [link] = [link for link in page.links if AWAY in link.name]
        assert client.get(link.href).status == 200
        assert WHY.reason in page.text
        assert "Secret plans" not in page.text


def test_of_a_reply_that_was_moved_into_a_room_its_author_is_told_without_a_title(
    app: Flask, folder: Path, client: CheckedClient, sign_in: SignIn
) -> None:
    author, asker, ours = a_person(), a_person(), an_organisation()
    room, thread = a_room(ours), a_thread(asker)
    there = a_thread(a_person(organisation=ours), category=room, title="Secret plans")
    reply = a_reply(thread, author)
    seen = seen_of(thread, there)
    actions.move_post_with_reason(a_moderator(), reply, opening_of(there), seen, WHY, alone=False)
    work()
    assert [m["Subject"] for m in filed(folder) if "moved" in m["Subject"]] == [AWAY]
    sign_in(client, asker)
    assert "A moderator moved" not in client.get("/en/notifications").text


def test_of_what_was_hidden_after_it_was_moved_away_nobody_is_told(
    app: Flask, folder: Path
) -> None:
    asker = a_person()
    thread = a_thread(asker)
    room = a_room(an_organisation())
    actions.move_thread_with_reason(a_moderator(), room.id, seen_of(thread), WHY)
    hide_post(a_moderator(), opening_of(thread))
    work()
    assert not [m for m in filed(folder) if "A moderator moved" in m["Subject"]]


def test_the_asker_is_not_told_that_they_wrote_what_others_wrote(app: Flask, folder: Path) -> None:
    asker, mentor = a_person(), a_person()
    thread = a_thread(asker)
    reply = a_reply(thread, mentor)
    new = NewThread("What we strayed to", "discussion", thread.category_id)
    actions.split_with_reason(a_moderator(), reply, new, seen_of(thread), WHY)
    work()
    told = {m["To"]: m["Subject"] for m in filed(folder) if "A moderator moved" in m["Subject"]}
    said = {name: told[next(to for to in told if name in to)] for name in (asker.name, mentor.name)}
    assert said == {
        asker.name: "A moderator moved replies in your thread: What we strayed to",
        mentor.name: "A moderator moved what you wrote: What we strayed to",
    }
