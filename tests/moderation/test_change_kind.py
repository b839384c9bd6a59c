"""Making a question a discussion and the other way round: said why, undone, the second is told."""

import pytest

from exchange.forum import actions as forum
from exchange.forum import queries as seen_in_forum
from exchange.forum.models import Thread
from exchange.forum.moving import Seen
from exchange.kernel.db import db
from exchange.kernel.rulings import NotAllowed, Stale
from exchange.moderation import actions
from exchange.moderation.actions import Why
from exchange.moderation.models import LogEntry
from exchange.people.actor import GUEST
from tests.factories import LONG_AGO, a_mentor, a_moderator, a_person, a_reply, a_thread

WHY = Why("Nothing is asked here.", "en")


def row(thread):
    db.session.rollback()
    return db.session.get_one(Thread, thread.id, populate_existing=True)


def seen_of(thread):
    return Seen(thread.id, row(thread).edit_version)


def deeds():
    db.session.rollback()
    return [(e.what, e.reason) for e in db.session.query(LogEntry).order_by(LogEntry.id)]


def test_a_question_becomes_a_discussion_and_a_question_again(client, moderator):
    thread = a_thread(a_person("Asker"), title="What we did in Kamena")
    a_reply(thread, a_mentor())
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    page = client.get(page.link("Make it a discussion"))
    assert "accepted" not in page.text
    page = client.submit(page, "/kind", reason=WHY.reason)
    assert "The kind of the thread is changed." in page.text
    assert row(thread).kind == "discussion"
    log = client.get("/en/moderation/log")
    for words in ("The kind of a thread was changed", WHY.reason, "Author: Asker"):
        assert words in log.text
    [undo] = [one for one in log.links if "Undo this" in one.name]
    client.submit(client.get(undo.href), "/kind", reason="They do ask.")
    assert (row(thread).kind, row(thread).state) == ("question", "answered")
    assert [what for what, _reason in deeds()] == ["new_kind", "new_kind"]


def test_a_discussion_that_becomes_a_question_waits_if_nobody_has_replied(client, moderator):
    thread = a_thread(kind="discussion", title="Who pays the animator?")
    assert "Who pays" not in client.get("/en/threads?state=waiting").text
    actions.change_kind_with_reason(moderator, seen_of(thread), WHY)
    assert "Who pays" in client.get("/en/threads?state=waiting").text
    actions.change_kind_with_reason(moderator, seen_of(thread), WHY)
    assert "Who pays" not in client.get("/en/threads?state=waiting").text


def test_an_accepted_answer_is_taken_back_and_the_page_says_so_before(client, moderator):
    asker = a_person()
    thread = a_thread(asker)
    answer = a_reply(thread, a_mentor())
    forum.accept_answer(asker, answer)
    page = client.get(f"/en/threads/{thread.id}/kind")
    assert "Its acceptance is taken back. That cannot be undone." in page.text
    client.submit(page, "/kind", reason=WHY.reason)
    changed = row(thread)
    assert (changed.accepted_post_id, changed.accepted_at, changed.accepted_by_id) == (None,) * 3
    assert (changed.state, changed.reply_count) == ("answered", 1)
    assert seen_in_forum.thread_page(GUEST, thread.id).shown.accepted is None
    client.submit(client.get(f"/en/threads/{thread.id}/kind"), "/kind", reason="They do ask.")
    assert row(thread).accepted_post_id is None


def test_of_two_moderators_at_once_the_second_is_told(client, moderator):
    thread = a_thread()
    form = client.get(f"/en/threads/{thread.id}/kind").form("/kind")
    seen = seen_of(thread)
    actions.change_kind_with_reason(a_moderator(), seen, WHY)
    page = client.send(form.fill(reason="It is no question."))
    assert page.status == 409
    assert "It is no question." in page.text
    with pytest.raises(Stale):
        actions.change_kind_with_reason(moderator, seen, WHY)
    assert row(thread).kind == "discussion"
    assert len(deeds()) == 1


def test_the_same_form_sent_twice_changes_it_once(client, moderator):
    thread = a_thread()
    form = client.get(f"/en/threads/{thread.id}/kind").form("/kind").fill(reason=WHY.reason)
    assert client.send(form).location == client.send(form).location
    assert row(thread).kind == "discussion"


def test_without_a_reason_nothing_happens(client, moderator):
    thread = a_thread()
    page = client.send(client.get(f"/en/threads/{thread.id}/kind").form("/kind").fill(reason=" "))
    assert page.status == 422
    assert row(thread).kind == "question"


def test_an_announcement_stays_what_it_is(client, moderator):
    thread = a_thread(kind="announcement")
    assert client.get(f"/en/threads/{thread.id}/kind").status == 403
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    assert not [link for link in page.links if link.href.endswith("/kind")]
    with pytest.raises(NotAllowed, match="stays what it is"):
        actions.change_kind_with_reason(moderator, seen_of(thread), WHY)


def test_guests_members_and_the_suspended_are_kept_out(client, sign_in):
    thread = a_thread()
    address, seen = f"/en/threads/{thread.id}/kind", seen_of(thread)
    assert client.get(address).status == 302
    for stranger in (GUEST, a_person(), a_mentor(), a_moderator(suspended_at=LONG_AGO)):
        with pytest.raises(NotAllowed):
            forum.change_kind(stranger, seen)
        with pytest.raises(NotAllowed):
            actions.change_kind_with_reason(stranger, seen, WHY)
        if stranger is not GUEST:
            sign_in(client, stranger)
            assert client.get(address).status == 403
    assert row(thread).kind == "question"
