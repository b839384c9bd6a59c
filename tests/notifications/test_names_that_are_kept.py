"""Deliveries that wait are kept under names: whatever is tidied here, those are still found."""

from types import ModuleType

from exchange.forum.events import ReplyPosted
from exchange.kernel.db import wiring
from exchange.notifications import subscribers
from exchange.people.events import PersonSuspended


def test_what_waits_finds_its_subscriber_whichever_file_it_stands_in(app):
    assert "notifications.subscribers.tell_of_reply" in wiring.after[ReplyPosted]
    assert "notifications.subscribers.mail_suspended" in wiring.after[PersonSuspended]
    named = {name for those in wiring.after.values() for name in those}
    ours = {name for name in named if name.startswith("notifications.")}
    assert {name.rpartition(".")[0] for name in ours} == {subscribers.__name__.partition(".")[2]}


def test_no_two_of_them_share_a_name(app):
    files = [one for one in vars(subscribers).values() if isinstance(one, ModuleType)]
    written = [
        name
        for file in files
        for name, one in vars(file).items()
        if getattr(one, "__module__", "") == file.__name__
    ]
    assert len(written) > 40
    assert len(written) == len(set(written))
