"""What a link to a thread or a post shows of it, to those who may read it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, or_, select

from exchange.forum.duplicates import SHOWN_STATE
from exchange.forum.models import Post, Thread
from exchange.forum.policy import readable_by, visible_to
from exchange.forum.queries.shown import ShownThread
from exchange.kernel.reading import Reading, built_once
from exchange.people.actor import Actor
from exchange.people.models import Account
from exchange.text.cards import Target, targets_in

MOST_CARDS = 40  # of one page


class ThreadCard(NamedTuple):
    """A thread, or one post of it."""

    post_id: int
    parent_id: int | None
    thread_id: int
    title: str
    lang: str
    kind: str
    state: str
    is_sample: bool
    author: str
    posted_at: datetime

    @property
    def is_reply(self) -> bool:
        return self.parent_id is not None


@built_once
def _cards(nobody: Actor) -> Reading[ThreadCard]:
    is_linked = Post.id.in_(bindparam("posts", expanding=True))
    is_opening = and_(
        Post.thread_id.in_(bindparam("threads", expanding=True)), Post.parent_id.is_(None)
    )
    return Reading(
        ThreadCard,
        select(
            Post.id.label("post_id"),
            Post.parent_id,
            Post.thread_id,
            Thread.title,
            Thread.lang,
            Thread.kind,
            SHOWN_STATE,
            Thread.is_sample,
            Account.name.label("author"),
            Post.posted_at,
        )
        .join(Thread, Thread.id == Post.thread_id)
        .join(Account, Account.id == Post.author_id)
        .where(or_(is_linked, is_opening), visible_to(nobody), readable_by(nobody)),
    )


def links_on(actor: Actor, shown: ShownThread, base_url: str) -> Sequence[Target]:
    """What the posts of this page link to on lines of their own, for members. Guests' pages are
    kept by the version of this thread, which no change of another raises: they have links only."""
    if not actor.is_signed_in:
        return ()
    posts = (*shown.posts, shown.accepted)
    found = (target for post in posts if post for target in targets_in(post.html, base_url))
    return tuple(dict.fromkeys(found))[:MOST_CARDS]


def cards_of(actor: Actor, targets: Sequence[Target]) -> Mapping[Target, ThreadCard]:
    """Those of them that are threads or posts which this reader may read, in one statement."""
    posts, threads = (
        [target.number for target in targets if target.kind == kind] for kind in ("post", "thread")
    )
    if not posts and not threads:
        return {}
    found = dict[Target, ThreadCard]()
    for card in _cards(actor.eyes).all(posts=posts, threads=threads):
        found[Target("post", card.post_id)] = card
        if not card.is_reply:
            found[Target("thread", card.thread_id)] = card
    return found
