"""Writing the index: in the transaction that changes a text, or anew for all of them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

from sqlalchemy import bindparam, delete, func, or_, select

from exchange.forum.models import Post
from exchange.kernel.db import db, transaction, upsert
from exchange.kernel.reading import Reading, built_once
from exchange.library.models import Experience
from exchange.search import documents
from exchange.search.documents import Document
from exchange.search.engines import Entry, engine
from exchange.search.models import SearchDocument
from exchange.text.stems import NORM_VERSION

BATCH = 200  # the database is locked for as long as one takes: some tenths of a second

Kind = Literal["post_id", "experience_id"]


def index_posts(ids: Sequence[int]) -> None:
    """Inside a transaction: what these posts say now."""
    _put("post_id", documents.posts(ids))


def index_experiences(ids: Sequence[int]) -> None:
    """Inside a transaction: what these published experiences say now."""
    _put("experience_id", documents.experiences(ids))


def index_again(experience_id: int) -> None:
    """Inside a transaction: what this experience says now, if it is found at all."""
    found = select(SearchDocument.id).where(SearchDocument.experience_id == experience_id)
    if db.session.scalar(found) is not None:
        index_experiences([experience_id])


def forget_experience(experience_id: int) -> None:
    """Inside a transaction: the index row goes with its document."""
    db.session.execute(
        delete(SearchDocument).where(SearchDocument.experience_id == experience_id),
        execution_options={"synchronize_session": False},
    )


def _put(kind: Kind, found: Sequence[Document]) -> None:
    if not found:
        return
    rows = [
        {kind: one.thing_id, "thread_id": one.thread_id, "norm_version": NORM_VERSION}
        for one in found
    ]
    row = upsert(SearchDocument).values(rows)
    anew = {"thread_id": row.excluded.thread_id, "norm_version": row.excluded.norm_version}
    column = SearchDocument.__table__.c[kind]
    saved = db.session.execute(
        row.on_conflict_do_update(index_elements=[kind], set_=anew).returning(
            column, SearchDocument.__table__.c.id
        )
    ).all()
    ids = {thing_id: document_id for thing_id, document_id in saved}
    entries = [Entry(ids[document.thing_id], document.tokens) for document in found]
    db.session.execute(*engine().writing(entries))


class _Id(NamedTuple):
    id: int


@built_once
def _to_index(kind: Kind, everything: bool) -> Reading[_Id]:
    """The next things without a document, or with one made by other rules; or just the next."""
    thing: Any = Post if kind == "post_id" else Experience
    statement = (
        select(thing.id)
        .outerjoin(SearchDocument, SearchDocument.__table__.c[kind] == thing.id)
        .where(thing.id > bindparam("after"))
    )
    if not everything:
        statement = statement.where(
            or_(SearchDocument.id.is_(None), SearchDocument.norm_version != NORM_VERSION)
        )
    if thing is Experience:
        statement = statement.where(Experience.state == "published")
    return Reading(_Id, statement.order_by(thing.id).limit(BATCH))


class _Found(NamedTuple):
    found: int


@built_once
def _made_by_other_rules() -> Reading[_Found]:
    """One document of them; "below or above" asks the index, "not equal" all of it."""
    other = or_(
        SearchDocument.norm_version < NORM_VERSION, SearchDocument.norm_version > NORM_VERSION
    )
    return Reading(_Found, select(SearchDocument.id.label("found")).where(other).limit(1))


@built_once
def _newest_without_document(kind: Kind) -> Reading[_Found]:
    """The newest thing to index, if it has no document."""
    thing: Any = Post if kind == "post_id" else Experience
    newest = select(func.max(thing.id).label("id"))
    if thing is Experience:
        newest = newest.where(Experience.state == "published")
    last = newest.subquery()
    document = SearchDocument.__table__.c[kind]
    return Reading(
        _Found,
        select(last.c.id.label("found"))
        .outerjoin(SearchDocument, document == last.c.id)
        .where(last.c.id.is_not(None), SearchDocument.id.is_(None)),
    )


def needs_rebuilding() -> bool:
    """Whether older rules made a document, or an indexing of all texts was not finished.

    Asked at each set-up, so it looks at three rows, not at all: texts are indexed as they are
    written, hence only the last of them can be missing where the others are not.
    """
    asked = (
        _made_by_other_rules(),
        _newest_without_document("post_id"),
        _newest_without_document("experience_id"),
    )
    return any(reading.first() for reading in asked)


def rebuild(*, everything: bool = False) -> Iterator[int]:
    """Index what is not indexed, or was by older rules; batch by batch, giving each one's size."""
    yield from _rebuild("post_id", index_posts, everything)
    yield from _rebuild("experience_id", index_experiences, everything)


def _rebuild(kind: Kind, index: Callable[[Sequence[int]], None], everything: bool) -> Iterator[int]:
    after = 0
    while True:
        with transaction(None):
            ids = [row.id for row in _to_index(kind, everything).all(after=after)]
            index(ids)
        if not ids:
            return
        yield len(ids)
        after = ids[-1]
