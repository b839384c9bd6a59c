"""Which files stand where: under the posts of a page, in a draft, in a form."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, or_, select

from exchange.files.models import File
from exchange.files.queries import IS_THERE, ROW, FileRow, own_files
from exchange.files.rules import uses_files, who_may_read
from exchange.forum.models import Post, PostFile
from exchange.forum.policy import may_read_post
from exchange.forum.queries.posts import get_post
from exchange.kernel.clock import now
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.people.actor import Actor

KEPT_AFTER_DELETING = timedelta(days=1)  # while its author may still undo that
Files = tuple[FileRow, ...]

# Whether a post of an enclosing statement has any; for statements of others.
POST_HAS_FILES = exists().where(PostFile.post_id == Post.id)


class PlacedFile(NamedTuple):
    """A file, and the id of what it stands under."""

    place: int
    id: int
    kind: str
    name: str
    bytes: int
    width: int | None
    height: int | None
    alt: str
    alt_lang: str

    @property
    def file(self) -> FileRow:
        return FileRow(*self[1:])


def placed(place: Any, link: Any) -> Select[*tuple[Any, ...]]:
    """Files with what this column of their link says, in order."""
    return (
        select(place.label("place"), *ROW)
        .join(link, link.file_id == File.id)
        .where(IS_THERE)
        .order_by(place, link.position)
    )


_UNDER = Reading(
    PlacedFile,
    placed(PostFile.post_id, PostFile).where(
        PostFile.post_id.in_(bindparam("ids", expanding=True))
    ),
)


class _Where(NamedTuple):
    post_id: int


_WHERE = Reading(_Where, select(PostFile.post_id).where(PostFile.file_id == bindparam("file")))


def files_under(post_ids: Sequence[int]) -> Mapping[int, Files]:
    """Of these posts, by post, in the order that their author gave: one statement, or none."""
    found: dict[int, Files] = {}
    for row in _UNDER.all(ids=list(post_ids)) if post_ids else ():
        found[row.place] = (*found.get(row.place, ()), row.file)
    return found


def files_to_attach(actor: Actor, ids: Sequence[int], post_id: int | None = None) -> Files:
    """Those of these files that the actor may put under this post: their own, and what stands
    there already."""
    known = {row.id: row for row in own_files(actor, ids)}
    if post_id is not None and ids:
        known |= {row.id: row for row in files_under([post_id]).get(post_id, ())}
    return tuple(known[one] for one in ids if one in known)


@who_may_read("post", often=True)
def may_read_file_of_post(actor: Actor, file_id: int) -> bool | None:
    """Whoever may read the post that it stands under, as that stands now."""
    place = _WHERE.first(file=file_id)
    if place is None:
        return None
    try:
        thread, post = get_post(actor, place.post_id)
    except NotFound:
        return False
    return bool(may_read_post(actor, post, thread))


@uses_files("post")
def stands_under_a_post() -> ColumnElement[bool]:
    """One that its author took back long ago holds nothing any more."""
    held = or_(Post.deleted_at.is_(None), Post.deleted_at > now() - KEPT_AFTER_DELETING)
    return exists().where(and_(PostFile.file_id == File.id, Post.id == PostFile.post_id, held))
