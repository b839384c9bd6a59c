"""Of mentors who fit as well nobody gets many more questions than another, however quick."""

import heapq
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from exchange.kernel.db import db, transaction
from exchange.mentoring.actions.taking import decline_question, give_back_question, take_question
from exchange.mentoring.fitness import MentorFacts, choose_first, rank, weigh
from exchange.mentoring.models import Question
from exchange.people.actor import Actor
from tests.factories import a_mentor, a_person, a_tag, a_thread
from tests.mentoring.questions import a_mentor_who, asked
from tests.mentoring.test_fitness import IPARD, QUESTION
from tests.mentoring.test_fitness import a_mentor as facts

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
QUICK = 1
ItIs = Callable[[datetime], None]


class Year:
    """A question a step. The quick one takes at once whatever they are asked to take; of the others
    whoever first comes to it, some steps later. Each is answered some steps after it is taken."""

    def __init__(self, mentors: int, seed: int, *, slow: int, silent: frozenset[int]) -> None:
        self.chance, self.slow, self.silent = Random(seed), slow, silent
        self.mentors = {n: facts(n, most_open=9) for n in range(1, mentors + 1)}
        self.got: Counter[int] = Counter()
        self.waited = 0  # questions that nobody took who was asked
        self._due: list[tuple[int, int, str, int]] = []
        self._asked: dict[int, list[int]] = {}

    def run(self, questions: int) -> "Year":
        for number in range(questions):
            while self._due and self._due[0][0] <= number:
                _at, which, what, who = heapq.heappop(self._due)
                getattr(self, what)(number, which, who)
            chosen = [one.mentor_id for one in choose_first(QUESTION, self.mentors.values(), 3)]
            self._ask(number, chosen)
        return self

    def _ask(self, number: int, chosen: list[int]) -> None:
        self._asked[number] = chosen
        for one in chosen:
            moment = START + timedelta(minutes=number)
            self._change(one, asked_lately=1, waiting=1)
            self.mentors[one] = replace(self.mentors[one], last_asked_at=moment)
        answering = [one for one in chosen if one not in self.silent]
        if QUICK in answering:
            self.take(number, number, QUICK)
        elif answering:
            at = number + self.chance.randint(1, 4)
            self._later(at, number, "take", self.chance.choice(answering))
        else:
            self.waited += 1
            self._later(number + 20, number, "lapse", 0)

    def take(self, now: int, question: int, who: int) -> None:
        self.lapse(now, question, who)
        self.got[who] += 1
        self._change(who, open=1, taken_lately=1)
        self._later(now + self.chance.randint(1, self.slow), question, "answer", who)

    def lapse(self, _now: int, question: int, _who: int) -> None:
        for one in self._asked.pop(question):
            self._change(one, waiting=-1)

    def answer(self, _now: int, _question: int, who: int) -> None:
        self._change(who, open=-1)

    def _later(self, at: int, question: int, what: str, who: int) -> None:
        heapq.heappush(self._due, (at, question, what, who))

    def _change(self, who: int, **by: int) -> None:
        row = self.mentors[who]
        self.mentors[who] = replace(row, **{k: getattr(row, k) + v for k, v in by.items()})

    def ratio(self) -> float:
        numbers = [self.got[one] for one in self.mentors if one not in self.silent]
        return max(numbers) / min(numbers)


def a_year(mentors: int, seed: int, *, slow: int = 6, silent: frozenset[int] = frozenset()) -> Year:
    return Year(mentors, seed, slow=slow, silent=silent).run(1_000)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("slow", [1, 6, 20])
@pytest.mark.parametrize("mentors", [3, 4, 5, 10, 30])
def test_of_a_thousand_questions_nobody_gets_a_third_more_than_another(
    mentors: int, slow: int, seed: int
) -> None:
    year = a_year(mentors, seed, slow=slow)
    assert sum(year.got.values()) > 990
    assert year.ratio() <= 1.3, year.got


@pytest.mark.parametrize("seed", range(2))
def test_who_never_answers_keeps_nobody_from_being_asked(seed: int) -> None:
    one_silent = a_year(3, seed, silent=frozenset({2}))
    assert one_silent.waited == 0, "two are asked, and one of them answers"
    two_silent = a_year(3, seed, silent=frozenset({2, 3}))
    assert two_silent.waited <= 50, "one at a time waits for those who say nothing"
    of_ten = a_year(10, seed, silent=frozenset({2, 3}))
    assert of_ten.waited <= 50
    assert of_ten.ratio() <= 1.3


def first(*mentors: MentorFacts) -> list[int]:
    return [one.mentor_id for one in choose_first(QUESTION, mentors, 3)]


def test_of_equals_whoever_got_fewer_is_asked_though_they_were_asked_more_often() -> None:
    few, many = facts(2, taken_lately=1, asked_lately=9), facts(1, taken_lately=2)
    assert [one.mentor_id for one in rank(QUESTION, [many, few])] == [2, 1]


def test_of_equals_whoever_leaves_questions_unanswered_comes_later() -> None:
    silent, new = facts(1, taken_lately=1, waiting=3), facts(2, waiting=1)
    answers = facts(3, taken_lately=5, waiting=2)
    assert [one.mentor_id for one in rank(QUESTION, [silent, new, answers])] == [3, 2, 1]


