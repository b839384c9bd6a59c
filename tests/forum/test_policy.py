"""What the page would show and what the list shows are the same, for everybody."""

import pytest
from sqlalchemy import select

from exchange.forum.models import Thread
from exchange.forum.policy import may_view, visible_to
from exchange.kernel.db import db
from exchange.people.actor import GUEST
from tests.factories import LONG_AGO, a_mentor, a_moderator, a_person, a_thread, an_admin


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
def test_the_list_shows_exactly_what_the_page_would(app, who):
    actor = who()
    for hidden in (True, False):
        for locked in (True, False):
            a_thread(hidden=hidden, locked=locked)
    everything = db.session.scalars(select(Thread)).all()
    listed = set(db.session.scalars(select(Thread).where(visible_to(actor))))
    assert listed == {thread for thread in everything if may_view(actor, thread)}
    assert len(everything) == 4
