"""Moving a thread to another category, and replies under another post: said why, told, undone."""

import pytest
from sqlalchemy import select

from exchange.forum import actions as actions_of_forum
from exchange.forum import queries
from exchange.forum.models import Category, Post, Thread
from exchange.forum.moving import Seen
from exchange.forum.writing import Place
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import ALLOWED, NotAllowed, NotFound, Refused, Stale, denied
from exchange.moderation import actions
from exchange.moderation.actions import Why
from exchange.moderation.models import LogEntry
from exchange.moderation.queries import categories_for
from exchange.people.actor import GUEST
from tests.factories import (
    LONG_AGO,
    a_category,
    a_mentor,
    a_moderator,
    a_person,
    a_reply,
    a_text_begun,
    a_thread,
    opening_of,
)

WHY = Why("It was asked in the wrong place.", "en")


def row(table, thing_id):
    db.session.rollback()
    return db.session.get_one(table, thing_id, populate_existing=True)


def place_of(post):
    return (row(Post, post).thread_id, row(Post, post).parent_id)


def counts(*categories):
    return [row(Category, one.id).thread_count for one in categories]


def deeds():
    db.session.rollback()
    return [(e.what, e.reason) for e in db.session.query(LogEntry).order_by(LogEntry.id)]


def seen_of(thread, into=None):
    return Seen(thread.id, row(Thread, thread.id).edit_version, into.id if into else 0)


def test_a_thread_is_moved_to_another_category_and_back_and_the_log_says_why(client, moderator):
    here, there = a_category("Here"), a_category("There")
    thread = a_thread(a_person("Asker"), category=here)
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    page = client.get(page.link("Move this thread"))
    assert "It stands in “Here" in page.text
    page = client.get(page.link(there.names["en"]))
    for words in (here.names["en"], there.names["en"], "It keeps its address"):
        assert words in page.text
    page = client.submit(page, "/move", reason=WHY.reason)
    assert "The thread is moved." in page.text
    assert page.address.startswith(f"/en/threads/{thread.id}-")
    assert counts(here, there) == [0, 1]
    log = client.get("/en/moderation/log")
    for words in ("A thread was moved to another category", WHY.reason, "Author: Asker"):
        assert words in log.text
    undo = [link for link in log.links if link.name.startswith("Undo this")]
    client.submit(client.get(undo[0].href), "/move", reason="It was right before.")
    assert counts(here, there) == [1, 0]
    assert row(Thread, thread.id).category_id == here.id


def test_both_lists_and_the_page_show_the_move_at_once(client, moderator):
    here, there = a_category("Here"), a_category("There")
    thread = a_thread(category=here)
    before = [client.get(f"/en/categories/{one.id}", follow=True) for one in (here, there)]
    assert [thread.title in page.text for page in before] == [True, False]
    actions.move_thread_with_reason(moderator, there.id, seen_of(thread), WHY)
    after = [client.get(f"/en/categories/{one.id}", follow=True) for one in (here, there)]
    assert [thread.title in page.text for page in after] == [False, True]
    assert there.names["en"] in client.get(f"/en/threads/{thread.id}", follow=True).text


def test_a_hidden_thread_is_moved_without_being_counted(app):
    here, there = a_category(), a_category()
    thread = a_thread(category=here, hidden=True)
    before = counts(here, there)
    actions.move_thread_with_reason(a_moderator(), there.id, seen_of(thread), WHY)
    assert counts(here, there) == before
    assert row(Thread, thread.id).category_id == there.id


def test_a_category_that_is_not_there_or_is_the_same_is_refused(app):
    thread, moderator = a_thread(), a_moderator()
    for category in (thread.category_id, 999):
        with pytest.raises(Refused):
            actions.move_thread_with_reason(moderator, category, seen_of(thread), WHY)
    assert deeds() == []


