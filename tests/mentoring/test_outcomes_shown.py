"""What came of an answer stands under it for everybody, and in the record of who wrote it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from exchange.forum import actions as forum
from exchange.library import actions as library
from exchange.mentoring.actions.answering import Said, say_outcome
from exchange.mentoring.actions.asking_what_came import ask_what_came_of_it
from exchange.mentoring.fillings.following import outcome_of_answer
from exchange.mentoring.queries.record import Record, record_of, years_of
from exchange.people.actor import GUEST, Actor
from exchange.people.queries import get_actor
from tests.factories import (
    MARKS,
    a_mentor,
    a_moderator,
    a_person,
    a_reply,
    a_thread,
    a_whole_content,
    an_editor,
    opening_of,
)
from tests.mentoring.following import ItIs, an_answer, asked, rows_of, said
from tests.notifications.post_office import change
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]
Counting = Callable[[], AbstractContextManager[list[str]]]
BEGIN = datetime(2025, 12, 20, 9, 30, tzinfo=UTC)
WORDS = {
    "worked": "Worked, says the asker after 30 days",
    "partly": "Worked in part, says the asker after 30 days",
    "no": "Did not work, says the asker after 30 days",
    "too_early": "Too early to tell, says the asker after 30 days",
}


def page_of(client: CheckedClient, thread: object) -> str:
    return client.get(f"/en/threads/{thread.id}", follow=True).text  # type: ignore[attr-defined]


@pytest.mark.parametrize("outcome", WORDS)
def test_everybody_reads_it_under_the_answer_at_once(client: CheckedClient, outcome: str) -> None:
    asker = a_person()
    thread, _answer = an_answer(asker)
    assert "says the asker" not in page_of(client, thread)  # kept for guests from here on
    made = asked(thread)
    assert "says the asker" not in page_of(client, thread)
    say_outcome(asker, made, version=1, said=Said(outcome, "Općina plaća.", "hr"))
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    assert WORDS[outcome] in page.text
    assert page.one("article.answer blockquote")["lang"] == "hr"
    assert "Općina plaća." in page.text
    say_outcome(asker, made, version=2, said=Said(outcome, "The village pays.", "en"))
    assert "The village pays." in page_of(client, thread)


def test_it_goes_with_the_acceptance_and_comes_back_with_it(client: CheckedClient) -> None:
    asker = a_person()
    thread, answer = an_answer(asker)
    said(asker, thread)
    assert WORDS["worked"] in page_of(client, thread)
    forum.withdraw_acceptance(asker, thread.id)
    assert "says the asker" not in page_of(client, thread)
    forum.accept_answer(asker, answer)
    assert WORDS["worked"] in page_of(client, thread)


def test_what_was_said_last_counts_unless_it_is_too_early(
    client: CheckedClient, it_is: ItIs
) -> None:
    it_is(BEGIN)
    asker = a_person()
    thread, _answer = an_answer(asker)
    it_is(BEGIN + timedelta(days=35))
    ask_what_came_of_it()
    say_outcome(asker, rows_of(thread)["month"].id, version=1, said=Said("partly"))
    assert "Worked in part, says the asker after 35 days" in page_of(client, thread)
    it_is(BEGIN + timedelta(days=90))
    ask_what_came_of_it()
    quarter = rows_of(thread)["quarter"].id
    say_outcome(asker, quarter, version=1, said=Said("too_early"))
    assert "Worked in part, says the asker after 35 days" in page_of(client, thread)
    say_outcome(asker, quarter, version=2, said=Said("worked"))
    assert "Worked, says the asker after 90 days" in page_of(client, thread)


def test_other_orders_of_the_thread_show_it_once(client: CheckedClient) -> None:
    asker = a_person()
    thread, _answer = an_answer(asker)
    for _ in range(3):
        a_reply(thread)
    said(asker, thread)
    for way in ("", "?order=newest", "?order=best"):
        page = client.get(client.get(f"/en/threads/{thread.id}", follow=True).path + way)
        assert page.text.count("says the asker") == (1 if page.all("article.answer") else 0), way


def test_the_asker_finds_the_way_there(client: CheckedClient, sign_in: SignIn) -> None:
    asker = a_person()
    thread, _answer = an_answer(asker)
    sign_in(client, asker)
    assert "what came of it" not in page_of(client, thread)
    made = asked(thread)
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    assert page.link("Say whether it worked") == f"/en/follow-ups/{made}"
    say_outcome(asker, made, version=1, said=Said("no"))
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    assert page.link("Change what you said came of it") == f"/en/follow-ups/{made}"
    sign_in(client, a_mentor())
    assert "follow-ups" not in client.get(f"/en/threads/{thread.id}", follow=True).body


PROPOSED = "Written down, it helps others too"


@pytest.mark.parametrize(
    ("who", "sees"),
    [("asker", True), ("mentor", True), ("editor", True), ("member", False), ("guest", False)],
)
def test_where_it_worked_an_experience_is_proposed_to(
    client: CheckedClient, sign_in: SignIn, who: str, sees: bool
) -> None:
    asker, mentor = a_person(), a_mentor()
    thread, answer = an_answer(asker, mentor)
    people = {"asker": asker, "mentor": mentor, "editor": an_editor(), "member": a_person()}
    said(asker, thread)
    if who in people:
        sign_in(client, people[who])
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    assert (PROPOSED in page.text) is sees
    if sees:
        assert page.link("Turn into an experience") == f"/en/experiences/from-post/{answer}"


@pytest.mark.parametrize(
    ("outcome", "sees"), [("partly", True), ("no", False), ("too_early", False)]
)
def test_where_it_did_not_help_nothing_is_proposed(
    client: CheckedClient, sign_in: SignIn, outcome: str, sees: bool
) -> None:
    asker = a_person()
    thread, _answer = an_answer(asker)
    said(asker, thread, outcome)
    sign_in(client, asker)
    assert (PROPOSED in page_of(client, thread)) is sees


def test_what_is_an_experience_by_now_is_not_proposed(
    client: CheckedClient, sign_in: SignIn
) -> None:
    asker, reader = a_person(), a_mentor()
    thread, answer = an_answer(asker, asker)
    said(asker, thread)
    record = library.draft_from_post(asker, answer)
    library.save_draft(asker, record, version=1, content=a_whole_content())
    library.submit(asker, record)
    sign_in(client, asker)
    assert PROPOSED in page_of(client, thread)
    library.take(reader, record)
    library.accept(reader, record, note="It holds here too.", lang="en", marks=MARKS)
    assert PROPOSED not in page_of(client, thread)


def test_what_it_costs(client: CheckedClient, sign_in: SignIn, count_queries: Counting) -> None:
    """One statement when the page has changed, and none for whoever reads it next; for whoever may
    make an experience of it one more."""
    asker, mentor = a_person(), a_mentor()
    thread, _answer = an_answer(asker, mentor)
    said(asker, thread)
    client.get(f"/en/threads/{thread.id}", follow=True)

    def cost(who: Actor | None) -> int:
        reader = CheckedClient(client.flask.application.test_client())
        if who:
            sign_in(reader, who)
        with count_queries() as seen:
            reader.get(f"/en/threads/{thread.id}-who-pays-the-animator")
        return len([one for one in seen if "follow_up" in one])

    assert cost(mentor) == 0
    say_outcome(asker, rows_of(thread)["month"].id, version=2, said=Said("partly"))
    assert cost(None) == 1
    assert cost(None) == 0
    assert cost(a_person()) == 0


def test_a_page_without_an_accepted_answer_asks_nothing(
    app: Flask, client: CheckedClient, count_queries: Counting
) -> None:
    thread = a_thread()
    a_reply(thread)
    with count_queries() as seen:
        client.get(f"/en/threads/{thread.id}-who-pays-the-animator")
    assert not [one for one in seen if "follow_up" in one]
    with app.test_request_context("/en/"):
        assert outcome_of_answer(a_person(), []) == {}


def test_the_price_of_a_reply_and_of_accepting(app: Flask, count_queries: Counting) -> None:
    asker, mentor = a_person(), a_mentor()
    thread = a_thread(asker)

    def cost(act: Callable[[], object]) -> int:
        with count_queries() as seen:
            act()
        return len([one for one in seen if "follow_up" in one])

    assert cost(lambda: a_reply(thread, asker)) == 0
    assert cost(lambda: a_reply(thread, mentor)) == 1
    answer = a_reply(thread, mentor)
    assert cost(lambda: forum.accept_answer(asker, answer)) == 3
    assert cost(lambda: forum.withdraw_acceptance(asker, thread.id)) == 2
    assert cost(lambda: a_reply(a_thread(kind="discussion"), mentor)) == 0


def test_lists_cost_the_same_with_many(
    client: CheckedClient, sign_in: SignIn, count_queries: Counting
) -> None:
    asker = a_person()
    sign_in(client, asker)

    def cost() -> int:
        client.get("/en/follow-ups")
        with count_queries() as seen:
            client.get("/en/follow-ups")
        return len(seen)

    asked(an_answer(asker)[0])
    few = cost()
    for _ in range(4):
        asked(an_answer(asker)[0])
        said(asker, an_answer(asker)[0])
    assert cost() == few


# ---- of one mentor


def test_the_record_of_a_mentor_counts_each_when_it_happened(app: Flask, it_is: ItIs) -> None:
    it_is(BEGIN)
    mentor = a_mentor()
    askers = [a_person() for _ in range(5)]
    threads = [an_answer(asker, mentor)[0] for asker in askers[:4]]
    only_answered = a_thread(askers[4])
    a_reply(only_answered, mentor)
    a_reply(only_answered, mentor)  # two answers to one question
    said_by_month = ("worked", "partly", "no", "too_early")
    it_is(BEGIN + timedelta(days=31))
    ask_what_came_of_it()
    for asker, thread, outcome in zip(askers, threads, said_by_month, strict=False):
        say_outcome(asker, rows_of(thread)["month"].id, version=1, said=Said(outcome))
    assert years_of(mentor.id)[2025].record == Record(5, 4, 0, 0)
    assert record_of(GUEST, mentor.id) == Record(5, 4, 1, 0)
    it_is(BEGIN + timedelta(days=91))
    ask_what_came_of_it()
    say_outcome(askers[1], rows_of(threads[1])["quarter"].id, version=1, said=Said("worked"))
    say_outcome(askers[3], rows_of(threads[3])["quarter"].id, version=1, said=Said("too_early"))
    assert record_of(GUEST, mentor.id) == Record(5, 4, 2, 0)


def test_what_does_not_count_for_a_mentor(app: Flask) -> None:
    mentor, asker = a_mentor(), a_person()
    own = a_thread(mentor)
    forum.accept_answer(mentor, a_reply(own, mentor))
    hidden, _answer = an_answer(asker, mentor)
    said(asker, hidden)
    forum.hide_post(a_moderator(), opening_of(hidden))
    a_reply(a_thread(kind="discussion"), mentor)
    taken_back, _answer = an_answer(asker, mentor)
    said(asker, taken_back)
    forum.withdraw_acceptance(asker, taken_back.id)
    change(mentor.id, is_mentor=False)
    said(asker, an_answer(asker, get_actor(mentor.id))[0])
    assert record_of(GUEST, mentor.id) == Record(1, 0, 0, 0)
    assert record_of(GUEST, a_mentor().id) == record_of(GUEST, a_person().id) == Record()


def test_a_record_takes_one_statement(app: Flask, count_queries: Counting) -> None:
    mentor, asker = a_mentor(), a_person()
    for _ in range(3):
        said(asker, an_answer(asker, mentor)[0])
    with count_queries() as seen:
        assert record_of(GUEST, mentor.id).worked == 3
    assert len(seen) == 1
