"""Who is told what of a question on its way, and what its mail says."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from exchange.forum import actions as forum
from exchange.forum.models import Category
from exchange.forum.moving import Seen
from exchange.kernel.db import db, transaction
from exchange.mentoring.actions.handing import hand_over_question
from exchange.mentoring.actions.taking import decline_question, give_back_question, take_question
from exchange.mentoring.models import CategoryPromise, Question
from exchange.notifications.models import Notification
from exchange.notifications.queries import unread_list
from exchange.people import actions as people
from exchange.people.actor import Actor
from exchange.people.queries import get_actor
from tests.factories import (
    a_category,
    a_mentor,
    a_mentoring_coordinator,
    a_moderator,
    a_person,
    a_reply,
    a_room,
    a_tag,
    a_thread,
    an_admin,
    an_organisation,
    opening_of,
    saved,
)
from tests.mentoring.questions import a_mentor_who, asked
from tests.notifications.post_office import filed, kinds_of, text_of, work
from tests.page import CheckedClient

ItIs = Callable[[datetime], None]
SignIn = Callable[[CheckedClient, Actor], None]
MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)


@pytest.fixture
def mails(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    folder = tmp_path / "mail"
    monkeypatch.setattr("exchange.notifications.mail.folder_of", lambda _settings: folder)

    def texts() -> list[str]:
        work()
        return [f"{one['To']}\n{one['Subject']}\n{text_of(one)}" for one in filed(tmp_path)]

    return texts


Mails = Callable[[], list[str]]


def waits(who: Actor) -> list[str]:
    return [one.kind for one in unread_list(get_actor(who.id))]


def an_asker_who_is_promised_an_answer(it_is: ItIs) -> tuple[Actor, Category]:
    """On a Monday, within four working days."""
    it_is(MONDAY)
    category = a_category()
    saved(CategoryPromise(category_id=category.id, days=4))
    return a_person(email="asker@example.org"), category


def test_only_those_who_are_asked_are_mailed_and_told_why(app: Flask, mails: Mails) -> None:
    milk = a_tag("milk", names={"en": "Milk"})
    ana = a_mentor_who("Ana", knows=[milk], email="ana@example.org")
    others = [a_mentor() for _ in range(4)]
    thread = a_thread(tags=["milk"]).id
    sent = mails()
    assert len(sent) == 3
    [to_ana] = [one for one in sent if "ana@example.org" in one]
    assert "A question waits for a mentor: Who pays the animator?" in to_ana
    assert "Knows: Milk. Reads and writes: English. Open questions: 0 of 3." in to_ana
    assert "We ask." in to_ana
    told = [one.id for one in (ana, *others) if kinds_of(one.id)]
    assert set(told) == asked(thread)


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "Answer promised by:"), (30, "Late. An answer was promised by:")],
    ids=["in time", "late"],
)
def test_a_mentor_who_is_asked_reads_in_the_mail_by_when(
    app: Flask, mails: Mails, days: int, words: str
) -> None:
    a_mentor(email="ana@example.org")
    category = a_category()
    saved(CategoryPromise(category_id=category.id, days=3))
    thread = a_thread(category=category)
    with transaction(None):
        db.session.get_one(Question, thread.id).due_at -= timedelta(days=days)
    [sent] = mails()
    assert words in sent


@pytest.mark.parametrize(
    ("code", "name"), [("RS", "Serbia"), ("XK", "Kosovo*"), (None, None)], ids=["RS", "XK", "none"]
)
def test_a_mentor_who_is_asked_reads_in_the_mail_from_which_country_as_on_the_desk(
    client: CheckedClient, sign_in: SignIn, mails: Mails, code: str | None, name: str | None
) -> None:
    mentor = a_mentor_who("Ana", countries=["RS"], email="ana@example.org")
    home = an_organisation(country=code) if code else None
    a_thread(a_person(organisation=home))
    [sent] = mails()
    sign_in(client, mentor)
    desk = client.get("/en/desk").one(".content ul.rows").text
    assert ("Knows the country/territory." in sent) is (code == "RS")
    if name is None:
        assert "Country/territory of the asker:" not in sent
        return
    assert name in desk
    assert f"Country/territory of the asker: {name}" in sent
    noted = "Kosovo* * This designation is without prejudice" in " ".join(sent.split())
    assert noted is (code == "XK")


def test_the_reasons_are_in_the_language_of_whoever_is_asked(app: Flask, mails: Mails) -> None:
    a_mentor(reads=["en"], language="lv", email="liga@example.org")
    a_thread()
    [sent] = mails()
    assert "angļu" in sent


def test_it_waits_no_longer_once_somebody_has_it_or_it_is_answered(app: Flask) -> None:
    ana, bela = a_mentor(), a_mentor()
    one, two = a_thread(), a_thread()
    work()
    assert waits(ana) == waits(bela) == ["waiting_for_mentor"] * 2
    take_question(ana, one.id)
    assert waits(ana) == waits(bela) == ["waiting_for_mentor"]
    a_reply(two, a_mentor())
    assert waits(ana) == waits(bela) == []


def test_it_waits_no_longer_for_who_has_declined(app: Flask) -> None:
    ana, bela = a_mentor(), a_mentor()
    thread = a_thread().id
    work()
    decline_question(ana, thread)
    assert (waits(ana), waits(bela)) == ([], ["waiting_for_mentor"])


def test_who_is_asked_in_place_of_another_is_told_then(app: Flask) -> None:
    several = {one.id: one for one in (a_mentor() for _ in range(4))}
    thread = a_thread().id
    work()
    [later] = set(several) - asked(thread)
    assert kinds_of(later) == []
    decline_question(several[min(asked(thread))], thread)
    work()
    assert kinds_of(later) == ["waiting_for_mentor"]


def test_who_is_asked_again_is_told_again_and_has_one_that_waits(app: Flask, it_is: ItIs) -> None:
    it_is(MONDAY)
    mentor, moderator = a_mentor(), a_moderator()
    thread = a_thread()
    work()
    forum.lock_thread(moderator, thread.id)
    work()
    assert waits(mentor) == []
    it_is(MONDAY.replace(hour=12))
    forum.unlock_thread(moderator, thread.id)
    work()
    assert kinds_of(mentor.id) == ["waiting_for_mentor"] * 2
    assert waits(mentor) == ["waiting_for_mentor"]


def test_an_asker_is_told_who_has_the_question_and_until_when(
    app: Flask, mails: Mails, it_is: ItIs
) -> None:
    asker, category = an_asker_who_is_promised_an_answer(it_is)
    mentor = a_mentor("Ana Mentor")
    thread = a_thread(asker, category=category).id
    take_question(mentor, thread)
    [sent] = [one for one in mails() if "asker@example.org" in one]
    assert "A mentor has your question now: Who pays the animator?" in sent
    assert "Its mentor: Ana Mentor" in sent
    assert "Answer promised by: Friday, 4 December 2026" in sent
    assert waits(asker) == ["question_taken"]
    give_back_question(mentor, thread, "I know nothing of films.", "en")
    gone = [one for one in mails() if "Your question has no mentor at present" in one]
    assert ["asker@example.org" in one for one in gone] == [True]
    assert "Others are looked for. You hear as soon as one has it." in gone[0]
    assert "Ana" not in gone[0]
    assert "films" not in gone[0]
    assert [str(one.sentence) for one in unread_list(get_actor(asker.id))] == [
        "Your question has no mentor at present"
    ]
    take_question(a_mentor(), thread)
    mails()
    assert {str(one.sentence) for one in unread_list(get_actor(asker.id))} == {
        "A mentor has your question now"
    }


def test_an_asker_has_one_line_of_each_question_and_reads_what_happened_last(
    app: Flask, mails: Mails, it_is: ItIs
) -> None:
    asker, category = an_asker_who_is_promised_an_answer(it_is)
    mentor, moderator = a_mentor(), a_moderator()
    thread = a_thread(asker, category=category).id
    for _ in range(2):
        take_question(mentor, thread)
        work()
        give_back_question(mentor, thread, "", "en")
        work()
    assert waits(asker) == ["question_taken"]
    assert len([one for one in mails() if "no mentor at present" in one]) == 2
    with transaction(None):  # as those of before anybody was told of it
        db.session.query(Notification).filter(Notification.event_key.like("left %")).delete()
    take_question(mentor, thread)
    work()
    forum.move_thread(moderator, a_category().id, Seen(thread, 1))
    work()
    assert [str(one.sentence) for one in unread_list(get_actor(asker.id))] == [
        "A mentor has your question now"
    ]


def test_a_day_that_has_passed_is_not_promised_once_more(
    app: Flask, mails: Mails, it_is: ItIs
) -> None:
    asker, category = an_asker_who_is_promised_an_answer(it_is)
    mentor = a_mentor()
    thread = a_thread(asker, category=category).id
    take_question(mentor, thread)
    mails()
    it_is(MONDAY + timedelta(days=8))
    give_back_question(mentor, thread, "", "en")
    [gone] = [one for one in mails() if "Your question has no mentor at present" in one]
    assert "Late. An answer was promised by: Friday, 4 December 2026" in gone
    assert "Answer promised by" not in gone


def test_an_asker_is_told_that_their_mentor_has_gone(app: Flask, mails: Mails) -> None:
    asker, mentor = a_person(email="asker@example.org"), a_mentor()
    thread = a_thread(asker).id
    take_question(mentor, thread)
    mails()
    people.suspend(an_admin(), mentor.id, "Has sold their seat.")
    gone = [one for one in mails() if "Your question has no mentor at present" in one]
    assert ["asker@example.org" in one for one in gone] == [True]


def test_whoever_gets_it_whoever_loses_it_and_the_asker_are_told(app: Flask, mails: Mails) -> None:
    asker, coordinator = a_person(), a_mentoring_coordinator()
    ana = a_mentor(email="ana@example.org")
    bela = a_mentor(email="bela@example.org")
    thread = a_thread(asker).id
    take_question(ana, thread)
    work()
    hand_over_question(coordinator, thread, bela.id, "You know goats.", "en")
    sent = mails()
    assert waits(bela) == ["question_handed"]
    assert waits(ana) == ["question_ended"]
    assert waits(asker) == ["question_taken"], "none that waits is of who had it before"
    assert any("bela@" in one and "You know goats." in one for one in sent)
    assert any(
        "ana@" in one and "A question that was yours is not yours any more" in one for one in sent
    )
    assert not any("asker" in one and "goats" in one for one in sent)
    hand_over_question(bela, thread, ana.id, "", "en")
    work()
    assert waits(ana) == ["question_handed"]
    assert waits(bela) == [], "who did it themselves need not hear of it"


def test_a_note_is_mailed_to_who_has_it_next_and_not_to_who_had_it(
    app: Flask, mails: Mails
) -> None:
    ana, bela = a_mentor(email="ana@example.org"), a_mentor(email="bela@example.org")
    asker = a_person(email="asker@example.org")
    thread = a_thread(asker).id
    take_question(ana, thread)
    work()
    note = "Ana lets everybody wait, please be quicker."
    hand_over_question(a_mentoring_coordinator(), thread, bela.id, note, "en")
    sent = mails()
    assert any("ana@" in one and "not yours any more" in one for one in sent)
    [quoting] = [one for one in sent if note in one]
    assert "bela@" in quoting


def test_who_may_not_enter_where_it_went_is_told_without_title_and_link(
    app: Flask, mails: Mails, client: CheckedClient, sign_in: Callable[..., None]
) -> None:
    mentor = a_mentor(email="ana@example.org")
    thread = a_thread(title="A secret of the cheese makers")
    take_question(mentor, thread.id)
    work()
    room = a_room(roles=["coordinator"])
    db.session.rollback()
    forum.move_thread(a_moderator(), room.id, Seen(thread.id, 1))
    [sent] = [one for one in mails() if "ana@" in one and "was yours" in one]
    assert "It was moved to where you cannot read it." in sent
    assert "secret" not in sent
    assert f"/posts/{opening_of(thread)}" not in sent
    assert waits(mentor) == ["question_ended"]
    sign_in(client, mentor)
    page = client.get("/en/notifications")
    assert "A question that was yours is not yours any more" in page.text
    assert "secret" not in page.text


def test_what_a_mentor_takes_is_not_told_to_the_mentor(app: Flask) -> None:
    mentor = a_mentor()
    thread = a_thread().id
    take_question(mentor, thread)
    work()
    assert "question_handed" not in kinds_of(mentor.id)