def test_a_branch_goes_under_a_post_of_another_thread_by_its_address(client, moderator):
    one, other = a_thread(title="Who pays the animator?"), a_thread(title="Who mends the road?")
    reply = a_reply(one)
    below = a_reply(reply)
    page = client.get(f"/en/posts/{reply}/move")
    assert "2 posts go along" in page.text
    page = client.get(f"/en/posts/{reply}/move?q=https://example.org/sr/threads/{other.id}-who")
    page = client.get(page.location)
    for words in ("Who pays the animator?", "Who mends the road?", "it can be moved back"):
        assert words in page.text
    page = client.submit(page, "/move", reason=WHY.reason)
    assert "It is moved." in page.text
    assert page.address.startswith(f"/en/threads/{other.id}-")
    assert place_of(reply) == (other.id, opening_of(other))
    assert place_of(below) == (other.id, reply)
    assert [row(Thread, t.id).reply_count for t in (one, other)] == [0, 2]
    assert client.get(f"/en/posts/{below}").location.startswith(f"/en/threads/{other.id}-")
    log = client.get("/en/moderation/log")
    [undo] = [link for link in log.links if link.name.startswith("Undo this")]
    client.submit(client.get(undo.href), "/move", reason="It was right before.")
    assert place_of(below) == (one.id, reply)
    assert place_of(reply) == (one.id, opening_of(one))


def test_one_reply_goes_alone_and_what_replied_to_it_stays(client, moderator):
    thread, other = a_thread(), a_thread()
    reply = a_reply(thread)
    below = a_reply(reply)
    page = client.get(f"/en/posts/{reply}/move?under={opening_of(other)}")
    client.submit(page, "/move", reason=WHY.reason, how="alone")
    assert place_of(reply) == (other.id, opening_of(other))
    assert place_of(below) == (thread.id, opening_of(thread))


@pytest.mark.parametrize(
    "typed",
    [
        "{thread}",
        "/en/threads/{thread}",
        "http://localhost/lv/threads/{thread}-who-mends?page=2",
        "http://localhost/lv/threads/{thread}-who#accepted-{post}",
        "/threads/1-who#post-{post}",
        " https://example.org/cnr/posts/{post} ",
        "mends road",
    ],
)
def test_the_place_is_found_by_number_address_or_words(client, moderator, typed):
    reply = a_reply(a_thread(title="Who pays the animator?"))
    other = a_thread(title="Who mends the road?")
    post = opening_of(other)
    address = typed.format(thread=other.id, post=post)
    page = client.get(f"/en/posts/{reply}/move", query_string={"q": address})
    if typed == "mends road":
        page = client.get(page.link("Who mends the road?"))
    else:
        page = client.get(page.location)
    assert page.form("/move").data["under"] == str(post)


@pytest.mark.parametrize("typed", ["999", "/en/threads/999", "/posts/999", "zzz", "-1", "0", "\\"])
def test_a_place_that_is_not_there_is_said_to_be_not_found(client, moderator, typed):
    reply = a_reply(a_thread())
    page = client.get(f"/en/posts/{reply}/move", query_string={"q": typed})
    assert page.status == 200
    assert "Nothing found for" in page.text
    assert client.get(f"/en/posts/{reply}/move?under=999").status == 200


def test_no_post_goes_below_itself_or_to_where_it_stands(app):
    thread, moderator = a_thread(), a_moderator()
    reply = a_reply(thread)
    below = a_reply(a_reply(reply))
    for under, alone in (
        (reply, False),
        (below, False),
        (opening_of(thread), False),
        (reply, True),
    ):
        with pytest.raises(Refused):
            actions.move_post_with_reason(
                moderator, reply, under, seen_of(thread, thread), WHY, alone=alone
            )
    with pytest.raises(Refused):
        actions.move_post_with_reason(
            moderator, opening_of(thread), below, seen_of(thread, thread), WHY, alone=True
        )
    actions.move_post_with_reason(moderator, reply, below, seen_of(thread, thread), WHY, alone=True)
    assert place_of(reply) == (thread.id, below)


def test_an_answer_that_goes_to_another_thread_is_accepted_no_more(client, moderator):
    thread, other = a_thread(), a_thread()
    answer = a_reply(thread, a_mentor())
    actions_of_forum.accept_answer(moderator, answer)
    page = client.get(f"/en/posts/{answer}/move?under={opening_of(other)}")
    assert "its acceptance is taken back" in page.text
    client.submit(page, "/move", reason=WHY.reason)
    one, two = row(Thread, thread.id), row(Thread, other.id)
    assert (one.state, one.accepted_post_id) == ("waiting", None)
    assert (two.state, two.accepted_post_id) == ("answered", None)


