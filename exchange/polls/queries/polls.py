"""The poll of a thread, and what one reader sees of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.forum.queries import ThreadHead, thread_head
from exchange.kernel.clock import now
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound, require
from exchange.kernel.validity import kept
from exchange.people.actor import Actor
from exchange.polls.models import Poll, PollChoice, PollVote
from exchange.polls.policy import (
    is_closed,
    may_put_poll,
    may_remove_poll,
    may_see_results,
    may_vote,
)


class PollRow(NamedTuple):
    """A poll without its choices."""

    id: int
    thread_id: int
    question: str
    lang: str
    most: int
    results: str
    voter_count: int
    closes_at: datetime | None

    @property
    def last_day(self) -> datetime | None:
        """It closes where that day ends."""
        return self.closes_at - timedelta(seconds=1) if self.closes_at else None


class ChoiceRow(NamedTuple):
    """One of its answers; `vote_count` is 0 where the reader may not see it yet."""

    id: int
    words: str
    vote_count: int


class _Vote(NamedTuple):
    choice_id: int


class _Place(NamedTuple):
    thread_id: int


@dataclass(frozen=True, slots=True)
class ShownPoll:
    """What one reader sees of a poll; two equal ones look the same."""

    poll: PollRow
    choices: tuple[ChoiceRow, ...]
    taken: frozenset[int]  # by this reader
    shows_results: bool
    is_closed: bool
    may_vote: bool
    may_change: bool  # close it, or open it again
    may_remove: bool

    @property
    def percent(self) -> dict[int, int]:
        """Of the voters; with several choices they add up to more than a hundred."""
        voters = max(1, self.poll.voter_count)
        return {one.id: round(100 * one.vote_count / voters) for one in self.choices}


_POLL = Reading(
    PollRow,
    select(
        Poll.id,
        Poll.thread_id,
        Poll.question,
        Poll.lang,
        Poll.most,
        Poll.results,
        Poll.voter_count,
        Poll.closes_at,
    ).where(Poll.thread_id == bindparam("thread_id")),
)
_THREAD = Reading(_Place, select(Poll.thread_id).where(Poll.id == bindparam("poll_id")))
_CHOICES = Reading(
    ChoiceRow,
    select(PollChoice.id, PollChoice.words, PollChoice.vote_count)
    .where(PollChoice.poll_id == bindparam("poll_id"))
    .order_by(PollChoice.position),
)
_VOTES = Reading(
    _Vote,
    select(PollVote.choice_id).where(
        PollVote.account_id == bindparam("me"),
        PollVote.choice_id.in_(bindparam("ids", expanding=True)),
    ),
)


@kept("thread {0}")
def _of_thread(thread_id: int) -> tuple[PollRow, tuple[ChoiceRow, ...]] | None:
    poll = _POLL.first(thread_id=thread_id)
    return (poll, tuple(_CHOICES.all(poll_id=poll.id))) if poll else None


def poll_of(actor: Actor, thread: ThreadHead) -> ShownPoll | None:
    """Nothing more is asked of the database where the thread has none; who may read the thread
    reads its poll."""
    found = _of_thread(thread.id) if thread.has_poll else None
    if found is None:
        return None
    poll, choices = found
    ids = [one.id for one in choices]
    votes = _VOTES.all(me=actor.id, ids=ids) if actor.is_signed_in else ()
    taken = frozenset(row.choice_id for row in votes)
    moment = now()
    shows = may_see_results(poll, bool(taken), moment)
    return ShownPoll(
        poll=poll if shows else poll._replace(voter_count=0),
        choices=choices if shows else tuple(one._replace(vote_count=0) for one in choices),
        taken=taken,
        shows_results=shows,
        is_closed=is_closed(poll, moment),
        may_vote=bool(may_vote(actor, thread, poll, moment)),
        may_change=bool(may_put_poll(actor, thread)),
        may_remove=bool(may_remove_poll(actor, thread, poll)),
    )


def thread_to_ask(actor: Actor, thread_id: int) -> ThreadHead:
    """The thread that gets a poll, if this actor may put one."""
    head = thread_head(actor, thread_id)
    require(may_put_poll(actor, head))
    return head


def poll_to_remove(actor: Actor, poll_id: int) -> tuple[ThreadHead, PollRow, Sequence[ChoiceRow]]:
    """What would go, if this actor may take it away."""
    place = _THREAD.first(poll_id=poll_id)
    found = _of_thread(place.thread_id) if place else None
    if place is None or found is None:
        raise NotFound
    head = thread_head(actor, place.thread_id)
    require(may_remove_poll(actor, head, found[0]))
    return head, *found


def poll_to_vote(actor: Actor, poll_id: int) -> tuple[ThreadHead, PollRow, Sequence[ChoiceRow]]:
    """What there is to choose from, without the counts."""
    place = _THREAD.first(poll_id=poll_id)
    head = thread_head(actor, place.thread_id) if place else None
    found = _of_thread(head.id) if head else None
    if head is None or found is None:
        raise NotFound
    poll, choices = found
    return head, poll._replace(voter_count=0), [one._replace(vote_count=0) for one in choices]
