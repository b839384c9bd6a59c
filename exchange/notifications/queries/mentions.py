"""Whom a post mentions, and who has heard of that post already."""

from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.forum.models import Mention, Post
from exchange.forum.policy import readable_by
from exchange.kernel.reading import Reading
from exchange.notifications.models import Notification
from exchange.people.actor import GUEST


class _Person(NamedTuple):
    account_id: int


_MENTIONED = Reading(
    _Person,
    select(Mention.account_id)
    .join(Post, Post.id == Mention.post_id)
    .where(
        Post.id == bindparam("post_id"),
        Mention.is_told.is_(True),
        Mention.taken_away_at.is_(None),
        Mention.account_id != Post.author_id,
        readable_by(GUEST),
    ),
)
_TOLD = Reading(
    _Person,
    select(Notification.account_id)
    .distinct()
    .where(
        Notification.account_id.in_(bindparam("ids", expanding=True)),
        Notification.subject_kind == "post",
        Notification.subject_id == bindparam("post_id"),
    ),
)


def mentioned_in_post(post_id: int) -> set[int]:
    """Those who are told of it. Who ignores its author is left out where they are told."""
    return {row.account_id for row in _MENTIONED.all(post_id=post_id)}


def not_told_of(post_id: int, people: set[int]) -> set[int]:
    """Of these, who has no notification of this post, of whatever kind."""
    told = _TOLD.all(post_id=post_id, ids=sorted(people)) if people else ()
    return people - {row.account_id for row in told}
