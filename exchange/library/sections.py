"""The parts in which a record is written: which fields stand in each, and whether they changed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from exchange.library.body import FULL, Block, Body
from exchange.library.content import NEEDED, Content, progress_of, value_of
from exchange.text.wording import Lazy
from exchange.text.wording import lazy as _l

DIGEST = 24  # hexadecimal digits of it are kept


@dataclass(frozen=True, slots=True)
class Section:
    """Some fields that one person writes at a time."""

    name: str
    label: Lazy
    fields: tuple[str, ...]

    def fields_of(self, kind: str) -> tuple[str, ...]:
        """Those that a record of this kind asks for."""
        return tuple(name for name in self.fields if kind == "full" or name not in FULL)


_ALL = (
    Section(
        "short",
        _l("In short"),
        ("title", "lang", "kind", "scope", "summary", "english_title", "english_summary"),
    ),
    Section(
        "where",
        _l("Where and when"),
        (
            "countries",
            "place",
            "latitude",
            "longitude",
            "precision",
            "areas",
            "level",
            "start_month",
            "start_year",
            "end_month",
            "end_year",
            "goes_on",
        ),
    ),
    Section(
        "who",
        _l("Who took part"),
        ("lead", "participants", "targets", "persons", "women", "youth"),
    ),
    Section(
        "story",
        _l("What happened"),
        (
            "themes",
            "challenges",
            "challenge",
            "situation_before",
            "objective",
            "what_was_done",
            "principles",
        ),
    ),
    Section("blocks", _l("Building blocks"), ("blocks",)),
    Section(
        "money",
        _l("What it took"),
        (
            "cost",
            "funding",
            "person_days",
            "volunteers",
            "equipment",
            "recurring_cost",
        ),
    ),
    Section("results", _l("Results"), ("results",)),
    Section(
        "lessons",
        _l("What to learn from it"),
        (
            "lesson",
            "lessons",
            "success_factors",
            "constraints",
            "differently",
            "transferability",
            "ratings",
            "sustainability",
            "sustained",
            "maturity",
        ),
    ),
    Section("pictures", _l("Pictures"), ("pictures",)),
    Section(
        "publication",
        _l("Publication"),
        ("contacts", "related", "licence", "version_note", "consent"),
    ),
)
SECTIONS: Mapping[str, Section] = {section.name: section for section in _ALL}


def sections_of(kind: str) -> tuple[Section, ...]:
    """In their order; a snapshot has no section in which only a full record has something."""
    return tuple(section for section in _ALL if section.fields_of(kind))


def is_section(name: str, kind: str) -> bool:
    """Whether a record of this kind has a section of this name."""
    return name in SECTIONS and SECTIONS[name] in sections_of(kind)


def next_after(name: str, content: Content) -> str | None:
    """The section to go on with: the next one that lacks something, or has nothing in it yet."""
    order = standings_of(content)
    places = [one.section.name for one in order]
    later = order[places.index(name) + 1 :] if name in places else order
    return next((one.section.name for one in later if one.missing or not one.has_something), None)


def section_with(field: str) -> Section:
    """Where a field of `NEEDED`, or one that readers remark on, is written."""
    name = "start_year" if field in ("start", "when") else field
    return next(section for section in _ALL if name in section.fields)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a section is: what is still needed in it, and what stands there already."""

    section: Section
    missing: tuple[Lazy, ...]
    has_something: bool
    needs_something: bool

    @property
    def is_done(self) -> bool:
        return not self.missing


def standings_of(content: Content) -> tuple[Standing, ...]:
    progress = progress_of(content)
    needed, faults = progress.needed, progress.faults
    return tuple(_standing(one, content, needed, faults) for one in sections_of(content.kind))


def _standing(
    section: Section, content: Content, needed: tuple[str, ...], faults: Mapping[str, object]
) -> Standing:
    def is_here(field: str) -> bool:
        return section_with(field) is section

    given = set(section.fields_of(content.kind)) - _CHOSEN_AT_FIRST
    return Standing(
        section,
        missing=tuple(NEEDED[field] for field in faults if is_here(field)),
        has_something=any(value_of(content, name) for name in given),
        needs_something=any(is_here(field) for field in needed),
    )


_CHOSEN_AT_FIRST = frozenset({"lang", "kind", "scope", "licence"})


def digest_of(section: Section, content: Content) -> str:
    """Equal as long as nobody changes anything in this section; where it asks for consent, anything
    at all: nobody agrees to words that they have not seen."""
    body = content.body.as_json()
    asks = "consent" in section.fields
    read = [name for one in _ALL for name in one.fields] if asks else section.fields
    names = set(read) - {"consent"}  # whoever writes elsewhere takes it back
    said = {n: body.get(n) if n in _OF_THE_BODY else value_of(content, n) for n in names}
    return _digest(said)


def digest_of_block(block: Block | None) -> str:
    return _digest(Body(blocks=(block,) if block else ()).as_json().get("blocks"))


def _digest(said: object) -> str:
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:DIGEST]


_OF_THE_BODY = frozenset(Body.__slots__)


def with_values(kept: Content, values: Mapping[str, Any]) -> Content:
    """What is kept, with other values in these fields of it or of its body."""
    parts = {name: value for name, value in values.items() if name in _OF_THE_BODY}
    own = {name: value for name, value in values.items() if name not in _OF_THE_BODY}
    return replace(kept, body=replace(kept.body, **parts), **own)


def merged(kept: Content, typed: Content, names: tuple[str, ...]) -> Content:
    """What is kept, with these fields as they were typed."""
    return with_values(kept, {name: value_of(typed, name) for name in names})
