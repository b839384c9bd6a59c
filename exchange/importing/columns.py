"""The columns of a table of experiences: stable names, and the field of a form that each fills.

The names are those of the record; what repeats is counted from 1. They are in English in every
language, so that a table can be handed on.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from exchange.library import vocabulary
from exchange.library.body import Block

SHEET = "experiences"  # of an XLSX; or else its first one
NOTE = "note"  # never imported; a row is left out whose note begins with the mark below
LEFT_OUT = "#"
MONTHS = ("start", "end")  # a column each; two fields of the form
BLOCKS, RESULTS, FUNDING, PARTICIPANTS, LESSONS, CONTACTS = 6, 5, 4, 6, 6, 3


class Column(NamedTuple):
    """Where its cells go: to this field of the form of this section."""

    name: str
    section: str
    place: str


_PLAIN: Mapping[str, tuple[str, ...]] = {
    "short": ("title", "lang", "kind", "scope", "summary", "english_title", "english_summary"),
    "where": (
        *("countries", "place", "latitude", "longitude", "precision", "areas", "level"),
        *("start", "end", "goes_on"),
    ),
    "who": ("lead", "targets", "persons", "women", "youth"),
    "story": (
        *("themes", "challenges", "challenge", "situation_before", "objective"),
        "what_was_done",
    ),
    "blocks": (),
    "money": ("person_days", "volunteers", "equipment", "recurring_cost"),
    "results": (),
    "lessons": (
        *("lesson", "success_factors", "constraints", "differently", "transferability"),
        *("sustainability", "sustained", "maturity"),
    ),
    "publication": ("licence",),
}
_OTHERWISE: Mapping[str, Sequence[tuple[str, str]]] = {  # called by another name in its form
    "story": [(f"principle_{code}", f"how-{code}") for code in vocabulary.PRINCIPLES],
    "money": [(f"cost_{name}", name) for name in ("amount", "currency", "year", "per_euro")],
    "lessons": [
        *((f"lesson_{n + 2}", f"lessons-{n}-text") for n in range(LESSONS)),
        *((f"rating_{code}", f"rating-{code}") for code in vocabulary.RATED),
    ],
}
_REPEATED: Mapping[str, tuple[str, str, int, tuple[str, ...]]] = {
    "who": ("participant", "participants", PARTICIPANTS, ("name", "role")),
    "blocks": ("block", "blocks", BLOCKS, Block.__slots__[1:]),
    "money": ("funding", "funding", FUNDING, ("source", "programme", "amount")),
    "results": (
        *("result", "results", RESULTS),
        ("indicator", "baseline", "value", "unit", "year", "evidence"),
    ),
    "publication": (
        *("contact", "contacts", CONTACTS),
        ("name", "is_public", "may_be_written_to"),
    ),
}


def _all() -> Iterator[Column]:
    for section, names in _PLAIN.items():
        yield from (Column(name, section, name) for name in names)
        yield from (Column(name, section, place) for name, place in _OTHERWISE.get(section, ()))
        if section in _REPEATED:
            stem, rows, most, fields = _REPEATED[section]
            for n, name in product(range(most), fields):
                yield Column(f"{stem}_{n + 1}_{name}", section, f"{rows}-{n}-{name}")


COLUMNS: Mapping[str, Column] = {column.name: column for column in _all()}
