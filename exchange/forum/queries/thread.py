"""A thread's page: by number, in reading order, the accepted answer with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from exchange.forum.policy import may_accept_in, may_moderate_in, may_reply, may_restore, may_view
from exchange.forum.queries.before import before, folded_among
from exchange.forum.queries.drafts import FoundDraft, find_draft
from exchange.forum.queries.heads import ThreadHead
from exchange.forum.queries.shown import PostRow, ShownThread, shown_thread
from exchange.forum.queries.unread import new_among
from exchange.forum.writing import Place
from exchange.kernel.clock import now
from exchange.kernel.rulings import NotFound, Ruling
from exchange.people.actor import Actor
from exchange.text.languages import reads_alike


class Reader(NamedTuple):
    """What makes a thread's page differ between readers."""

    id: int
    may_write: bool
    is_moderator: bool  # in this thread
    may_reply: bool
    may_accept: bool
    foreign: frozenset[int]  # posts of this page in a language that a member does not read
    found_helpful: frozenset[int]  # posts of this page that they marked
    bookmarked: frozenset[int]  # posts of this page that they want to find again
    folded: frozenset[int]  # posts of this page by people whom they ignore
    may_restore: frozenset[int]  # posts of this page that they deleted a moment ago
    new: frozenset[int]  # posts of this page that others wrote since they were here
    first_new: int | None  # of these the one that stands first


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """All that forum/thread.html shows: the template asks nothing more."""

    shown: ShownThread
    reader: Reader
    may_reply: Ruling
    read_up_to: datetime | None  # by this reader, before this page; None for guests
    draft: FoundDraft | None  # of a reply to the opening post
    is_watched: bool  # by this reader
    original: ThreadHead | None  # of a duplicate, if this reader may see it

    @property
    def has_news(self) -> bool:
        """Whether something was posted, here or on another page, that is new to this reader."""
        return self.read_up_to is not None and self.thread.last_post_at > self.read_up_to

    @property
    def has_news_elsewhere(self) -> bool:
        return self.has_news and self.shown.pages.last > 1 and not self.reader.new

    @property
    def thread(self) -> ThreadHead:
        return self.shown.thread

    @property
    def posts(self) -> Sequence[PostRow]:
        return self.shown.posts


def thread_page(actor: Actor, thread_id: int, number: int = 1) -> ThreadPage:
    """The page of this number; NotFound past the last."""
    return page_for(actor, shown_thread(thread_id, number))


def page_for(actor: Actor, shown: ShownThread | None) -> ThreadPage:
    """What everyone sees, and what this reader may do with it."""
    if shown is None or not may_view(actor, shown.thread):
        raise NotFound
    ruling, opening = may_reply(actor, shown.thread), shown.thread.opening_id
    known = before(actor, shown)
    mark = known.read_at
    new = new_among(actor, shown.thread, shown.read_here, mark)
    reader = Reader(
        id=actor.id,
        may_write=actor.may_write,
        is_moderator=may_moderate_in(actor, shown.thread).allowed,
        may_reply=ruling.allowed,
        may_accept=may_accept_in(actor, shown.thread, now()).allowed,
        foreign=_foreign(actor, shown),
        found_helpful=known.found_helpful,
        bookmarked=known.bookmarked,
        folded=folded_among(shown, known),
        may_restore=frozenset(
            post.id
            for post in shown.posts
            if post.deleted_at and may_restore(actor, shown.thread, post, now())
        ),
        new=frozenset(new),
        first_new=new[0] if new else None,
    )
    begun = opening and ruling and known.has_begun
    draft = find_draft(actor, Place("reply", opening)) if opening and begun else None
    original = shown.original if shown.original and may_view(actor, shown.original) else None
    return ThreadPage(shown, reader, ruling, mark, draft, known.is_watched, original)


def _foreign(actor: Actor, shown: ShownThread) -> frozenset[int]:
    return frozenset(
        post.id
        for post in (*shown.posts, shown.accepted)
        if post and not any(reads_alike(post.lang, one) for one in actor.reads)
    )
