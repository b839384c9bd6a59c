"""What moderators have done, the latest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, case, func, select
from sqlalchemy.orm import aliased

from exchange.forum.models import Post, Thread
from exchange.forum.policy import visible_to
from exchange.kernel.paging import Pages
from exchange.kernel.reading import Reading, built_once
from exchange.kernel.rulings import NotFound, require
from exchange.moderation.models import LogEntry
from exchange.moderation.policy import logged_for, may_read_log
from exchange.moderation.queries.titles import TITLE
from exchange.moderation.rules import BY_CODE, Rule
from exchange.people.actor import Actor
from exchange.people.models import Account
from exchange.tags.models import Tag

PAGE_SIZE = 30


class LogRow(NamedTuple):
    """One deed: who did what to which thread or post of whom, and why."""

    id: int
    what: str  # hidden, dismissed, shown, locked, unlocked, reverted, moved, moved_post, …
    logged_at: datetime
    by: str | None
    thread_id: int | None  # None for a deed that is about a subject
    title: str  # "" where its author took the thread back
    title_lang: str
    is_sample: bool
    tag_slug: str | None
    tag_names: dict[str, str] | None
    into_names: dict[str, str] | None  # of the subject that it is merged into by now
    post_id: int | None
    person_id: int | None
    person: str | None
    case_id: int | None
    rule: str
    reason: str
    lang: str
    hidden_at: datetime | None  # of the post, as it is now
    is_opening: bool  # the post, as it is now
    from_category_id: int | None
    from_post_id: int | None
    original_id: int | None  # to which a duplicate was closed, if the reader may see it
    original_title: str | None
    original_lang: str | None

    @property
    def undoing(self) -> str:
        """The path of the page that takes a move back, below the language; "" if there is none."""
        if self.what in ("pinned", "new_kind") and self.title:
            return f"/threads/{self.thread_id}/{'unpin' if self.what == 'pinned' else 'kind'}"
        if self.what == "duplicate" and self.title:
            return f"/threads/{self.thread_id}/unduplicate"
        if self.what in ("tagged", "untagged") and self.title:
            back = "untag" if self.what == "tagged" else "tag"
            at = f"ids={self.thread_id}&id={self.thread_id}&to="
            return f"/moderation/threads?{at}&do={back}&tag={self.tag_slug}"
        if self.what == "moved" and self.from_category_id:
            return f"/threads/{self.thread_id}/move?to={self.from_category_id}"
        if self.what == "moved_post" and self.from_post_id and not self.is_opening:
            return f"/posts/{self.post_id}/move?under={self.from_post_id}"
        if self.what == "split" and self.from_post_id and self.is_opening:
            return f"/threads/{self.thread_id}/merge?under={self.from_post_id}"
        return ""

    @property
    def broken(self) -> Rule | None:
        return BY_CODE.get(self.rule)


@dataclass(frozen=True, slots=True)
class LogPage:
    """A page of the log."""

    entries: Sequence[LogRow]
    pages: Pages


class _Count(NamedTuple):
    entries: int


_moderator, _person, _into = aliased(Account), aliased(Account), aliased(Tag)


@built_once
def _count(eyes: Actor) -> Reading[_Count]:
    all_of_it = select(func.count().label("entries")).select_from(LogEntry)
    if eyes.is_moderator:
        return Reading(_Count, all_of_it)
    with_threads = all_of_it.join(Thread, Thread.id == LogEntry.thread_id)
    return Reading(_Count, with_threads.where(logged_for(eyes)))


_entries = (
    select(
        LogEntry.id,
        LogEntry.what,
        LogEntry.logged_at,
        _moderator.name.label("by"),
        LogEntry.thread_id,
        TITLE,
        Thread.lang.label("title_lang"),
        Thread.is_sample,
        Tag.slug.label("tag_slug"),
        Tag.names.label("tag_names"),
        _into.names.label("into_names"),
        LogEntry.post_id,
        LogEntry.person_id,
        _person.name.label("person"),
        LogEntry.case_id,
        LogEntry.rule,
        LogEntry.reason,
        LogEntry.lang,
        Post.hidden_at,
        and_(Post.id.is_not(None), Post.parent_id.is_(None)).label("is_opening"),
        case((Thread.merged_into_id.is_(None), LogEntry.from_category_id)).label(
            "from_category_id"  # a thread that was merged is moved no more
        ),
        LogEntry.from_post_id,
    )
    .outerjoin(Thread, Thread.id == LogEntry.thread_id)
    .outerjoin(Tag, Tag.id == LogEntry.tag_id)
    .outerjoin(_into, _into.id == Tag.merged_into_id)
    .outerjoin(Post, Post.id == LogEntry.post_id)
    .outerjoin(_moderator, _moderator.id == LogEntry.by_id)
    .outerjoin(_person, _person.id == LogEntry.person_id)
    .order_by(LogEntry.id.desc())
    .limit(PAGE_SIZE)
    .offset(bindparam("skip"))
)


@built_once
def _page(eyes: Actor) -> Reading[LogRow]:
    seen = select(Thread.id, Thread.title, Thread.lang).where(visible_to(eyes)).subquery()
    is_it = and_(LogEntry.what == "duplicate", seen.c.id == LogEntry.from_thread_id)
    named = (column.label(f"original_{column.key}") for column in seen.c)
    entries = _entries.add_columns(*named).outerjoin(seen, is_it)
    return Reading(LogRow, entries.where(logged_for(eyes)))


def log_page(actor: Actor, number: int = 1) -> LogPage:
    """The page of this number; NotFound past the last."""
    require(may_read_log(actor))
    counted = _count(actor.eyes).first()
    pages = Pages(number, PAGE_SIZE, counted.entries if counted else 0)
    if number > pages.last:
        raise NotFound
    return LogPage(_page(actor.eyes).all(skip=pages.offset), pages)
