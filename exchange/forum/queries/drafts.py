"""What somebody has begun to write; asked for by its author only, as every statement here says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, select

from exchange.files.models import File
from exchange.files.rules import uses_files
from exchange.forum.begun import BegunElsewhere, begun_elsewhere
from exchange.forum.models import Post, PostDraft, PostDraftFile, Thread
from exchange.forum.policy import readable_by, visible_to
from exchange.forum.queries.files import Files, PlacedFile, placed
from exchange.forum.writing import Place
from exchange.kernel.reading import Reading, built_once
from exchange.kernel.rulings import NotFound
from exchange.people.actor import Actor


class DraftRow(NamedTuple):
    """A text as it was kept last."""

    id: int
    kind: str
    post_id: int | None
    post_version: int | None
    title: str
    source: str
    lang: str
    choices: Mapping[str, Any]
    version: int
    saved_at: datetime
    has_files: bool


class DraftLine(NamedTuple):
    """A text and the thread that it belongs to, if its author may still read that."""

    id: int
    kind: str
    post_id: int | None
    title: str
    source: str
    lang: str
    saved_at: datetime
    thread_title: str | None
    thread_lang: str | None

    @property
    def path(self) -> str:
        """Of the page where it is continued; "" where that has gone."""
        if self.kind in ("ask", "announce"):
            return f"/{self.kind}?draft={self.id}"
        return f"/posts/{self.post_id}/{self.kind}?draft={self.id}" if self.thread_title else ""

    @property
    def page(self) -> str:
        """Of its own, where all of it is read, continued or not."""
        return f"/drafts/{self.id}"

    @property
    def discard(self) -> str:
        return f"/drafts/{self.id}/discard"


@dataclass(frozen=True, slots=True)
class FoundDraft:
    """What a form is filled with, and whether its author has another text for the same place."""

    row: DraftRow
    is_one_of_several: bool
    files: Files = ()


def _mine() -> Select[*tuple[Any, ...]]:
    return select(
        PostDraft.id,
        PostDraft.kind,
        PostDraft.post_id,
        PostDraft.post_version,
        PostDraft.title,
        PostDraft.source,
        PostDraft.lang,
        PostDraft.choices,
        PostDraft.version,
        PostDraft.saved_at,
        exists().where(PostDraftFile.draft_id == PostDraft.id).label("has_files"),
    ).where(PostDraft.account_id == bindparam("me"), PostDraft.kind == bindparam("kind"))


@built_once
def _at(has_post: bool) -> Reading[DraftRow]:
    post = PostDraft.post_id == bindparam("post") if has_post else PostDraft.post_id.is_(None)
    newest = (PostDraft.saved_at.desc(), PostDraft.id.desc())
    return Reading(DraftRow, _mine().where(post).order_by(*newest))


_FILES = Reading(
    PlacedFile,
    placed(PostDraftFile.draft_id, PostDraftFile).where(
        PostDraftFile.draft_id == bindparam("draft")
    ),
)

# Whether the person `:me` began to reply to the post `:opening_id`; for statements of others.
HAS_BEGUN = exists().where(
    PostDraft.account_id == bindparam("me"),
    PostDraft.kind == "reply",
    PostDraft.post_id == bindparam("opening_id"),
)
# How many texts the person `:me` has begun; for statements of others.
HOW_MANY = (
    select(func.count())
    .select_from(PostDraft)
    .where(PostDraft.account_id == bindparam("me"))
    .scalar_subquery()
)


def find_draft(actor: Actor, place: Place, draft_id: int | None = None) -> FoundDraft | None:
    """The newest that this person keeps for a place, or the one of this id."""
    here = {"post": place.post_id} if place.post_id is not None else {}
    rows = _at(bool(here)).all(me=actor.id, kind=place.kind, **here)
    found = next((row for row in rows if draft_id in (None, row.id)), None)
    if found is None:
        return None
    files = _FILES.all(draft=found.id) if found.has_files else ()
    return FoundDraft(found, len(rows) > 1, tuple(row.file for row in files))


@uses_files("draft")
def stands_in_a_draft() -> ColumnElement[bool]:
    return exists().where(PostDraftFile.file_id == File.id)


@built_once
def _lines(eyes: Actor, of_one: bool) -> Reading[DraftLine]:
    readable = and_(Post.id == PostDraft.post_id, readable_by(eyes))
    lines = (
        select(
            PostDraft.id,
            PostDraft.kind,
            PostDraft.post_id,
            PostDraft.title,
            PostDraft.source,
            PostDraft.lang,
            PostDraft.saved_at,
            Thread.title.label("thread_title"),
            Thread.lang.label("thread_lang"),
        )
        .select_from(PostDraft)
        .outerjoin(Post, readable)
        .outerjoin(Thread, and_(Thread.id == Post.thread_id, visible_to(eyes)))
        .where(PostDraft.account_id == bindparam("me"))
        .order_by(PostDraft.saved_at.desc(), PostDraft.id.desc())
    )
    return Reading(DraftLine, lines.where(PostDraft.id == bindparam("id")) if of_one else lines)


def draft_list(actor: Actor) -> Sequence[DraftLine]:
    """All that this person has begun in the forum, the newest first."""
    return _lines(actor.eyes, False).all(me=actor.id)


def drafts_everywhere(actor: Actor) -> Sequence[DraftLine | BegunElsewhere]:
    """That, and what they have begun in features above, in one order."""
    found: list[DraftLine | BegunElsewhere] = [*draft_list(actor), *begun_elsewhere(actor)]
    return sorted(found, key=lambda line: line.saved_at, reverse=True)


def get_draft(actor: Actor, draft_id: int) -> DraftLine:
    """NotFound for what another person writes as for what is not there."""
    found = _lines(actor.eyes, True).first(me=actor.id, id=draft_id)
    if found is None:
        raise NotFound
    return found
