"""What the page would show and what the list shows are the same, for everybody."""

from itertools import product

import pytest
from sqlalchemy import select

from exchange.forum.models import Post, Thread
from exchange.forum.policy import (
    found_by,
    may_find,
    may_read_post,
    may_view,
    readable_by,
    unreadable_by,
    unseen_by,
    visible_to,
)
from exchange.kernel.db import db, transaction
from exchange.people.actor import GUEST
from tests.factories import LONG_AGO, a_mentor, a_moderator, a_person, a_reply, a_thread, an_admin

WHO = [
    lambda: GUEST,
    a_person,
    a_mentor,
    a_moderator,
    an_admin,
    lambda: a_moderator(suspended_at=LONG_AGO),
]
RULES = {"seen": (may_view, visible_to), "found to undo": (may_find, found_by)}


def threads_in_every_state(actor):
    """By the actor, if they are somebody, and by another; locked, hidden, deleted, and not."""
    for is_own, locked, hidden, deleted in product((False, True), repeat=4):
        thread = a_thread(locked=locked, hidden=hidden)
        with transaction(None):
            row = db.session.get_one(Thread, thread.id)
            row.deleted_at = LONG_AGO if deleted else None
            row.author_id = actor.id if is_own and actor.is_signed_in else row.author_id


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("who", WHO)
def test_the_list_shows_exactly_what_the_page_would(app, who, rule):
    actor, (may, in_sql) = who(), RULES[rule]
    threads_in_every_state(actor)
    everything = db.session.scalars(select(Thread)).all()
    listed = set(db.session.scalars(select(Thread).where(in_sql(actor))))
    assert listed == {thread for thread in everything if may(actor, thread)}
    assert len(everything) == 16
    unseen = set(db.session.scalars(select(Thread).where(unseen_by(actor))))
    assert unseen == {thread for thread in everything if not may_view(actor, thread)}


@pytest.mark.parametrize("who", WHO)
def test_posts_are_found_exactly_where_they_can_be_read(app, who):
    actor, thread = who(), a_thread()
    for hidden in (None, LONG_AGO):
        for taken_back in (None, LONG_AGO):
            reply = a_reply(thread)
            with transaction(None):
                post = db.session.get_one(Post, reply)
                post.hidden_at, post.deleted_at = hidden, taken_back
    everything = db.session.scalars(select(Post)).all()
    found = set(db.session.scalars(select(Post).where(readable_by(actor))))
    assert found == {post for post in everything if may_read_post(actor, post)}
    assert len(everything) == 5
    unreadable = set(db.session.scalars(select(Post).where(unreadable_by(actor))))
    assert unreadable == set(everything) - found
