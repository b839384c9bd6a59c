"""Somebody writes, or another moderator moves, in the moment in which posts are moved."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from exchange.forum import actions, queries
from exchange.forum.models import Post, Thread
from exchange.forum.moving import Seen
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed, Refused, Stale
from exchange.people.actor import GUEST
from tests.factories import a_moderator, a_person, a_reply, a_thread, opening_of

A_MOMENT = 0.5  # seconds, in which the other one comes to wait


def row(post: int) -> Post:
    db.session.rollback()
    return db.session.get_one(Post, post, populate_existing=True)


def is_whole(thread: int) -> bool:
    """What its page shows is what it counts, in the order of its tree."""
    posts = queries.thread_page(GUEST, thread).posts
    head = queries.thread_head(GUEST, thread)
    return (len(posts), len(posts) - 1) == (head.post_count, head.reply_count)


def meanwhile(app: Flask, move: Callable[[], object], act: Callable[[], int]) -> int:
    """Act after a moderator has moved something, and before that is committed."""

    def acting() -> int:
        with app.app_context():
            return act()

    with ThreadPoolExecutor(1) as pool:
        with transaction(None):
            move()
            waiting = pool.submit(acting)
            time.sleep(A_MOMENT)
            assert not waiting.done()
        return waiting.result(timeout=10)


@pytest.mark.parametrize("is_first", [True, False])
def test_a_reply_to_a_post_whose_branch_moves_lands_where_that_stands(
    app: Flask, is_first: bool
) -> None:
    one, two = a_thread(), a_thread()  # locked in the order of their ids, whichever is left
    thread, other = (one, two) if is_first else (two, one)
    who, moderator = a_person(), a_moderator()
    reply = a_reply(thread)
    under, seen = opening_of(other), Seen(thread.id, 1, other.id)
    made = meanwhile(
        app,
        lambda: actions.move_branch(moderator, reply, under, seen),
        lambda: actions.post_reply(who, reply, body="To the point", lang="en"),
    )
    assert (row(made).thread_id, row(made).parent_id) == (other.id, reply)
    assert row(made).path == row(reply).path + made.to_bytes(4, "big")
    assert is_whole(thread.id)
    assert is_whole(other.id)
    assert queries.thread_head(GUEST, other.id).reply_count == 2


def test_a_reply_to_a_thread_that_is_merged_lands_in_the_other(app: Flask) -> None:
    thread, other, who, moderator = a_thread(), a_thread(), a_person(), a_moderator()
    opening, under, seen = opening_of(thread), opening_of(other), Seen(thread.id, 1, other.id)
    made = meanwhile(
        app,
        lambda: actions.merge_thread(moderator, under, seen, by_time=False),
        lambda: actions.post_reply(who, opening, body="To the point", lang="en"),
    )
    assert (row(made).thread_id, row(made).parent_id) == (other.id, opening)
    assert is_whole(other.id)


def test_of_two_moderators_at_once_the_second_is_told(app: Flask) -> None:
    thread, other, third = a_thread(), a_thread(), a_thread()
    first, second = a_moderator(), a_moderator()
    reply, there, elsewhere = a_reply(thread), opening_of(other), opening_of(third)
    with pytest.raises(Stale):
        meanwhile(
            app,
            lambda: actions.move_branch(first, reply, there, Seen(thread.id, 1, other.id)),
            lambda: (
                actions.move_branch(
                    second, reply, elsewhere, Seen(thread.id, 1, third.id)
                ).thread_id
            ),
        )
    assert row(reply).thread_id == other.id
    assert [is_whole(one.id) for one in (thread, other, third)] == [True] * 3


def test_of_two_who_pin_a_thread_or_change_its_kind_at_once_the_second_is_told(app: Flask) -> None:
    thread, first, second = a_thread(), a_moderator(), a_moderator()
    seen = Seen(thread.id, 1)
    with pytest.raises(Stale):
        meanwhile(
            app,
            lambda: actions.pin_thread(first, "everywhere", None, seen),
            lambda: actions.change_kind(second, seen).id,
        )
    db.session.rollback()
    found = db.session.get_one(Thread, thread.id, populate_existing=True)
    assert (found.pinned_where, found.kind) == ("everywhere", "question")


def test_two_threads_that_are_merged_into_each_other_are_one(app: Flask) -> None:
    one, two, first, second = a_thread(), a_thread(), a_moderator(), a_moderator()
    openings = {one.id: opening_of(one), two.id: opening_of(two)}
    with pytest.raises(Stale):
        meanwhile(
            app,
            lambda: actions.merge_thread(
                first, openings[two.id], Seen(one.id, 1, two.id), by_time=False
            ),
            lambda: (
                actions.merge_thread(
                    second, openings[one.id], Seen(two.id, 1, one.id), by_time=False
                ).thread_id
            ),
        )
    db.session.rollback()
    rows = [db.session.get_one(Thread, t, populate_existing=True) for t in openings]
    assert [row.merged_into_id for row in rows] == [two.id, None]
    assert is_whole(two.id)


def test_many_who_move_and_reply_at_once_leave_one_tree(app: Flask) -> None:
    threads, moderator, who = [a_thread() for _ in range(3)], a_moderator(), a_person()
    replies = [a_reply(thread) for thread in threads for _ in range(2)]

    def act(number: int) -> str:
        with app.app_context():
            reply, into = replies[number % 6], threads[number % 3]
            if number % 2:
                actions.post_reply(who, reply, body=f"Number {number}", lang="en")
                return "replied"
            left = db.session.get_one(Post, reply).thread_id
            version = db.session.get_one(Thread, left).edit_version
            db.session.rollback()
            try:
                actions.move_branch(
                    moderator, reply, opening_of(into), Seen(left, version, into.id)
                )
            except Stale:
                return "stale"
            except Exception as error:  # it stood there already
                return type(error).__name__
            return "moved"

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(act, range(60)))
    assert done.count("replied") == 30
    assert set(done) <= {"replied", "moved", "stale", "Refused"}
    assert done.count("moved") > 0
    assert sum(queries.thread_head(GUEST, t.id).reply_count for t in threads) == 36


def test_two_threads_closed_as_duplicates_of_each_other_at_once_are_no_ring(app: Flask) -> None:
    one, other = a_thread(), a_thread()
    first, second = a_moderator(), a_moderator()
    with pytest.raises(Refused):
        meanwhile(
            app,
            lambda: actions.close_as_duplicate(first, Seen(one.id, 1, other.id)),
            lambda: actions.close_as_duplicate(second, Seen(other.id, 1, one.id)).id,
        )
    assert queries.thread_head(GUEST, one.id).duplicate_of_id == other.id
    assert queries.thread_head(GUEST, other.id).duplicate_of_id is None


def test_a_reply_sent_while_its_thread_is_closed_as_a_duplicate_is_refused(app: Flask) -> None:
    thread, other, who, moderator = a_thread(), a_thread(), a_person(), a_moderator()
    opening = opening_of(thread)
    with pytest.raises(NotAllowed):
        meanwhile(
            app,
            lambda: actions.close_as_duplicate(moderator, Seen(thread.id, 1, other.id)),
            lambda: actions.post_reply(who, opening, body="To the point", lang="en"),
        )
    assert queries.thread_head(GUEST, thread.id).reply_count == 0
