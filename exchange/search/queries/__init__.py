"""What the search page shows: one query of the index, then the rows of the page."""

from exchange.search.queries.asking import Asked
from exchange.search.queries.hits import MOST_HITS, PAGE_SIZE
from exchange.search.queries.organisations import organisations_named
from exchange.search.queries.page import Found, find, path_of_code
from exchange.search.queries.rows import ExperienceResult, ThreadResult
from exchange.search.queries.similar import Similar, similar, similar_openings
from exchange.search.queries.subjects import is_called, subjects_named

__all__ = [
    "MOST_HITS",
    "PAGE_SIZE",
    "Asked",
    "ExperienceResult",
    "Found",
    "Similar",
    "ThreadResult",
    "find",
    "is_called",
    "organisations_named",
    "path_of_code",
    "similar",
    "similar_openings",
    "subjects_named",
]
