"""What matches and may be seen by whoever asks, the best first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import and_, func, or_, select

from exchange.forum.models import Post, Thread
from exchange.kernel.db import db
from exchange.kernel.reading import Reading, built_once
from exchange.library.models import Experience
from exchange.people.actor import GUEST, Actor
from exchange.search.engines import engine
from exchange.search.models import SearchDocument
from exchange.search.policy import experiences_found, posts_readable_by
from exchange.search.query import Query

MOST_HITS = 2_000  # the newest are ranked, whatever the number: a common word costs no more


class _Hit(NamedTuple):
    id: int
    thread_id: int | None
    post_id: int | None
    experience_id: int | None
    score: float
    matched: int  # documents, seen or not; one more than MOST_HITS means there are more


@dataclass(frozen=True, slots=True)
class Group:
    """One result: an experience, or a thread with its best post and how many more match."""

    experience_id: int | None = None
    post_id: int | None = None
    more: int = 0


@dataclass(frozen=True, slots=True)
class Hits:
    """All results, best first."""

    groups: Sequence[Group]
    more_than: int | None  # hits, where there are too many to count


@built_once
def _hits(_database: str, sees_all: bool) -> Reading[_Hit]:
    hit = engine().hits()
    actor = Actor(roles=frozenset({"moderator"})) if sees_all else GUEST
    of_post = and_(SearchDocument.post_id.is_not(None), posts_readable_by(actor))
    of_experience = and_(SearchDocument.experience_id.is_not(None), experiences_found())
    return Reading(
        _Hit,
        select(
            SearchDocument.id,
            Post.thread_id,
            SearchDocument.post_id,
            SearchDocument.experience_id,
            hit.c.score,
            select(func.count()).select_from(hit).scalar_subquery().label("matched"),
        )
        .join_from(hit, SearchDocument, SearchDocument.id == hit.c.id)
        .outerjoin(Post, Post.id == SearchDocument.post_id)
        .outerjoin(Thread, Thread.id == Post.thread_id)
        .outerjoin(Experience, Experience.id == SearchDocument.experience_id)
        .where(or_(of_post, of_experience))
        .order_by(hit.c.score.desc(), SearchDocument.id.desc()),
    )


def hits(actor: Actor, query: Query) -> Hits:
    """One statement; permission is part of it, so counts tell nobody of what is hidden."""
    reading = _hits(db.engine.dialect.name, actor.is_moderator)
    rows = reading.all(match=engine().match(query), most=MOST_HITS + 1)
    # Of the documents looked at, some may be hidden from the reader: only what is seen is counted.
    is_cut = bool(rows) and rows[0].matched > MOST_HITS
    return Hits(_grouped(rows), len(rows) - 1 if is_cut else None)


def _grouped(rows: Sequence[_Hit]) -> Sequence[Group]:
    groups: dict[tuple[str, int | None], Group] = {}
    for row in rows:
        if row.experience_id is not None:
            groups["experience", row.experience_id] = Group(experience_id=row.experience_id)
            continue
        key = ("thread", row.thread_id)
        best = groups.get(key)
        groups[key] = (
            Group(post_id=row.post_id) if best is None else Group(None, best.post_id, best.more + 1)
        )
    return list(groups.values())
