"""Two threads brought together, and a branch that becomes a thread: said why, told, and undone."""

import pytest
from sqlalchemy import select

from exchange.forum import actions as forum
from exchange.forum.models import Post, Thread, ThreadTag
from exchange.forum.moving import Seen
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed, Refused, Stale
from exchange.library.models import Experience
from exchange.moderation import actions
from exchange.moderation.actions import Why
from exchange.moderation.models import Case
from exchange.people.actor import GUEST
from exchange.search.queries.hits import hits
from exchange.search.query import parse
from tests.factories import (
    a_category,
    a_flag,
    a_mentor,
    a_moderator,
    a_person,
    a_published,
    a_reply,
    a_tag,
    a_thread,
    opening_of,
)
from tests.moderation.test_move import counts, deeds, place_of, row, seen_of
from tests.search.asking import found_posts

WHY = Why("It is the same question.", "en")
ORDERS = ("branch", "time")


def merge(moderator, thread, under, into, *, by_time=False):
    seen = seen_of(thread, into)
    actions.merge_with_reason(moderator, under, seen, WHY, by_time=by_time)


def split(moderator, reply, thread, **given):
    new = {"title": "Who mends the road?", "kind": "question", "category_id": thread.category_id}
    new = forum.NewThread(**(new | given))
    actions.split_with_reason(moderator, reply, new, seen_of(thread), WHY)
    return row(Thread, row(Post, reply).thread_id)


def titles_found(words):
    found = [group.post_id for group in hits(GUEST, parse(words)).groups]
    return {row(Post, post).thread_id for post in found}


@pytest.mark.parametrize("how", ORDERS)
def test_a_thread_is_merged_and_its_address_leads_to_the_other(client, moderator, how):
    here, there = a_category("Here"), a_category("There")
    one = a_thread(category=here, title="Who pays the animator?")
    other = a_thread(category=there, title="Who pays for an animator?")
    reply = a_reply(one)
    page = client.get(f"/en/threads/{one.id}", follow=True)
    page = client.get(page.link("Merge this thread into another"))
    page = client.send(page.form("/merge").fill(q=str(other.id)))
    page = client.get(page.location)
    assert "This cannot be undone as a whole" in page.text
    page = client.submit(page, "/merge", reason=WHY.reason, how=how)
    assert "The threads are merged." in page.text
    assert page.address.startswith(f"/en/threads/{other.id}-")
    first, last = opening_of(other), row(Post, reply).id
    opening = db.session.scalars(
        select(Post.id).where(Post.thread_id == other.id, Post.id != first, Post.id != last)
    ).one()
    assert place_of(opening) == (other.id, first)
    assert place_of(reply) == (other.id, opening if how == "branch" else first)
    assert counts(here, there) == [0, 1]
    assert row(Thread, other.id).reply_count == 2
    moved = client.get(f"/en/threads/{one.id}-who-pays-the-animator")
    assert (moved.status, moved.location) == (301, page.address)
    feed = client.flask.get(f"/feeds/threads/{one.id}.atom?ui=lv")
    assert feed.status_code == 301
    assert feed.location == f"/feeds/threads/{other.id}.atom?ui=lv"
    log = client.get("/en/moderation/log")
    assert "A thread was merged into another" in log.text
    assert not [link for link in log.links if link.name.startswith("Undo this")]


def test_a_guest_who_had_the_page_before_is_led_on_too(client):
    one, other = a_thread(), a_thread(title="Who pays for an animator?")
    address = f"/en/threads/{one.id}-who-pays-the-animator"
    assert client.get(address).status == 200
    assert client.get(address).status == 200
    assert client.get(f"/feeds/threads/{one.id}.atom").status == 200
    merge(a_moderator(), one, opening_of(other), other)
    assert client.get(address).status == 301
    assert client.flask.get(f"/feeds/threads/{one.id}.atom").status_code == 301
    assert "2 replies" not in client.get(address, follow=True).text
    assert "1 reply" in client.get(address, follow=True).text


def test_what_was_merged_before_leads_to_where_all_of_it_is(app):
    first, second, third = a_thread(), a_thread(), a_thread()
    moderator = a_moderator()
    merge(moderator, first, opening_of(second), second)
    merge(moderator, second, opening_of(third), third)
    assert [row(Thread, t.id).merged_into_id for t in (first, second)] == [third.id] * 2


def test_tags_go_along_as_long_as_there_is_room(app):
    tags = [a_tag(slug) for slug in ("one", "two", "three", "four", "five", "six")]
    one = a_thread(tags=[tag.slug for tag in tags[:3]])
    other = a_thread(tags=[tag.slug for tag in tags[2:6]])
    merge(a_moderator(), one, opening_of(other), other)
    db.session.rollback()
    kept = db.session.execute(select(ThreadTag.thread_id, ThreadTag.tag_id)).all()
    assert {tag for thread, tag in kept if thread == other.id} == {
        t.id for t in (*tags[2:], tags[0])
    }
    assert {thread for thread, _tag in kept} == {other.id}


def test_a_merged_thread_is_found_in_the_other_only_and_its_title_no_more(app):
    one = a_thread(title="A slaughterhouse on wheels", body="It comes by lorry.")
    other = a_thread(title="Who mends the road?")
    assert titles_found("slaughterhouse") == {one.id}
    post = opening_of(one)
    merge(a_moderator(), one, opening_of(other), other)
    assert titles_found("slaughterhouse") == set()
    assert found_posts("lorry") == {post}
    assert titles_found("lorry") == {other.id}


