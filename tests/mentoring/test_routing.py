"""A new question is put to those mentors who fit best."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import select

from exchange.forum import actions as forum
from exchange.kernel.clock import now
from exchange.kernel.db import db
from exchange.mentoring.actions.taking import decline_question
from exchange.mentoring.fitness import from_reasons
from exchange.mentoring.models import CategoryPromise, Proposal, Question
from exchange.mentoring.queries.fit import fits_of
from exchange.people.models import Account
from exchange.people.queries import get_actor
from tests.factories import (
    a_category,
    a_mentor,
    a_person,
    a_reply,
    a_room,
    a_tag,
    a_thread,
    an_admin,
    an_organisation,
    saved,
)
from tests.mentoring.questions import (
    a_mentor_who,
    asked,
    is_away,
    mentor_of,
    proposals,
    question_of,
    steps,
)

Counter = Callable[[], AbstractContextManager[list[str]]]
ItIs = Callable[[datetime], None]
MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)


def test_a_question_is_put_to_three_and_nobody_has_it(app: Flask) -> None:
    mentors = {a_mentor().id for _ in range(5)}
    thread = a_thread()
    assert len(asked(thread.id)) == 3
    assert asked(thread.id) < mentors
    assert mentor_of(thread.id) is None
    assert steps(thread.id) == ["asked", "proposed", "proposed", "proposed"]


def test_those_who_know_its_subject_are_asked_first_then_those_who_know_the_country(
    app: Flask,
) -> None:
    milk = a_tag("milk")
    [a_mentor() for _ in range(3)]
    knows = a_mentor_who(knows=[milk])
    of_country = a_mentor_who(countries=["RS"])
    at_home = a_mentor(organisation=an_organisation(country="RS"))
    asker = a_person(organisation=an_organisation(country="RS"))
    thread = a_thread(asker, tags=["milk"])
    assert asked(thread.id) == {knows.id, of_country.id, at_home.id}
    fits = {one.mentor_id: one for one in fits_of(thread.id)}
    assert fits[knows.id].themes == ((milk.id, "well"),)
    assert fits[at_home.id].country == fits[of_country.id].country == "RS"


def test_who_cannot_read_it_is_never_asked_and_who_only_reads_it_comes_later(app: Flask) -> None:
    cannot = a_mentor(reads=["tr"])
    reads = a_mentor_who(reads=["mk", "en"], writes=["en"])
    writes = [a_mentor_who(reads=["mk"], writes=["mk"]) for _ in range(2)]
    without_a_profile = a_mentor(reads=["mk"])
    thread = a_thread(lang="mk")
    assert asked(thread.id) == {without_a_profile.id, *(one.id for one in writes)}
    may = [one.mentor_id for one in fits_of(thread.id)]
    assert may[-1] == reads.id
    assert cannot.id not in may


def test_neither_the_asker_nor_who_is_no_active_mentor_is_asked(app: Flask) -> None:
    asker = a_mentor()
    a_mentor(suspended_at=now())
    a_mentor(admitted_at=None)
    a_mentor(confirmed_at=None)
    a_person()
    an_admin()
    assert asked(a_thread(asker).id) == set()


def test_nobody_is_asked_who_has_as_many_as_they_want(app: Flask) -> None:
    busy, none = a_mentor_who(most_open=1), a_mentor_who(most_open=0)
    free = a_mentor()
    for mentor, number in ((busy, 1), (free, 2)):
        for _ in range(number):
            question_of(thread := a_thread().id).mentor_id = mentor.id
            db.session.commit()
            assert thread
    assert asked(a_thread().id) == {free.id}
    assert none.id not in asked(a_thread().id)


def test_who_is_away_today_where_they_live_is_not_asked(app: Flask, it_is: ItIs) -> None:
    it_is(datetime(2026, 11, 30, 23, 30, tzinfo=UTC))  # the first of December in Riga
    riga, london = a_mentor(timezone="Europe/Riga"), a_mentor(timezone="Europe/London")
    for mentor in (riga, london):
        is_away(mentor, datetime(2026, 12, 1).date(), datetime(2026, 12, 5).date())  # noqa: DTZ001
    assert asked(a_thread().id) == {london.id}
    it_is(datetime(2026, 12, 6, 9, tzinfo=UTC))
    assert asked(a_thread().id) == {riga.id, london.id}


def test_in_a_room_those_are_asked_who_may_enter_it(app: Flask) -> None:
    ours = an_organisation()
    inside, guest = a_mentor(organisation=ours), a_mentor()
    outside, moderating = a_mentor(), a_mentor(is_moderator=True)
    asker = a_person(organisation=ours)
    room = a_room(ours, guests=[guest])
    thread = a_thread(get_actor(asker.id), category=room)
    assert asked(thread.id) == {inside.id, guest.id, moderating.id}
    assert outside.id not in proposals(thread.id)


def test_nobody_real_is_asked_about_a_sample_nor_a_sample_about_what_is_real(app: Flask) -> None:
    real, sample = a_mentor(), a_mentor(is_sample=True)
    assert asked(a_thread(a_person(is_sample=True)).id) == {sample.id}
    assert asked(a_thread().id) == {real.id}


def test_whoever_helped_this_asker_is_asked_before_others(app: Flask) -> None:
    others = [a_mentor() for _ in range(3)]
    helped, asker = a_mentor(), a_person()
    before = a_thread(asker)
    forum.accept_answer(asker, a_reply(before, helped))
    thread = a_thread(asker)
    assert helped.id in asked(thread.id)
    assert fits_of(thread.id)[0].mentor_id == helped.id
    assert fits_of(thread.id)[0].helped == 1
    assert all(one.helped == 0 for one in fits_of(thread.id)[1:])
    assert others


def test_of_equals_those_are_asked_who_were_asked_least_lately(app: Flask, it_is: ItIs) -> None:
    mentors = [a_mentor().id for _ in range(6)]
    it_is(MONDAY)
    first = asked(a_thread().id)
    it_is(MONDAY + timedelta(minutes=1))
    second = asked(a_thread().id)
    assert first == set(mentors[:3])
    assert second == set(mentors[3:])
    it_is(MONDAY + timedelta(minutes=2))
    assert asked(a_thread().id) == first
    it_is(MONDAY + timedelta(days=91))  # all that is forgotten
    assert asked(a_thread().id) == set(mentors[:3])


def test_why_they_are_asked_is_kept_in_numbers(app: Flask) -> None:
    milk, mentor = a_tag("milk"), a_mentor()
    a_mentor_who(knows=[milk])
    thread = a_thread(tags=["milk"])
    db.session.rollback()
    mine = (Proposal.thread_id == thread.id) & (Proposal.account_id == mentor.id)
    fit = from_reasons(db.session.scalars(select(Proposal.reasons).where(mine)).one())
    assert (fit.themes, fit.language, fit.open, fit.most_open) == ((), "writes", 0, 3)


def test_the_clock_starts_with_the_promise_of_its_category(app: Flask, it_is: ItIs) -> None:
    it_is(MONDAY)
    category = a_category()
    saved(CategoryPromise(category_id=category.id, days=3))
    asker = a_person(organisation=an_organisation(country="MK"), timezone="Europe/Skopje")
    promised, other = question_of(a_thread(asker, category=category).id), question_of(a_thread().id)
    assert (promised.days, promised.zone, promised.country) == (3, "Europe/Skopje", "MK")
    assert promised.due_at == datetime(2026, 12, 3, 22, 59, tzinfo=UTC)
    assert promised.next_at == promised.eve_at == datetime(2026, 12, 2, 7, tzinfo=UTC)
    assert (other.days, other.country) == (None, "")
    assert other.next_at == other.due_at


def test_a_discussion_is_put_to_nobody(app: Flask) -> None:
    a_mentor()
    thread = a_thread(kind="discussion")
    db.session.rollback()
    assert db.session.get(Question, thread.id) is None
    assert proposals(thread.id) == {}


def test_a_question_costs_as_many_statements_with_two_hundred_mentors_as_with_three(
    app: Flask, count_queries: Counter
) -> None:
    milk = a_tag("milk")
    asker, category = a_person(), a_category()
    for _ in range(3):
        a_mentor_who(knows=[milk], most_open=20, countries=["RS"])

    def cost(kind: str = "question") -> int:
        with count_queries() as seen:
            forum.start_thread(
                asker,
                category_id=category.id,
                kind=kind,
                title="Who pays?",
                body="We ask.",
                lang="en",
                tags=["milk"],
            )
        return len(seen)

    cost()
    few = cost()
    assert few - cost("discussion") == 9, "its clock, its row, a step, four readings, two more rows"
    rows = [
        Account(
            email=f"many{n}@example.org",
            name=f"Many {n}",
            is_mentor=True,
            reads=["en"],
            confirmed_at=MONDAY,
            admitted_at=MONDAY,
        )
        for n in range(200)
    ]
    db.session.add_all(rows)
    db.session.commit()
    assert cost() == few


def test_two_hundred_mentors_are_weighed_in_four_statements(
    app: Flask, count_queries: Counter
) -> None:
    [a_mentor() for _ in range(5)]
    thread_id = a_thread().id
    db.session.rollback()
    with count_queries() as seen:
        fits_of(thread_id)
    assert len(seen) == 4


def test_who_leaves_many_unanswered_is_asked_after_all_others(app: Flask) -> None:
    milk = a_tag("milk")
    silent = a_mentor_who(knows=[milk])
    for _ in range(9):
        a_thread(tags=["milk"])
    others = {a_mentor().id for _ in range(3)}
    tenth = a_thread(tags=["milk"]).id
    assert asked(tenth) == others
    for other in others:
        decline_question(get_actor(other), tenth)
    assert asked(tenth) == {silent.id}, "nobody else is left"
