"""A mentor needs more from the asker: the clock stands, and goes on when it is there."""

from datetime import UTC, datetime, timedelta

import pytest

from exchange.forum import actions as forum
from exchange.forum.moving import Seen
from exchange.kernel.rulings import NotAllowed, NotFound
from exchange.mentoring.actions.handing import hand_over_question
from exchange.mentoring.actions.needing_more import ask_more, tell_more
from exchange.mentoring.actions.striking import strike_due
from exchange.mentoring.models import Question
from exchange.mentoring.policy.clock import SILENT
from tests.factories import (
    a_mentor,
    a_mentoring_coordinator,
    a_moderator,
    a_person,
    a_reply,
    a_room,
    a_thread,
    an_admin,
    an_organisation,
    opening_of,
)
from tests.mentoring.clocks import MONDAY, a_question, question_of, set_row, steps_of, told

WORDS = "Which call do you mean, and of which year?"
MOMENTS = ("half_at", "eve_at", "due_at", "twice_at")


def need(mentor, thread):
    ask_more(mentor, thread.id, sentence=WORDS, lang="en")


def test_its_mentor_asks_and_the_asker_reads_it_in_the_thread(client, sign_in, it_is):
    it_is(MONDAY)
    asker, mentor = a_person(), a_mentor("Mara Mentor")
    thread = a_question(asker, days=5, mentor=mentor)
    address = f"/en/questions/{thread.id}/need-more"
    sign_in(client, mentor)
    page = client.submit(address, address, sentence=WORDS)
    assert "The asker is told." in page.text
    assert len(page.all("article.post")) == 1, "nothing is posted"
    sign_in(client, a_person())
    assert WORDS not in client.get(f"/en/threads/{thread.id}", follow=True).text
    assert question_of(thread).stopped_at == MONDAY
    assert question_of(thread).next_at == MONDAY + SILENT
    sign_in(client, asker)
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    assert WORDS in page.text
    assert "Mara Mentor" in page.text
    page = client.submit(page, f"/questions/{thread.id}/told-more")
    assert "The clock goes on." in page.text
    assert WORDS not in page.text
    assert question_of(thread).stopped_at is None


def test_what_a_mentor_needs_is_read_by_the_asker_and_by_whoever_asked_for_it(client, sign_in):
    asker, mentor, following = a_person(), a_mentor(), a_mentor()
    thread = a_question(asker, mentor=mentor)
    need(mentor, thread)

    def sees(who):
        sign_in(client, who)
        page = client.get(f"/en/threads/{thread.id}", follow=True)
        assert who is asker or "More was asked for by" in page.text
        return WORDS in page.text

    assert sees(asker)
    assert sees(mentor)
    others = (a_mentoring_coordinator(), an_admin())
    assert not any(sees(one) for one in others)
    hand_over_question(mentor, thread.id, following.id, "", "")
    assert not any(sees(one) for one in (following, *others))


def test_a_sentence_is_asked_for_and_what_was_typed_is_kept(client, sign_in):
    mentor = a_mentor()
    thread = a_question(mentor=mentor)
    sign_in(client, mentor)
    address = f"/en/questions/{thread.id}/need-more"
    assert client.submit(address, address, sentence="").status == 422
    page = client.submit(address, address, sentence="word " * 101)
    assert page.status == 422
    assert "word word" in page.one("textarea").text
    assert question_of(thread).stopped_at is None


def test_strangers_find_nothing_and_others_may_not(app):
    thread = a_question(mentor=a_mentor())
    for who in (a_person(), a_mentor(), an_admin()):
        with pytest.raises(NotAllowed, match="Only the mentor who has this question"):
            need(who, thread)
        with pytest.raises(NotAllowed, match="Only the person who asked"):
            tell_more(who, thread.id)
    ours = an_organisation()
    room = a_room(ours)
    hidden = a_question(a_person(organisation=ours), category=room)
    for act in (lambda: need(a_mentor(), hidden), lambda: tell_more(a_mentor(), hidden.id)):
        with pytest.raises(NotFound):
            act()


def test_nobody_asks_twice_nor_when_it_is_answered(app):
    mentor = a_mentor()
    thread = a_question(mentor=mentor)
    need(mentor, thread)
    with pytest.raises(NotAllowed, match="has not answered yet"):
        need(mentor, thread)
    a_reply(thread, mentor)
    with pytest.raises(NotAllowed, match="is answered"):
        need(mentor, thread)


