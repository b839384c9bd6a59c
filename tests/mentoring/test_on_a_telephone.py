"""What whoever walks through mentoring for the first time would stumble over."""

from collections.abc import Callable

from flask import Flask

from exchange.forum.models import PostDraft
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.mentoring.actions.handing import hand_over_question
from exchange.mentoring.actions.hour_notes import (
    answer_for_thread,
    ask_for_thread,
    begin_thread,
    write_note,
)
from exchange.mentoring.actions.profile import change_mentor_profile
from exchange.mentoring.actions.taking import take_question
from exchange.mentoring.models import OfficeNote, Question
from exchange.mentoring.queries.desk import MOST_ASKED
from exchange.mentoring.said import Said
from exchange.people.actor import Actor
from tests.factories import (
    a_mentor,
    a_mentoring_coordinator,
    a_person,
    a_reply,
    a_tag,
    a_thread,
    an_editor,
    an_organisation,
)
from tests.mentoring.talking import a_talk, has_begun
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]
DESK = "/en/desk"


def test_everything_of_mentoring_is_found_from_the_desk(
    client: CheckedClient, sign_in: SignIn
) -> None:
    mentor = a_mentor()
    sign_in(client, mentor)
    ways = {link["href"] for link in client.get(DESK).all(".rail a")}
    assert ways >= {
        *("/en/mentors", "/en/office-hours", "/en/mentorships", "/en/follow-ups"),
        *("/en/private-consultations", f"/en/people/{mentor.id}/certificates"),
    }


def test_a_mentor_who_is_asked_a_lot_sees_what_is_first_and_the_way_to_the_rest(
    client: CheckedClient, sign_in: SignIn
) -> None:
    mentor = a_mentor()
    for _ in range(MOST_ASKED + 1):
        a_thread()
    sign_in(client, mentor)
    page = client.get(DESK)
    assert len(page.all("button[formaction*='/take']")) == MOST_ASKED
    assert page.all(".section-head a[href='/en/desk/asked']")


def test_what_came_of_a_mentors_answers_has_a_heading_of_its_own(
    client: CheckedClient, sign_in: SignIn
) -> None:
    mentor, thread = a_mentor(), a_thread()
    theme = a_tag("money", is_theme=True)
    change_mentor_profile(mentor, Said({theme.slug: "expert"}, ("en",), ("LV",), 3), version=0)
    take_question(mentor, thread.id)
    a_reply(thread, mentor)
    sign_in(client, a_person())
    heads = [head.text for head in client.get(f"/en/people/{mentor.id}").all("h2")]
    assert {"As a mentor", "What came of the answers"} <= set(heads)
    assert len(heads) == len(set(heads))


def test_whoever_hands_over_from_the_list_of_all_is_led_back_to_it(
    client: CheckedClient, sign_in: SignIn
) -> None:
    mentor, thread = a_mentor(), a_thread()
    sign_in(client, a_mentoring_coordinator())
    [way] = client.get("/en/desk/all").all(f"a[href*='/questions/{thread.id}/mentors']")
    page = client.submit(client.get(way["href"]), "/mentors", mentor=str(mentor.id))
    assert page.one("h1").text == "All open questions"


def test_a_question_that_somebody_was_found_for_is_given_up_no_more(
    client: CheckedClient, sign_in: SignIn
) -> None:
    mentor, found, silent = a_mentor(), a_thread(title="Found"), a_thread(title="Silent")
    coordinator = a_mentoring_coordinator()
    take_question(mentor, silent.id)
    with transaction(None):
        for thread in (found, silent):
            db.session.get_one(Question, thread.id).given_up_at = now()
    hand_over_question(coordinator, found.id, mentor.id, "", "en")
    sign_in(client, coordinator)
    page = client.get("/en/desk/all?state=given_up")
    assert "No mentor found in time (1)" in page.text
    assert [one.text for one in page.all("ul.rows li > div > a[lang]")] == ["Silent"]
    sign_in(client, mentor)
    assert "no mentor found in time" not in client.get(DESK).text


def test_what_is_left_empty_is_said_once(client: CheckedClient, sign_in: SignIn) -> None:
    sign_in(client, a_mentor())
    page = client.submit(client.get("/en/office-hours/new"), "/new")
    assert page.text.count("This cannot be empty.") == 2 * len(("day", "hour", "place"))
    assert "like 2026-05-31" not in page.text


def test_no_organisation_and_no_mentor_is_chosen_before_somebody_chooses(
    client: CheckedClient, sign_in: SignIn
) -> None:
    an_editor(an_organisation())
    an_editor(an_organisation())
    a_mentor()
    a_mentor()
    sign_in(client, a_mentoring_coordinator())
    page = client.submit(client.get("/en/mentorships/new"), "/new")
    assert "Organisation: Please choose one of the list." in page.text
    assert "Mentor: Please choose one of the list." in page.text


def test_a_note_of_a_talk_is_begun_as_a_discussion_that_no_mentor_need_answer(app: Flask) -> None:
    mentor, member = a_mentor(), a_person()
    talk = has_begun(a_talk(mentor, member))
    write_note(mentor, talk, version=0, body="What we found out together.", lang="en")
    [note] = db.session.query(OfficeNote).all()
    ask_for_thread(mentor, talk, note.id, version=1)
    answer_for_thread(member, talk, note.id, version=1, agrees=True)
    draft = db.session.get_one(PostDraft, begin_thread(mentor, talk, note.id))
    assert draft.choices["kind"] == "discussion"
