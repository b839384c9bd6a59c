import pytest

from exchange.forum import actions as forum
from exchange.forum.moving import Seen
from exchange.kernel.db import db
from exchange.moderation import actions
from exchange.moderation.actions import Why
from exchange.moderation.models import LogEntry
from tests.factories import a_moderator, a_person, a_reply, a_room, a_thread, an_organisation

WHY = {"post_version": 1, "rule": "copyright", "sentence": "Aus dem Buch.", "lang": "en"}


def test_the_empty_log_teaches_what_is_noted(client, moderator):
    assert "The log is empty" in client.get("/en/moderation/log").text


def test_it_tells_who_did_what_to_whose_post_and_why(client, moderator):
    post = a_reply(a_thread(title="Who pays?"), a_person("Author"))
    case = actions.hide_with_reason(a_moderator("Other"), post, **WHY)
    page = client.get("/en/moderation/log")
    assert f"Post {post} was hidden" in page.text
    for words in ("Copyright", "Aus dem Buch.", "Author: Author", "Moderator: Other", "Who pays?"):
        assert words in page.text
    assert page.link(f"Decision {case}") == f"/en/moderation/decisions/{case}"
    assert page.link(f"Show again, post {post}") == f"/en/posts/{post}/show"


def test_what_is_shown_again_offers_no_undo(client, moderator):
    post = a_reply(a_thread())
    actions.hide_with_reason(moderator, post, **WHY)
    actions.show_again(moderator, post, reason="A mistake.", lang="en")
    page = client.get("/en/moderation/log")
    assert f"Post {post} was shown again" in page.text
    assert not [link for link in page.links if link.href.endswith("/show")]


def test_locks_are_noted_with_the_thread(client, moderator):
    thread = a_thread(a_person("Asker"))
    forum.lock_thread(moderator, thread.id)
    forum.lock_thread(moderator, thread.id)
    forum.unlock_thread(moderator, thread.id)
    noted = db.session.query(LogEntry).order_by(LogEntry.id).all()
    assert [(e.what, e.thread_id, e.by_id) for e in noted] == [
        ("locked", thread.id, moderator.id),
        ("unlocked", thread.id, moderator.id),
    ]
    page = client.get("/en/moderation/log")
    assert "A thread was locked" in page.text
    assert "A thread was unlocked" in page.text


def test_a_hiding_that_came_by_another_way_is_noted_too(app):
    moderator, post = a_moderator(), a_reply(a_thread())
    for act in (forum.hide_post, forum.hide_post, forum.show_post, forum.hide_post):
        act(moderator, post)
    noted = db.session.query(LogEntry).order_by(LogEntry.id).all()
    assert [e.what for e in noted] == ["hidden", "shown", "hidden"]


def test_nothing_is_noted_of_what_did_not_happen(app, monkeypatch):
    def fails(*_args):
        raise RuntimeError

    post = a_reply(a_thread())
    monkeypatch.setattr("exchange.moderation.actions.cases.hide_post", fails)
    with pytest.raises(RuntimeError):
        actions.hide_with_reason(a_moderator(), post, **WHY)
    assert db.session.query(LogEntry).count() == 0


def test_the_latest_is_first_and_there_are_pages(client, moderator):
    thread = a_thread()
    for _ in range(16):
        forum.lock_thread(moderator, thread.id)
        forum.unlock_thread(moderator, thread.id)
    page = client.get("/en/moderation/log")
    assert "unlocked" in page.all(".rows li")[0].text
    assert len(page.all(".rows li")) == 30
    assert len(client.get("/en/moderation/log?page=2").all(".rows li")) == 2
    assert client.get("/en/moderation/log?page=3").status == 404


def test_the_log_costs_the_same_with_one_line_and_with_many(client, moderator, count_queries):
    thread = a_thread()
    forum.lock_thread(moderator, thread.id)
    with count_queries() as one:
        client.get("/en/moderation/log")
    forum.unlock_thread(moderator, thread.id)
    with count_queries() as many:
        client.get("/en/moderation/log")
    assert len(one) == len(many) <= 6


def test_the_thread_to_which_a_duplicate_leads_is_named_to_whoever_may_see_it(
    client, sign_in, moderator
):
    ours = an_organisation()
    room = a_room(ours)
    editor = a_person(organisation=ours, role="editor")
    thread, original = (
        a_thread(editor, category=room, title=title) for title in ("Who pays?", "Who paid them?")
    )
    seen, why = Seen(thread.id, 1, original.id), Why("Asked before.", "en")
    actions.close_as_duplicate_with_reason(moderator, seen, why)
    elsewhere = a_room(an_organisation())
    for who in (moderator, editor):
        sign_in(client, who)
        page = client.get("/en/moderation/log")
        assert page.link("Who paid them?").endswith(f"/threads/{original.id}-who-paid-them")
    forum.move_thread(moderator, elsewhere.id, Seen(original.id, 1))
    assert "Who paid them?" not in client.get("/en/moderation/log").text
    sign_in(client, moderator)
    assert client.get("/en/moderation/log").link("Who paid them?")