def test_who_fits_better_is_asked_first_however_many_they_got() -> None:
    knows: dict[str, Any] = {"themes": {IPARD: "some"}}
    others = [facts(n) for n in (2, 3, 4)]
    assert first(facts(1, taken_lately=90, **knows), *others)[0] == 1


def test_who_got_clearly_more_than_an_equal_is_not_asked_at_first() -> None:
    others = [facts(2, taken_lately=20), facts(3, taken_lately=21)]
    assert first(facts(1, taken_lately=23), *others) == [2, 3, 1]
    assert first(facts(1, taken_lately=24), *others) == [2, 3]
    assert first(facts(1, taken_lately=1), facts(2), facts(3)) == [2, 3, 1], "one is not clearly"


def test_nobody_who_fits_less_stands_in_for_who_is_spared() -> None:
    knows: dict[str, Any] = {"themes": {IPARD: "some"}}
    quick, others = facts(1, taken_lately=5, **knows), [facts(n, **knows) for n in (2, 3)]
    unfit = facts(4)
    assert first(quick, *others, unfit) == [2, 3]
    another = facts(5, open=2, **knows)
    assert first(quick, *others, unfit, another) == [2, 3, 5]


def test_who_fits_less_is_spared_for_equals_alone() -> None:
    knows: dict[str, Any] = {"themes": {IPARD: "some"}}
    assert first(facts(1, taken_lately=9), facts(2, **knows), facts(3, **knows)) == [2, 3, 1]


def test_an_asker_has_two_to_hope_for_whatever_is_fair() -> None:
    assert first(facts(1, taken_lately=9), facts(2)) == [2, 1]
    assert first(facts(1, taken_lately=9), facts(2), facts(3, taken_lately=8)) == [2, 3]


@pytest.mark.parametrize(
    "given", [{"waiting": 3}, {"is_away": True}, {"open": 3}, {"most_open": 0}]
)
def test_nobody_is_spared_for_who_is_not_ready(given: dict[str, Any]) -> None:
    others = [facts(2, taken_lately=9), facts(3, taken_lately=8)]
    assert 1 in first(facts(1, taken_lately=9), *others, facts(4, **given))


def test_how_many_they_have_in_hand_makes_nobody_unequal() -> None:
    assert first(facts(1, taken_lately=4), facts(2, open=1), facts(3, open=2)) == [2, 3]


def test_the_reasons_say_nothing_of_shares() -> None:
    fit, other = (weigh(QUESTION, facts(1, taken_lately=n)) for n in (0, 30))
    assert fit == other
    assert fit is not None
    assert "taken_lately" not in fit.as_reasons()


# ---- with rows


def got() -> Counter[int]:
    with transaction(None):
        held = select(Question.mentor_id, func.count()).group_by(Question.mentor_id)
        return Counter({who: number for who, number in db.session.execute(held)})


def test_three_equals_of_whom_one_takes_at_once_share_fairly(app: Flask, it_is: ItIs) -> None:
    mentors: dict[int, Actor] = {
        one.id: one for one in (a_mentor_who(most_open=20) for _ in range(3))
    }
    quick, chance = min(mentors), Random(3)
    for number in range(30):
        it_is(START + timedelta(hours=number))
        thread = a_thread()
        them = asked(thread.id)
        taker = quick if quick in them else chance.choice(sorted(them))
        take_question(mentors[taker], thread.id)
    shares = [got()[one] for one in mentors]
    assert sum(shares) == 30
    assert max(shares) <= 1.3 * min(shares) + 1, "of 30 one more or less is chance"


def test_what_was_got_long_ago_or_given_back_counts_for_nothing(app: Flask, it_is: ItIs) -> None:
    it_is(START)
    mentors = [a_mentor_who(most_open=20) for _ in range(3)]
    quick, other, _third = mentors
    given_back = [a_thread() for _ in range(3)]
    for one in given_back:
        take_question(quick, one.id)
        give_back_question(quick, one.id, "", "en")
        take_question(other, one.id)
    thread = a_thread()
    assert quick.id in asked(thread.id)
    take_question(quick, thread.id)
    for _ in range(4):
        take_question(quick, a_thread().id)
    thread = a_thread()
    assert quick.id not in asked(thread.id)
    take_question(other, thread.id)
    it_is(START + timedelta(days=91))
    assert quick.id in asked(a_thread().id)


def test_who_is_spared_is_asked_when_an_equal_declines(app: Flask, it_is: ItIs) -> None:
    it_is(START)
    milk = a_tag("milk")
    quick, other, third = (a_mentor_who(knows=[milk], most_open=20) for _ in range(3))
    unfit = a_mentor("Who knows nothing of it")
    for _ in range(3):
        take_question(quick, a_thread(tags=["milk"]).id)
    thread = a_thread(a_person(), tags=["milk"])
    assert asked(thread.id) == {other.id, third.id}
    decline_question(other, thread.id)
    assert asked(thread.id) == {quick.id, third.id, unfit.id}
