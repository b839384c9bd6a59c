"""At the end of the promised time a question widens, also one that a silent mentor has."""

from datetime import timedelta

import pytest
from sqlalchemy import delete

from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed
from exchange.mentoring.actions.needing_more import ask_more
from exchange.mentoring.actions.striking import strike_due
from exchange.mentoring.actions.taking import decline_question, take_question
from exchange.mentoring.models import Proposal
from exchange.mentoring.policy.questions import is_up
from tests.factories import a_mentor, a_person, a_reply
from tests.mentoring.clocks import MONDAY, a_promise, a_question, question_of, steps_of, told
from tests.mentoring.questions import proposals

WEEK = timedelta(days=7)


@pytest.fixture
def held(app, it_is):
    """A question that a mentor has had for a week without a word, and another mentor."""
    it_is(MONDAY)
    silent, other = a_mentor("Silent"), a_mentor("Other")
    asker = a_person()
    thread = a_question(asker, mentor=silent, category=a_promise(3))
    it_is(MONDAY + WEEK)
    strike_due()
    return thread, asker, silent, other


def test_others_are_asked_while_its_mentor_has_it_still(held):
    thread, _asker, silent, other = held
    row = question_of(thread)
    assert row.mentor_id == silent.id
    assert is_up(row)
    assert proposals(thread.id)[other.id] == ""
    assert len(told(other, "desk_news")) == 1
    asked = steps_of(thread, "proposed")
    assert silent.id not in [step.to_id for step in asked if step.made_at > MONDAY]


def test_another_takes_it_and_everybody_concerned_is_told(held, client, sign_in):
    thread, asker, silent, other = held
    sign_in(client, other)
    page = client.get("/en/desk")
    assert "You are asked whether you take these" in page.text
    client.send(page.form(f"/en/questions/{thread.id}/take?from=desk"))
    row = question_of(thread)
    assert row.mentor_id == other.id
    assert not is_up(row), "the new mentor has it for themselves"
    assert len(told(silent, "question_ended")) == 1
    assert len(told(asker, "question_taken")) == 2
    assert told(other, "question_handed") == []
    sign_in(client, silent)
    assert "You have these" not in client.get("/en/desk").text
    with pytest.raises(NotAllowed):
        take_question(a_mentor(), thread.id)


def test_whoever_declines_leaves_it_where_it_is(held):
    thread, _asker, silent, other = held
    decline_question(other, thread.id)
    assert question_of(thread).mentor_id == silent.id
    assert proposals(thread.id)[other.id] == "declined"


def test_nobody_takes_it_while_its_mentor_waits_for_the_asker(held):
    thread, asker, silent, other = held
    ask_more(silent, thread.id, sentence="Which village?", lang="en")
    with pytest.raises(NotAllowed):
        take_question(other, thread.id)
    a_reply(thread, asker)
    take_question(other, thread.id)
    assert question_of(thread).mentor_id == other.id


@pytest.mark.parametrize("then", ["the asker tells more", "its mentor answers"])
def test_who_is_asked_while_the_clock_stands_is_told_once_when_it_goes_on(app, it_is, then):
    it_is(MONDAY)
    asker, silent, other = a_person(), a_mentor(), a_mentor()
    thread = a_question(asker, mentor=silent, category=a_promise(3))
    told(other, "desk_news")  # all that happened before is delivered
    it_is(MONDAY + WEEK)  # before the worker comes
    ask_more(silent, thread.id, sentence="Which village?", lang="en")
    assert proposals(thread.id)[other.id] == ""
    strike_due()
    strike_due()
    assert told(other, "desk_news") == []
    a_reply(thread, asker if then == "the asker tells more" else silent)
    for _ in range(2):
        strike_due()
    assert len(told(other, "desk_news")) == (then == "the asker tells more")
    assert not any(step.is_to_tell for step in steps_of(thread))


def test_its_mentor_answers_late_and_it_ends(held):
    thread, _asker, silent, other = held
    a_reply(thread, silent)
    assert question_of(thread).ended_at
    with pytest.raises(NotAllowed):
        take_question(other, thread.id)


def test_its_mentor_is_not_asked_to_take_what_they_have(held, client, sign_in):
    thread, _asker, silent, _other = held
    sign_in(client, silent)
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    assert "You have this question." in page.text
    assert "I take this question" not in page.text


def test_who_took_it_unasked_is_not_asked_either(app, it_is):
    it_is(MONDAY)
    silent = a_mentor()
    thread = a_question(mentor=silent, category=a_promise(3))
    with transaction(None):
        db.session.execute(delete(Proposal).where(Proposal.account_id == silent.id))
    it_is(MONDAY + WEEK)
    strike_due()
    assert silent.id not in proposals(thread.id)
