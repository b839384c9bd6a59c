"""Several threads that a moderator may change at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, exists, func, select

from exchange.forum.duplicates import SHOWN_STATE
from exchange.forum.models import Post, Thread, ThreadTag
from exchange.forum.policy import may_moderate_in, visible_to
from exchange.kernel.reading import Reading, built_once
from exchange.kernel.rulings import NotFound
from exchange.moderation.selecting import Chosen
from exchange.people.actor import Actor
from exchange.tags.models import Tag


class SelectedRow(NamedTuple):
    """A thread with what its opening post adds; the two are hidden together."""

    id: int
    title: str
    lang: str
    kind: str
    state: str
    category_id: int
    in_room: bool
    author_id: int
    locked_at: datetime | None
    hidden_at: datetime | None
    deleted_at: datetime | None
    duplicate_of_id: int | None
    is_sample: bool
    edit_version: int
    post_id: int
    post_version: int
    tag_count: int
    has_tag: bool  # the one that was asked about

    @property
    def parent_id(self) -> None:
        """So that the rules of posts may be asked: it opens its thread."""
        return

    @property
    def as_seen(self) -> Chosen:
        return Chosen(self.id, self.edit_version, self.post_version)


_TAGS = select(func.count()).where(ThreadTag.thread_id == Thread.id)
_HAS_TAG = exists().where(
    ThreadTag.thread_id == Thread.id, ThreadTag.tag_id == Tag.id, Tag.slug == bindparam("tag")
)


@built_once
def _selected(eyes: Actor) -> Reading[SelectedRow]:
    return Reading(
        SelectedRow,
        select(
            Thread.id,
            Thread.title,
            Thread.lang,
            Thread.kind,
            SHOWN_STATE,
            Thread.category_id,
            Thread.in_room,
            Thread.author_id,
            Thread.locked_at,
            Thread.hidden_at,
            Thread.deleted_at,
            Thread.duplicate_of_id,
            Thread.is_sample,
            Thread.edit_version,
            Post.id.label("post_id"),
            Post.edit_version.label("post_version"),
            _TAGS.scalar_subquery().label("tag_count"),
            _HAS_TAG.label("has_tag"),
        )
        .join(Post, (Post.thread_id == Thread.id) & Post.parent_id.is_(None))
        .where(Thread.id.in_(bindparam("ids", expanding=True)), visible_to(eyes)),
    )


def selection(actor: Actor, ids: Sequence[int], tag: str = "") -> Sequence[SelectedRow]:
    """Of these threads those that the actor may moderate, in this order, and whether they have the
    subject of this slug; NotFound if there are none."""
    found = _selected(actor.eyes).all(ids=list(ids), tag=tag) if ids else []
    may = {one.id: one for one in found if may_moderate_in(actor, one)}
    if not may:
        raise NotFound
    return [may[thread_id] for thread_id in ids if thread_id in may]
