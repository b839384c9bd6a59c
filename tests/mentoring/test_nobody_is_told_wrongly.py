"""What mentors hear of questions: what is true, once, and of all that changes for them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from exchange.forum import actions as forum
from exchange.forum.actions.split import NewThread
from exchange.forum.models import Thread
from exchange.forum.moving import Seen
from exchange.kernel.db import db
from exchange.mentoring.actions.handing import hand_over_question
from exchange.mentoring.actions.striking import strike_due
from exchange.mentoring.actions.taking import decline_question, take_question
from exchange.notifications.queries import unread_list
from exchange.people.actor import Actor
from exchange.people.queries import get_actor
from tests.factories import (
    a_category,
    a_mentor,
    a_mentoring_coordinator,
    a_moderator,
    a_person,
    a_reply,
    a_thread,
    opening_of,
)
from tests.mentoring.questions import asked
from tests.notifications.post_office import filed, kinds_of, text_of, work

ItIs = Callable[[datetime], None]
Mails = Callable[[], list[str]]
MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)


@pytest.fixture
def mails(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mails:
    folder = tmp_path / "mail"
    monkeypatch.setattr("exchange.notifications.mail.folder_of", lambda _settings: folder)

    def texts() -> list[str]:
        work()
        return [f"{one['To']}\n{one['Subject']}\n{text_of(one)}" for one in filed(tmp_path)]

    return texts


def waits(who: Actor) -> list[str]:
    return [one.kind for one in unread_list(get_actor(who.id))]


def seen(thread: Thread) -> Seen:
    db.session.rollback()
    its = db.session.get_one(Thread, thread.id, populate_existing=True)
    return Seen(its.id, its.edit_version, 0)


def test_who_had_it_hears_that_another_mentor_has_answered_it(app: Flask, mails: Mails) -> None:
    ana, bela = a_mentor(email="ana@example.org"), a_mentor("Bela Mentor")
    thread = a_thread()
    take_question(ana, thread.id)
    work()
    a_reply(thread, bela)
    [sent] = [one for one in mails() if "ana@" in one and "yours" in one]
    assert "A question that was yours is not yours any more: Who pays the animator?" in sent
    assert "Answered by: Bela Mentor" in sent
    assert waits(ana) == ["question_ended"]
    assert "question_ended" not in kinds_of(bela.id)


def test_who_answers_their_own_hears_of_nothing(app: Flask) -> None:
    ana = a_mentor()
    thread = a_thread()
    take_question(ana, thread.id)
    a_reply(thread, ana)
    work()
    assert "question_ended" not in kinds_of(ana.id)


def test_who_had_it_hears_that_it_waits_for_no_mentor(app: Flask, mails: Mails) -> None:
    ana = a_mentor(email="ana@example.org")
    one, two = a_thread(asker := a_person()), a_thread(title="Who pays the cook?")
    for thread in (one, two):
        take_question(ana, thread.id)
    reply = a_reply(one)
    forum.accept_answer(asker, reply)
    forum.lock_thread(a_moderator(), two.id)
    sent = [text for text in mails() if "ana@" in text and "yours" in text]
    assert len(sent) == 2
    assert all("It waits for no mentor any more." in text for text in sent)
    assert waits(ana).count("question_ended") == 2


def test_who_loses_it_to_nobody_is_not_told_that_somebody_has_it(
    app: Flask, mails: Mails, it_is: ItIs
) -> None:
    it_is(MONDAY)
    ana, bela = a_mentor(email="ana@example.org"), a_mentor("Bela", email="bela@example.org")
    thread = a_thread()
    take_question(ana, thread.id)
    hand_over_question(a_mentoring_coordinator(), thread.id, bela.id, "", "en")
    sent = mails()
    [to_ana] = [one for one in sent if "ana@" in one and "was yours" in one]
    assert "Its mentor: Bela" in to_ana
    assert not any("Somebody else has" in one for one in sent)


def test_whom_the_clock_asked_is_told_once(app: Flask, it_is: ItIs) -> None:
    it_is(MONDAY)
    mentors = [a_mentor().id for _ in range(5)]
    thread = a_thread()
    first = asked(thread.id)
    work()
    it_is(MONDAY + timedelta(days=8))
    strike_due()
    work()
    later = set(mentors) - first
    assert asked(thread.id) == set(mentors)
    assert [kinds_of(one) for one in later] == [["desk_news"]] * 2
    forum.move_thread(a_moderator(), a_category().id, seen(thread))
    work()
    assert [kinds_of(one) for one in later] == [["desk_news"]] * 2
    assert [kinds_of(one) for one in first] == [["waiting_for_mentor"]] * 3


def test_who_declines_what_the_clock_asked_has_nothing_due(app: Flask, it_is: ItIs) -> None:
    it_is(MONDAY)
    several = {one.id: one for one in (a_mentor() for _ in range(4))}
    thread = a_thread()
    first = asked(thread.id)
    it_is(MONDAY + timedelta(days=8))
    strike_due()
    work()
    [later] = set(several) - first
    assert waits(several[later]) == ["desk_news"]
    decline_question(several[later], thread.id)
    assert waits(several[later]) == []


def test_who_is_asked_because_an_answer_was_split_off_is_told(app: Flask, it_is: ItIs) -> None:
    it_is(MONDAY)
    ana, bela = a_mentor(), a_mentor()
    thread = a_thread()
    work()
    answer = a_reply(thread, bela)
    it_is(MONDAY + timedelta(hours=3))
    new = NewThread("Another matter", "discussion", thread.category_id)
    forum.split_branch(a_moderator(), answer, new, seen(thread))
    assert asked(thread.id) == {ana.id, bela.id}
    work()
    assert kinds_of(ana.id) == ["waiting_for_mentor"] * 2
    assert waits(ana) == waits(bela) == ["waiting_for_mentor"]


def test_who_had_what_is_merged_into_another_hears_of_it(app: Flask, mails: Mails) -> None:
    ana = a_mentor(email="ana@example.org")
    one, other = a_thread(), a_thread()
    take_question(ana, one.id)
    work()
    into = Seen(one.id, seen(one).version, other.id)
    forum.merge_thread(a_moderator(), opening_of(other), into, by_time=False)
    [sent] = [text for text in mails() if "ana@" in text and "yours" in text]
    assert "It waits for no mentor any more." in sent
    assert waits(ana)[0] == "question_ended"


def test_who_heard_that_it_was_answered_hears_nothing_when_it_is_merged_later(
    app: Flask, mails: Mails, it_is: ItIs
) -> None:
    it_is(MONDAY)
    ana = a_mentor(email="ana@example.org")
    one, other = a_thread(), a_thread()
    take_question(ana, one.id)
    a_reply(one, a_mentor())
    heard = [text for text in mails() if "ana@" in text and "yours" in text]
    assert len(heard) == kinds_of(ana.id).count("question_ended") == 1
    it_is(MONDAY + timedelta(days=100))
    into = Seen(one.id, seen(one).version, other.id)
    forum.merge_thread(a_moderator(), opening_of(other), into, by_time=False)
    assert [text for text in mails() if "ana@" in text and "yours" in text] == heard
    assert kinds_of(ana.id).count("question_ended") == 1


def test_who_lost_it_twice_hears_of_both_also_where_it_was_merged_the_second_time(
    app: Flask, mails: Mails
) -> None:
    ana, moderator = a_mentor(email="ana@example.org"), a_moderator()
    one, other = a_thread(), a_thread()
    take_question(ana, one.id)
    forum.lock_thread(moderator, one.id)
    work()
    forum.unlock_thread(moderator, one.id)
    work()
    into = Seen(one.id, seen(one).version, other.id)
    forum.merge_thread(moderator, opening_of(other), into, by_time=False)
    work()
    assert kinds_of(ana.id).count("question_ended") == 2


def test_who_has_it_again_is_told(app: Flask, mails: Mails) -> None:
    ana, moderator = a_mentor(email="ana@example.org"), a_moderator()
    thread = a_thread()
    take_question(ana, thread.id)
    forum.lock_thread(moderator, thread.id)
    work()
    assert waits(ana) == ["question_ended"]
    forum.unlock_thread(moderator, thread.id)
    [sent] = [text for text in mails() if "ana@" in text and "handed to you" in text]
    assert "It waits for a mentor again." in sent
    assert waits(ana) == ["question_handed"]
