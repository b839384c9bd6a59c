"""Two who do something at the same moment: one has it, the other is told; nothing is done twice."""

import threading
from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from exchange.forum.models import Thread
from exchange.kernel.db import Model, db, transaction
from exchange.kernel.rulings import NotAllowed, NotFound, Refused, Stale
from exchange.mentoring.actions import consultations as confiding
from exchange.mentoring.actions.booking import book_slot
from exchange.mentoring.actions.hours import offer_hours, withdraw_slot
from exchange.mentoring.actions.mentorship_log import evaluate
from exchange.mentoring.models import (
    MentorshipEvaluation,
    OfficeSlot,
    PrivateConsultation,
    PrivateConsultationMentor,
    PrivateNote,
)
from tests.factories import a_category, a_mentor, a_mentoring_coordinator, a_person, an_editor
from tests.mentoring.confiding import a_consultation, a_prepared, an_assigned, words_for
from tests.mentoring.pairing import Pair, how_it_was
from tests.mentoring.talking import ABOUT, a_slot, in_days, offered, the_slot, told

Act = Callable[[], object]


@pytest.fixture
def together(app: Flask) -> Callable[..., Counter[str]]:
    """What becomes of acts that begin at the same moment, each in a thread of its own."""

    def run(*acts: Act) -> Counter[str]:
        db.session.rollback()
        start, found = threading.Barrier(len(acts)), Counter[str]()

        def one(act: Act) -> None:
            with app.app_context():
                start.wait()
                try:
                    act()
                    found["done"] += 1
                except (NotAllowed, NotFound, Refused, Stale) as refused:
                    found[type(refused).__name__] += 1

        threads = [threading.Thread(target=one, args=(act,)) for act in acts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found.total() == len(acts)  # no error that nobody expects
        return found

    return run


def count(model: type[Model]) -> int:
    with transaction(None):
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def booking(member: object, slot_id: int) -> Act:
    return lambda: book_slot(member, slot_id, version=1, about=ABOUT, lang="en")


def withdrawing(mentor: object, slot_id: int) -> Act:
    return lambda: withdraw_slot(mentor, slot_id, reason="Ill.", lang="en")


def test_of_many_who_book_one_time_one_has_it(together):
    made = a_slot()
    assert together(*(booking(a_person(), made) for _ in range(6))) == {"done": 1, "Refused": 5}
    assert (the_slot(made).member_id is not None, the_slot(made).edit_version) == (True, 2)


def test_a_member_who_books_many_times_at_once_has_three(together):
    member, made = a_person(), [a_slot() for _ in range(6)]
    assert together(*(booking(member, one) for one in made)) == {"done": 3, "Refused": 3}


def test_a_time_that_is_offered_twice_at_once_is_offered_once(together):
    mentor = a_mentor()
    found = together(*[lambda: offer_hours(mentor, offered(), told())] * 3)
    assert found == {"done": 1, "Refused": 2}
    assert count(OfficeSlot) == 3


def test_a_time_that_is_withdrawn_while_somebody_books_it_is_not_held(together):
    mentor = a_mentor()
    for n in range(4):
        made = a_slot(mentor, day=in_days(3 + n))
        found = together(booking(a_person(), made), withdrawing(mentor, made))
        row = the_slot(made)
        assert row.withdrawn_at is not None
        assert (row.member_id is not None) is (found["done"] == 2)


def test_of_two_editors_one_says_how_it_was(together):
    pair = Pair()
    made, editors = pair.ended(), [pair.editor, an_editor(pair.home)]
    found = together(*(lambda who=who: evaluate(who, made, how_it_was()) for who in editors))
    assert found == {"done": 1, "NotAllowed": 1}
    assert count(MentorshipEvaluation) == 1


def test_who_writes_in_what_is_deleted_finds_nothing_or_is_deleted_with_it(together):
    asker, mentor = a_person(), a_mentor()
    for _ in range(3):
        made = an_assigned(asker, mentor)
        together(
            lambda made=made: confiding.delete_consultation(asker, made),
            lambda made=made: confiding.add_note(mentor, made, body="Vote.", lang="en"),
            lambda made=made: words_for(asker, made, {}),
            lambda made=made: confiding.decline_consultation(mentor, made),
        )
        assert (count(PrivateConsultation), count(PrivateNote)) == (0, 0)


def test_two_coordinators_who_assign_at_once_assign_each_mentor_once(together):
    made, mentors = a_consultation(), [a_mentor().id for _ in range(6)]
    first, second = a_mentoring_coordinator(), a_mentoring_coordinator()
    together(
        lambda: confiding.assign_mentors(first, made, mentors[:4]),
        lambda: confiding.assign_mentors(second, made, mentors[2:]),
    )
    assert count(PrivateConsultationMentor) == 4


def test_it_is_published_once_and_not_once_it_stays_private(together):
    category = a_category().id
    for last in ("publish", "keep"):
        asker, mentor, coordinator = a_person(), a_mentor(), a_mentoring_coordinator()
        made, before = a_prepared(asker, mentor, mentor), count(Thread)
        acts = [
            lambda who=who, made=made: confiding.publish(who, made, version=1, category_id=category)
            for who in (mentor, coordinator)
        ]
        if last == "keep":
            acts[1] = lambda asker=asker, made=made: confiding.keep_private(asker, made)
        found = together(*acts)
        assert found["done"] == 1
        with transaction(None):
            is_kept = db.session.scalar(select(func.count()).select_from(Thread)) == before
        assert last == "keep" or not is_kept
