"""A question whose asker was silent too long, and which takes no answers when they write."""

from datetime import timedelta

import pytest

from exchange.forum import actions as forum
from exchange.forum.moving import Seen
from exchange.kernel.db import db, transaction
from exchange.mentoring.actions.needing_more import ask_more, tell_more
from exchange.mentoring.actions.owing import heed_what_stands
from exchange.mentoring.actions.striking import strike_due
from exchange.mentoring.models import Proposal
from tests.factories import a_mentor, a_moderator, a_person, a_reply, a_thread, opening_of
from tests.mentoring.clocks import MONDAY, a_question, question_of, steps_of, told

DAY = timedelta(days=1)


def work():
    """What the worker does in an hour."""
    heed_what_stands()
    strike_due()


@pytest.fixture
def silent(app, it_is):
    """Its mentor asked for more; after 60 days it waits for no mentor any more."""
    it_is(MONDAY)
    asker, mentor = a_person("Ana Asker"), a_mentor("Mara Mentor")
    thread = a_question(asker, days=5, mentor=mentor)
    ask_more(mentor, thread.id, sentence="Which call do you mean?", lang="en")
    for days in (30, 60):
        it_is(MONDAY + days * DAY)
        work()
    it_is(MONDAY + 62 * DAY)
    return asker, mentor, thread


def change_kind(thread):
    with transaction(None):
        version = db.session.merge(thread, load=True).edit_version
    forum.change_kind(a_moderator(), Seen(thread.id, version, 0))


def replies(asker, thread):
    a_reply(thread, asker, "The call of 2025.")


def edits(asker, thread):
    text = {"body": "We ask for the call of 2025.", "lang": "en", "title": thread.title}
    forum.edit_post(asker, opening_of(thread), version=1, **text)


def presses(asker, thread):
    tell_more(asker, thread.id)
    tell_more(asker, thread.id)


def test_its_mentor_hears_of_a_word_there_as_of_any_thread_they_follow(silent, it_is):
    asker, mentor, thread = silent
    change_kind(thread)
    replies(asker, thread)
    assert len(told(mentor, "reply_in_watched")) == 1
    row = question_of(thread)
    assert (row.next_at, row.stopped_at, row.mentor_id) == (None, None, mentor.id)
    assert row.ended_at == MONDAY + 60 * DAY
    it_is(MONDAY + 400 * DAY)
    work()
    assert question_of(thread).ended_at == MONDAY + 60 * DAY, "nothing of the clock is left"
    assert told(mentor, "desk_news") == []
    with transaction(None):
        assert db.session.query(Proposal).filter_by(thread_id=thread.id, answer="").count() == 0


@pytest.mark.parametrize("says", [replies, edits, presses])
def test_once_it_is_a_question_again_it_begins_anew_with_the_mentor_who_had_it(silent, it_is, says):
    asker, mentor, thread = silent
    change_kind(thread)
    says(asker, thread)
    assert len(steps_of(thread, "told_more")) == 1
    it_is(moment := MONDAY + 70 * DAY)
    change_kind(thread)
    row = question_of(thread)
    assert (row.ended_at, row.stopped_at, row.mentor_id) == (None, None, mentor.id)
    assert row.started_at == moment
    assert row.next_at is not None
    assert len(told(mentor, "question_handed")) == 1, "they hear that it is theirs again"
    strike_due()
    assert told(mentor, "desk_news") == [], "and hear it once"
    assert len(steps_of(thread, "told_more")) == 1


def test_while_its_asker_says_nothing_there_it_waits_for_nobody_as_before(silent):
    asker, mentor, thread = silent
    change_kind(thread)
    a_reply(thread, a_person())
    change_kind(thread)
    assert question_of(thread).ended_at == MONDAY + 60 * DAY
    assert steps_of(thread, "begun_anew") == []
    replies(asker, thread)
    row = question_of(thread)
    assert (row.ended_at, row.mentor_id) == (None, mentor.id)


def test_what_they_say_while_it_is_shut_counts_when_it_is_not(silent):
    asker, mentor, thread = silent
    moderator = a_moderator()
    forum.lock_thread(moderator, thread.id)
    presses(asker, thread)
    assert question_of(thread).ended_at == MONDAY + 60 * DAY, "a locked thread takes no answers"
    forum.unlock_thread(moderator, thread.id)
    row = question_of(thread)
    assert (row.ended_at, row.mentor_id) == (None, mentor.id)


def test_what_a_mentor_answered_there_counts_when_it_is_a_question_again(silent, it_is):
    asker, mentor, thread = silent
    change_kind(thread)
    replies(asker, thread)
    it_is(answered := MONDAY + 65 * DAY)
    a_reply(thread, mentor, "Then it is open until May.")
    other = a_person()
    forum.delete_post(other, a_reply(thread, other))  # the question looks at its thread
    assert len(steps_of(thread, "ended", "answered")) == 1, "a discussion has no answers"
    it_is(MONDAY + 70 * DAY)
    change_kind(thread)
    row = question_of(thread)
    assert (row.answered_at, row.next_at) == (answered, None)
    assert row.ended_at is not None
    [step] = steps_of(thread, "answered")
    assert (step.by_id, step.to_id) == (None, None), "they know, and nobody else answered"


def test_a_discussion_of_no_question_is_left_alone(app):
    asker = a_person()
    thread = a_thread(asker, kind="discussion")
    replies(asker, thread)
    assert steps_of(thread) == []
