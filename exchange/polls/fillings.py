"""What polls put on the pages below them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from exchange.forum.queries import ThreadHead
from exchange.kernel.slots import fills
from exchange.people.actor import Actor
from exchange.polls import queries
from exchange.polls.policy import may_put_poll
from exchange.web.addresses import current_code


class Shown(NamedTuple):
    """The poll of a thread, or the way to put one; for a page in this language."""

    lang: str
    zone: str
    is_guest: bool
    poll: queries.ShownPoll


@fills("thread.printed", "polls/printed.html", remembered=True)
@fills("thread.poll", "polls/poll.html", remembered=True)
def poll_of_thread(actor: Actor, threads: Sequence[ThreadHead]) -> Mapping[int, Shown]:
    """Below the words that open it. The place gives the head of the thread, read already."""
    found = {thread.id: queries.poll_of(actor, thread) for thread in threads}
    lang, zone = current_code(), actor.timezone
    return {
        thread_id: Shown(lang, zone, not actor.is_signed_in, poll)
        for thread_id, poll in found.items()
        if poll
    }


@fills("thread.own", "polls/put_link.html", remembered=True)
def way_to_a_poll(actor: Actor, threads: Sequence[ThreadHead]) -> Mapping[int, str]:
    """Beside a thread without a poll, for those who may put one."""
    return {
        thread.id: current_code()
        for thread in threads
        if not thread.has_poll and may_put_poll(actor, thread)
    }
