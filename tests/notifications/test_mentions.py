"""Who is named in a post hears of it: once, if they may read it, and not from whom they ignore."""

import pytest
from sqlalchemy import select

from exchange.forum import actions as forum
from exchange.forum.models import Mention, Post
from exchange.kernel.db import db
from exchange.kernel.rulings import Refused
from exchange.notifications.actions import switch_off
from exchange.notifications.queries import unread_list
from exchange.people.actions import ignore
from tests.factories import (
    LONG_AGO,
    a_mentor,
    a_moderator,
    a_person,
    a_reply,
    a_thread,
    opening_of,
)
from tests.notifications.post_office import change, filed, kinds_of, text_of, work


def source_of(post_id):
    return db.session.scalars(select(Post.source).where(Post.id == post_id)).one()


def told(*people):
    work()
    return [kinds_of(one.id) for one in people]


def edit(post_id, author, body, version=1):
    forum.edit_post(author, post_id, version=version, body=body, lang="en")


@pytest.mark.parametrize("typed", ["@Ana Petrović", "@Ана Петровић", "@ana petrovic"])
def test_whoever_is_named_in_either_alphabet_is_told(app, typed):
    ana = a_person("Ana Petrović")
    post = a_reply(a_thread(), body=f"Ask {typed}, please.")
    assert source_of(post) == f"Ask @[{typed[1:]}](person:{ana.id}), please."
    assert told(ana) == [["mentioned"]]
    assert [one.subject_id for one in unread_list(ana)] == [post]


def test_a_name_in_cyrillic_is_found_by_its_latin_letters(app):
    ljilja = a_person("Љиљана Ђурић")
    a_thread(body="@Ljiljana Đurić?")
    assert told(ljilja) == [["mentioned"]]


def test_a_name_that_two_have_is_words(app):
    two = a_person("Jon Hall"), a_person("Jon Hall")
    post = a_reply(a_thread(), body="@Jon Hall")
    assert source_of(post) == "@Jon Hall"
    assert told(*two) == [[], []]


@pytest.mark.parametrize(
    "traits", [{"admitted_at": None}, {"confirmed_at": None}, {"suspended_at": LONG_AGO}]
)
def test_who_is_no_member_is_not_found(app, traits):
    who = a_person("Mara Kos", **traits)
    post = a_reply(a_thread(), body=f"@Mara Kos and @[Mara Kos](person:{who.id})")
    assert source_of(post) == "@Mara Kos and @Mara Kos"
    assert told(who) == [[]]


def test_in_a_hidden_thread_only_moderators_are_meant(app):
    moderator = a_moderator("Mod One")
    a_person("Other One")
    post = a_reply(a_thread(hidden=True), moderator, body="@Mod One @Other One")
    assert source_of(post) == f"@[Mod One](person:{moderator.id}) @Other One"


def test_who_may_not_read_it_by_then_sees_nothing(app):
    ana = a_person("Ana Petrović")
    post = a_reply(a_thread(), body="@Ana Petrović")
    work()
    forum.hide_post(a_moderator(), post)
    assert unread_list(ana) == []


def test_nobody_is_told_twice_of_one_post(app):
    asker, writer, watcher = a_person("The Asker"), a_person("The Writer"), a_person("A Watcher")
    thread = a_thread(asker)
    first = a_reply(thread, writer)
    forum.watch(watcher, thread.id)
    work()
    before = told(asker, writer, watcher)
    a_reply(first, body="@The Asker @The Writer @A Watcher")
    assert [len(kinds) for kinds in told(asker, writer, watcher)] == [
        len(kinds) + 1 for kinds in before
    ]
    assert kinds_of(asker.id)[-1] == "reply_to_question"
    assert kinds_of(writer.id)[-1] == "reply_to_post"
    assert kinds_of(watcher.id) == ["mentioned"]


def test_who_wants_no_mails_of_replies_hears_that_they_are_named(app):
    asker = a_person("The Asker")
    switch_off(asker.id, "reply_to_question")
    a_reply(a_thread(asker), body="@The Asker")
    assert told(asker) == [["mentioned"]]


def test_a_mentor_named_in_a_question_hears_of_it_once(app):
    mentor = a_mentor("A Mentor")
    a_thread(body="@A Mentor, how?")
    assert told(mentor) == [["mentioned"]]


def test_who_ignores_the_author_is_not_told(app):
    author, ana = a_person(), a_person("Ana Petrović")
    ignore(ana, author.id)
    post = a_reply(a_thread(), author, body="@Ana Petrović")
    edit(post, author, "@Ana Petrović!")
    assert told(ana) == [[]]


