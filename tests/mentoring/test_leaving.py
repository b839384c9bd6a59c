"""A mentor who may not answer any more: what they have goes to others, and they are told."""

from flask import Flask

from exchange.forum import actions as forum
from exchange.forum.keeping import CategoryText
from exchange.kernel.db import db, transaction
from exchange.mentoring.actions.leaving import let_go_of_those_gone
from exchange.mentoring.actions.letting_go import let_go
from exchange.mentoring.actions.rows import lock_question
from exchange.mentoring.actions.taking import take_question
from exchange.people import actions as people
from exchange.people.models import Account
from tests.factories import (
    a_mentor,
    a_moderator,
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
