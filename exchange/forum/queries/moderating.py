"""Where on a page somebody moderates: everywhere, nowhere, in the rooms of the organisation."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.forum.models import Post, Thread
from exchange.forum.policy import may_moderate_in
from exchange.kernel.reading import Reading
from exchange.people.actor import Actor


class _Place(NamedTuple):
    post_id: int
    category_id: int
    in_room: bool


_PLACES = Reading(
    _Place,
    select(Post.id.label("post_id"), Thread.category_id, Thread.in_room)
    .join(Thread, Thread.id == Post.thread_id)
    .where(Post.id.in_(bindparam("ids", expanding=True))),
)


def moderated_among(actor: Actor, post_ids: Sequence[int]) -> frozenset[int]:
    """Of these posts, those in whose threads the actor moderates; only who edits an organisation
    that has rooms costs a question."""
    if actor.is_moderator:
        return frozenset(post_ids)
    if not actor.moderated_rooms or not post_ids:
        return frozenset()
    places = _PLACES.all(ids=list(post_ids))
    return frozenset(place.post_id for place in places if may_moderate_in(actor, place))
