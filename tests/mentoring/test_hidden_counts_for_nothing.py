"""What is hidden, or was taken back, is told of nowhere and counts in nothing."""

from collections.abc import Callable

import pytest
from flask import Flask

from exchange.forum.actions import delete_post, hide_post
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.mentoring.queries.fit import fits_of
from exchange.mentoring.queries.record import record_of
from exchange.people.actor import GUEST, Actor
from tests.factories import a_mentor, a_moderator, a_person, a_reply, a_thread, opening_of
from tests.mentoring.following import an_answer, asked
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]
LIST = "/en/follow-ups"


def test_nobody_is_asked_what_came_of_what_is_hidden(
    client: CheckedClient, sign_in: SignIn
) -> None:
    asker = a_person()
    thread, _answer = an_answer(asker)
    made = asked(thread)
    sign_in(client, asker)
    assert client.get(f"{LIST}/{made}").status == 200
    hide_post(a_moderator(), opening_of(thread))
    assert client.get(f"{LIST}/{made}").status == 404


def test_an_answer_that_was_taken_back_is_not_shown_again(
    client: CheckedClient, sign_in: SignIn
) -> None:
    asker, mentor = a_person(), a_mentor()
    thread, answer = an_answer(asker, mentor)
    made = asked(thread)
    sign_in(client, asker)
    assert "The municipality pays." in client.get(f"{LIST}/{made}").text
    delete_post(mentor, answer)
    assert "The municipality pays." not in client.get(f"{LIST}/{made}").text


@pytest.mark.parametrize("takes_it", ["hidden", "deleted"])
def test_an_answer_counts_for_its_mentor_while_it_stands(app: Flask, takes_it: str) -> None:
    mentor = a_mentor()
    answer = a_reply(a_thread(), mentor)
    assert record_of(GUEST, mentor.id).answered == 1
    if takes_it == "hidden":
        hide_post(a_moderator(), answer)
    else:
        delete_post(mentor, answer)
    assert record_of(GUEST, mentor.id).answered == 0


@pytest.mark.parametrize("takes_it", ["hidden", "deleted"])
def test_help_counts_while_its_thread_stands(app: Flask, takes_it: str) -> None:
    mentor, asker = a_mentor(), a_person()
    before, _answer = an_answer(asker, mentor)
    thread = a_thread(asker)
    assert fits_of(thread.id)[0].helped == 1
    with transaction(None):
        row = db.session.get_one(type(before), before.id)
        setattr(row, f"{takes_it}_at", now())
    assert fits_of(thread.id)[0].helped == 0
