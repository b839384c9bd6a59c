"""Subjects of the vocabulary by any of their names or synonyms. It is small enough to walk."""

from collections.abc import Sequence

from exchange.search.query import Query
from exchange.search.thoughts import in_words, named_by
from exchange.tags.queries import Subject, TagRow, kept_vocabulary

MOST = 3


def subjects_named(query: Query) -> Sequence[TagRow]:
    """Those of which the query says a name as a whole, in whatever language, script or inflection;
    what is named in more words first, then as the vocabulary goes."""
    named = [(is_called(one, query), one.tag) for one in kept_vocabulary()]
    found = sorted((pair for pair in named if pair[0]), key=lambda pair: (-pair[0], pair[1].id))
    return [tag for _, tag in found[:MOST]]


def is_called(subject: Subject, query: Query) -> int:
    """How many words the longest of its names has that the query says as a whole."""
    stems = {form for term in query.terms for form in term.forms}
    return named_by(in_words(subject.words), stems)
