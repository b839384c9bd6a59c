"""No question stays closed that leads nowhere: what it led to is not deleted, and where a moderator
takes that away from its readers it is reopened in the same moment, and its asker told."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import pytest

from exchange.forum import actions as forum
from exchange.forum.models import Category, Thread
from exchange.forum.moving import Seen
from exchange.kernel.db import db
from exchange.kernel.rulings import NotAllowed
from exchange.kernel.submissions import new_submission_id
from exchange.moderation import actions
from exchange.moderation.actions import Why
from exchange.moderation.models import LogEntry
from exchange.moderation.queries import selection
from exchange.moderation.selecting import Deed
from exchange.people.actor import Actor
from exchange.people.queries import get_actor
from tests.factories import (
    a_category,
    a_flag,
    a_moderator,
    a_person,
    a_reply,
    a_room,
    a_thread,
    an_organisation,
    opening_of,
)
from tests.notifications.post_office import kinds_of, work

WHY = Why("It is for our network alone.", "en")
TITLE = "Where do swallows nest?"


def row(thread):
    db.session.rollback()
    return db.session.get_one(Thread, thread.id, populate_existing=True)


def seen_of(thread, into=None):
    return Seen(thread.id, row(thread).edit_version, into.id if into else 0)


def fate(thread):
    now = row(thread)
    return now.duplicate_of_id, now.locked_at is not None


class Around(NamedTuple):
    original: Thread
    room: Category
    inside: Thread  # the room
    who: Actor

    @property
    def opening(self) -> int:
        return opening_of(self.original)

    def do(self, what: str) -> None:
        chosen = [one.as_seen for one in selection(self.who, [self.original.id])]
        deed = Deed(what, self.room.id, "respect")
        assert actions.change_threads(self.who, new_submission_id(), deed, chosen, WHY)


def _hidden(at: Around) -> None:
    said = {"rule": "respect", "sentence": WHY.reason, "lang": "en"}
    actions.hide_with_reason(at.who, at.opening, post_version=1, **said)


def _decided(at: Around) -> None:
    said = {"rule": "respect", "sentence": WHY.reason, "lang": "en"}
    case = a_flag(at.opening)
    actions.decide_case(at.who, case, version=1, post_version=1, outcome="hidden", **said)


def _moved(at: Around) -> None:
    actions.move_thread_with_reason(at.who, at.room.id, seen_of(at.original), WHY)


def _merged(at: Around) -> None:
    seen, under = seen_of(at.original, at.inside), opening_of(at.inside)
    actions.merge_with_reason(at.who, under, seen, WHY, by_time=False)


DEEDS: Mapping[str, Callable[[Around], None]] = {
    "hidden": _hidden,
    "hidden after a flag": _decided,
    "hidden among several": lambda at: at.do("hide"),
    "moved into a room": _moved,
    "moved among several": lambda at: at.do("move"),
    "merged into a room": _merged,
}


@pytest.fixture
def at(app):
    room = a_room(an_organisation())
    inside = a_thread(a_moderator(), category=room, title="What do we pay?")
    return Around(a_thread(title="Kas maksā animatoram?"), room, inside, a_moderator())


@pytest.mark.parametrize("deed", DEEDS)
def test_its_duplicates_are_reopened_logged_and_told(client, at, deed):
    asker = a_person()
    thread, locked = a_thread(asker, title=TITLE), a_thread(locked=True)
    for one in (thread, locked):
        forum.close_as_duplicate(at.who, seen_of(one, at.original))
    assert TITLE not in client.get("/en/threads?state=waiting").text
    client.get(f"/en/threads/{thread.id}", follow=True)
    DEEDS[deed](at)
    assert (fate(thread), fate(locked)) == ((None, False), (None, True))
    for address in ("/en/threads?state=waiting", "/en/threads?state=mentor", "/en/"):
        assert TITLE in client.get(address).text
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    assert "duplicate" not in page.text
    assert a_reply(thread, a_person())
    logged = db.session.query(LogEntry).filter_by(what="reopened").order_by(LogEntry.id)
    assert [(e.thread_id, e.by_id, e.reason) for e in logged] == [
        (one.id, at.who.id, WHY.reason) for one in (thread, locked)
    ]
    for one in (thread, at.original):
        counted = db.session.get_one(Category, one.category_id)
        stands = Thread.hidden_at.is_(None) & Thread.deleted_at.is_(None)
        here = db.session.query(Thread).where(stands, Thread.category_id == counted.id)
        assert counted.thread_count == here.count()
    work()
    assert kinds_of(asker.id).count("moved") == 1


def test_those_whose_readers_read_on_there_stay_closed(at):
    within, public = a_thread(a_moderator(), category=at.room), a_thread()
    for one in (within, public):
        forum.close_as_duplicate(at.who, seen_of(one, at.original))
    _moved(at)
    assert (fate(within), fate(public)) == ((at.original.id, True), (None, False))
    actions.move_thread_with_reason(at.who, a_category().id, seen_of(at.original), WHY)
    assert fate(within) == (at.original.id, True)


def test_a_hidden_reply_and_one_that_is_moved_among_public_places_change_nothing(at):
    thread = a_thread()
    forum.close_as_duplicate(at.who, seen_of(thread, at.original))
    forum.hide_post(at.who, a_reply(at.original))
    actions.move_thread_with_reason(at.who, a_category().id, seen_of(at.original), WHY)
    assert fate(thread) == (at.original.id, True)


def test_its_author_does_not_delete_it_while_questions_lead_there(client, sign_in, at):
    author, thread = get_actor(at.original.author_id), a_thread()
    forum.close_as_duplicate(at.who, seen_of(thread, at.original))
    with pytest.raises(NotAllowed, match="Other questions lead here"):
        forum.delete_post(author, at.opening)
    sign_in(client, author)
    page = client.get(f"/en/posts/{at.opening}/delete")
    assert page.status == 403
    assert "Other questions lead here: ask a moderator." in page.text
    actions.reopen_with_reason(at.who, seen_of(thread), WHY)
    forum.delete_post(author, at.opening)
    assert row(at.original).deleted_at is not None