def test_an_answer_that_stays_in_its_thread_stays_accepted(app):
    thread, moderator = a_thread(), a_moderator()
    beside, answer = a_reply(thread), a_reply(thread)
    actions_of_forum.accept_answer(moderator, answer)
    seen = seen_of(thread, thread)
    actions.move_post_with_reason(moderator, answer, beside, seen, WHY, alone=False)
    assert row(Thread, thread.id).accepted_post_id == answer


def test_a_draft_of_a_reply_finds_the_post_where_it_stands(client, sign_in, moderator):
    thread, other, who = a_thread(), a_thread(title="Who mends the road?"), a_person()
    reply = a_reply(thread)
    a_text_begun(who, Place("reply", reply))
    seen = seen_of(thread, other)
    actions.move_post_with_reason(moderator, reply, opening_of(other), seen, WHY, alone=False)
    sign_in(client, who)
    page = client.get("/en/drafts")
    assert "Who mends the road?" in page.text
    assert client.get(f"/en{queries.draft_list(who)[0].path}").status == 200


def test_whoever_saw_it_elsewhere_is_told_and_nothing_is_moved(client, moderator):
    thread, other, third = a_thread(), a_thread(), a_thread()
    reply = a_reply(thread)
    page = client.get(f"/en/posts/{reply}/move?under={opening_of(other)}")
    seen = seen_of(thread, third)
    actions.move_post_with_reason(a_moderator(), reply, opening_of(third), seen, WHY, alone=False)
    page = client.send(page.form("/move").fill(reason="I was too late."))
    assert page.status == 409
    assert "Somebody else changed this meanwhile" in page.text
    assert "I was too late." in page.text
    assert place_of(reply) == (third.id, opening_of(third))
    assert len(deeds()) == 1


def test_a_place_that_moved_meanwhile_is_no_place(app):
    thread, other, third, moderator = a_thread(), a_thread(), a_thread(), a_moderator()
    reply, under = a_reply(thread), a_reply(other)
    seen = seen_of(thread, other)
    again = seen_of(other, third)
    actions.move_post_with_reason(moderator, under, opening_of(third), again, WHY, alone=False)
    with pytest.raises(Stale):
        actions.move_post_with_reason(moderator, reply, under, seen, WHY, alone=False)
    assert place_of(reply) == (thread.id, opening_of(thread))


def test_nothing_goes_under_what_is_hidden_or_taken_back(client, moderator):
    thread, author = a_thread(), a_person()
    reply, gone = a_reply(thread), a_reply(thread, author)
    actions_of_forum.delete_post(author, gone)
    hidden = a_thread(hidden=True)
    for under, into in ((gone, thread), (opening_of(hidden), hidden)):
        assert client.get(f"/en/posts/{reply}/move?under={under}").text.count("Where does it") == 1
        seen = seen_of(thread, into)
        with pytest.raises(NotAllowed):
            actions.move_post_with_reason(moderator, reply, under, seen, WHY, alone=False)


def test_a_sample_and_what_is_real_stay_apart(app):
    thread, sample, moderator = a_thread(), a_thread(), a_moderator()
    reply = a_reply(thread)
    with transaction(None):
        db.session.get_one(Thread, sample.id).is_sample = True
    seen = seen_of(thread, sample)
    with pytest.raises(Refused):
        actions.move_post_with_reason(moderator, reply, opening_of(sample), seen, WHY, alone=False)


@pytest.mark.parametrize("verb", ["threads/{thread}/move", "threads/{thread}/merge"])
@pytest.mark.parametrize("kind", ["posts/{post}/move", "posts/{post}/split"])
def test_guests_members_and_the_suspended_are_kept_out(client, sign_in, verb, kind):
    thread = a_thread()
    reply = a_reply(thread)
    addresses = [f"/en/{one}".format(thread=thread.id, post=reply) for one in (verb, kind)]
    assert [client.get(address).status for address in addresses] == [302, 302]
    for stranger in (a_person(), a_mentor(), a_moderator(suspended_at=LONG_AGO)):
        sign_in(client, stranger)
        assert [client.get(address).status for address in addresses] == [403, 403]
        page = client.get(f"/en/threads/{thread.id}", follow=True)
        assert not [link for link in page.links if "/move" in link.href or "/split" in link.href]


