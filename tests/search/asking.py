"""Ways for tests to ask the index directly."""

from sqlalchemy import select

from exchange.kernel.db import db
from exchange.people.actor import GUEST, Actor
from exchange.search.engines import engine
from exchange.search.models import SearchDocument
from exchange.search.queries.hits import _hits
from exchange.search.query import Query, parse


def found_posts(typed: str, actor: Actor = GUEST, *, last_is_prefix: bool = False) -> set[int]:
    """The ids of all posts that are found, not only the best of each thread."""
    query = parse(typed, last_is_prefix=last_is_prefix)
    rows = _hits(db.engine.dialect.name, actor.is_moderator).all(
        match=engine().match(query), most=2_000
    )
    return {row.post_id for row in rows if row.post_id}


def document_ids(query: Query | None = None) -> set[int]:
    """Of all documents, or of those that match, whoever may see them."""
    with db.engines["read"].connect() as connection:
        if query is None:
            return set(connection.scalars(select(SearchDocument.id).order_by(SearchDocument.id)))
        hit = engine().hits()
        values = {"match": engine().match(query), "most": 2_000}
        return set(connection.scalars(select(hit.c.id), values))
