"""Locking a thread and taking the lock back, each with a reason that stands in the log."""

import pytest

from exchange.forum.models import Thread
from exchange.kernel.db import db
from exchange.kernel.rulings import NotAllowed, NotFound
from exchange.moderation import actions, fillings
from exchange.moderation.models import LogEntry
from exchange.people.actor import GUEST
from tests.factories import LONG_AGO, a_mentor, a_moderator, a_person, a_thread

VERBS = ("lock", "unlock")


def locked(thread):
    db.session.rollback()
    return db.session.get_one(Thread, thread.id, populate_existing=True).locked_at is not None


def deeds():
    db.session.rollback()
    return [(e.what, e.reason, e.lang) for e in db.session.query(LogEntry).order_by(LogEntry.id)]


def form_of(client, thread, verb):
    return client.get(f"/en/threads/{thread.id}/{verb}").form(f"/{verb}")


def a_thread_to(verb, **given):
    return a_thread(locked=verb == "unlock", **given)


def test_a_moderator_locks_a_thread_and_unlocks_it_and_the_log_says_why(client, moderator):
    thread = a_thread(a_person("Asker"))
    here = client.get(f"/en/threads/{thread.id}", follow=True)
    page = client.get(here.link("Lock this thread"))
    assert "Only moderators can still reply" in page.text
    page = client.submit(page, "/lock", reason="Everything is said.")
    assert "The thread is locked." in page.text
    assert locked(thread)
    page = client.submit(page.link("Unlock this thread"), "/unlock", reason="Vēl ir jautājumi.")
    assert "The thread takes replies again." in page.text
    assert not locked(thread)
    assert [what for what, _reason, _lang in deeds()] == ["locked", "unlocked"]
    log = client.get("/en/moderation/log")
    for words in ("A thread was locked", "Everything is said.", "Vēl ir", "Author: Asker"):
        assert words in log.text


@pytest.mark.parametrize("verb", VERBS)
def test_the_same_form_sent_twice_is_noted_once(client, moderator, verb):
    thread = a_thread_to(verb)
    form = form_of(client, thread, verb).fill(reason="Everything is said.")
    assert client.send(form).location == client.send(form).location
    assert len(deeds()) == 1


@pytest.mark.parametrize("verb", VERBS)
def test_who_is_too_late_is_led_to_the_thread_and_changes_nothing(client, moderator, verb):
    thread = a_thread_to(verb)
    form = form_of(client, thread, verb).fill(reason="Everything is said.")
    act = {"lock": actions.lock_with_reason, "unlock": actions.unlock_with_reason}[verb]
    act(a_moderator(), thread.id, reason="I was faster.", lang="en")
    act(a_moderator(), thread.id, reason="I was too.", lang="en")
    assert client.send(form).status == 303
    assert client.get(f"/en/threads/{thread.id}/{verb}").status == 303
    assert deeds() == [(f"{verb}ed", "I was faster.", "en")]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    ("typed", "words"), [("  ", "This cannot be empty."), ("x" * 1001, "At most 1000 characters")]
)
def test_without_a_fitting_reason_nothing_happens(client, moderator, verb, typed, words):
    thread = a_thread_to(verb)
    page = client.send(form_of(client, thread, verb).fill(reason=typed))
    assert page.status == 422
    assert words in page.text
    assert page.form(f"/{verb}").data["reason"] == typed.strip()
    assert locked(thread) == (verb == "unlock")


@pytest.mark.parametrize("verb", VERBS)
def test_guests_members_and_the_suspended_are_kept_out(client, sign_in, verb):
    thread = a_thread_to(verb)
    address = f"/en/threads/{thread.id}/{verb}"
    assert client.get(address).status == 302
    act = {"lock": actions.lock_with_reason, "unlock": actions.unlock_with_reason}[verb]
    for stranger in (a_person(), a_mentor(), a_moderator(suspended_at=LONG_AGO)):
        sign_in(client, stranger)
        assert client.get(address).status == 403
        page = client.get(f"/en/threads/{thread.id}", follow=True)
        assert not [link for link in page.links if link.href.endswith("lock")]
        with pytest.raises(NotAllowed):
            act(stranger, thread.id, reason="Because.", lang="en")
    with pytest.raises(NotFound):
        act(a_moderator(), 999, reason="Because.", lang="en")


@pytest.mark.parametrize("verb", VERBS)
def test_signed_out_meanwhile_keeps_what_was_typed(client, moderator, verb):
    form = form_of(client, a_thread_to(verb), verb).fill(reason="Everything is said.")
    with client.flask.session_transaction() as session:
        del session["_user_id"]
    page = client.send(form)
    assert page.status == 401
    assert "Everything is said." in page.body


def test_the_link_beside_a_thread_costs_moderators_one_query_and_others_none(app, count_queries):
    thread_id, moderator = a_thread().id, a_moderator()
    with count_queries() as seen:
        assert fillings.thread_links(moderator, [thread_id])
    assert len(seen) == 1
    with count_queries() as seen:
        assert fillings.thread_links(GUEST, [thread_id]) == {}
    assert seen == []
