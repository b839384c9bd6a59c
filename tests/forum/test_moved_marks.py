"""What a person has read goes along with what is moved: nothing is new or read by having moved."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from exchange.forum import actions, queries
from exchange.forum.marks import SEEN, set_categories
from exchange.forum.models import CategoryRead, Post, Thread, ThreadRead
from exchange.forum.moving import Seen
from exchange.forum.narrowing import Narrowing
from exchange.kernel.clock import in_milliseconds, now
from exchange.kernel.db import db, transaction
from tests.factories import (
    LONG_AGO,
    a_category,
    a_moderator,
    a_person,
    a_reply,
    a_thread,
    opening_of,
)


@pytest.fixture
def me(app):
    return a_person(joined_at=LONG_AGO)


@pytest.fixture
def moderator(app):
    return a_moderator(joined_at=LONG_AGO)


def seen_of(thread, into=None):
    db.session.rollback()
    row = db.session.get_one(Thread, thread.id, populate_existing=True)
    return Seen(thread.id, row.edit_version, into.id if into else 0)


def unread(who):
    """By the marks at lists, which the list of the unread must tell too."""
    everything = queries.thread_list(who, Narrowing()).threads
    marked = {row.id for row in queries.unread_among(who, everything)}
    assert {row.id for row in queries.thread_list(who, Narrowing(state="unread")).threads} == marked
    return marked


def all_read(who, category=None):
    actions.mark_all_read(who, in_milliseconds(now()) + 1, category.id if category else None)


def read(who, thread, number=1):
    actions.note_reading(who, queries.thread_page(who, thread.id, number))
    SEEN.write_now()


def new_in(who, thread):
    page = queries.thread_page(who, thread.id)
    return {post.id for post in page.posts if page.read_up_to and post.posted_at > page.read_up_to}


def test_a_thread_stays_unread_in_a_category_that_was_read_after_it(me, moderator):
    here, there = a_category(), a_category()
    thread, beside = a_thread(category=here), a_thread(category=there)
    all_read(me, there)
    assert unread(me) == {thread.id}
    actions.move_thread(moderator, there.id, seen_of(thread))
    assert unread(me) == {thread.id}
    a_reply(beside)
    read(me, beside)  # the category has not caught up by that
    assert unread(me) == {thread.id}
    assert queries.first_unread(me, thread.id)[2] == opening_of(thread)
    read(me, thread)
    assert unread(me) == set()
    assert new_in(me, thread) == set()


def test_a_category_does_not_catch_up_over_what_was_put_there(me, moderator):
    here, there = a_category(), a_category()
    thread, beside = a_thread(category=here), a_thread(category=there)
    all_read(me, there)
    actions.move_thread(moderator, there.id, seen_of(thread))
    with transaction(None):  # longer ago than the moment to which categories catch up
        moved = db.session.get_one(Thread, thread.id)
        moved.placed_at -= timedelta(minutes=1)
        marks = db.session.scalars(select(CategoryRead).where(CategoryRead.account_id == me.id))
        for mark in marks:
            mark.read_at = moved.placed_at - timedelta(seconds=1)
        for row in db.session.scalars(select(Post)):
            row.posted_at -= timedelta(minutes=2)
        for row in db.session.scalars(select(Thread)):
            row.last_post_at -= timedelta(minutes=2)
    a_reply(beside)
    read(me, beside)
    assert unread(me) == {thread.id}


def test_a_thread_stays_read_in_a_category_that_was_not(me, moderator):
    here, there = a_category(), a_category()
    thread, beside = a_thread(category=here), a_thread(category=there)
    all_read(me, here)
    actions.move_thread(moderator, there.id, seen_of(thread))
    assert unread(me) == {beside.id}
    later = a_reply(thread)
    assert unread(me) == {beside.id, thread.id}
    assert queries.first_unread(me, thread.id)[2] == later


def test_a_thread_that_was_read_by_itself_stays_so(me, moderator):
    here, there = a_category(), a_category()
    thread, waits = a_thread(category=here), a_thread(category=here)
    read(me, thread)
    actions.move_thread(moderator, there.id, seen_of(thread))
    assert unread(me) == {waits.id}
    actions.move_thread(moderator, here.id, seen_of(thread))
    assert unread(me) == {waits.id}


def test_what_one_reads_of_a_category_later_holds_for_what_was_put_there(me, moderator):
    here, there = a_category(), a_category()
    thread = a_thread(category=here)
    before = in_milliseconds(now()) - 1
    actions.move_thread(moderator, there.id, seen_of(thread))
    actions.mark_all_read(me, before, there.id)  # of a page from before it came there
    assert unread(me) == {thread.id}
    read(me, a_thread(category=here))
    all_read(me, there)
    assert unread(me) == set()
    kept = select(func.count()).where(ThreadRead.thread_id == thread.id)
    assert db.session.scalar(kept.where(ThreadRead.account_id == me.id)) == 0


def test_a_row_that_says_less_than_a_mark_before_the_move_stays(me, moderator):
    here, there = a_category(), a_category()
    thread = a_thread(category=here)
    all_read(me, here)
    moment = now()
    actions.move_thread(moderator, there.id, seen_of(thread))
    with transaction(None):
        set_categories([(me.id, there.id)], moment)
    assert unread(me) == set()


def test_who_joined_later_has_no_news_by_a_move(moderator):
    here, there = a_category(), a_category()
    thread = a_thread(category=here)
    newcomer = a_person()
    actions.move_thread(moderator, there.id, seen_of(thread))
    assert unread(newcomer) == set()


def test_of_merged_threads_the_unread_posts_stay_unread_and_the_read_ones_read(me, moderator):
    category = a_category()
    thread, into = a_thread(category=category), a_thread(category=category)
    unread_reply = a_reply(thread)
    read(me, into)
    assert unread(me) == {thread.id}
    actions.merge_thread(moderator, opening_of(into), seen_of(thread, into), by_time=True)
    assert unread(me) == {into.id}
    assert unread_reply in new_in(me, into)
    read(me, into)
    assert unread(me) == set()


def test_a_thread_that_was_read_brings_no_news_to_a_read_one(me, moderator):
    here, there = a_category(), a_category()
    thread, into = a_thread(category=here), a_thread(category=there)
    a_reply(thread)
    read(me, into)
    read(me, thread)
    actions.merge_thread(moderator, opening_of(into), seen_of(thread, into), by_time=False)
    assert unread(me) == set()


def test_ones_own_posts_are_no_news_wherever_they_go(me, moderator):
    category = a_category()
    thread, into = a_thread(category=category), a_thread(category=category)
    mine = a_reply(thread, me)
    read(me, into)
    seen = seen_of(thread, into)
    actions.move_branch(moderator, mine, opening_of(into), seen)
    assert unread(me) == {thread.id}


def test_a_branch_that_was_not_read_is_news_where_it_goes(me, moderator):
    thread, into = a_thread(), a_thread()
    all_read(me)
    reply, a_later_one = a_reply(thread), a_reply(into)
    read(me, into)
    assert unread(me) == {thread.id}
    actions.move_branch(moderator, reply, opening_of(into), seen_of(thread, into))
    assert unread(me) == {into.id}
    assert new_in(me, into) == {reply, a_later_one}  # shown once more rather than never


def test_a_branch_that_is_split_off_is_as_read_as_it_was(me, moderator):
    here, there = a_category(), a_category()
    thread = a_thread(category=here)
    first = a_reply(thread)
    read(me, thread)
    second = a_reply(first)
    all_read(me, there)
    new = actions.NewThread("What we strayed to", "discussion", there.id)
    made = actions.split_branch(moderator, first, new, seen_of(thread)).thread_id
    row = db.session.get_one(Thread, made)
    assert unread(me) == {made}
    assert new_in(me, row) == {second}
    read(me, row)
    assert unread(me) == set()


def test_an_old_thread_that_came_late_is_in_the_list_of_the_unread(me, moderator):
    here, there = a_category(), a_category()
    thread = a_thread(category=here)
    with transaction(None):
        old = db.session.get_one(Thread, thread.id)
        old.last_post_at = old.started_at = now() - timedelta(days=300)
        db.session.get_one(Post, opening_of(thread)).posted_at = old.started_at
    all_read(me, there)
    actions.move_thread(moderator, there.id, seen_of(thread))
    all_read(me, here)
    assert unread(me) == {thread.id}
