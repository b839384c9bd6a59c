"""A mentor takes a question, declines it, gives it back or hands it over."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed, NotFound, Refused
from exchange.mentoring.actions.handing import hand_over_question
from exchange.mentoring.actions.letting_go import let_go
from exchange.mentoring.actions.rows import lock_question
from exchange.mentoring.actions.taking import (
    decline_question,
    give_back_question,
    take_question,
)
from exchange.mentoring.actions.widening import widen_question
from exchange.mentoring.models import QuestionStep
from exchange.people.actor import Actor
from tests.factories import (
    LONG_AGO,
    a_mentor,
    a_mentoring_coordinator,
    a_person,
    a_reply,
    a_room,
    a_thread,
    an_admin,
    an_organisation,
)
from tests.mentoring.questions import asked, mentor_of, proposals, question_of, steps
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]


def test_who_takes_it_has_it_and_the_others_need_not_think_about_it(app: Flask) -> None:
    first, second = a_mentor(), a_mentor()
    thread = a_thread().id
    take_question(first, thread)
    assert mentor_of(thread) == first.id
    assert proposals(thread) == {first.id: "taken", second.id: "lapsed"}
    take_question(first, thread)
    assert steps(thread).count("taken") == 1, "twice is once"
    assert question_of(thread).taken_at is not None


def test_a_mentor_who_was_not_asked_may_take_what_nobody_has(app: Flask) -> None:
    several = [a_mentor() for _ in range(4)]
    thread = a_thread().id
    [other] = [one for one in several if one.id not in asked(thread)]
    take_question(other, thread)
    assert mentor_of(thread) == other.id
    assert asked(thread) == set()


def test_of_two_who_take_it_one_has_it_and_the_other_is_told_so(app: Flask) -> None:
    first, second = a_mentor(), a_mentor()
    thread = a_thread().id
    take_question(first, thread)
    with pytest.raises(NotAllowed, match="Another mentor took it a moment ago"):
        take_question(second, thread)
    assert mentor_of(thread) == first.id


def test_of_many_who_take_it_at_the_same_moment_one_has_it(app: Flask) -> None:
    mentors = [a_mentor() for _ in range(8)]
    thread = a_thread().id
    db.session.rollback()
    has_it: list[int] = []
    told: list[str] = []
    start = threading.Barrier(len(mentors))

    def take(mentor: Actor) -> None:
        with app.app_context():
            start.wait()
            try:
                take_question(mentor, thread)
                has_it.append(mentor.id)
            except NotAllowed as refused:
                told.append(str(refused.reason))

    takers = [threading.Thread(target=take, args=(mentor,)) for mentor in mentors]
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join()
    assert has_it == [mentor_of(thread)]
    assert told == ["Another mentor took it a moment ago."] * 7
    assert steps(thread).count("taken") == 1


def test_the_page_says_who_was_faster(app: Flask, client: CheckedClient, sign_in: SignIn) -> None:
    first, second = a_mentor("Ana Fast"), a_mentor()
    thread = a_thread().id
    sign_in(client, second)
    page = client.get(f"/en/threads/{thread}", follow=True)
    take_question(first, thread)
    late = client.send(page.form(f"/questions/{thread}/take"))
    assert late.status == 403
    assert "Another mentor took it a moment ago." in late.text
    assert "Ana Fast" in client.get(f"/en/threads/{thread}", follow=True).text


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        ({}, "Mentors take questions"),
        ({"is_admin": True}, "Mentors take questions"),
        ({"is_mentor": True, "suspended_at": LONG_AGO}, "suspended"),
        ({"is_mentor": True, "admitted_at": None}, "yet to be let in"),
    ],
)
def test_others_do_not_take_it(app: Flask, who: dict[str, object], reason: str) -> None:
    thread = a_thread().id
    with pytest.raises(NotAllowed, match=reason):
        take_question(a_person(**who), thread)
    assert mentor_of(thread) is None


def test_nobody_takes_the_own_question_nor_one_that_waits_no_more(app: Flask) -> None:
    asker, mentor = a_mentor(), a_mentor()
    thread = a_thread(asker)
    with pytest.raises(NotAllowed, match="own question"):
        take_question(asker, thread.id)
    a_reply(thread, a_mentor())
    with pytest.raises(NotAllowed, match="waits for no mentor"):
        take_question(mentor, thread.id)


def test_a_stranger_to_its_room_finds_nothing(app: Flask) -> None:
    ours = an_organisation()
    mentor, stranger = a_mentor(organisation=ours), a_mentor()
    inside = a_thread(an_admin(), category=a_room(ours)).id
    for act in (take_question, decline_question):
        with pytest.raises(NotFound):
            act(stranger, inside)
    with pytest.raises(NotFound):
        hand_over_question(a_mentoring_coordinator(), inside, mentor.id, "", "en")


def test_a_discussion_is_no_question(app: Flask) -> None:
    with pytest.raises(NotFound):
        take_question(a_mentor(), a_thread(kind="discussion").id)


def test_who_declines_is_not_asked_again_and_another_one_is(app: Flask) -> None:
    mentors = {one.id: one for one in (a_mentor() for _ in range(5))}
    thread = a_thread().id
    before = asked(thread)
    declines = min(before)
    decline_question(mentors[declines], thread)
    decline_question(mentors[declines], thread)
    assert len(asked(thread)) == 3
    assert declines not in asked(thread)
    assert before - {declines} < asked(thread)
    assert steps(thread).count("declined") == 1


def test_who_was_not_asked_declines_nothing_and_whoever_has_it_gives_it_back_instead(
    app: Flask,
) -> None:
    several = [a_mentor() for _ in range(4)]
    thread = a_thread().id
    [other] = [one for one in several if one.id not in asked(thread)]
    with pytest.raises(NotAllowed, match="not asked"):
        decline_question(other, thread)
    mine = next(one for one in several if one.id in asked(thread))
    take_question(mine, thread)
    with pytest.raises(NotAllowed, match="give it back"):
        decline_question(mine, thread)


def test_what_is_given_back_is_put_to_others(app: Flask) -> None:
    mentors = {one.id: one for one in (a_mentor() for _ in range(4))}
    thread = a_thread().id
    mine = min(asked(thread))
    take_question(mentors[mine], thread)
    due = question_of(thread).due_at
    give_back_question(mentors[mine], thread, "Ask the dairy.", "en")
    assert mentor_of(thread) is None
    assert question_of(thread).taken_at is None
    assert asked(thread) == set(mentors) - {mine}
    assert question_of(thread).due_at == due, "the clock goes on"
    note = select(QuestionStep.note).where(QuestionStep.what == "given_back")
    assert db.session.scalar(note) == "Ask the dairy."
    with pytest.raises(NotAllowed, match="who has this question"):
        give_back_question(mentors[mine], thread, "", "en")


@pytest.mark.parametrize("how", ["taken", "assigned"])
@pytest.mark.parametrize("leaves", ["gives it back", "hands it on", "is away"])
def test_who_had_it_unasked_and_does_not_want_it_is_not_asked_next(
    app: Flask, how: str, leaves: str
) -> None:
    thread = a_thread().id  # nobody is a mentor yet
    mentor, other, third = a_mentor(), a_mentor(), a_mentor()
    if how == "taken":
        take_question(mentor, thread)
    else:
        hand_over_question(a_mentoring_coordinator(), thread, mentor.id, "", "")
    match leaves:
        case "gives it back":
            give_back_question(mentor, thread, "I cannot.", "en")
        case "hands it on":
            hand_over_question(mentor, thread, other.id, "", "")
            give_back_question(other, thread, "Nor can I.", "en")
        case "is away":
            with transaction(None):
                let_go(lock_question(thread), "away")
    assert proposals(thread)[mentor.id] == "declined"
    assert asked(thread) == {other.id, third.id} - ({other.id} if "hands" in leaves else set())


def test_its_mentor_hands_it_to_another_one(app: Flask) -> None:
    mine, other = a_mentor(), a_mentor()
    thread = a_thread().id
    take_question(mine, thread)
    hand_over_question(mine, thread, other.id, "You know cheese.", "en")
    assert mentor_of(thread) == other.id
    assert proposals(thread) == {mine.id: "declined", other.id: "taken"}
    assert steps(thread)[-1] == "handed_over"
    with pytest.raises(NotAllowed, match="coordinators of mentoring"):
        hand_over_question(mine, thread, mine.id, "", "en")


def test_a_coordinator_assigns_what_nobody_has_even_to_who_has_many(app: Flask) -> None:
    busy = a_mentor()
    for _ in range(4):
        take_question(busy, a_thread().id)
    thread = a_thread().id
    assert asked(thread) == set()
    hand_over_question(a_mentoring_coordinator(), thread, busy.id, "", "en")
    assert mentor_of(thread) == busy.id
    assert steps(thread)[-1] == "assigned"


def test_it_is_handed_to_nobody_who_may_not_have_it(app: Flask) -> None:
    mine, asker = a_mentor(), a_mentor()
    thread = a_thread(asker).id
    take_question(mine, thread)
    suspended = a_mentor(suspended_at=LONG_AGO)
    cannot_read, member = a_mentor(reads=["tr"]), a_person()
    for other in (mine, asker, suspended, cannot_read, member):
        with pytest.raises(Refused):
            hand_over_question(mine, thread, other.id, "", "en")
    assert mentor_of(thread) == mine.id


def test_a_coordinator_puts_it_to_more_and_others_do_not(app: Flask) -> None:
    mentors = {a_mentor().id for _ in range(7)}
    thread, coordinator = a_thread().id, a_mentoring_coordinator()
    assert len(asked(thread)) == 3
    assert len(widen_question(coordinator, thread)) == 3
    assert len(widen_question(coordinator, thread)) == 1
    assert list(widen_question(coordinator, thread)) == []
    assert asked(thread) == mentors
    assert question_of(thread).widened_at is not None
    with pytest.raises(NotAllowed, match="Coordinators of mentoring"):
        widen_question(a_mentor(), thread)


def test_where_nobody_else_is_to_be_asked_nothing_is_written_of_it(
    app: Flask, client: CheckedClient, sign_in: SignIn
) -> None:
    a_mentor()
    thread, coordinator = a_thread().id, a_mentoring_coordinator()
    sign_in(client, coordinator)
    for _ in range(2):
        page = client.get(f"/en/threads/{thread}", follow=True)
        sent = client.send(page.form(f"/questions/{thread}/widen"))
        page = client.get(sent.headers["Location"], follow=True)
        assert "No other mentor fits: assign it to somebody." in page.text
        assert "More mentors asked:" not in page.text
    assert "widened" not in steps(thread)
    assert question_of(thread).widened_at is None
    more = a_mentor()
    assert list(widen_question(coordinator, thread)) == [more.id]
    assert steps(thread)[-2:] == ["widened", "proposed"]


def test_what_a_mentor_has_is_not_put_to_more(app: Flask) -> None:
    mentor = a_mentor()
    thread = a_thread().id
    take_question(mentor, thread)
    with pytest.raises(NotAllowed, match="has it already"):
        widen_question(an_admin(), thread)


def test_a_mentor_gives_it_back_on_a_page_that_keeps_what_was_typed(
    app: Flask, client: CheckedClient, sign_in: SignIn
) -> None:
    mentor = a_mentor()
    thread = a_thread().id
    take_question(mentor, thread)
    sign_in(client, mentor)
    page = client.get(f"/en/questions/{thread}/give-back")
    long = "x" * 501
    again = client.send(page.form("/give-back").fill(note=long))
    assert again.status == 422
    assert long in again.body
    done = client.send(again.form("/give-back").fill(note="I know nothing of goats."))
    assert done.status == 303
    assert mentor_of(thread) is None


def test_a_coordinator_sees_why_each_mentor_fits_and_chooses_one(
    app: Flask, client: CheckedClient, sign_in: SignIn
) -> None:
    mentors = [a_mentor(f"Mentor {n}") for n in range(4)]
    thread, coordinator = a_thread().id, a_mentoring_coordinator()
    sign_in(client, coordinator)
    page = client.get(f"/en/questions/{thread}/mentors")
    assert page.text.count("Reads and writes: English. Open questions: 0 of 3.") == 4
    nobody = client.send(page.form("/mentors"))
    assert nobody.status == 422
    assert "Please choose one of the list." in nobody.text
    sent = client.send(nobody.form("/mentors").fill(mentor=str(mentors[3].id), note="Please."))
    assert sent.status == 303
    assert mentor_of(thread) == mentors[3].id


def test_what_somebody_took_meanwhile_is_not_assigned_unseen(
    app: Flask, client: CheckedClient, sign_in: SignIn
) -> None:
    quick, other = a_mentor("Quick Mentor"), a_mentor()
    thread, coordinator = a_thread().id, a_mentoring_coordinator()
    sign_in(client, coordinator)
    page = client.get(f"/en/questions/{thread}/mentors")
    take_question(quick, thread)
    again = client.send(page.form("/mentors").fill(mentor=str(other.id), note="You know goats."))
    assert again.status == 409
    assert mentor_of(thread) == quick.id
    assert "Somebody else changed this meanwhile" in again.text
    assert "A mentor has it: Quick Mentor" in again.text
    assert "You know goats." in again.body
    assert client.send(again.form("/mentors")).status == 303
    assert mentor_of(thread) == other.id


def test_a_mentor_who_sends_it_twice_is_led_where_it_led(
    app: Flask, client: CheckedClient, sign_in: SignIn
) -> None:
    mine, other = a_mentor(), a_mentor()
    thread = a_thread().id
    take_question(mine, thread)
    sign_in(client, mine)
    form = client.get(f"/en/questions/{thread}/mentors").form("/mentors")
    form = form.fill(mentor=str(other.id))
    first, second = client.send(form), client.send(form)
    assert (first.status, second.status) == (303, 303)
    assert mentor_of(thread) == other.id


def test_how_much_others_have_is_not_for_the_mentor_who_hands_it_over(
    app: Flask, client: CheckedClient, sign_in: SignIn
) -> None:
    mine, other = a_mentor(), a_mentor()
    thread = a_thread().id
    take_question(other, a_thread().id)
    take_question(mine, thread)
    sign_in(client, mine)
    page = client.get(f"/en/questions/{thread}/mentors")
    assert "Reads and writes: English." in page.text
    assert "Open questions" not in page.text


def test_the_pages_are_for_those_who_may(
    app: Flask, client: CheckedClient, sign_in: SignIn
) -> None:
    mine, other = a_mentor(), a_mentor()
    thread = a_thread().id
    take_question(mine, thread)
    sign_in(client, other)
    for way in ("give-back", "mentors"):
        assert client.get(f"/en/questions/{thread}/{way}").status == 403
        assert client.get(f"/en/questions/99999/{way}").status == 404


def test_choosing_costs_as_many_statements_with_many_mentors_as_with_two(
    app: Flask, client: CheckedClient, sign_in: SignIn, count_queries: Callable[..., object]
) -> None:
    a_mentor(), a_mentor()
    thread, coordinator = a_thread().id, a_mentoring_coordinator()
    sign_in(client, coordinator)

    def cost() -> int:
        client.get(f"/en/questions/{thread}/mentors")
        with count_queries() as seen:  # type: ignore[attr-defined]
            client.get(f"/en/questions/{thread}/mentors")
        return len(seen)

    few = cost()
    for _ in range(10):
        a_mentor()
    assert cost() == few
