"""What is looked for, said once; each database's engine says it again in its own words."""

from collections.abc import Iterable
from dataclasses import dataclass

from exchange.search.tokens import token
from exchange.text.fold import fold, words
from exchange.text.stems import query_stems


@dataclass(frozen=True, slots=True)
class Term:
    """One word: a document has it if it has one of its forms, or one that begins like it."""

    forms: tuple[str, ...]
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """Documents that have all of these words and, of the facets, all too."""

    words: tuple[str, ...]  # as they were typed, for marking
    terms: tuple[Term, ...]
    facets: tuple[str, ...] = ()
    last_is_prefix: bool = False

    def __bool__(self) -> bool:
        return bool(self.terms)


def parse(typed: str, facets: Iterable[str] = (), *, last_is_prefix: bool = False) -> Query:
    """Whatever was typed: its words count and nothing else, so there is no syntax to get wrong.

    The query does not know its language: each word is itself or its stems in all six groups.
    """
    found = [word for word, _, _ in words(typed) if token(fold(word))]
    terms = [term_of(fold(word)) for word in found]
    if terms and last_is_prefix:
        terms[-1] = Term(terms[-1].forms, terms[-1].forms[0])
    return Query(tuple(found), tuple(dict.fromkeys(terms)), tuple(facets), last_is_prefix)


def term_of(folded: str) -> Term:
    forms = (token(folded), *(token(stem) for stem in query_stems(folded)))
    return Term(tuple(dict.fromkeys(forms)))
