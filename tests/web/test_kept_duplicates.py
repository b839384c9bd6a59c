"""The kept page of a duplicate is true to the thread that it leads to, whatever becomes of that."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import pytest
from flask import Flask

from exchange.forum import actions
from exchange.forum.models import Category, Thread
from exchange.forum.moving import Seen
from exchange.kernel.shelf import Shelf
from exchange.kernel.submissions import new_submission_id
from exchange.moderation.actions import Why, change_threads
from exchange.moderation.queries import selection
from exchange.moderation.selecting import Deed
from exchange.people.actor import Actor
from exchange.people.queries import get_actor
from tests.factories import a_category, a_moderator, a_room, a_thread, an_organisation, opening_of
from tests.web.test_guest_pages import Browser, _plain

WHY = Why("All of it", "en")


class Around(NamedTuple):
    """All is there before anything is kept: a new category would change every page."""

    original: Thread
    other: Thread
    end: Thread
    place: Category
    room: Category
    who: Actor

    @property
    def author(self) -> Actor:
        return get_actor(self.original.author_id)

    @property
    def opening(self) -> int:
        return opening_of(self.original)

    def seen(self, into: Thread) -> Seen:
        return Seen(self.original.id, 1, into.id)

    def do(self, what: str, to: int = 0) -> None:
        """To the original, among several."""
        ids = [self.original.id, self.other.id]
        chosen = [one.as_seen for one in selection(self.who, ids)]
        deed = Deed(what, to, "respect")
        assert list(change_threads(self.who, new_submission_id(), deed, chosen, WHY)) == ids


def _renamed(at: Around) -> None:
    said = {"title": "Who pays in winter?", "body": "We ask.", "lang": "en"}
    actions.edit_post(at.author, at.opening, version=1, **said)


def _merged(at: Around) -> None:
    seen = at.seen(at.other)
    actions.merge_thread(at.who, opening_of(at.other), seen, by_time=False)


def _merged_into_a_duplicate(at: Around) -> None:
    actions.close_as_duplicate(at.who, Seen(at.other.id, 1, at.end.id))
    _merged(at)


CHANGES: Mapping[str, Callable[[Around], object]] = {
    "another title": _renamed,
    "hidden among several": lambda at: at.do("hide"),
    "locked among several": lambda at: at.do("lock"),
    "in another category": lambda at: at.do("move", at.place.id),
    "in a room": lambda at: at.do("move", at.room.id),
    "merged": _merged,
    "merged into a duplicate": _merged_into_a_duplicate,
    "closed itself": lambda at: actions.close_as_duplicate(at.who, at.seen(at.other)),
}
BACK: Mapping[str, Callable[[Around], object]] = {
    "hidden among several": lambda at: at.do("show"),
    "locked among several": lambda at: at.do("unlock"),
    "in a room": lambda at: at.do("move", at.place.id),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_kept_page_is_the_page_that_would_be_made_now(
    app: Flask,
    count_queries: Callable[[], object],
    monkeypatch: pytest.MonkeyPatch,
    change: str,
) -> None:
    guest, thread = Browser(app, count_queries), a_thread()
    at = Around(
        a_thread(title="Kas maksā animatoram?"),
        a_thread(title="Who pays them all?"),
        a_thread(title="Who pays for all of it?"),
        a_category(),
        a_room(an_organisation()),
        a_moderator(),
    )
    actions.close_as_duplicate(at.who, Seen(thread.id, 1, at.original.id))
    here = f"/en/threads/{thread.id}-who-pays-the-animator"
    print_ = f"/en/threads/{thread.id}/print"
    paths = (
        here,
        f"{here}?order=newest",
        print_,
        "/en/threads",
        "/en/",
        "/en/threads?state=waiting",
    )
    for act in (CHANGES[change], BACK.get(change)):
        for path in paths:
            guest.get(path)
            assert guest.get(path)[1] == 1
        if act is None:
            continue
        act(at)
        kept = [_plain(guest.get(path)[0]) for path in paths]
        with monkeypatch.context() as patch:
            patch.setattr(Shelf, "get", lambda *_: None)
            assert kept == [_plain(guest.get(path)[0]) for path in paths]
