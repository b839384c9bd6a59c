"""Who may do what with a poll. Pure: no queries, no request."""

from datetime import datetime
from typing import Protocol

from exchange.forum.policy import ThreadFacts, may_moderate_in, may_view, may_write
from exchange.kernel.rulings import ALLOWED, Ruling, denied
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l


class PollFacts(Protocol):
    """What the rules ask of a poll; its row and what is shown of it both know it."""

    @property
    def results(self) -> str: ...
    @property
    def voter_count(self) -> int: ...
    @property
    def closes_at(self) -> datetime | None: ...


def is_closed(poll: PollFacts, now: datetime) -> bool:
    return poll.closes_at is not None and poll.closes_at <= now


def may_put_poll(actor: Actor, thread: ThreadFacts) -> Ruling:
    """Add, close, open or take away the poll of this thread."""
    if not (ruling := may_write(actor)):
        return ruling
    if thread.author_id != actor.id and not may_moderate_in(actor, thread):
        return denied(_l("Only whoever began the thread can add its poll."))
    if thread.locked_at and not may_moderate_in(actor, thread):
        return denied(_l("This thread is locked: its posts stay as they are."))
    return may_view(actor, thread)


def may_remove_poll(actor: Actor, thread: ThreadFacts, poll: PollFacts) -> Ruling:
    if not (ruling := may_put_poll(actor, thread)):
        return ruling
    if poll.voter_count and not may_moderate_in(actor, thread):
        return denied(_l("Somebody has voted: the poll stays. You can close it."))
    return ALLOWED


def may_vote(actor: Actor, thread: ThreadFacts, poll: PollFacts, now: datetime) -> Ruling:
    if not (ruling := may_write(actor)):
        return ruling
    if not (ruling := may_view(actor, thread)):
        return ruling
    if is_closed(poll, now) or thread.locked_at:
        return denied(_l("This poll is closed."))
    return ALLOWED


def may_see_results(poll: PollFacts, has_voted: bool, now: datetime) -> bool:
    """Moderators too wait: a result that is seen early can be told early."""
    if is_closed(poll, now) or poll.results == "always":
        return True
    return poll.results == "after_voting" and has_voted
