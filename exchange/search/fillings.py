"""What the search puts into the page where a question is written, and what it tells the library."""

from collections.abc import Mapping, Sequence

from exchange.kernel.slots import fills
from exchange.library.words import finds
from exchange.people.actor import Actor
from exchange.search.queries import Similar, similar
from exchange.search.queries.records import records_found


@fills("ask.similar", "search/similar_to.html")
def similar_to_title(actor: Actor, titles: Sequence[str]) -> Mapping[int, Sequence[Similar]]:
    """The place gives the one title that was typed, and nothing as long as there is none."""
    found = {n: similar(actor, title) for n, title in enumerate(titles)}
    return {n: rows for n, rows in found.items() if rows}


@finds
def experiences_with(words: str) -> Sequence[int] | None:
    """For the list of the library, which lies below."""
    return records_found(words)