def test_flags_and_experiences_follow_the_posts(app):
    asker, mentor, moderator = a_person(), a_mentor(), a_moderator()
    one, other = a_thread(asker), a_thread()
    answer = a_reply(one, mentor)
    case = a_flag(answer)
    grown = a_published(asker)
    with transaction(None):
        record = db.session.get_one(Experience, grown.id)
        record.origin_thread_id, record.origin_post_id = one.id, answer
    merge(moderator, one, opening_of(other), other)
    assert row(Experience, grown.id).origin_thread_id == other.id
    assert row(Case, case).post_id == answer
    made = split(moderator, answer, other)
    assert row(Experience, grown.id).origin_thread_id == made.id
    assert row(Post, answer).thread_id == made.id


def test_hidden_threads_and_the_thread_itself_are_no_place(app):
    moderator, one = a_moderator(), a_thread()
    hidden = a_thread()
    forum.hide_post(moderator, opening_of(hidden))
    for thread, into in ((one, hidden), (hidden, one)):
        with pytest.raises(NotAllowed):
            merge(moderator, thread, opening_of(into), into)
    with pytest.raises(Refused):
        merge(moderator, one, opening_of(one), one)


@pytest.mark.parametrize("how", ORDERS)
def test_who_merges_what_is_merged_already_is_told(client, moderator, how):
    one, other, third = a_thread(), a_thread(), a_thread()
    page = client.get(f"/en/threads/{one.id}/merge?under={opening_of(other)}")
    merge(a_moderator(), one, opening_of(third), third)
    page = client.send(page.form("/merge").fill(reason="I was too late.", how=how))
    assert page.status == 409
    assert "I was too late." in page.text
    assert client.get(page.link("Look at it again")).status == 301
    assert len(deeds()) == 1


def test_what_went_into_a_thread_that_is_merged_meanwhile_stays_where_it_is(app):
    one, other, third, moderator = a_thread(), a_thread(), a_thread(), a_moderator()
    reply, under = a_reply(one), opening_of(other)
    seen = seen_of(one, other)
    merge(moderator, other, opening_of(third), third)
    with pytest.raises(Stale):
        actions.move_post_with_reason(moderator, reply, under, seen, WHY, alone=False)
    assert place_of(reply)[0] == one.id


def test_a_branch_becomes_a_thread_and_is_merged_back_from_the_log(client, moderator):
    here, there = a_category("Here"), a_category("There")
    asker, mentor = a_person("Asker"), a_mentor("Mentor")
    tag = a_tag("leader")
    thread = a_thread(asker, category=here, tags=[tag.slug])
    above = a_reply(thread, mentor)
    strayed = a_reply(above, asker)
    below = a_reply(strayed, mentor)
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    [link] = [one for one in page.links if one.href == f"/en/posts/{strayed}/split"]
    page = client.get(link.href)
    assert "Merging it back undoes that." in page.text
    told = {"title": "Who mends the road?", "category": there.id, "kind": "question"}
    page = client.submit(page, "/split", reason=WHY.reason, **told)
    assert "It is a thread of its own now." in page.text
    assert page.one("h1").text == "Who mends the road?"
    new = row(Thread, row(Post, strayed).thread_id)
    assert (new.author_id, new.kind, new.category_id) == (asker.id, "question", there.id)
    assert (new.state, new.reply_count, new.post_count) == ("answered", 1, 2)
    assert (new.first_mentor_at, new.last_author_id) == (row(Post, below).posted_at, mentor.id)
    assert new.started_at == row(Post, strayed).posted_at
    assert counts(here, there) == [1, 1]
    assert titles_found("mends the road") == {new.id}
    assert client.get(f"/en/tags/{tag.slug}").text.count("Who mends the road?") == 1
    log = client.get("/en/moderation/log")
    [undo] = [link for link in log.links if link.name.startswith("Undo this")]
    client.submit(client.get(undo.href), "/merge", reason="It belongs there.")
    assert place_of(strayed) == (thread.id, above)
    assert place_of(below) == (thread.id, strayed)
    assert counts(here, there) == [1, 0]
    assert titles_found("mends the road") == set()


def test_opening_hidden_and_deleted_posts_open_no_other_thread(client, moderator):
    author, thread = a_person(), a_thread()
    hidden, gone = a_reply(thread), a_reply(thread, author)
    forum.hide_post(moderator, hidden)
    forum.delete_post(author, gone)
    for post, status in ((opening_of(thread), 403), (hidden, 403), (gone, 404)):
        assert client.get(f"/en/posts/{post}/split").status == status
        with pytest.raises(NotAllowed):
            split(moderator, post, thread)
    assert deeds()[0][0] == "hidden"
    assert len(deeds()) == 1


def test_who_splits_what_was_split_off_already_is_told(client, moderator):
    thread = a_thread()
    reply = a_reply(thread)
    page = client.get(f"/en/posts/{reply}/split")
    split(a_moderator(), reply, thread)
    page = client.send(page.form("/split").fill(title="I was too late.", reason="I thought so."))
    assert page.status == 409
    for words in ("I was too late.", "I thought so."):
        assert words in page.text
    with pytest.raises(Stale):
        forum.split_branch(
            moderator, reply, forum.NewThread("No", "question", 1), Seen(thread.id, 1)
        )


def test_a_category_that_is_not_there_is_refused(app):
    thread, moderator = a_thread(), a_moderator()
    reply = a_reply(thread)
    with pytest.raises(Refused):
        split(moderator, reply, thread, category_id=999)
    assert place_of(reply) == (thread.id, opening_of(thread))
