"""A mentor who may not answer any more: what they have goes to others, and they are told."""

import pytest
from flask import Flask
from sqlalchemy import delete

from exchange.forum import actions as forum
from exchange.forum.keeping import CategoryText
from exchange.kernel.db import db, transaction
from exchange.mentoring.actions.leaving import let_go_of_those_gone
from exchange.mentoring.actions.letting_go import let_go
from exchange.mentoring.actions.owing import heed_what_stands
from exchange.mentoring.actions.rows import lock_question
from exchange.mentoring.actions.taking import take_question
from exchange.mentoring.models import Proposal, Question
from exchange.notifications.queries import unread_list
from exchange.people import actions as people
from exchange.people.models import Account
from exchange.people.queries import get_actor
from tests.factories import (
    a_mentor,
    a_moderator,
    a_person,
    a_reply,
    a_room,
    a_thread,
    an_admin,
)
from tests.mentoring.questions import asked, mentor_of, proposals, steps
from tests.notifications.post_office import kinds_of, work


def test_what_a_suspended_mentor_has_goes_to_others(app: Flask) -> None:
    mentor, other = a_mentor(), a_mentor()
    taken, thought_about, answered = a_thread(), a_thread(), a_thread()
    take_question(mentor, taken.id)
    take_question(mentor, answered.id)
    a_reply(answered, other)
    people.suspend(a_moderator(), mentor.id, "Advertising.")
    work()
    assert mentor_of(taken.id) is None
    assert asked(taken.id) == {other.id}
    assert proposals(thought_about.id) == {mentor.id: "lapsed", other.id: ""}
    assert mentor_of(answered.id) == mentor.id, "what is answered stays theirs"
    assert steps(taken.id)[-2:] == ["left_role", "proposed"]
    assert "question_ended" in kinds_of(mentor.id)
    assert kinds_of(other.id) == ["waiting_for_mentor"] * 2


def test_who_is_no_mentor_any_more_has_no_questions(app: Flask) -> None:
    mentor, other = a_mentor(), a_mentor()
    thread = a_thread().id
    take_question(mentor, thread)
    nothing = people.Roles(mentor=False, mentoring_coordinator=False, moderator=False, admin=False)
    people.change_roles(an_admin(), mentor.id, nothing, people.Place(None, "member"), version=0)
    work()
    assert mentor_of(thread) is None
    assert asked(thread) == {other.id}
    assert "question_ended" in kinds_of(mentor.id)


def test_another_role_changes_nothing(app: Flask) -> None:
    mentor = a_mentor()
    thread = a_thread().id
    take_question(mentor, thread)
    more = people.Roles(mentor=True, mentoring_coordinator=True, moderator=False, admin=False)
    people.change_roles(an_admin(), mentor.id, more, people.Place(None, "member"), version=0)
    work()
    assert mentor_of(thread) == mentor.id


def test_a_guest_who_may_not_enter_any_more_has_no_question_there(app: Flask) -> None:
    guest, other, admin = a_mentor(), a_mentor(), an_admin()
    room = a_room(roles=["coordinator"], guests=[guest, other])
    thread = a_thread(admin, category=room).id
    elsewhere = a_thread().id
    take_question(guest, thread)
    take_question(guest, elsewhere)
    forum.take_back_invitation(admin, room.id, guest.id)
    work()
    assert mentor_of(thread) is None
    assert asked(thread) == {other.id}
    assert mentor_of(elsewhere) == guest.id
    assert "left_room" in steps(thread)


def test_what_becomes_a_room_is_let_go_by_who_may_not_enter(app: Flask) -> None:
    mentor, admin = a_mentor(), an_admin()
    thread = a_thread()
    take_question(mentor, thread.id)
    told = CategoryText(
        names={"en": "For coordinators"},
        descriptions={"en": "Of networks."},
        audience="roles",
        roles=("coordinator",),
    )
    forum.change_category(admin, thread.category_id, told, version=1)
    work()
    assert mentor_of(thread.id) is None
    assert asked(thread.id) == set()
    assert "left_room" in steps(thread.id)


def test_the_clock_lets_go_for_who_is_away_and_others_are_asked(app: Flask) -> None:
    mentor, other = a_mentor(), a_mentor()
    thread = a_thread().id
    take_question(mentor, thread)
    with transaction(None):
        let_go(lock_question(thread), "away")
    work()
    assert mentor_of(thread) is None
    assert proposals(thread) == {mentor.id: "declined", other.id: ""}
    assert "question_ended" in kinds_of(mentor.id)
    with transaction(None):
        let_go(lock_question(thread), "away")
    assert steps(thread).count("left_away") == 1, "nobody has it: there is nothing to let go"


