"""What the page would show and what the list shows are the same, for everybody."""

from itertools import product

import pytest
from sqlalchemy import select

from exchange.forum.models import Thread
from exchange.forum.policy import found_by, may_find, may_view, visible_to
from exchange.kernel.db import db, transaction
from exchange.people.actor import GUEST
from tests.factories import LONG_AGO, a_mentor, a_moderator, a_person, a_thread, an_admin

RULES = {"seen": (may_view, visible_to), "found to undo": (may_find, found_by)}


def threads_in_every_state(actor):
    """By the actor, if they can write, and by another; locked, hidden, deleted, and not."""
    for is_own, locked, hidden, deleted in product((False, True), repeat=4):
        author = a_person() if actor.is_signed_in and not is_own else actor
        thread = a_thread(author if author.may_write else a_person(), locked=locked, hidden=hidden)
        with transaction(None):
            row = db.session.get_one(Thread, thread.id)
            row.deleted_at = LONG_AGO if deleted else None
            row.author_id = author.id or row.author_id


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(
    "who",
    [
        lambda: GUEST,
        a_person,
        a_mentor,
        a_moderator,
        an_admin,
        lambda: a_moderator(suspended_at=LONG_AGO),
    ],
)
def test_the_list_shows_exactly_what_the_page_would(app, who, rule):
    actor, (may, in_sql) = who(), RULES[rule]
    threads_in_every_state(actor)
    everything = db.session.scalars(select(Thread)).all()
    listed = set(db.session.scalars(select(Thread).where(in_sql(actor))))
    assert listed == {thread for thread in everything if may(actor, thread)}
    assert len(everything) == 16
