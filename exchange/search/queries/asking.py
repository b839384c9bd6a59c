"""What somebody asked the search for, as its address says it."""

from dataclasses import dataclass

from exchange.search.query import Query, parse
from exchange.search.tokens import EXPERIENCES, THREADS, facet_of_language

MOST_CHARACTERS = 200
_FACETS = {"threads": THREADS, "experiences": EXPERIENCES}
PLACES = ("all", *_FACETS)


@dataclass(frozen=True, slots=True)
class Asked:
    """The words, and where and in which language they are to stand."""

    text: str = ""
    within: str = "all"  # one of PLACES
    lang: str | None = None  # that the text is written in

    @property
    def is_narrowed(self) -> bool:
        return self.within != "all" or self.lang is not None

    def query(self) -> Query:
        facets = [_FACETS[self.within]] if self.within in _FACETS else []
        if self.lang:
            facets.append(facet_of_language(self.lang))
        return parse(self.text, facets)