def test_nobody_is_told_of_themselves(app):
    author = a_person("Ana Petrović")
    a_reply(a_thread(), author, body="I, @Ana Petrović")
    assert told(author) == [[]]


def test_an_edit_tells_whom_it_adds_and_takes_away_what_it_took(app):
    author, ana, eva = a_person(), a_person("Ana Petrović"), a_person("Eva Kos")
    post = a_reply(a_thread(), author, body="@Ana Petrović")
    assert told(ana, eva) == [["mentioned"], []]
    edit(post, author, "@Eva Kos")
    assert told(ana, eva) == [["mentioned"], ["mentioned"]]
    assert unread_list(ana) == []
    edit(post, author, "@Ana Petrović @Eva Kos", version=2)
    assert told(ana, eva) == [["mentioned"], ["mentioned"]]
    assert len(unread_list(ana)) == 1


def test_an_edit_does_not_tell_who_heard_of_the_post_as_a_reply(app):
    asker, author = a_person("The Asker"), a_person()
    post = a_reply(a_thread(asker), author)
    edit(post, author, "@The Asker")
    assert told(asker) == [["reply_to_question"]]


def test_a_mention_outlives_another_name(app):
    author, ana = a_person(), a_person("Ana Petrović")
    post = a_reply(a_thread(), author, body="@Ana Petrović")
    change(ana.id, name="Ana Kos", folded_name="ana kos")
    kept = source_of(post)
    edit(post, author, f"{kept}!")
    assert source_of(post) == f"@[Ana Petrović](person:{ana.id})!"


def test_ten_people_are_told_of_a_post_however_often_it_is_edited(app):
    author = a_person()
    people = [a_person(f"Somebody {letter}") for letter in "ABCDEFGHIJKLMNO"]
    names = [f"@{one.name}" for one in people]
    post = a_reply(a_thread(), author, body=" ".join(names[:12]))
    assert sum(map(len, told(*people))) == 10
    edit(post, author, " ".join(names[12:]))
    assert sum(map(len, told(*people))) == 10
    assert len(db.session.scalars(select(Mention).where(Mention.post_id == post)).all()) == 15


def test_more_than_fifty_names_are_refused(app):
    with pytest.raises(Refused):
        a_reply(a_thread(), body="@Ana " * 51)


def test_a_number_that_is_nobodys_is_kept_nowhere(app):
    post = a_reply(a_thread(), body="@[x][y]\n\n[y]: person:999999")
    assert not db.session.scalars(select(Mention).where(Mention.post_id == post)).all()


def test_the_mail_says_the_name_as_it_was_typed_and_is_ended_by_a_click(app, folder):
    ana = a_person("Ana Petrović", email="ana@example.org")
    a_reply(a_thread(), body="Ask @Ana Petrović.")
    work()
    (mail,) = [one for one in filed(folder) if "ana@example.org" in one["To"]]
    assert mail["Subject"].startswith("Somebody mentioned you")
    assert "Ask @Ana Petrović." in text_of(mail)
    assert "person:" not in mail.as_string()
    assert mail["List-Unsubscribe"]
    assert kinds_of(ana.id) == ["mentioned"]


def test_a_mail_that_was_switched_off_does_not_leave(app, folder):
    ana = a_person("Ana Petrović", email="ana@example.org")
    switch_off(ana.id, "mentioned")
    a_reply(a_thread(), body="@Ana Petrović")
    work()
    assert not [one for one in filed(folder) if "ana@example.org" in one["To"]]


def test_a_member_gets_to_the_profile_and_a_guest_reads_a_name(client, sign_in):
    ana = a_person("Ana Petrović")
    thread = a_thread(body="@Ana Petrović")
    address = f"/mk/threads/{thread.id}-who-pays-the-animator"
    for path in (address, f"/mk/threads/{thread.id}/print"):
        page = client.get(path)
        assert "@Ana Petrović" in page.one("article .prose").text
        assert f"/people/{ana.id}" not in page.body
    feed = client.get(f"/feeds/threads/{thread.id}.atom?lang=mk")
    assert "@Ana Petrović" in feed.body
    assert f"/people/{ana.id}" not in feed.body
    sign_in(client, a_person())
    link = client.get(address).one("article .prose a")
    assert (link["href"], link.text) == (f"/mk/people/{ana.id}", "@Ana Petrović")
    assert opening_of(thread)
