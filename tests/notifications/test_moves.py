"""Whoever wrote or asked what a moderator moved is told where it is and why, in their language."""

from collections.abc import Callable
from pathlib import Path

from flask import Flask

from exchange.forum.actions import NewThread, delete_post
from exchange.kernel.submissions import new_submission_id
from exchange.moderation import actions
from exchange.moderation.actions import Why
from exchange.moderation.queries import selection
from exchange.moderation.selecting import Deed
from exchange.people.actor import Actor
from tests.factories import a_category, a_moderator, a_person, a_reply, a_thread, opening_of
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
    mails = [mail for mail in filed(folder) if "moved what you wrote" in mail["Subject"]]
    assert len(mails) == 3
    for mail in mails:
        assert mail["Subject"] == "A moderator moved what you wrote: Who mends the road?"
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
