"""What came of an answer, on the page of its thread."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from exchange.forum.queries import ThreadHead
from exchange.kernel.slots import fills
from exchange.library.aftermath import Aftermath, tells_aftermath
from exchange.library.queries import grown_out_of
from exchange.library.queries.origin import answers_to_turn
from exchange.mentoring.queries.outcomes import Told, outcome_in
from exchange.people.actor import Actor
from exchange.web.addresses import current_code

HELPED = ("worked", "partly")
TOO_EARLY = "too_early"


class Shown(NamedTuple):
    """What its asker said, and what a reader can do about it; for a page in this language."""

    lang: str
    said: Told | None
    mine: int | None  # what was asked last, for its asker
    to_turn: int | None  # the answer, for those who may make an experience of it


@fills("thread.outcome", "mentoring/outcome.html", remembered=True)
def outcome_of_answer(actor: Actor, threads: Sequence[ThreadHead]) -> Mapping[int, Shown]:
    """Under the words of the accepted answer. The place gives the head of the thread."""
    found = {thread.id: _shown(actor, thread) for thread in threads}
    return {thread_id: shown for thread_id, shown in found.items() if shown}


def _shown(actor: Actor, thread: ThreadHead) -> Shown | None:
    said, asked = outcome_in(thread.id)
    is_mine = asked is not None and actor.id == thread.author_id and actor.may_write
    if said is None and not is_mine:
        return None
    return Shown(
        current_code(), said, asked.id if asked and is_mine else None, _to_turn(actor, thread, said)
    )


def _to_turn(actor: Actor, thread: ThreadHead, said: Told | None) -> int | None:
    """Where it helped, and nothing has been made of it."""
    answer = thread.accepted_post_id
    if answer is None or said is None or said.outcome not in HELPED or grown_out_of([thread.id]):
        return None
    return answer if answers_to_turn(actor, [answer]) else None


@tells_aftermath
def what_came_of_it(thread_id: int) -> Aftermath | None:
    """For the experience that is made of the answer."""
    said = outcome_in(thread_id).said
    if said is None or said.outcome == TOO_EARLY:
        return None
    return Aftermath(said.words, said.sentence, said.lang)
