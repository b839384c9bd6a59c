"""What has been asked, or written down, about the same before: for whoever types a title."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import CTE, Integer, bindparam, case, func, literal, or_, select, union_all

from exchange.forum.duplicates import is_no_duplicate
from exchange.forum.models import Thread
from exchange.kernel.clock import end_of_today
from exchange.kernel.db import db
from exchange.kernel.reading import Reading, built_once
from exchange.library.codes import path_of
from exchange.library.models import Experience
from exchange.people.actor import Actor
from exchange.search.engines import engine
from exchange.search.models import SearchDocument
from exchange.search.policy import experiences_found, posts_found_by
from exchange.search.thoughts import Thought, thoughts_of
from exchange.search.tokens import EXPERIENCES, OPENINGS
from exchange.tags.queries import vocabulary
from exchange.text.dates import age_in_days

SHOWN = 5
NEWEST = 400  # documents looked at for each thought
ENOUGH = 0.35  # of all that the title says must be in a text, weighed; below it is another matter
LEAST = 2  # a subject, or two words, unless one word is all there is
_KINDS = f"{OPENINGS} {EXPERIENCES}"


class _Row(NamedTuple):
    post_id: int | None
    title: str
    lang: str
    kind: str
    state: str
    number: int | None
    started_at: datetime | None


@dataclass(frozen=True, slots=True)
class Similar:
    """A thread by its opening post, or an experience; two equal ones look the same."""

    title: str
    lang: str
    kind: str  # of the thread; "experience"
    state: str
    days: int  # since it was asked
    path: str


@built_once
def _similar(_database: str, eyes: Actor, thoughts: int) -> Reading[_Row]:
    """One constant statement for each number of thoughts."""
    scored = _scored(thoughts)
    is_post = SearchDocument.post_id.is_not(None)
    is_record = SearchDocument.experience_id.is_not(None)
    # What is closed as a duplicate leads to one that is alike too, which is offered itself.
    may_see = or_(
        is_post & posts_found_by(eyes) & is_no_duplicate(), is_record & experiences_found()
    )
    return Reading(
        _Row,
        select(
            SearchDocument.post_id,
            case((is_post, Thread.title), else_=Experience.title).label("title"),
            case((is_post, Thread.lang), else_=Experience.lang).label("lang"),
            case((is_post, Thread.kind), else_="experience").label("kind"),
            case((is_post, Thread.state), else_="").label("state"),
            Experience.number,
            Thread.started_at,
        )
        .join_from(scored, SearchDocument, SearchDocument.id == scored.c.id)
        .outerjoin(Thread, Thread.id == SearchDocument.thread_id)
        .outerjoin(Experience, Experience.id == SearchDocument.experience_id)
        .where(scored.c.share >= bindparam("enough"), may_see)
        .order_by(scored.c.share.desc(), SearchDocument.id.desc())
        .limit(bindparam("size")),
    )


def _scored(thoughts: int) -> CTE:
    """Texts with their share of all that was thought of: a thought that few texts have weighs
    most."""
    has = [engine().newest(f"thought_{n}") for n in range(thoughts)]
    points = [bindparam(f"points_{n}", type_=Integer) for n in range(thoughts)]
    pairs = union_all(
        *(
            select(found.c.id, literal(n).label("n"), points[n].label("points"))
            for n, found in enumerate(has)
        )
    )
    pair = pairs.cte("pair").prefix_with("MATERIALIZED")
    weighed = select(pair.c.n, (1.0 / (3 + func.count())).label("weight")).group_by(pair.c.n)
    weight = weighed.cte("weight")
    whole = select(func.sum(weight.c.weight)).scalar_subquery()
    return (
        select(pair.c.id, (func.sum(weight.c.weight) / whole).label("share"))
        .join_from(pair, weight, weight.c.n == pair.c.n)
        .group_by(pair.c.id)
        .having(func.sum(pair.c.points) >= bindparam("least"))
        .cte("scored")
    )


def similar(actor: Actor, title: str) -> Sequence[Similar]:
    """The most alike first; nothing where only little is alike."""
    return [_shown(row) for row in _alike(actor, title)]


def similar_openings(actor: Actor, title: str) -> Sequence[int]:
    """Of the same those that open threads."""
    return [row.post_id for row in _alike(actor, title) if row.post_id is not None]


def _alike(actor: Actor, title: str) -> Sequence[_Row]:
    thoughts = thoughts_of(title, (subject.words for subject in vocabulary()))
    if not thoughts:
        return ()
    reading = _similar(db.engine.dialect.name, actor.eyes, len(thoughts))
    matches = {f"thought_{n}": _match(thought) for n, thought in enumerate(thoughts)}
    points = {f"points_{n}": thought.points for n, thought in enumerate(thoughts)}
    least = min(LEAST, sum(points.values()))
    return reading.all(most=NEWEST, enough=ENOUGH, least=least, size=SHOWN, **matches, **points)


def _match(thought: Thought) -> str:
    return engine().either(thought.words, thought.others, _KINDS)


def _shown(row: _Row) -> Similar:
    path = f"/posts/{row.post_id}"
    if row.number is not None:
        path = path_of(row.number, row.title)
    days = age_in_days(row.started_at, end_of_today()) if row.started_at else 0
    return Similar(row.title, row.lang, row.kind, row.state, days, path)