@pytest.mark.parametrize(("why", "step"), [("role", "left_role"), ("room", "left_room")])
def test_the_asker_hears_that_nobody_has_what_begins_anew_without_its_mentor(
    app: Flask, why: str, step: str
) -> None:
    """Who may not any more was not let go while it was answered: it was over."""
    asker, admin, guest, other = a_person(), an_admin(), a_mentor(), a_mentor()
    in_room = why == "room"
    if in_room:
        asker = admin
    room = a_room(roles=["coordinator"], guests=[guest, other]) if in_room else None
    thread = a_thread(asker, **({"category": room} if room else {}))
    take_question(guest, thread.id)
    answer = a_reply(thread, guest)
    if room:
        forum.take_back_invitation(admin, room.id, guest.id)
    else:
        people.suspend(a_moderator(), guest.id, "Advertising.")
    work()
    assert mentor_of(thread.id) == guest.id
    before = kinds_of(asker.id).count("question_taken")
    forum.hide_post(a_moderator(), answer)
    assert mentor_of(thread.id) is None
    assert steps(thread.id)[-3:] == [step, "begun_anew", "proposed"]
    for _ in range(2):
        work()
    assert kinds_of(asker.id).count("question_taken") == before + 1
    [told] = [one for one in unread_list(get_actor(asker.id)) if one.kind == "question_taken"]
    assert told.event_key.startswith("left ")
    assert kinds_of(guest.id).count("question_ended") == 1
    assert asked(thread.id) == {other.id}


def test_whose_mentor_may_still_hears_of_nothing_when_it_begins_anew(app: Flask) -> None:
    asker, mentor = a_person(), a_mentor()
    thread = a_thread(asker)
    take_question(mentor, thread.id)
    forum.hide_post(a_moderator(), a_reply(thread, mentor))
    work()
    assert mentor_of(thread.id) == mentor.id
    assert not [one for one in steps(thread.id) if one.startswith("left_")]
    assert kinds_of(asker.id).count("question_taken") == 1


@pytest.mark.parametrize("was_over", [False, True])
def test_the_asker_hears_within_the_hour_that_the_account_of_their_mentor_is_gone(
    app: Flask, was_over: bool
) -> None:
    asker, mentor, other = a_person(), a_mentor(), a_mentor()
    thread = a_thread(asker)
    take_question(mentor, thread.id)
    answer = a_reply(thread, mentor) if was_over else 0
    work()
    with transaction(None):  # as the database does it
        db.session.get_one(Question, thread.id).mentor_id = None
        db.session.execute(delete(Proposal).where(Proposal.account_id == mentor.id))
        db.session.get_one(Account, mentor.id).is_mentor = False
    if was_over:
        heed_what_stands()
        assert "left_role" not in steps(thread.id), "what is answered waits for nobody"
        forum.hide_post(a_moderator(), answer)
    for _ in range(2):
        heed_what_stands()
        work()
    assert steps(thread.id).count("left_role") == 1
    assert kinds_of(asker.id).count("question_taken") == 2
    assert asked(thread.id) == {other.id}
    assert "waiting_for_mentor" in kinds_of(other.id)


def test_of_a_question_that_nobody_had_nobody_is_said_to_be_gone(app: Flask) -> None:
    asker = a_person()
    thread = a_thread(asker)
    with transaction(None):
        db.session.get_one(Question, thread.id).next_at = None
    heed_what_stands()
    work()
    assert "left_role" not in steps(thread.id)
    assert "question_taken" not in kinds_of(asker.id)


def test_told_twice_is_let_go_once(app: Flask) -> None:
    mentor = a_mentor()
    thread = a_thread().id
    take_question(mentor, thread)
    people.suspend(a_moderator(), mentor.id, "Advertising.")
    work()
    with transaction(None):
        db.session.get_one(Account, mentor.id).suspended_at = None
    take_question(mentor, thread)
    people.suspend(a_moderator(), mentor.id, "Again.")
    work()
    assert kinds_of(mentor.id).count("question_ended") == 2


def test_what_was_taken_in_the_moment_of_a_suspension_is_let_go_within_the_hour(app: Flask) -> None:
    mentor, other = a_mentor(), a_mentor()
    taken, thought_about, of_other = a_thread(), a_thread(), a_thread()
    take_question(mentor, taken.id)
    take_question(other, of_other.id)
    work()
    with transaction(None):
        db.session.get_one(Account, mentor.id).suspended_at = taken.started_at
    let_go_of_those_gone()
    work()
    assert mentor_of(taken.id) is None
    assert asked(taken.id) == asked(thought_about.id) == {other.id}
    assert mentor_of(of_other.id) == other.id
    assert "question_ended" in kinds_of(mentor.id)
