"""What matches and may be seen by whoever asks, the best first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import CTE, and_, bindparam, func, or_, select

from exchange.kernel.db import db
from exchange.kernel.reading import Reading, built_once
from exchange.library.models import Experience
from exchange.people.actor import Actor
from exchange.search.engines import engine
from exchange.search.models import SearchDocument
from exchange.search.policy import experiences_found, posts_found_by
from exchange.search.query import Query

MOST_HITS = 2_000  # the newest are ranked, whatever the number: a common word costs no more
PAGE_SIZE = 15


class Group(NamedTuple):
    """One result: an experience, or a thread with its best post and how many more match."""

    experience_id: int | None = None
    post_id: int | None = None
    more: int = 0


class _Row(NamedTuple):  # a Group, and what is counted of all of them
    experience_id: int | None
    post_id: int | None
    more: int
    groups: int
    seen: int  # documents
    matched: int  # documents, seen or not; one more than MOST_HITS means there are more


@dataclass(frozen=True, slots=True)
class Hits:
    """Results of a page, best first."""

    groups: Sequence[Group]
    total: int  # results on all pages; 0 where this page is past the last
    more_than: int | None  # hits, where there are too many to count


def seen_by(actor: Actor) -> tuple[CTE, CTE]:
    """The hits, and those of them that the actor may see: nothing else is grouped or counted."""
    hit = engine().hits()
    experience = (
        select(Experience.id)
        .where(Experience.id == SearchDocument.experience_id, experiences_found())
        .correlate(SearchDocument)
    )
    of_post = and_(SearchDocument.post_id.is_not(None), posts_found_by(actor))
    of_experience = and_(SearchDocument.experience_id.is_not(None), experience.exists())
    seen = (
        select(
            SearchDocument.id,
            SearchDocument.thread_id,
            SearchDocument.post_id,
            SearchDocument.experience_id,
            hit.c.score,
        )
        .join_from(hit, SearchDocument, SearchDocument.id == hit.c.id)
        .where(or_(of_post, of_experience))
    )
    return hit, seen.cte("seen").prefix_with("MATERIALIZED")


@built_once
def _page(_database: str, eyes: Actor) -> Reading[_Row]:
    """Grouped and cut by the database: of 2,000 hits 15 rows come over."""
    hit, seen = seen_by(eyes)
    result = (
        select(
            seen.c.thread_id,
            seen.c.experience_id,
            func.max(seen.c.score).label("score"),
            func.max(seen.c.id).label("newest"),
            func.count().label("fits"),
        )
        .group_by(seen.c.thread_id, seen.c.experience_id)
        .cte("result")
        .prefix_with("MATERIALIZED")
    )
    best_post = select(func.max(seen.c.post_id)).where(
        seen.c.thread_id == result.c.thread_id, seen.c.score == result.c.score
    )
    return Reading(
        _Row,
        select(
            result.c.experience_id,
            best_post.correlate(result).scalar_subquery().label("post_id"),
            (result.c.fits - 1).label("more"),
            *(
                select(func.count()).select_from(counted).scalar_subquery().label(name)
                for counted, name in ((result, "groups"), (seen, "seen"), (hit, "matched"))
            ),
        )
        .order_by(result.c.score.desc(), result.c.newest.desc())
        .limit(bindparam("size"))
        .offset(bindparam("skip")),
    )


def hits(actor: Actor, query: Query, *, skip: int = 0) -> Hits:
    """One statement; permission is part of it, so counts tell nobody of what is hidden."""
    reading = _page(db.engine.dialect.name, actor.eyes)
    rows = reading.all(match=engine().match(query), most=MOST_HITS + 1, size=PAGE_SIZE, skip=skip)
    if not rows:
        return Hits((), 0, None)
    first = rows[0]
    # Of the documents looked at, some may be hidden from the reader: only what is seen is counted.
    more_than = first.seen - 1 if first.matched > MOST_HITS else None
    groups = [Group(row.experience_id, row.post_id, row.more) for row in rows]
    return Hits(groups, first.groups, more_than)
