"""Whoever comes too late with a question, since a colleague was quicker, is told so, has back what
they wrote, and goes on to its thread or to their desk."""

import pytest

from exchange.mentoring.actions.handing import hand_over_question
from exchange.mentoring.actions.taking import give_back_question, take_question
from tests.factories import (
    a_mentor,
    a_mentoring_coordinator,
    a_person,
    a_room,
    a_thread,
    an_organisation,
)
from tests.mentoring.clocks import a_question
from tests.mentoring.questions import mentor_of, question_of

NOTE = "The ministry has a form for this, which I never filled in."


def is_led_on(page, thread_id, reason):
    assert page.status == 403
    assert reason in page.text
    assert page.link("To the thread") == f"/en/threads/{thread_id}"
    assert page.one('main a[href="/en/desk"]').text == "Your desk"
    return True


@pytest.mark.parametrize("way", ["take", "decline"])
def test_of_two_who_take_it_the_slower_one_goes_on(client, sign_in, way):
    first, second = a_mentor(), a_mentor()
    thread = a_thread().id
    sign_in(client, second)
    form = client.get(f"/en/threads/{thread}", follow=True).form(f"/questions/{thread}/{way}")
    take_question(first, thread)
    page = client.send(form)
    reason = {"take": "Another mentor took it a moment ago.", "decline": "Another mentor took it"}
    assert is_led_on(page, thread, reason[way])
    assert mentor_of(thread) == first.id


@pytest.mark.parametrize(
    ("way", "field", "reason"),
    [
        ("give-back", "note", "Only the mentor who has this question does this."),
        ("need-more", "sentence", "Only the mentor who has this question asks for more."),
    ],
)
def test_what_one_does_not_have_any_more_is_neither_given_back_nor_asked_about(
    client, sign_in, way, field, reason
):
    mentor = a_mentor()
    thread = a_question(mentor=mentor).id
    address = f"/en/questions/{thread}/{way}"
    sign_in(client, mentor)
    form = client.get(address).form(f"/{way}").fill(**{field: NOTE})
    give_back_question(mentor, thread, "", "en")
    page = client.send(form)
    assert is_led_on(page, thread, reason)
    assert NOTE in page.body
    assert is_led_on(client.get(address), thread, reason)
    assert question_of(thread).stopped_at is None


def test_what_a_mentor_has_by_now_is_not_put_to_more(client, sign_in):
    mentor, coordinator = a_mentor(), a_mentoring_coordinator()
    thread = a_thread().id
    sign_in(client, coordinator)
    form = client.get(f"/en/threads/{thread}", follow=True).form("/widen")
    take_question(mentor, thread)
    assert is_led_on(client.send(form), thread, "A mentor has it already.")


def test_whoever_has_it_no_more_hands_it_to_nobody_and_reads_whom_they_chose_as_no_number(
    client, sign_in
):
    mentor, other, third = a_mentor(), a_mentor(), a_mentor()
    thread = a_question(mentor=mentor).id
    address = f"/en/questions/{thread}/mentors"
    sign_in(client, mentor)
    form = client.get(address).form("/mentors").fill(mentor=str(other.id), note=NOTE)
    version = question_of(thread).edit_version
    hand_over_question(mentor, thread, third.id, "", "en", version=version)
    page = client.send(form)
    assert is_led_on(page, thread, "Its mentor and the coordinators of mentoring do this.")
    assert [one.text.strip() for one in page.all("textarea")] == [NOTE]


def test_a_stranger_to_its_room_is_led_nowhere(client, sign_in):
    network = an_organisation()
    thread = a_thread(a_person(organisation=network), category=a_room(network)).id
    sign_in(client, a_mentor())
    for way in ("give-back", "need-more", "mentors"):
        page = client.get(f"/en/questions/{thread}/{way}")
        assert page.status == 404
        assert "To the thread" not in page.text
