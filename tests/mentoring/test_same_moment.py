"""Two who do something at the same moment: one has it, the other is told; nothing is done twice."""

import threading
import time
from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from exchange.files.models import File
from exchange.forum.actions import post_reply
from exchange.forum.models import Thread
from exchange.forum.writing import OpenForm, Written
from exchange.kernel.db import Model, db, transaction
from exchange.kernel.rulings import NotAllowed, NotFound, Refused, Stale
from exchange.kernel.submissions import new_submission_id, once
from exchange.mentoring.actions import certificates
from exchange.mentoring.actions import consultations as confiding
from exchange.mentoring.actions.booking import book_slot
from exchange.mentoring.actions.consultations import drafts
from exchange.mentoring.actions.hours import offer_hours, withdraw_slot
from exchange.mentoring.actions.mentorship_log import evaluate
from exchange.mentoring.models import (
    Certificate,
    MentorshipEvaluation,
    OfficeSlot,
    PrivateConsultation,
    PrivateConsultationMentor,
    PrivateDraft,
    PrivateNote,
)
from tests.factories import (
    a_category,
    a_mentor,
    a_mentoring_coordinator,
    a_person,
    a_thread,
    an_editor,
    opening_of,
)
from tests.forum.attaching import a_file
from tests.mentoring.certified import a_certificate, a_helper, last_year
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


def after_a_moment(act: Act, seconds: float = 0.3) -> Act:
    def late() -> object:
        time.sleep(seconds)
        return act()

    return late


def test_who_keeps_a_draft_with_a_file_in_what_is_deleted_is_not_waited_for_in_a_ring(
    together, monkeypatch
):
    """The draft holds the consultation when the deletion begins, and comes to its files then."""
    asker, mentor = a_person(), a_mentor()
    made, file = an_assigned(asker, mentor), a_file(mentor)
    form = OpenForm(new_submission_id())

    def keep(words: str) -> bool:
        return confiding.keep_draft(mentor, made, Written("", words, "en", {}, [file]), form)

    keep("Vote")
    attach = drafts.attach_to_draft
    slowly = after_a_moment(lambda: None, 0.8)
    monkeypatch.setattr(drafts, "attach_to_draft", lambda *its: (slowly(), attach(*its)))
    together(
        lambda: keep("Vote anew."),
        after_a_moment(lambda: confiding.delete_consultation(asker, made)),
    )
    assert (count(PrivateConsultation), count(PrivateDraft)) == (0, 0)
    with transaction(None):
        assert db.session.get_one(File, file.id).dropped_at is not None


def test_a_file_that_is_put_into_confidence_and_before_everybody_at_once_is_in_one_of_them(
    together,
):
    """Two forms of its owner name it: whichever comes second is refused."""
    owner = a_person()
    made, parent = a_consultation(owner), opening_of(a_thread())
    for _ in range(3):
        text = {"body": "See this.", "lang": "en", "files": [a_file(owner)]}
        found = together(
            lambda text=text: confiding.add_note(owner, made, **text),
            lambda text=text: post_reply(owner, parent, **text),
        )
        assert found == {"done": 1, "Refused": 1}


@pytest.mark.parametrize("place", ["question", "note"])
def test_what_is_sent_while_it_is_kept_with_its_files_is_sent_and_leaves_no_draft(together, place):
    """The page keeps it by itself in the moment in which its author presses the button."""
    asker = a_person()
    made, file = a_consultation(asker) if place == "note" else None, a_file(asker)
    form = OpenForm(new_submission_id())
    text = {"body": "Vote anew.", "lang": "en", "files": [file]}
    before = count(PrivateNote)

    def send() -> str:
        if made is None:
            confiding.ask_in_confidence(asker, title="Our board has split", **text)
        else:
            confiding.add_note(asker, made, **text)
        time.sleep(0.8)
        confiding.forget_draft_of(asker, form)
        return "/"

    found = together(
        lambda: once(str(asker.id), form.id, send),
        after_a_moment(
            lambda: confiding.keep_draft(
                asker, made, Written("", "Vote anew.", "en", {}, [file]), form
            )
        ),
    )
    assert found == {"done": 2}
    assert (count(PrivateNote), count(PrivateDraft)) == (before + 1, 0)


def test_what_others_may_verify_no_longer_stays_so_while_it_is_made_anew(together, monkeypatch):
    mentor, coordinator, year = a_helper(), a_mentoring_coordinator(), last_year()
    a_certificate(mentor, is_verifiable=True)
    a_helper(mentor)  # one answer more
    replace = certificates._replace
    slowly = after_a_moment(lambda: None, 0.8)
    monkeypatch.setattr(certificates, "_replace", lambda *its: (replace(*its), slowly()))
    anew = {"lang": "en", "issuer": ""}
    together(
        lambda: certificates.ask_for_certificate(coordinator, mentor.id, year, **anew),
        after_a_moment(
            lambda: certificates.let_verify_no_longer(mentor, mentor.id, year, lang="en")
        ),
    )
    with transaction(None):
        [is_verifiable] = db.session.scalars(
            select(Certificate.is_verifiable).where(Certificate.account_id == mentor.id)
        )
    assert not is_verifiable
