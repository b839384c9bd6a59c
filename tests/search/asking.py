"""Ways for tests to ask the index directly."""

from sqlalchemy import select

from exchange.kernel.db import db
from exchange.people.actor import GUEST, Actor
from exchange.search.engines import engine
from exchange.search.models import SearchDocument
from exchange.search.queries.hits import seen_by
from exchange.search.query import Query, parse


def found_posts(typed: str, actor: Actor = GUEST, *, last_is_prefix: bool = False) -> set[int]:
    """The ids of all posts that are found, not only the best of each thread."""
    query = parse(typed, last_is_prefix=last_is_prefix)
    _, seen = seen_by(actor)
    values = {"match": engine().match(query), "most": 2_000}
    with db.engines["read"].connect() as connection:
        return set(connection.scalars(select(seen.c.post_id), values)) - {None}


def document_ids(query: Query | None = None) -> set[int]:
    """Of all documents, or of those that match, whoever may see them."""
    with db.engines["read"].connect() as connection:
        if query is None:
            return set(connection.scalars(select(SearchDocument.id).order_by(SearchDocument.id)))
        hit = engine().hits()
        values = {"match": engine().match(query), "most": 2_000}
        return set(connection.scalars(select(hit.c.id), values))
