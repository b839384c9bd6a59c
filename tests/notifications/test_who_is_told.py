from collections.abc import Callable
from contextlib import AbstractContextManager

from flask import Flask

from exchange.forum import actions as forum
from exchange.kernel.db import record, transaction
from exchange.library.events import DraftRead
from exchange.moderation.events import CaseDecided
from exchange.notifications import actions
from tests.factories import a_mentor, a_person, a_reply, a_thread
from tests.notifications.post_office import deliveries, kinds_of, work

Counter = Callable[[], AbstractContextManager[list[str]]]


def test_the_asker_is_told_of_every_reply_also_to_the_replies_of_others(app: Flask) -> None:
    asker = a_person()
    first = a_reply(a_thread(asker))
    a_reply(first)
    work()
    assert kinds_of(asker.id) == ["reply_to_question"] * 2


def test_whoever_wrote_a_post_is_told_of_the_replies_to_it(app: Flask) -> None:
    writer = a_person()
    thread = a_thread()
    mine = a_reply(thread, writer)
    a_reply(mine)
    a_reply(thread)
    work()
    assert kinds_of(writer.id) == ["reply_to_post"]


def test_a_reply_in_a_discussion_is_a_reply_to_a_post(app: Flask) -> None:
    starter = a_person()
    first = a_reply(a_thread(starter, kind="discussion"))
    a_reply(first)
    work()
    assert kinds_of(starter.id) == ["reply_to_post"]


def test_nobody_is_told_of_their_own_doing(app: Flask) -> None:
    asker = a_person(is_mentor=True)
    thread = a_thread(asker)
    mine = a_reply(thread, asker)
    forum.accept_answer(asker, mine)
    work()
    assert kinds_of(asker.id) == []


def test_an_accepted_answer_is_told_once_however_often_it_is_accepted(app: Flask) -> None:
    asker, helper = a_person(), a_person()
    thread = a_thread(asker)
    answer = a_reply(thread, helper)
    forum.accept_answer(asker, answer)
    forum.withdraw_acceptance(asker, thread.id)
    forum.accept_answer(asker, answer)
    work()
    assert kinds_of(helper.id) == ["accepted"]


def test_a_question_waits_for_the_mentors_who_read_its_language(app: Flask) -> None:
    alike = a_mentor(reads=["hr"])
    other = a_mentor(reads=["tr"])
    suspended = a_mentor(reads=["sr"], suspended_at=a_thread().started_at)
    member = a_person(reads=["sr"])
    asking = a_mentor(reads=["sr"])
    a_thread(asking, lang="sr", title="Ко плаћа аниматора?")
    work()
    told = [who for who in (alike, other, suspended, member, asking) if kinds_of(who.id)]
    assert told == [alike]
    assert kinds_of(alike.id) == ["waiting_for_mentor"]


def test_a_discussion_waits_for_no_mentor(app: Flask) -> None:
    mentor = a_mentor()
    a_thread(kind="discussion")
    work()
    assert kinds_of(mentor.id) == []


def test_each_reading_of_a_draft_and_each_decision_is_told(app: Flask) -> None:
    author, reader = a_person(), a_mentor()
    with transaction(None):
        record(DraftRead(7, 7, reader.id, author.id, "changes_requested"))
        record(CaseDecided(3, 4, author.id, reader.id, "hidden"))
    work()
    assert sorted(kinds_of(author.id)) == ["decision", "draft_read"]


def test_being_told_twice_is_being_told_once(app: Flask) -> None:
    person = a_person()
    actions.notify([person.id, person.id], "accepted", ("post", 1), "accepted")
    actions.notify([person.id], "accepted", ("post", 1), "accepted")
    assert kinds_of(person.id) == ["accepted"]
    assert deliveries() == 1, "only the first is mailed"


def test_a_question_to_many_mentors_is_one_statement(app: Flask, count_queries: Counter) -> None:
    mentors = [a_mentor().id for _ in range(3)]
    with count_queries() as seen:
        actions.notify(mentors, "waiting_for_mentor", ("post", 1), "asked")
    assert len([s for s in seen if s.startswith("INSERT INTO notification")]) == 1
