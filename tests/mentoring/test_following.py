"""A question ends and begins anew with its thread."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from exchange.forum import actions as forum
from exchange.forum.actions.split import NewThread
from exchange.forum.models import Category, Post, Thread
from exchange.forum.moving import Seen
from exchange.kernel.db import db, transaction, wiring
from exchange.mentoring.actions.taking import take_question
from exchange.mentoring.models import Question
from exchange.people.actor import Actor
from tests.factories import (
    a_category,
    a_mentor,
    a_moderator,
    a_person,
    a_reply,
    a_room,
    a_thread,
    opening_of,
)
from tests.mentoring.questions import asked, mentor_of, proposals, question_of, steps

Counter = Callable[[], AbstractContextManager[list[str]]]
ItIs = Callable[[datetime], None]
START = datetime(2026, 11, 30, 9, tzinfo=UTC)


def is_open(thread: Thread) -> bool:
    question = question_of(thread.id)
    if question.ended_at is not None:
        assert question.next_at is None, "its clock has nothing to do"
        assert asked(thread.id) == set(), "nobody thinks about it"
    return question.ended_at is None


def seen(thread: Thread, into: Thread | None = None) -> Seen:
    db.session.rollback()
    its = db.session.get_one(Thread, thread.id, populate_existing=True)
    return Seen(its.id, its.edit_version, into.id if into else 0)


def test_the_first_answer_of_a_mentor_ends_it_whoever_has_it(app: Flask, it_is: ItIs) -> None:
    it_is(START)
    has_it, other = a_mentor(), a_mentor()
    thread = a_thread()
    take_question(has_it, thread.id)
    it_is(START + timedelta(hours=5))
    a_reply(thread, other)
    question = question_of(thread.id)
    assert question.answered_at == question.ended_at == START + timedelta(hours=5)
    assert question.mentor_id == has_it.id
    assert steps(thread.id)[-1] == "answered"
    assert not is_open(thread)


def test_nobody_elses_reply_ends_it_nor_the_askers_own(app: Flask) -> None:
    asker = a_mentor()
    thread = a_thread(asker)
    a_reply(thread)
    a_reply(thread, asker)
    assert is_open(thread)
    a_reply(thread, a_mentor())
    assert not is_open(thread)


def test_an_accepted_answer_ends_it_and_begins_it_anew_when_withdrawn(
    app: Flask, it_is: ItIs
) -> None:
    it_is(START)
    mentor, asker = a_mentor(), a_person()
    thread = a_thread(asker)
    reply = a_reply(thread)
    forum.accept_answer(asker, reply)
    assert not is_open(thread)
    assert steps(thread.id)[-1] == "ended"
    it_is(START + timedelta(days=2))
    forum.withdraw_acceptance(asker, thread.id)
    assert is_open(thread)
    assert question_of(thread.id).started_at == START + timedelta(days=2)
    assert asked(thread.id) == {mentor.id}
    assert steps(thread.id)[-2:] == ["begun_anew", "proposed"]


def test_it_does_not_begin_anew_while_an_answer_of_a_mentor_stands(app: Flask) -> None:
    asker, mentor = a_person(), a_mentor()
    thread = a_thread(asker)
    answer = a_reply(thread, mentor)
    forum.accept_answer(asker, answer)
    forum.withdraw_acceptance(asker, thread.id)
    moderator = a_moderator()
    forum.lock_thread(moderator, thread.id)
    forum.unlock_thread(moderator, thread.id)
    assert not is_open(thread)
    forum.hide_post(moderator, answer)
    assert is_open(thread)
    forum.show_post(moderator, answer)
    assert not is_open(thread)
    forum.delete_post(mentor, answer)
    assert is_open(thread)
    forum.restore_post(mentor, answer)
    assert not is_open(thread)


def _lock(moderator: Actor, thread: Thread) -> None:
    forum.lock_thread(moderator, thread.id)


def _unlock(moderator: Actor, thread: Thread) -> None:
    forum.unlock_thread(moderator, thread.id)


def _hide(moderator: Actor, thread: Thread) -> None:
    forum.hide_post(moderator, opening_of(thread))


def _show(moderator: Actor, thread: Thread) -> None:
    forum.show_post(moderator, opening_of(thread))


def _delete(_moderator: Actor, thread: Thread) -> None:
    forum.delete_post(_asker_of(thread), opening_of(thread))


def _restore(_moderator: Actor, thread: Thread) -> None:
    forum.restore_post(_asker_of(thread), opening_of(thread))


def _change_kind(moderator: Actor, thread: Thread) -> None:
    forum.change_kind(moderator, seen(thread))


def _close(moderator: Actor, thread: Thread) -> None:
    forum.close_as_duplicate(moderator, seen(thread, a_thread()))


def _reopen(moderator: Actor, thread: Thread) -> None:
    its = db.session.get_one(Thread, thread.id, populate_existing=True)
    original = db.session.get_one(Thread, its.duplicate_of_id)
    forum.reopen_thread(moderator, seen(its, original))


def _asker_of(thread: Thread) -> Actor:
    return _ASKERS[thread.author_id]


_ASKERS: dict[int, Actor] = {}
Deed = Callable[[Actor, Thread], None]
UNDONE: dict[str, tuple[Deed, Deed]] = {
    "locked": (_lock, _unlock),
    "hidden": (_hide, _show),
    "deleted": (_delete, _restore),
    "made a discussion": (_change_kind, _change_kind),
    "closed as a duplicate": (_close, _reopen),
}


@pytest.mark.parametrize("what", UNDONE)
def test_it_ends_when_it_is(app: Flask, it_is: ItIs, what: str) -> None:
    done, undone = UNDONE[what]
    it_is(START)
    mentor, asker, moderator = a_mentor(), a_person(), a_moderator()
    _ASKERS[asker.id] = asker
    thread = a_thread(asker)
    take_question(mentor, thread.id)
    done(moderator, thread)
    assert not is_open(thread)
    it_is(START + timedelta(minutes=5))
    undone(moderator, thread)
    assert is_open(thread)
    question = question_of(thread.id)
    assert question.started_at == START + timedelta(minutes=5), "with a clock of its own"
    assert question.due_at is not None
    assert question.mentor_id == mentor.id, "who may answer it still"
    assert asked(thread.id) == set()


def test_its_mentor_who_may_not_any_more_does_not_have_it_when_it_begins_anew(app: Flask) -> None:
    mentor, other, moderator = a_mentor(), a_mentor(), a_moderator()
    thread = a_thread()
    take_question(mentor, thread.id)
    forum.lock_thread(moderator, thread.id)
    with transaction(None):
        db.session.execute(_without_role(mentor))
    forum.unlock_thread(moderator, thread.id)
    assert mentor_of(thread.id) is None
    assert asked(thread.id) == {other.id}


def _without_role(who: Actor) -> Any:
    account = Thread.metadata.tables["account"]
    return account.update().where(account.c.id == who.id).values(is_mentor=False)


def test_who_declined_is_not_asked_again_and_whose_time_passed_is(app: Flask) -> None:
    first, second, moderator = a_mentor(), a_mentor(), a_moderator()
    thread = a_thread()
    forum.lock_thread(moderator, thread.id)
    assert proposals(thread.id) == {first.id: "lapsed", second.id: "lapsed"}
    forum.unlock_thread(moderator, thread.id)
    assert asked(thread.id) == {first.id, second.id}


def test_a_discussion_that_becomes_a_question_begins_then(app: Flask, it_is: ItIs) -> None:
    it_is(START)
    mentor = a_mentor()
    thread = a_thread(kind="discussion")
    it_is(START + timedelta(days=1))
    forum.change_kind(a_moderator(), seen(thread))
    assert question_of(thread.id).started_at == START + timedelta(days=1)
    assert asked(thread.id) == {mentor.id}


def test_a_merged_question_ends_and_the_other_one_if_it_is_answered_by_that(app: Flask) -> None:
    a_mentor()
    left, into, moderator = a_thread(), a_thread(), a_moderator()
    a_reply(left, a_mentor())
    assert is_open(into)
    forum.merge_thread(moderator, opening_of(into), seen(left, into), by_time=False)
    assert not is_open(into)
    assert not is_open(left)


def test_what_is_split_off_is_a_question_of_its_own(app: Flask) -> None:
    mentor, moderator = a_mentor(), a_moderator()
    thread, category = a_thread(), a_category()
    reply = a_reply(thread)
    new = NewThread("Another one", "question", category.id)
    moved = forum.split_branch(moderator, reply, new, seen(thread))
    assert asked(moved.thread_id) == {mentor.id}
    assert is_open(thread)


def test_an_answer_that_is_moved_away_leaves_the_question_open(app: Flask) -> None:
    a_mentor()
    thread, category = a_thread(), a_category()
    answer = a_reply(thread, a_mentor())
    assert not is_open(thread)
    new = NewThread("Another one", "discussion", category.id)
    forum.split_branch(a_moderator(), answer, new, seen(thread))
    assert is_open(thread)


def test_a_question_that_moves_into_a_room_is_let_go_by_who_may_not_enter(app: Flask) -> None:
    mentor, thinking, moderator = a_mentor(), a_mentor(), a_moderator()
    invited = a_mentor()
    room = a_room(roles=["coordinator"], guests=[invited])
    thread = a_thread()
    take_question(mentor, thread.id)
    assert _moved(moderator, room, thread)
    assert mentor_of(thread.id) is None
    assert asked(thread.id) == {invited.id}
    assert "left_room" in steps(thread.id)
    assert thinking.id not in asked(thread.id)


def test_proposals_of_those_who_may_not_enter_lapse(app: Flask) -> None:
    outside, moderator, invited = a_mentor(), a_moderator(), a_mentor()
    thread = a_thread()
    assert asked(thread.id) == {outside.id, invited.id}
    _moved(moderator, a_room(roles=["coordinator"], guests=[invited]), thread)
    assert proposals(thread.id) == {outside.id: "lapsed", invited.id: ""}


def test_a_question_that_moves_among_what_everybody_reads_keeps_its_mentor(app: Flask) -> None:
    mentor = a_mentor()
    thread = a_thread()
    take_question(mentor, thread.id)
    due = question_of(thread.id).due_at
    _moved(a_moderator(), a_category(), thread)
    assert mentor_of(thread.id) == mentor.id
    assert question_of(thread.id).due_at == due


def _moved(moderator: Actor, place: Category, thread: Thread) -> int:
    return forum.move_thread(moderator, place.id, seen(thread)).thread_id


def test_a_reply_costs_nothing_more_but_the_one_that_answers_it(
    app: Flask, count_queries: Counter
) -> None:
    thread, author, mentor = a_thread(), a_person(), a_mentor()
    a_reply(thread, author)
    opening = opening_of(thread)

    def cost(who: Actor) -> int:
        with count_queries() as seen:
            forum.post_reply(who, opening, body="So do we.", lang="en")
        return len([one for one in seen if "question" in one or "proposal" in one])

    assert cost(author) == 0
    assert cost(mentor) == 4, "its row read and written, who thinks about it, a step"
    assert cost(mentor) == 0


def test_what_follows_inside_the_forum_is_written_out(app: Flask) -> None:
    ours = {
        kind.stored_as: [one.__name__ for one in heard if one.__module__.startswith(OURS)]
        for kind, heard in wiring.inside.items()
    }
    assert {kind: names for kind, names in ours.items() if names} == {
        "forum.thread_started.1": ["begin_question"],
        "forum.reply_posted.1": ["end_with_answer"],
        "forum.thread_moved.1": ["follow_moved_thread"],
        "forum.posts_moved.1": ["follow_moved_posts"],
        **{kind: ["follow"] for kind in FOLLOWED},
    }


OURS = "exchange.mentoring.subscribers.questions"
FOLLOWED = (
    "forum.acceptance_withdrawn.1",
    "forum.answer_accepted.1",
    "forum.duplicate_changed.1",
    "forum.kind_changed.1",
    "forum.post_deleted.1",
    "forum.post_hidden.1",
    "forum.post_restored.1",
    "forum.thread_locked.1",
)


def test_an_answer_of_before_its_author_was_a_mentor_ends_nothing(app: Flask) -> None:
    thread, helper = a_thread(), a_person()
    reply = a_reply(thread, helper)
    with transaction(None):
        assert not db.session.get_one(Post, reply).by_mentor
    assert is_open(thread)
    assert db.session.get(Question, thread.id) is not None
