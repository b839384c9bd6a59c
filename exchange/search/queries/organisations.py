"""Organisations of the directory by any of their names. It is public, and small enough to walk."""

from collections.abc import Sequence
from functools import lru_cache

from exchange.people.queries import OrganisationRow, organisation_list
from exchange.search.query import Query
from exchange.search.tokens import token
from exchange.text.fold import fold, words
from exchange.text.stems import query_stems

MOST = 4


def organisations_named(query: Query) -> Sequence[OrganisationRow]:
    """Those that have all the words, in whatever language, script or inflection, in one name."""
    found = [row for row in organisation_list() if _is_called(row, query)]
    return found[:MOST]


def _is_called(row: OrganisationRow, query: Query) -> bool:
    names = (row.name, *(name for _, name in row.own_names), *row.aliases)
    return any(
        all(not forms.isdisjoint(term.forms) for term in query.terms)
        for forms in map(_forms, names)
    )


@lru_cache(maxsize=2_000)
def _forms(name: str) -> frozenset[str]:
    folded = [fold(word) for word, _, _ in words(name)]
    return frozenset(token(form) for word in folded for form in (word, *query_stems(word)))