def test_the_asker_is_told_once_with_the_sentence(app):
    asker, mentor = a_person(), a_mentor()
    thread = a_question(asker, mentor=mentor)
    need(mentor, thread)
    [one] = told(asker, "more_asked")
    assert one.subject_id == opening_of(thread)
    tell_more(asker, thread.id)
    need(mentor, thread)
    assert len(told(asker, "more_asked")) == 2


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


@pytest.mark.parametrize("says", [replies, edits, presses, asks_anew])
def test_the_clock_goes_on_with_whatever_the_asker_does(app, it_is, says):
    it_is(MONDAY)
    asker, mentor = a_person(), a_mentor()
    thread = a_question(asker, days=5, mentor=mentor)
    due = question_of(thread).due_at
    it_is(MONDAY + timedelta(days=1))
    need(mentor, thread)
    it_is(MONDAY + timedelta(days=3))
    says(asker, thread)
    row = question_of(thread)
    assert row.stopped_at is None
    assert row.ended_at is None, "what the asker writes is no answer"
    assert row.due_at == due + timedelta(days=2), "two working days later"
    assert len(steps_of(thread, "told_more")) == 1
    strike_due()
    assert len(told(mentor, "desk_news")) == 1


def test_words_of_others_and_other_posts_let_it_stand(app):
    asker, mentor = a_person(), a_mentor()
    thread = a_question(asker, mentor=mentor)
    own = a_reply(thread, asker)
    need(mentor, thread)
    a_reply(thread, a_person())
    forum.edit_post(asker, own, version=1, body="Another text.", lang="en")
    assert question_of(thread).stopped_at is not None


@pytest.mark.parametrize("what", ["written before", "by another", "hidden"])
def test_what_is_moved_lets_it_stand_where_the_asker_has_said_nothing_since(app, it_is, what):
    it_is(MONDAY)
    asker, mentor, moderator = a_person(), a_mentor(), a_moderator()
    thread, other = a_question(asker, mentor=mentor), a_thread()
    before = a_reply(other, asker)
    it_is(MONDAY + timedelta(hours=1))
    need(mentor, thread)
    it_is(MONDAY + timedelta(hours=2))
    own = a_reply(other, a_person() if what == "by another" else asker)
    if what == "hidden":
        forum.hide_post(moderator, own)
    moved = before if what == "written before" else own
    forum.move_branch(moderator, moved, opening_of(thread), Seen(other.id, 1, thread.id))
    assert question_of(thread).stopped_at is not None


def test_an_answer_ends_it_though_the_clock_stands(client, sign_in, it_is):
    asker, mentor = a_person(), a_mentor()
    thread = a_question(asker, mentor=mentor)
    need(mentor, thread)
    a_reply(thread, a_mentor())
    assert question_of(thread).ended_at is not None
    sign_in(client, asker)
    assert WORDS not in client.get(f"/en/threads/{thread.id}", follow=True).text
    tell_more(asker, thread.id)
    assert steps_of(thread, "told_more") == []


def test_a_clock_that_stands_over_a_holiday_and_a_weekend(app, it_is):
    """Asked in Latvia on Thursday, 30 April 2026; 1 May is a holiday, 4 May another."""
    it_is(datetime(2026, 4, 29, 9, tzinfo=UTC))
    ours = an_organisation(country="LV")
    asker, mentor = a_person(organisation=ours, timezone="Europe/Riga"), a_mentor()
    thread = a_question(asker, days=3, mentor=mentor)
    riga = timedelta(hours=3)
    assert (question_of(thread).due_at + riga).date().isoformat() == "2026-05-06"
    it_is(datetime(2026, 4, 30, 9, tzinfo=UTC))
    need(mentor, thread)
    it_is(datetime(2026, 5, 4, 9, tzinfo=UTC))
    tell_more(asker, thread.id)
    assert (question_of(thread).due_at + riga).date().isoformat() == "2026-05-06"
    need(mentor, thread)
    it_is(datetime(2026, 5, 8, 9, tzinfo=UTC))
    tell_more(asker, thread.id)
    assert (question_of(thread).due_at + riga).date().isoformat() == "2026-05-12"


