"""Eight people reply at once while a moderator moves branches about: no lock fails, and paths,
pages, counters and stretches are what the posts themselves say."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select

from exchange.forum import actions, queries, tree
from exchange.forum.models import Post, Stretch, Thread
from exchange.forum.moving import Seen
from exchange.kernel.db import OutboxEntry, db
from exchange.kernel.rulings import Refused, Stale
from exchange.people.actor import GUEST, Actor
from tests.factories import a_moderator, a_person, a_reply, a_thread, opening_of
from tests.forum.forest import PAGE, Forest, small

WRITERS, REPLIES, MOVES = 8, 20, 15

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _short_pages() -> Iterator[None]:
    with small():
        yield


def write(app: Flask, who: Actor, known: list[int], seed: int) -> list[int]:
    """Replies to whatever is there by then."""
    chance, made = random.Random(seed), []
    with app.app_context():
        for _ in range(REPLIES):
            made.append(a_reply(chance.choice(known), who))
            known.append(made[-1])
    return made


def move(app: Flask, who: Actor, known: list[int]) -> int:
    """Branches to elsewhere; whoever is late is told."""
    chance, moved = random.Random(7), 0
    with app.app_context():
        for _ in range(MOVES):
            post, under = chance.sample(known, 2)
            rows = select(Post.id, Post.thread_id, Thread.edit_version).join(
                Thread, Thread.id == Post.thread_id
            )
            found = {
                row.id: row for row in db.session.execute(rows.where(Post.id.in_([post, under])))
            }
            db.session.rollback()
            here, there = found[post], found[under]
            seen = Seen(here.thread_id, here.edit_version, there.thread_id)
            try:
                actions.move_branch(who, post, under, seen)
                moved += 1
            except (Refused, Stale):
                continue
    return moved


def test_eight_writers_and_a_moderator_leave_every_path_and_counter_right(app: Flask) -> None:
    threads = [a_thread(), a_thread()]
    known = [opening_of(thread) for thread in threads]
    openings, before = list(known), told()
    people, moderator = [a_person() for _ in range(WRITERS)], a_moderator()
    db.session.rollback()
    with ThreadPoolExecutor(WRITERS + 1) as pool:
        writing = [pool.submit(write, app, who, known, n) for n, who in enumerate(people)]
        moving = pool.submit(move, app, moderator, known)
        made = {post for one in writing for post in one.result()}
    assert len(made) == WRITERS * REPLIES
    assert moving.result() > 0
    assert told() == before + len(made)
    for thread, opening in zip(threads, openings, strict=True):
        look_at(thread.id, opening)


def told() -> int:
    """How many replies the worker hears of."""
    db.session.rollback()
    entries = select(func.count()).where(OutboxEntry.name.startswith("forum.reply_posted"))
    return db.session.scalar(entries) or 0


def look_at(thread: int, opening: int) -> None:
    db.session.rollback()
    rows = db.session.execute(select(Post.id, Post.parent_id).where(Post.thread_id == thread)).all()
    naive = Forest(opening={thread: opening}, above={row.id: row.parent_id for row in rows})
    order = naive.in_order(thread)
    assert len(order) == len(rows)
    pages = [queries.thread_page(GUEST, thread, n + 1) for n in range(-(-len(order) // PAGE))]
    assert [post.id for page in pages for post in page.posts] == order
    head = db.session.get_one(Thread, thread, populate_existing=True)
    assert (head.post_count, head.reply_count) == (len(order), len(order) - 1)
    assert head.last_post_at == db.session.get_one(Post, max(order)).posted_at
    held = select(func.sum(Stretch.post_count)).where(Stretch.thread_id == thread)
    assert len(order) <= 2 * tree.STRETCH or db.session.scalar(held) == len(order)
