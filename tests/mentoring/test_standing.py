"""A clock that stands stands for somebody, and for as long as an asker may be silent."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from exchange.forum import actions as forum
from exchange.forum.moving import Seen
from exchange.kernel.db import PageVersion, db, transaction
from exchange.kernel.outbox import deliver_due
from exchange.kernel.sweeping import sweepers
from exchange.mentoring.actions.going_away import let_go_of_those_away
from exchange.mentoring.actions.handing import hand_over_question
from exchange.mentoring.actions.leaving import let_go_where_they_may_not
from exchange.mentoring.actions.needing_more import ask_more, tell_more
from exchange.mentoring.actions.owing import heed_what_stands
from exchange.mentoring.actions.striking import strike_due
from exchange.mentoring.actions.taking import give_back_question, take_question
from exchange.mentoring.models import DaysAway, Question
from exchange.mentoring.policy.clock import SILENT
from exchange.people.models import Account
from tests.factories import (
    a_mentor,
    a_mentoring_coordinator,
    a_moderator,
    a_person,
    a_reply,
    a_room,
    a_thread,
    an_organisation,
    opening_of,
    saved,
)
from tests.mentoring.clocks import MONDAY, a_question, question_of, set_row, steps_of, told

WORDS = "Which call do you mean, and of which year?"
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def need(mentor, thread):
    ask_more(mentor, thread.id, sentence=WORDS, lang="en")


def work():
    """What the worker does in an hour."""
    heed_what_stands()
    strike_due()


# ---- nobody has it


def gives_back(mentor, thread):
    give_back_question(mentor, thread.id, "", "en")


def is_suspended(mentor, thread):
    with transaction(None):
        db.session.get_one(Account, mentor.id).suspended_at = MONDAY
    let_go_where_they_may_not(mentor.id)


def is_mentor_no_more(mentor, thread):
    with transaction(None):
        db.session.get_one(Account, mentor.id).is_mentor = False
    let_go_where_they_may_not(mentor.id)


def loses_account(mentor, thread):
    """As the database does it; the worker finds it within the hour."""
    set_row(thread, mentor_id=None)
    heed_what_stands()


LEAVING = [gives_back, is_suspended, is_mentor_no_more, loses_account]


@pytest.mark.parametrize("leaves", LEAVING)
def test_whoever_lets_go_of_a_question_takes_along_what_they_asked_for(app, it_is, leaves):
    it_is(MONDAY)
    asker, mentor, other = a_person(), a_mentor(), a_mentor()
    coordinator = a_mentoring_coordinator()
    thread = a_question(asker, days=5, mentor=mentor)
    due = question_of(thread).due_at
    need(mentor, thread)
    it_is(MONDAY + 2 * DAY)
    leaves(mentor, thread)
    row = question_of(thread)
    assert (row.mentor_id, row.stopped_at) == (None, None)
    assert row.due_at == due + 2 * DAY, "as many working days ahead as when it stopped"
    assert row.next_at is not None
    assert steps_of(thread, "told_more") == [], "the asker has said nothing"
    it_is(row.twice_at + HOUR)
    strike_due()
    assert question_of(thread).widened_at is not None
    assert question_of(thread).given_up_at is not None
    assert len(told(coordinator, "desk_news")) == 1
    take_question(other, thread.id)
    need(other, thread)
    assert question_of(thread).stopped_at is not None, "the next mentor may ask anew"


def test_the_asker_reads_no_more_what_nobody_waits_for(client, sign_in, it_is):
    it_is(MONDAY)
    asker, mentor = a_person(), a_mentor()
    thread = a_question(asker, days=5, mentor=mentor)
    need(mentor, thread)
    sign_in(client, asker)
    address = f"/en/threads/{thread.id}"
    assert WORDS in client.get(address, follow=True).text
    give_back_question(mentor, thread.id, "", "en")
    page = client.get(address, follow=True)
    assert WORDS not in page.text
    assert "Answer promised by: Monday, 9 March" in page.text


def test_a_question_that_goes_to_another_mentor_runs_again(app, it_is):
    it_is(MONDAY)
    mentor, other = a_mentor(), a_mentor()
    thread = a_question(days=5, mentor=mentor)
    due = question_of(thread).due_at
    need(mentor, thread)
    it_is(MONDAY + DAY)
    hand_over_question(a_mentoring_coordinator(), thread.id, other.id, "", "en")
    row = question_of(thread)
    assert (row.mentor_id, row.stopped_at, row.due_at) == (other.id, None, due + DAY)
    need(other, thread)
    assert question_of(thread).stopped_at == MONDAY + DAY


def test_a_question_moved_to_where_its_mentor_may_not_enter_runs_again(app, it_is):
    it_is(MONDAY)
    ours = an_organisation()
    asker, mentor, other = a_person(organisation=ours), a_mentor(), a_mentor(organisation=ours)
    thread = a_question(asker, mentor=mentor)
    need(mentor, thread)
    forum.move_thread(a_moderator(organisation=ours), a_room(ours).id, Seen(thread.id, 1, 0))
    while deliver_due():
        pass
    row = question_of(thread)
    assert (row.mentor_id, row.stopped_at) == (None, None)
    assert row.next_at == row.due_at
    take_question(other, thread.id)


def test_who_is_away_keeps_what_stands_and_lets_go_of_it_once_it_runs(app, it_is):
    it_is(MONDAY)
    asker, mentor = a_person(), a_mentor()
    thread = a_question(asker, days=2, mentor=mentor)
    need(mentor, thread)
    saved(DaysAway(account_id=mentor.id, first_day=date(2026, 3, 3), last_day=date(2026, 3, 30)))
    it_is(MONDAY + DAY)
    let_go_of_those_away()
    assert question_of(thread).mentor_id == mentor.id
    tell_more(asker, thread.id)
    let_go_of_those_away()
    assert question_of(thread).mentor_id is None


def test_no_question_without_a_mentor_stands_after_an_hour_of_the_worker(app, it_is):
    it_is(MONDAY)
    threads = [a_question(days=5, mentor=a_mentor()) for _ in range(3)]
    for one in threads:
        set_row(one, stopped_at=MONDAY, next_at=None)
    for one in threads[:2]:
        set_row(one, mentor_id=None)
    it_is(MONDAY + DAY)
    work()
    stands = select(func.count()).select_from(Question).where(Question.stopped_at.is_not(None))
    with transaction(None):
        assert db.session.scalar(stands.where(Question.mentor_id.is_(None))) == 0
        assert db.session.scalar(stands.where(Question.next_at.is_(None))) == 0
    assert question_of(threads[2]).next_at == MONDAY + SILENT


def test_the_worker_looks_at_what_stands_before_the_clocks_strike(app):
    names = [one.__name__ for one in sweepers]
    assert names.index("heed_what_stands") < names.index("strike_due")


# ---- an asker who says nothing


@pytest.fixture
def silent(app, it_is):
    it_is(MONDAY)
    asker, mentor = a_person("Ana Asker"), a_mentor("Mara Mentor")
    thread = a_question(asker, days=5, mentor=mentor)
    need(mentor, thread)
    return asker, mentor, thread


def test_after_thirty_silent_days_the_asker_is_asked_once_more(silent, it_is):
    asker, mentor, thread = silent
    it_is(MONDAY + SILENT - HOUR)
    work()
    assert len(told(asker, "more_asked")) == 1
    it_is(MONDAY + SILENT)
    work()
    work()
    assert len(told(asker, "more_asked")) == 2
    steps = steps_of(thread, "needs_more")
    assert [(one.by_id, one.note, one.lang) for one in steps] == [(mentor.id, WORDS, "en")] * 2
    assert question_of(thread).stopped_at == MONDAY, "it stands since then"
    it_is(MONDAY + 2 * SILENT - HOUR)
    work()
    assert len(told(asker, "more_asked")) == 2
    assert told(mentor, "desk_news") == []


def test_coordinators_see_since_when_it_stands_and_are_not_told(client, sign_in, silent, it_is):
    _asker, _mentor, thread = silent
    coordinator = a_mentoring_coordinator()
    it_is(MONDAY + SILENT + DAY)
    work()
    assert told(coordinator, "desk_news") == []
    sign_in(client, coordinator)
    page = client.get("/en/desk/all?state=stopped")
    assert thread.title in page.text
    assert "Asked on: 2 March 2026" in page.text


def test_after_sixty_it_waits_for_no_mentor_and_fills_nobodys_hands(client, sign_in, silent, it_is):
    asker, mentor, thread = silent
    for days in (30, 60):
        it_is(MONDAY + days * DAY)
        work()
    row = question_of(thread)
    assert row.ended_at == MONDAY + 2 * SILENT
    assert (row.answered_at, row.next_at, row.mentor_id) == (None, None, mentor.id)
    assert len(steps_of(thread, "ended")) == 1
    assert steps_of(thread, "past_promise", "widened", "given_up") == []
    assert len(told(mentor, "question_ended")) == 1
    sign_in(client, mentor)
    assert thread.title not in client.get("/en/desk").text
    sign_in(client, asker)
    assert WORDS in client.get(f"/en/threads/{thread.id}", follow=True).text, "they may yet say it"


def test_a_machine_that_stood_asks_twice_all_the_same(silent, it_is):
    asker, _mentor, thread = silent
    it_is(MONDAY + 100 * DAY)
    work()
    assert question_of(thread).ended_at is None
    assert len(told(asker, "more_asked")) == 2
    it_is(MONDAY + 100 * DAY + SILENT)
    work()
    assert question_of(thread).ended_at is not None


def replies(asker, thread):
    a_reply(thread, asker)


def edits(asker, thread):
    text = {"body": "We ask, and say more.", "lang": "en", "title": thread.title}
    forum.edit_post(asker, opening_of(thread), version=1, **text)


def presses(asker, thread):
    tell_more(asker, thread.id)
    tell_more(asker, thread.id)


def asks_anew(asker, thread):
    """In a thread of its own, which a moderator puts where it belongs."""
    other = a_thread(asker)
    seen = Seen(other.id, 1, thread.id)
    forum.merge_thread(a_moderator(), opening_of(thread), seen, by_time=False)


def fall_silent(it_is):
    for days in (30, 60):
        it_is(MONDAY + days * DAY)
        work()


@pytest.mark.parametrize("says", [replies, edits, presses, asks_anew])
def test_with_their_next_word_it_begins_anew_and_its_mentor_hears_of_it(silent, it_is, says):
    asker, mentor, thread = silent
    fall_silent(it_is)
    it_is(moment := MONDAY + 70 * DAY)  # a Monday
    says(asker, thread)
    row = question_of(thread)
    assert (row.ended_at, row.stopped_at, row.mentor_id) == (None, None, mentor.id)
    assert (row.started_at, row.due_at.date()) == (moment, moment.date() + 7 * DAY)
    assert len(steps_of(thread, "begun_anew")) == len(steps_of(thread, "told_more")) == 1
    strike_due()
    assert len(told(mentor, "desk_news")) == 1


def test_if_its_mentor_may_not_any_more_others_are_asked(silent, it_is):
    asker, mentor, thread = silent
    other = a_mentor()
    fall_silent(it_is)
    with transaction(None):
        db.session.get_one(Account, mentor.id).is_mentor = False
    a_reply(thread, asker)
    assert question_of(thread).mentor_id is None
    strike_due()
    assert len(told(other, "desk_news")) == 1


def test_nothing_else_that_befalls_the_thread_begins_it_anew(silent, it_is):
    _asker, _mentor, thread = silent
    fall_silent(it_is)
    ended = question_of(thread).ended_at
    other, moderator = a_person(), a_moderator()
    reply = a_reply(thread, other)
    forum.delete_post(other, reply)
    forum.lock_thread(moderator, thread.id)
    forum.unlock_thread(moderator, thread.id)
    assert question_of(thread).ended_at == ended
    assert steps_of(thread, "begun_anew") == []


def test_the_answer_of_a_mentor_counts_all_the_same(silent, it_is):
    _asker, mentor, thread = silent
    fall_silent(it_is)
    it_is(MONDAY + 61 * DAY)
    a_reply(thread, mentor)
    row = question_of(thread)
    assert (row.ended_at, row.answered_at) == (MONDAY + 60 * DAY, MONDAY + 61 * DAY)
    assert [one.what for one in steps_of(thread, "ended", "answered")] == ["ended", "answered"]


def test_what_was_locked_while_it_stood_begins_anew_when_it_is_not(silent, it_is):
    _asker, _mentor, thread = silent
    moderator = a_moderator()
    it_is(MONDAY + DAY)
    forum.lock_thread(moderator, thread.id)
    it_is(datetime(2026, 6, 1, 9, tzinfo=UTC))
    work()
    forum.unlock_thread(moderator, thread.id)
    row = question_of(thread)
    assert (row.ended_at, row.stopped_at) == (None, None)


def test_its_mentor_hears_of_each_thing_once_whatever_befalls_the_thread_later(silent, it_is):
    asker, mentor, thread = silent
    other = a_person()

    def befall():
        forum.delete_post(other, a_reply(thread, other))
        kinds = ("question_ended", "question_handed", "desk_news")
        return [len(told(mentor, kind)) for kind in kinds]

    fall_silent(it_is)
    assert befall() == [1, 0, 0]
    it_is(MONDAY + 70 * DAY)
    tell_more(asker, thread.id)
    strike_due()
    assert befall() == [1, 0, 1]


def test_lists_that_tell_what_is_usual_are_made_anew_with_its_end_and_with_its_beginning(
    silent, it_is
):
    def token():
        with transaction(None):
            return db.session.scalar(select(PageVersion.token).where(PageVersion.name == "threads"))

    asker, _mentor, thread = silent
    it_is(MONDAY + SILENT)
    work()
    before = token()
    it_is(MONDAY + 2 * SILENT)
    work()
    ended = token()
    assert ended != before
    tell_more(asker, thread.id)
    assert token() != ended
