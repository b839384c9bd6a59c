"""Experiences by words, for the list of the library: the index answers as it does the search."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select

from exchange.kernel.db import db
from exchange.kernel.reading import Reading, built_once
from exchange.search.engines import engine
from exchange.search.models import SearchDocument
from exchange.search.queries.hits import MOST_HITS
from exchange.search.query import parse
from exchange.search.tokens import EXPERIENCES


class _Found(NamedTuple):
    id: int


@built_once
def _reading(_database: str) -> Reading[_Found]:
    """The newest that match, the best first; which of them are public, the library knows."""
    hit = engine().hits()
    return Reading(
        _Found,
        select(SearchDocument.experience_id.label("id"))
        .join_from(hit, SearchDocument, SearchDocument.id == hit.c.id)
        .where(SearchDocument.experience_id.is_not(None))
        .order_by(hit.c.score.desc(), hit.c.id.desc()),
    )


def records_found(words: str) -> Sequence[int] | None:
    """Ids of experiences that have all of these words; None where there are none to look for."""
    query = parse(words, [EXPERIENCES])
    if not query:
        return None
    reading = _reading(db.engine.dialect.name)
    return [row.id for row in reading.all(match=engine().match(query), most=MOST_HITS)]
