"""What a list of experiences can be narrowed to, in the reader's words."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from exchange.library import queries, vocabulary
from exchange.library.narrowing import corner_of
from exchange.library.queries import Counts, Group
from exchange.text.countries import country_name, sort_key
from exchange.text.language_names import language_name
from exchange.text.languages import BY_CODE, LANGUAGES
from exchange.text.wording import Lazy
from exchange.web.addresses import current_code
from exchange.web.footnotes import country

WORDS: Mapping[str, Mapping[str, Lazy]] = {
    "level": vocabulary.LEVELS,
    "kind": vocabulary.KINDS,
    "maturity": vocabulary.MATURITIES,
    "funding": vocabulary.FUNDING,
    "area": vocabulary.AREAS,
}


class Choice(NamedTuple):
    """A value with its words, the language of the words where it is another, and how many
    records have it."""

    value: str
    words: str
    lang: str
    records: int


def choice(facet: str, value: str, records: int = 0) -> Choice:
    """One value, in words. The page owes Kosovo* its footnote if it is that."""
    here = current_code()
    if facet == "country":
        return Choice(value, country(value), "", records)
    if facet == "theme":
        theme = queries.subjects_by_slug().get(value)  # a saved one may be gone
        return Choice(value, *(theme.option(here)[1:] if theme else (value, "")), records)
    if facet == "lang":
        return Choice(value, language_name(value, here), "", records)
    if facet == "cell":
        return Choice(value, _place(value), "", records)
    known = WORDS.get(facet, {})
    return Choice(value, str(known.get(value, value)), "", records)


def in_words(facet: str, values: Sequence[str]) -> tuple[Choice, ...]:
    """Values that a record has; of themes, those that are still subjects."""
    known = values if facet != "theme" else [v for v in values if v in queries.subjects_by_slug()]
    return tuple(choice(facet, value) for value in known)


def choices(facet: str, counts: Counts) -> Sequence[Choice]:
    """Those that would find something, in an order in which they are looked for."""
    found = counts[facet]
    if facet == "year":
        return [choice(facet, value, found[value]) for value in sorted(found, reverse=True)]
    if facet == "lang":
        ours = [one for one in LANGUAGES if one.code in found]
        return [Choice(one.code, one.own_name, one.html, found[one.code]) for one in ours]
    if facet in WORDS:
        return [choice(facet, value, found[value]) for value in WORDS[facet] if value in found]
    offered = [one._replace(records=found[one.value]) for one in in_words(facet, tuple(found))]
    return sorted(offered, key=lambda one: sort_key(one.words, current_code()))


def in_order(groups: Sequence[Group]) -> Sequence[Group]:
    """By the names of their countries/territories, as the reader's alphabet has them."""
    here = current_code()
    return sorted(groups, key=lambda one: sort_key(country_name(one.country, here), here))


def is_known(facet: str, value: str) -> bool:
    """Whether a list can be narrowed to it at all, whatever it would hold."""
    if facet == "theme":
        return value in queries.subjects_by_slug()
    if facet == "lang":
        return value in BY_CODE
    if facet == "year":
        return len(value) == 4 and value.isascii() and value.isdecimal()
    if facet == "cell":
        return corner_of(value) is not None
    return value in WORDS[facet]


def _place(cell: str) -> str:
    south, west = corner_of(cell) or (0, 0)
    return f"{abs(south)}° {'S' if south < 0 else 'N'}, {abs(west)}° {'W' if west < 0 else 'E'}"
