"""Whatever else allows it: who may not write at all does nothing here."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest
from flask import Flask

from exchange.kernel.rulings import NotAllowed, Ruling
from exchange.mentoring.periods import year_of
from exchange.mentoring.policy import (
    certificates,
    clock,
    consultations,
    following,
    hours,
    mentorships,
    questions,
)
from exchange.mentoring.policy.consultations import ConsultationFacts
from exchange.mentoring.policy.hours import SlotFacts
from exchange.mentoring.policy.mentorships import MentorshipFacts
from exchange.mentoring.queries.coordinating import Sought, all_questions
from exchange.mentoring.queries.figures import Narrowing, figures
from exchange.mentoring.queries.loads import mentor_loads
from exchange.people.actor import Actor
from tests.factories import a_mentor, a_mentoring_coordinator, a_person

ME, OTHER, HOME = 1, 2, 7
BOTH_ROLES = frozenset({"mentor", "mentoring_coordinator"})
WRITER = Actor(id=ME, state="active", roles=BOTH_ROLES, edits=frozenset({HOME}))


def a_question(**given: object) -> SimpleNamespace:
    return SimpleNamespace(
        **({"mentor_id": None, "widened_at": None, "stopped_at": None, "ended_at": None} | given)
    )


def a_slot_of(mentor: int, member: int | None, *, has_begun: bool = False) -> SlotFacts:
    return SlotFacts(mentor, member, is_withdrawn=False, has_begun=has_begun, is_kept=True)


def a_mentorship(**given: object) -> MentorshipFacts:
    facts = MentorshipFacts(
        organisation_id=HOME,
        mentor_id=OTHER,
        proposed_by_id=OTHER,
        mentor_accepted=True,
        organisation_accepted=True,
        has_ended=False,
        was_declined=False,
        is_kept=True,
    )
    return replace(facts, **given)


def a_consultation(asker: int, *mentors: int) -> ConsultationFacts:
    return ConsultationFacts(
        asker_id=asker,
        mentors=frozenset(mentors),
        excluded=frozenset(),
        has_coordinator=True,
        is_ended=False,
        is_published=False,
    )


HAS_IT = a_question(mentor_id=ME)
IS_OVER = a_mentorship(has_ended=True)
IS_PROPOSED = a_mentorship(organisation_accepted=False)
ASKED, ADVISED, SEEN = a_consultation(ME), a_consultation(OTHER, ME), a_consultation(OTHER)
Rule = Callable[[Actor], Ruling]
RULES: dict[str, Rule] = {
    "take a question": lambda who: questions.may_take(who, OTHER, a_question()),
    "decline a question": lambda who: questions.may_decline(who, a_question(), ""),
    "give a question back": lambda who: questions.may_give_back(who, HAS_IT),
    "hand a question over": lambda who: questions.may_hand_over(who, HAS_IT),
    "widen a question": lambda who: questions.may_widen(who, a_question()),
    "ask for more": lambda who: clock.may_ask_more(who, HAS_IT),
    "tell more": lambda who: clock.may_tell_more(who, ME),
    "say what came of it": lambda who: following.may_say_outcome(
        who, following.FollowUpFacts(ME, is_standing=True)
    ),
    "offer hours": hours.may_offer,
    "book an hour": lambda who: hours.may_book(who, a_slot_of(OTHER, None)),
    "change an hour": lambda who: hours.may_change(who, a_slot_of(ME, None)),
    "note what was said": lambda who: hours.may_note(who, a_slot_of(OTHER, ME, has_begun=True)),
    "propose a mentorship": lambda who: mentorships.may_propose(who, HOME),
    "accept a mentorship": lambda who: mentorships.may_accept(who, IS_PROPOSED),
    "decline a mentorship": lambda who: mentorships.may_decline(who, IS_PROPOSED),
    "change a mentorship": lambda who: mentorships.may_change(who, a_mentorship()),
    "end a mentorship": lambda who: mentorships.may_end(who, a_mentorship()),
    "write in a mentorship": lambda who: mentorships.may_log(who, a_mentorship()),
    "change what they wrote": lambda who: mentorships.may_change_note(who, a_mentorship(), ME),
    "evaluate a mentorship": lambda who: mentorships.may_evaluate(who, IS_OVER),
    "ask in confidence": consultations.may_ask,
    "write in confidence": lambda who: consultations.may_add_note(who, ASKED),
    "arrange a consultation": lambda who: consultations.may_arrange(who, SEEN),
    "leave a consultation": lambda who: consultations.may_decline(who, ADVISED),
    "end a consultation": lambda who: consultations.may_end(who, ASKED),
    "propose to publish": lambda who: consultations.may_propose(who, ADVISED),
    "prepare what is published": lambda who: consultations.may_prepare(who, ASKED),
    "publish": lambda who: consultations.may_publish(who, ADVISED, consented=True),
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_whoever_is_suspended_cannot(rule: Rule) -> None:
    assert rule(WRITER)
    assert not rule(replace(WRITER, state="suspended"))


def test_who_did_not_write_a_note_does_not_change_it_though_they_may_write() -> None:
    assert not mentorships.may_change_note(WRITER, a_mentorship(), OTHER)


def test_who_asks_for_a_certificate_may_have_it() -> None:
    mentor = replace(WRITER, roles=frozenset({"mentor"}))
    assert certificates.may_ask_for_certificate(mentor, ME)
    assert not certificates.may_ask_for_certificate(mentor, OTHER)


Ask = Callable[[Actor], object]
OF_COORDINATORS: dict[str, Ask] = {
    "all questions": lambda who: all_questions(who, Sought(), 1),
    "loads": lambda who: mentor_loads(who, "en"),
    "figures": lambda who: figures(who, year_of(2026), Narrowing(), "en"),
}


@pytest.mark.parametrize("ask", OF_COORDINATORS.values(), ids=OF_COORDINATORS)
def test_what_coordinators_see_nobody_else_can_ask_for(app: Flask, ask: Ask) -> None:
    ask(a_mentoring_coordinator())
    for who in (a_person(), a_mentor()):
        with pytest.raises(NotAllowed):
            ask(who)
