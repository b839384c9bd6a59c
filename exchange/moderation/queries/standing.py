"""How threads stand that a moderator may change: locked, pinned, and of which kind."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.forum import pinning
from exchange.forum.models import Thread
from exchange.forum.policy import may_change_kind, may_moderate_in
from exchange.forum.queries.heads import thread_head
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import require
from exchange.moderation.queries.moving import ToMove, thread_to_move
from exchange.people.actor import Actor


class Standing(NamedTuple):
    """How one thread stands."""

    id: int
    kind: str
    locked_at: datetime | None
    pinned_where: str | None
    pinned_until: datetime | None
    category_id: int
    in_room: bool
    duplicate_of_id: int | None

    @property
    def is_pinned(self) -> bool:
        return pinning.is_pinned(self.pinned_where, self.pinned_until)


_STANDINGS = Reading(
    Standing,
    select(
        Thread.id,
        Thread.kind,
        Thread.locked_at,
        Thread.pinned_where,
        Thread.pinned_until,
        Thread.category_id,
        Thread.in_room,
        Thread.duplicate_of_id,
    ).where(Thread.id.in_(bindparam("ids", expanding=True))),
)


def standings(actor: Actor, ids: Sequence[int]) -> Sequence[Standing]:
    """Of the threads on a page that the reader has before them, those in which they moderate; who
    moderates nowhere costs no question."""
    if not (actor.is_moderator or actor.moderated_rooms):
        return ()
    return [one for one in _STANDINGS.all(ids=list(ids)) if may_moderate_in(actor, one)]


def get_standing(actor: Actor, thread_id: int) -> Standing:
    head = thread_head(actor, thread_id)
    require(may_moderate_in(actor, head))
    return standings(actor, [head.id])[0]


def thread_to_change(actor: Actor, thread_id: int, *, kind: bool = False) -> ToMove:
    """The thread as it was seen; by `kind` one that may be of another."""
    to = thread_to_move(actor, thread_id)
    if kind:
        require(may_change_kind(actor, to.thread))
    return to