def test_the_actions_ask_who_it_is_themselves(app):
    thread, other, here = a_thread(), a_thread(), a_category()
    reply, under = a_reply(thread), opening_of(other)
    new = actions_of_forum.NewThread("What we strayed to", "discussion", here.id)
    for stranger in (GUEST, a_person(), a_mentor(), a_moderator(suspended_at=LONG_AGO)):
        seen = seen_of(thread, other)
        with pytest.raises(NotAllowed):
            actions.move_thread_with_reason(stranger, here.id, seen, WHY)
        with pytest.raises(NotAllowed):
            actions_of_forum.move_thread(stranger, here.id, seen)
        for alone in (True, False):
            with pytest.raises(NotAllowed):
                actions.move_post_with_reason(stranger, reply, under, seen, WHY, alone=alone)
        for move in (actions_of_forum.move_branch, actions_of_forum.move_reply):
            with pytest.raises(NotAllowed):
                move(stranger, reply, under, seen)
        with pytest.raises(NotAllowed):
            actions.split_with_reason(stranger, reply, new, seen, WHY)
        with pytest.raises(NotAllowed):
            actions_of_forum.split_branch(stranger, reply, new, seen)
        with pytest.raises(NotAllowed):
            actions.merge_with_reason(stranger, under, seen, WHY, by_time=False)
        with pytest.raises(NotAllowed):
            actions_of_forum.merge_thread(stranger, under, seen, by_time=False)
    with pytest.raises(NotFound):
        actions.move_thread_with_reason(a_moderator(), here.id, Seen(999, 1), WHY)
    assert deeds() == []
    assert db.session.scalars(select(Post.thread_id).where(Post.id == reply)).one() == thread.id


def test_without_a_reason_nothing_is_moved_and_the_choice_is_kept(client, moderator):
    thread, other = a_thread(), a_thread()
    reply = a_reply(a_reply(thread))
    reply = row(Post, reply).parent_id
    page = client.get(f"/en/posts/{reply}/move?under={opening_of(other)}")
    page = client.send(page.form("/move").fill(reason=" ", how="alone"))
    assert page.status == 422
    assert "This cannot be empty." in page.text
    assert page.form("/move").data["how"] == "alone"
    assert page.form("/move").data["under"] == str(opening_of(other))
    assert place_of(reply)[0] == thread.id


def test_the_same_form_sent_twice_is_done_once(client, moderator):
    thread, other = a_thread(), a_thread()
    reply = a_reply(thread)
    page = client.get(f"/en/posts/{reply}/move?under={opening_of(other)}")
    form = page.form("/move").fill(reason=WHY.reason)
    assert client.send(form).location == client.send(form).location
    assert len(deeds()) == 1


def test_whoever_saw_the_thread_before_another_move_in_it_is_told(app):
    thread, moderator = a_thread(), a_moderator()
    first, second, third = (a_reply(thread) for _ in range(3))
    seen = seen_of(thread, thread)
    actions.move_post_with_reason(moderator, second, first, seen, WHY, alone=False)
    with pytest.raises(Stale):
        actions.move_post_with_reason(moderator, third, first, seen, WHY, alone=False)
    with pytest.raises(Stale):
        actions.move_thread_with_reason(moderator, a_category().id, seen, WHY)
    assert place_of(third) == (thread.id, opening_of(thread))


def test_a_category_where_one_may_not_put_threads_is_neither_offered_nor_taken(app, monkeypatch):
    thread, there, moderator = a_thread(), a_category(), a_moderator()
    reply = a_reply(thread)
    new = actions_of_forum.NewThread("What we strayed to", "discussion", there.id)

    def elsewhere_only(_actor, category_id):
        return denied("Not there.") if category_id == there.id else ALLOWED

    for module in ("actions.move", "actions.split"):
        monkeypatch.setattr(f"exchange.forum.{module}.may_place_in", elsewhere_only)
    monkeypatch.setattr("exchange.moderation.queries.moving.may_place_in", elsewhere_only)
    offered = categories_for(moderator)
    assert there.id not in {one.id for one in offered}
    assert thread.category_id in {one.id for one in offered}
    with pytest.raises(Refused):
        actions.move_thread_with_reason(moderator, there.id, seen_of(thread), WHY)
    with pytest.raises(Refused):
        actions.split_with_reason(moderator, reply, new, seen_of(thread), WHY)
    assert deeds() == []
