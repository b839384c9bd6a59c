"""After fourteen silent days a mentor accepts in the asker's place, where nobody has: what others
chose stays, and what was said of it with it."""

from datetime import timedelta

import pytest

from exchange.forum import actions
from exchange.forum.models import Thread
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed
from tests.factories import a_mentor, a_moderator, a_person, a_reply, a_thread
from tests.mentoring.following import said

ALREADY = "An answer is accepted already. The asker can change that."


class Silent:
    """A question with two answers, and fourteen days in which nobody writes."""

    def __init__(self, it_is):
        self.begin = now()
        self.asker, self.mentor = a_person(), a_mentor()
        self.thread = a_thread(self.asker)
        self.one, self.two = a_reply(self.thread), a_reply(self.thread)
        self.path = f"/en/threads/{self.thread.id}-who-pays-the-animator"
        self.fall = lambda: it_is(self.begin + timedelta(days=14, minutes=1))

    def accepted(self):
        """Which answer is accepted, and by whom."""
        with transaction(None):
            row = db.session.get_one(Thread, self.thread.id, populate_existing=True)
            return row.accepted_post_id, row.accepted_by_id


@pytest.fixture
def silent(app, it_is):
    return Silent(it_is)


@pytest.mark.parametrize("by", ["asker", "moderator", "another mentor"])
def test_what_others_accepted_a_mentor_neither_takes_back_nor_replaces(silent, by):
    if by == "another mentor":
        silent.fall()
    who = {"asker": silent.asker, "moderator": a_moderator()}.get(by) or a_mentor()
    actions.accept_answer(who, silent.one)
    silent.fall()
    for post in (silent.one, silent.two):
        with pytest.raises(NotAllowed, match="accepted already"):
            actions.accept_answer(silent.mentor, post)
    with pytest.raises(NotAllowed, match="accepted already"):
        actions.withdraw_acceptance(silent.mentor, silent.thread.id)
    assert silent.accepted() == (silent.one, who.id)


def test_a_mentor_takes_back_what_they_accepted_themselves(silent):
    silent.fall()
    actions.accept_answer(silent.mentor, silent.one)
    actions.accept_answer(silent.mentor, silent.one)
    assert silent.accepted() == (silent.one, silent.mentor.id)
    actions.withdraw_acceptance(silent.mentor, silent.thread.id)
    actions.accept_answer(silent.mentor, silent.two)
    assert silent.accepted() == (silent.two, silent.mentor.id)


def test_an_asker_and_a_moderator_change_what_a_mentor_accepted(silent):
    silent.fall()
    actions.accept_answer(silent.mentor, silent.one)
    actions.accept_answer(silent.asker, silent.two)
    assert silent.accepted() == (silent.two, silent.asker.id)
    actions.withdraw_acceptance(a_moderator(), silent.thread.id)
    assert silent.accepted() == (None, None)


def test_what_a_mentor_accepted_is_the_askers_own_choice_once_they_accept_it_too(silent):
    silent.fall()
    actions.accept_answer(silent.mentor, silent.one)
    actions.accept_answer(silent.asker, silent.one)
    assert silent.accepted() == (silent.one, silent.asker.id)
    with pytest.raises(NotAllowed, match="accepted already"):
        actions.withdraw_acceptance(silent.mentor, silent.thread.id)


def test_a_mentor_is_offered_what_they_may_do_on_every_page_of_the_thread(client, sign_in, silent):
    def offered(who, way):
        sign_in(client, who)
        page = client.get(silent.path + way)
        assert page.status == 200
        return "/accept" in page.body, "/reopen" in page.body

    silent.fall()
    ways = ("", "?order=newest")
    assert [offered(silent.mentor, way) for way in ways] == [(True, False)] * 2
    actions.accept_answer(silent.mentor, silent.one)
    assert offered(silent.mentor, "") == (True, True)
    assert offered(silent.asker, "") == (True, True)
    assert offered(a_mentor(), "") == (False, False)
    actions.accept_answer(silent.asker, silent.one)
    assert [offered(silent.mentor, way) for way in ways] == [(False, False)] * 2
    assert offered(silent.asker, "") == (True, True)
    silent.path = f"/en/threads/{silent.thread.id}/print"
    assert offered(silent.asker, "") == (False, False)


def refusal(page):
    """Its status, whether it says why, and where it leads."""
    return page.status, ALREADY in page.text, page.link("To the thread")


def test_a_mentor_whose_page_is_older_than_the_askers_choice_is_told_and_led_to_it(
    client, sign_in, silent
):
    silent.fall()
    sign_in(client, silent.mentor)
    form = client.get(silent.path).form("/accept")
    actions.accept_answer(silent.asker, silent.two)
    assert refusal(client.send(form)) == (403, True, f"/en/threads/{silent.thread.id}")
    assert silent.accepted() == (silent.two, silent.asker.id)


def test_a_mentor_whose_choice_was_replaced_meanwhile_takes_back_nothing(client, sign_in, silent):
    silent.fall()
    actions.accept_answer(silent.mentor, silent.one)
    sign_in(client, silent.mentor)
    form = client.get(silent.path).form("/reopen")
    actions.accept_answer(silent.asker, silent.two)
    assert refusal(client.send(form)) == (403, True, f"/en/threads/{silent.thread.id}")
    assert silent.accepted() == (silent.two, silent.asker.id)


def test_what_the_asker_said_of_the_answer_stays_on_the_page(client, sign_in, silent, it_is):
    actions.accept_answer(silent.asker, silent.one)
    it_is(silent.begin + timedelta(days=31))
    said(silent.asker, silent.thread, sentence="The office has paid since May.")
    it_is(silent.begin + timedelta(days=60))
    sign_in(client, silent.mentor)
    page = client.get(silent.path)
    assert "The office has paid since May." in page.text
    assert "/reopen" not in page.body
    with pytest.raises(NotAllowed):
        actions.withdraw_acceptance(silent.mentor, silent.thread.id)
