"""Nothing that somebody ignored does is told; what is official is."""

from pathlib import Path

from flask import Flask

from exchange.forum import actions as forum
from exchange.moderation import actions as moderation
from exchange.notifications.actions import notify
from exchange.notifications.queries import notification_page, unread_list
from exchange.people.actions import ignore, ignore_no_longer
from tests.factories import a_flag, a_mentor, a_moderator, a_person, a_reply, a_thread
from tests.notifications.post_office import filed, kinds_of, work


def test_their_replies_and_their_accepting_are_not_told(folder: Path) -> None:
    me, loud = a_person(), a_person()
    ignore(me, loud.id)
    mine = a_reply(a_thread(loud), me)
    a_reply(mine, loud)
    forum.accept_answer(loud, mine)
    work()
    assert kinds_of(me.id) == []
    assert [mail["To"].addresses[0].display_name for mail in filed(folder)] == [loud.name]


def test_the_replies_of_others_are(folder: Path) -> None:
    me, loud = a_person(), a_person()
    ignore(me, loud.id)
    a_reply(a_thread(me))
    work()
    assert kinds_of(me.id) == ["reply_to_question"]
    assert len(filed(folder)) == 1


def test_the_other_of_two_who_are_told_hears_of_it(app: Flask) -> None:
    me, other, loud = a_person(), a_person(), a_person()
    ignore(me, loud.id)
    a_reply(a_reply(a_thread(me), other), loud)
    work()
    assert kinds_of(me.id) == ["reply_to_question"]  # of the first reply
    assert kinds_of(other.id) == ["reply_to_post"]


def test_a_mail_that_has_not_left_yet_does_not_leave(folder: Path) -> None:
    me, loud = a_person(), a_person()
    reply = a_reply(a_thread(me), loud)
    notify([me.id], "reply_to_question", ("post", reply), "replied")
    ignore(me, loud.id)
    work()
    assert kinds_of(me.id) == ["reply_to_question"]
    assert filed(folder) == []


def test_what_waits_already_is_shown_no_more_until_they_are_not_ignored(app: Flask) -> None:
    me, loud = a_person(), a_person()
    a_reply(a_thread(me), loud)
    work()
    assert len(unread_list(me)) == 1
    ignore(me, loud.id)
    assert unread_list(me) == []
    assert notification_page(me, 1).notifications == []
    ignore_no_longer(me, loud.id)
    assert len(unread_list(me)) == 1


def test_a_decision_of_a_moderator_who_is_ignored_is_told(folder: Path) -> None:
    me, moderator = a_person(), a_moderator()
    ignore(me, moderator.id)
    post = a_reply(a_thread(), me)
    moderation.decide_case(
        moderator,
        a_flag(post),
        version=1,
        post_version=1,
        outcome="hidden",
        rule="respect",
        sentence="Please be kind.",
        lang="en",
    )
    work()
    assert kinds_of(me.id) == ["decision"]
    assert "A moderator decided on your post" in [
        mail["Subject"].split(":")[0] for mail in filed(folder)
    ]


def test_a_question_that_waits_for_a_mentor_is_a_task_whoever_asks(app: Flask) -> None:
    mentor, loud = a_mentor(), a_person()
    ignore(mentor, loud.id)
    a_thread(loud)
    work()
    assert kinds_of(mentor.id) == ["waiting_for_mentor"]
