"""What an asker said came of an answer goes into the experience that is made of it."""

from collections.abc import Callable

import pytest

from exchange.forum import actions as forum
from exchange.kernel.db import db, transaction
from exchange.library import actions as library
from exchange.library.models import Experience, ExperienceAuthor
from exchange.library.queries import working_copy_of
from exchange.mentoring.actions.answering import Said, say_outcome
from exchange.people.actor import Actor
from tests.factories import a_mentor, a_person, a_reply, a_tag, a_whole_content
from tests.mentoring.following import an_answer, asked, said
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]


def done_in(actor: Actor, made: int) -> str:
    return working_copy_of(actor, made).content.what_was_done


def test_whoever_turns_it_finds_what_came_of_it_below_the_answer(
    client: CheckedClient, sign_in: SignIn
) -> None:
    a_tag(is_theme=True)
    asker, mentor = a_person("Ana Asker"), a_mentor()
    thread, answer = an_answer(asker, mentor)
    say_outcome(asker, asked(thread), version=1, said=Said("partly", "Općina plaća pola.", "hr"))
    sign_in(client, mentor)
    start = client.get(f"/en/experiences/from-post/{answer}")
    assert "Worked in part, says the asker after 30 days" in start.text
    assert start.one("dd blockquote")["lang"] == "hr"
    draft = client.submit(start, f"/from-post/{answer}")
    story = client.get(draft.link("What happened")).form("/edit/story").data
    assert story["what_was_done"].replace("\r", "") == (
        "The municipality pays.\n\n"
        "Worked in part, says the asker after 30 days:\n\n> Općina plaća pola."
    )


def test_it_is_said_in_the_language_of_the_answer(client: CheckedClient, sign_in: SignIn) -> None:
    a_tag(is_theme=True)
    asker, mentor = a_person(), a_mentor()
    thread, answer = an_answer(asker, mentor)
    said(asker, thread)
    sign_in(client, mentor)
    start = client.get(f"/hr/experiences/from-post/{answer}")
    assert [one["lang"] for one in start.all("dd span") if "says the asker" in one.text] == ["en"]
    draft = client.submit(start, f"/from-post/{answer}")
    story = client.get(draft.link("Što se dogodilo")).form("/edit/story").data
    assert "Worked, says the asker after 30 days." in story["what_was_done"]


@pytest.mark.parametrize(("outcome", "is_there"), [("no", True), ("too_early", False)])
def test_also_that_it_did_not_work_but_not_that_it_is_too_early(
    client: CheckedClient, outcome: str, is_there: bool
) -> None:
    asker, mentor = a_person(), a_mentor()
    thread, answer = an_answer(asker, mentor)
    said(asker, thread, outcome, "We wait.")
    assert ("We wait." in done_in(mentor, library.draft_from_post(mentor, answer))) is is_there


def test_what_was_not_said_of_this_answer_stays_out(client: CheckedClient) -> None:
    asker, mentor = a_person(), a_mentor()
    _thread, answer = an_answer(asker, mentor)
    assert done_in(mentor, library.draft_from_post(mentor, answer)) == "The municipality pays."


def test_the_asker_is_asked_whether_their_words_may_stand_there(client: CheckedClient) -> None:
    asker, mentor = a_person(), a_mentor()
    thread, answer = an_answer(asker, mentor)
    said(asker, thread, sentence="The village pays.")
    made = library.draft_from_post(mentor, answer)
    library.save_draft(mentor, made, version=1, content=a_whole_content())
    library.submit(mentor, made)
    with transaction(None):
        credit = db.session.get_one(ExperienceAuthor, (made, asker.id))
        assert (credit.role, credit.answer) == ("words", "")
        assert credit.asked_at is not None


def test_it_fits_below_an_answer_of_any_length(client: CheckedClient) -> None:
    asker, mentor = a_person(), a_mentor()
    thread, _short = an_answer(asker, mentor)
    long = a_reply(thread, mentor, "So it went. " * 2_000)
    forum.accept_answer(asker, long)
    said(asker, thread, sentence="> " * 30 + "yes")
    made = library.draft_from_post(mentor, long)
    with transaction(None):
        row = db.session.get_one(Experience, made)
        assert len(row.what_was_done) <= 12_000
        assert row.what_was_done.rstrip().endswith("yes")
        assert row.what_was_done_html.count("<blockquote>") == 1
