"""Beside a question stands where it is, for those whom it concerns."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

import pytest
from flask import Flask

from exchange.mentoring.actions.handing import hand_over_question
from exchange.mentoring.actions.taking import give_back_question, take_question
from exchange.mentoring.models import CategoryPromise
from exchange.people.actor import Actor
from tests.factories import (
    a_category,
    a_mentor,
    a_mentoring_coordinator,
    a_person,
    a_reply,
    a_tag,
    a_thread,
    an_admin,
    saved,
)
from tests.mentoring.questions import a_mentor_who, asked, mentor_of
from tests.page import CheckedClient, Page

SignIn = Callable[[CheckedClient, Actor], None]
Counter = Callable[[], AbstractContextManager[list[str]]]
ItIs = Callable[[datetime], None]
MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)
TITLE = "Where this question is"


@pytest.fixture
def beside(client: CheckedClient, sign_in: SignIn) -> Callable[[Actor | None, int], Page]:
    def look(who: Actor | None, thread_id: int) -> Page:
        if who is not None:
            sign_in(client, who)
        return client.get(f"/en/threads/{thread_id}", follow=True)

    return look


Look = Callable[[Actor | None, int], Page]


def test_a_guest_and_a_member_see_nothing_of_it(app: Flask, beside: Look) -> None:
    take_question(mentor := a_mentor("Ana Mentor"), thread := a_thread().id)
    assert mentor
    for who in (None, a_person(), an_admin_of_nothing()):
        page = beside(who, thread)
        assert TITLE not in page.text
        assert "Ana Mentor" not in page.text


def test_a_coordinator_who_asks_reads_it_once_and_has_the_rest_beside(
    app: Flask, beside: Look
) -> None:
    coordinator = a_mentoring_coordinator()
    take_question(a_mentor("Ana Mentor"), thread := a_thread(coordinator).id)
    page = beside(coordinator, thread)
    assert page.text.count("A mentor has your question:") == 1
    assert TITLE in page.text
    assert "Hand it over" in page.text


@pytest.mark.parametrize("role", ["is_admin", "is_mentoring_coordinator"])
def test_an_asker_does_not_read_the_notes_of_mentors_whatever_else_they_are(
    app: Flask, beside: Look, role: str
) -> None:
    asker, ana = a_person(**{role: True}), a_mentor()
    a_mentor()
    thread = a_thread(asker)
    take_question(ana, thread.id)
    give_back_question(ana, thread.id, "This asker is never content.", "en")
    assert "never content" not in beside(asker, thread.id).text
    assert "never content" in beside(a_mentoring_coordinator(), thread.id).text
    a_reply(thread, ana)
    assert "never content" not in beside(asker, thread.id).text, "nor once it has ended"


def an_admin_of_nothing() -> Actor:
    return a_person(is_moderator=True)


def test_the_asker_sees_who_has_it_and_when_they_hear(
    app: Flask, beside: Look, it_is: ItIs
) -> None:
    it_is(MONDAY)
    category, asker, mentor = a_category(), a_person(), a_mentor("Ana Mentor")
    saved(CategoryPromise(category_id=category.id, days=4))
    thread = a_thread(asker, category=category).id
    page = beside(asker, thread)
    assert "No mentor has it at present. Mentors who are asked: 1" in page.text
    assert "Answer promised by: Friday, 4 December 2026" in page.text
    assert "Ana Mentor" not in page.text, "who is asked is not for the asker to know"
    take_question(mentor, thread)
    page = beside(asker, thread)
    line = page.one(".content > p.state").text
    assert line == (
        "A mentor has your question: Ana Mentor · Answer promised by: Friday, 4 December 2026"
    )
    assert page.text.count("Ana Mentor") == 1, "said once, on a telephone too"
    assert page.body.index('class="state"') < page.body.index("<article"), "before the question"
    assert TITLE not in page.text
    assert "What has happened so far" not in page.text
    assert not page.all("form[action*='/questions/']")


def test_nothing_is_promised_where_the_operator_promises_nothing(app: Flask, beside: Look) -> None:
    asker = a_person()
    page = beside(asker, a_thread(asker).id)
    assert "promised" not in page.text
    assert "No mentor has it at present. All mentors can see it." in page.text


def test_a_mentor_who_is_asked_is_told_why_and_takes_it(
    app: Flask, client: CheckedClient, beside: Look
) -> None:
    milk = a_tag("milk", names={"en": "Milk", "lv": "Piens"})
    mentor = a_mentor_who("Ana Mentor", knows=[milk])
    thread = a_thread(tags=["milk"]).id
    page = beside(mentor, thread)
    why = "Knows: Milk. Reads and writes: English. Open questions: 0 of 3."
    assert why in page.text
    sent = client.send(page.form(f"/questions/{thread}/take"))
    assert sent.status == 303
    assert mentor_of(thread) == mentor.id
    page = client.get(f"/en/threads/{thread}", follow=True)
    assert "You have this question." in page.text
    assert "What has happened so far" in page.text
    assert page.all(f"a[href$='/questions/{thread}/give-back']")
    assert page.all(f"a[href$='/questions/{thread}/mentors']")


def test_a_mentor_who_is_asked_declines_and_is_not_asked_there_any_more(
    app: Flask, client: CheckedClient, beside: Look
) -> None:
    mentor = a_mentor()
    thread = a_thread().id
    page = beside(mentor, thread)
    assert client.send(page.form(f"/questions/{thread}/decline")).status == 303
    assert asked(thread) == set()
    page = beside(mentor, thread)
    assert "I cannot take it" not in page.text
    assert "I take this question" in page.text, "they may change their mind"


def test_a_mentor_who_was_not_asked_sees_that_it_waits_or_who_has_it(
    app: Flask, beside: Look
) -> None:
    several = [a_mentor(f"Mentor {n}") for n in range(4)]
    thread = a_thread().id
    [other] = [one for one in several if one.id not in asked(thread)]
    page = beside(other, thread)
    assert "I take this question" in page.text
    assert "you fit" not in page.text
    take_question(several[0], thread)
    page = beside(other, thread)
    assert "A mentor has it: Mentor 0" in page.text
    assert "I take this question" not in page.text


def test_a_coordinator_sees_whom_it_was_put_to_and_what_happened(
    app: Flask, client: CheckedClient, beside: Look
) -> None:
    coordinator, ana = a_mentoring_coordinator(), a_mentor("Ana Mentor")
    bela = a_mentor("Bela Mentor")
    thread = a_thread().id
    take_question(ana, thread)
    give_back_question(ana, thread, "Ask the dairy.", "en")
    page = beside(coordinator, thread)
    assert "Ana Mentor · has declined" in page.text
    assert "Bela Mentor · has not answered yet" in page.text
    assert "Given back by: Ana Mentor" in page.text
    assert "Ask the dairy." in page.text
    assert client.send(page.form(f"/questions/{thread}/widen")).status == 303
    hand_over_question(coordinator, thread, bela.id, "", "en")
    page = beside(coordinator, thread)
    assert "Assigned to: Bela Mentor" in page.text
    assert "Ask more mentors" not in page.text


def test_once_it_is_answered_only_the_log_is_left(app: Flask, beside: Look) -> None:
    asker, mentor, other = a_person(), a_mentor(), a_mentor()
    thread = a_thread(asker)
    take_question(mentor, thread.id)
    a_reply(thread, mentor)
    assert TITLE not in beside(asker, thread.id).text
    assert TITLE not in beside(other, thread.id).text
    assert "Answered by" in beside(mentor, thread.id).text
    assert "It waits for no mentor any more." in beside(an_admin(), thread.id).text


def test_it_costs_those_whom_it_concerns_one_statement_and_others_none(
    app: Flask, client: CheckedClient, sign_in: SignIn, count_queries: Counter
) -> None:
    asker, mentor = a_person(), a_mentor()
    thread = a_thread(asker).id
    discussion = a_thread(kind="discussion").id
    told = {}
    for name, who in (("guest", None), ("member", a_person()), ("asker", asker), ("m", mentor)):
        if who:
            sign_in(client, who)
        for place in (thread, discussion):
            client.get(f"/en/threads/{place}", follow=True)
            with count_queries() as seen:
                client.get(f"/en/threads/{place}", follow=True)
            told[name, place] = len([one for one in seen if "question" in one])
    for name, most in (("guest", 0), ("member", 0), ("asker", 2), ("m", 1)):
        # the asker's second: above it, whether their mentor needs more
        assert told[name, thread] == most, name
        assert told[name, discussion] == 0, name


def test_it_costs_a_coordinator_as_many_with_many_mentors_as_with_one(
    app: Flask, client: CheckedClient, sign_in: SignIn, count_queries: Counter
) -> None:
    coordinator, milk = a_mentoring_coordinator(), a_tag("milk")
    a_mentor_who(knows=[milk])
    few = a_thread(tags=["milk"]).id
    for _ in range(5):
        a_mentor_who(knows=[milk])
    many = a_thread(tags=["milk"]).id
    sign_in(client, coordinator)
    counted = []
    for place in (few, many):
        client.get(f"/en/threads/{place}", follow=True)
        with count_queries() as seen:
            client.get(f"/en/threads/{place}", follow=True)
        counted.append(len(seen))
    assert counted[0] == counted[1]
