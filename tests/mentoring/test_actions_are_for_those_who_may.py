"""Whoever reads it may still not do it: the action itself refuses, however it was called."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed
from exchange.mentoring.actions import consultations
from exchange.mentoring.actions.away import add_days_away, remove_days_away
from exchange.mentoring.actions.hour_notes import ask_for_thread, write_note
from exchange.mentoring.actions.mentorship_log import change_meeting, write_meeting
from exchange.mentoring.models import DaysAway, MentorshipMeeting
from exchange.people.actor import Actor
from exchange.people.models import Account
from tests.factories import LONG_AGO, a_category, a_mentor, a_person
from tests.mentoring.confiding import a_prepared, an_assigned
from tests.mentoring.pairing import Pair, met
from tests.mentoring.talking import a_past_talk, note_of


def suspended(who: Actor) -> Actor:
    with transaction(None):
        found = update(Account).where(Account.id == who.id)
        db.session.execute(found.values(suspended_at=LONG_AGO))
    return who


def arranging(act: Callable[[Actor, int, int], None]) -> None:
    """A mentor who is assigned, of another."""
    mentor, other = a_mentor(), a_mentor()
    act(mentor, an_assigned(a_person(), mentor), other.id)


def assigning() -> None:
    arranging(lambda mentor, made, other: consultations.assign_mentors(mentor, made, [other]))


def taking_off() -> None:
    arranging(lambda mentor, made, _: consultations.take_mentor_off(mentor, made, mentor.id))


def reopening() -> None:
    asker, mentor = a_person(), a_mentor()
    made = an_assigned(asker, mentor)
    consultations.end_consultation(asker, made)
    consultations.reopen_consultation(mentor, made)


def declining_what_is_published() -> None:
    mentor = a_mentor()
    made = a_prepared(a_person(), mentor, mentor)
    consultations.publish(mentor, made, version=1, category_id=a_category().id)
    consultations.rule_on_words(mentor, made, version=1, agrees=False)


def asking_for_a_thread_while_suspended() -> None:
    mentor = a_mentor()
    talk = a_past_talk(mentor)
    write_note(mentor, talk, version=0, body="Vote anew.", lang="en")
    ask_for_thread(suspended(mentor), talk, note_of(talk, mentor).id, version=1)


def changing_a_meeting_of_others() -> None:
    pair = Pair()
    made = pair.running()
    write_meeting(pair.mentor, made, met())
    meeting = db.session.scalar(select(MentorshipMeeting.id)) or 0
    change_meeting(pair.coordinator, made, meeting, version=1, met=met(agreed="Nothing."))


def being_back_as_no_mentor() -> None:
    mentor = a_mentor()
    day = (now() + timedelta(days=9)).date()
    add_days_away(mentor, day, day)
    with transaction(None):
        db.session.execute(update(Account).values(is_mentor=False))
    remove_days_away(mentor, db.session.scalar(select(DaysAway.id)) or 0)


@pytest.mark.parametrize(
    "act",
    [
        assigning,
        taking_off,
        reopening,
        declining_what_is_published,
        asking_for_a_thread_while_suspended,
        changing_a_meeting_of_others,
        being_back_as_no_mentor,
    ],
    ids=lambda act: str(act.__name__),
)
def test_it_is_refused(app: Flask, act: Callable[[], None]) -> None:
    with pytest.raises(NotAllowed):
        act()
