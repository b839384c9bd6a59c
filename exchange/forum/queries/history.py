"""How a post came to read as it does: each text that stood there, and what changed with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, exists, select

from exchange.files.queries import FileRow
from exchange.forum.models import PostFile, PostRevision
from exchange.forum.policy import may_read_post
from exchange.forum.queries.files import files_under
from exchange.forum.queries.heads import ThreadHead
from exchange.forum.queries.posts import PostLine, get_post
from exchange.kernel.paging import Pages
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.people.actor import Actor
from exchange.people.models import Account
from exchange.text.differences import Stretch, Work, differences

PAGE_SIZE = 5  # texts of up to 32,000 characters, each compared with the one before


class PastText(NamedTuple):
    """A text that an edit replaced, and who made that edit when."""

    version: int
    title: str  # of an opening post
    lang: str
    source: str
    files: list[list[Any]]  # id and name of each
    replaced_at: datetime
    replaced_by: str | None
    has_files_now: bool  # its post


@dataclass(frozen=True, slots=True)
class PastPost:
    """A post with a text that stood in it."""

    thread: ThreadHead
    post: PostLine
    past: PastText


class PastFile(NamedTuple):
    """A file that stood under a version; only what stands there now can be fetched."""

    name: str
    now: FileRow | None


@dataclass(frozen=True, slots=True)
class Revision:
    """A text of a post: who wrote it when, and what is different in it."""

    post_id: int
    version: int
    is_current: bool
    lang: str
    at: datetime
    by: str | None
    title: Sequence[Stretch]  # empty if it stayed
    text: Sequence[Stretch]
    files: Sequence[PastFile]  # as they stood then


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Some revisions of a post, the newest first."""

    thread: ThreadHead
    post: PostLine
    revisions: Sequence[Revision]
    pages: Pages


_PAST = Reading(
    PastText,
    select(
        PostRevision.edit_version.label("version"),
        PostRevision.title,
        PostRevision.lang,
        PostRevision.source,
        PostRevision.files,
        PostRevision.replaced_at,
        Account.name.label("replaced_by"),
        exists().where(PostFile.post_id == PostRevision.post_id).label("has_files_now"),
    )
    .outerjoin(Account, Account.id == PostRevision.by_id)
    .where(
        PostRevision.post_id == bindparam("post_id"),
        PostRevision.edit_version.between(bindparam("first"), bindparam("last")),
    )
    .order_by(PostRevision.edit_version),
)


def history_page(actor: Actor, post_id: int, number: int = 1) -> HistoryPage:
    """For whoever may read the post; NotFound past the last page."""
    thread, post = _readable(actor, post_id)
    pages = Pages(number, PAGE_SIZE, post.edit_version)
    if number > pages.last:
        raise NotFound
    newest = post.edit_version - pages.offset
    oldest = max(newest - PAGE_SIZE + 1, 1)
    past = {
        text.version: text for text in _PAST.all(post_id=post_id, first=oldest - 1, last=newest)
    }
    has_files = any(text.has_files_now for text in past.values())
    work, files = Work(), files_under([post_id] if has_files else []).get(post_id, ())
    revisions = [
        replace(_revision(one, thread, post, past, work), files=_files(past.get(one), files))
        for one in range(newest, oldest - 1, -1)
    ]
    return HistoryPage(thread, post, revisions, pages)


def _files(past: PastText | None, standing: Sequence[FileRow]) -> Sequence[PastFile]:
    """Under a text that was replaced, or the one that stands there."""
    if past is None:
        return [PastFile(one.name, one) for one in standing]
    known = {one.id: one for one in standing}
    return [PastFile(name, known.get(file_id)) for file_id, name in past.files]


def past_text(actor: Actor, post_id: int, version: int) -> PastPost:
    """A text that stood in a post; NotFound where that version is the one that stands there."""
    thread, post = _readable(actor, post_id)
    found = _PAST.first(post_id=post_id, first=version, last=version)
    if found is None:
        raise NotFound
    return PastPost(thread, post, found)


def _readable(actor: Actor, post_id: int) -> tuple[ThreadHead, PostLine]:
    thread, post = get_post(actor, post_id)
    if not may_read_post(actor, post, thread):
        raise NotFound
    return thread, post


class _Text(NamedTuple):
    title: str
    lang: str
    source: str


def _revision(
    version: int, thread: ThreadHead, post: PostLine, past: dict[int, PastText], work: Work
) -> Revision:
    here, before = _text(version, thread, post, past), past.get(version - 1)
    is_renamed = before is not None and before.title != here.title
    return Revision(
        post_id=post.id,
        version=version,
        is_current=version == post.edit_version,
        lang=here.lang,
        at=before.replaced_at if before else post.posted_at,
        by=before.replaced_by if before else post.author,
        title=differences(before.title, here.title) if before and is_renamed else (),
        text=differences(before.source, here.source, work)
        if before
        else [Stretch("same", here.source)],
        files=(),
    )


def _text(version: int, thread: ThreadHead, post: PostLine, past: dict[int, PastText]) -> _Text:
    if version in past:
        return _Text(past[version].title, past[version].lang, past[version].source)
    return _Text(thread.title if post.is_opening else "", post.lang, post.source)