def test_what_goes_on_at_a_weekend_is_due_when_people_work(app, it_is):
    it_is(MONDAY)
    asker, mentor = a_person(), a_mentor()
    thread = a_question(asker, days=4, mentor=mentor)
    due = question_of(thread).due_at  # on Friday
    it_is(due - timedelta(hours=8))
    need(mentor, thread)
    it_is(due + timedelta(hours=12))
    tell_more(asker, thread.id)
    row = question_of(thread)
    assert (row.due_at, row.next_at) == (due + timedelta(days=3), due + timedelta(days=3))


def test_a_clock_that_stands_while_clocks_are_changed_ends_at_the_same_hour(app, it_is):
    it_is(datetime(2026, 3, 26, 9, tzinfo=UTC))
    asker, mentor = a_person(timezone="Europe/Belgrade"), a_mentor()
    thread = a_question(asker, days=1, mentor=mentor)
    assert question_of(thread).due_at == datetime(2026, 3, 27, 22, 59, tzinfo=UTC)
    need(mentor, thread)
    it_is(datetime(2026, 3, 30, 9, tzinfo=UTC))
    tell_more(asker, thread.id)
    assert question_of(thread).due_at == datetime(2026, 3, 31, 21, 59, tzinfo=UTC)


def test_what_had_come_due_is_done_before_the_clock_stands(app, it_is):
    it_is(MONDAY)
    asker, mentor = a_person(), a_mentor()
    thread = a_question(asker, days=2, mentor=mentor)
    it_is(question_of(thread).due_at + timedelta(minutes=6))
    need(mentor, thread)
    assert question_of(thread).widened_at is not None
    before = [getattr(question_of(thread), name) for name in MOMENTS[:3]]
    it_is(MONDAY + timedelta(days=9))
    tell_more(asker, thread.id)
    row = question_of(thread)
    assert [getattr(row, name) for name in MOMENTS[:3]] == before, "what has passed stays"
    assert row.next_at == row.twice_at
    strike_due()
    assert len(steps_of(thread, "past_promise")) == 1


def test_nothing_strikes_while_it_stands(app, it_is):
    it_is(MONDAY)
    mentor = a_mentor()
    thread = a_question(days=2, mentor=mentor)
    need(mentor, thread)
    it_is(MONDAY + timedelta(days=60))
    strike_due()
    assert steps_of(thread, "half_time", "eve", "past_promise", "given_up") == []


def test_a_thread_costs_one_statement_more_for_its_asker_alone(client, sign_in, count_queries):
    asker, mentor = a_person(), a_mentor()
    thread = a_question(asker, mentor=mentor)
    address = f"/en/threads/{thread.id}"

    def asked_of(who):
        sign_in(client, who)
        client.get(address, follow=True)
        with count_queries() as seen:
            client.get(address, follow=True)
        return sum("question_step.what = " in one or "needs_more" in one for one in seen)

    assert asked_of(a_person()) == asked_of(mentor) == 0
    assert asked_of(asker) == 1


def test_a_row_from_before_there_were_clocks_can_be_stopped(app, it_is):
    it_is(MONDAY)
    asker, mentor = a_person(), a_mentor()
    thread = a_question(asker, mentor=mentor)
    empty = dict.fromkeys(MOMENTS)
    set_row(thread, **empty, next_at=MONDAY - timedelta(days=90))
    need(mentor, thread)
    assert isinstance(question_of(thread), Question)
    assert question_of(thread).due_at is not None
    tell_more(asker, thread.id)
    assert question_of(thread).next_at is not None


def test_what_comes_due_on_the_morning_when_it_goes_on_is_not_left_out(app, it_is):
    it_is(MONDAY)
    asker, mentor = a_person(), a_mentor()
    thread = a_question(asker, days=2, mentor=mentor)
    eve = question_of(thread).eve_at
    it_is(eve - timedelta(hours=1))
    need(mentor, thread)
    it_is(eve + timedelta(days=1, hours=3))
    tell_more(asker, thread.id)
    assert question_of(thread).eve_at == eve + timedelta(days=1)
    strike_due()
    assert [step.what for step in steps_of(thread, "half_time", "eve", "past_promise")] == ["eve"]
