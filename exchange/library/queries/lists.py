"""Lists of published experiences: the latest first, narrowed, paged by where the last one ended."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, tuple_

from exchange.kernel.db import UtcTime
from exchange.kernel.reading import Reading, built_once
from exchange.kernel.validity import kept
from exchange.library.codes import number_in
from exchange.library.models import Experience
from exchange.library.narrowing import FACETS, Narrowed
from exchange.library.queries.catalogue import Bits, Catalogue, catalogue
from exchange.library.queries.lines import LINE, ExperienceLine, lines_of
from exchange.library.queries.named import named_records
from exchange.library.queries.titles import ORIGINAL
from exchange.library.words import found_by
from exchange.tags.queries import TagRow, all_tags

PAGE_SIZE = 20
FRONT_SIZE = 4
END_OF_TIME = datetime(9999, 1, 1, tzinfo=UTC)
MOST_USES = 2**31 - 1
EVERYTHING = Narrowed()
_CURSOR = re.compile(r"(?:([0-9]{1,9})-)?([0-9]{1,17})-([0-9]{1,10})")  # uses, moment, id


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """By facet and value: how many the list would hold with that value in place of the facet's
    own, the rest as chosen. Nothing that nobody would find is in it."""

    by_facet: Mapping[str, Mapping[str, int]]

    def __getitem__(self, facet: str) -> Mapping[str, int]:
        return self.by_facet[facet]


@dataclass(frozen=True, slots=True, eq=False)
class ExperienceList:
    """A page of the list with what it can be narrowed to; `older` is the cursor of the next. The
    same object as long as it is true: pieces of pages are remembered by it."""

    rows: Sequence[ExperienceLine]
    older: str | None
    total: int
    counts: Counts
    is_kept: bool
    countries: Mapping[int, tuple[str, ...]]  # by experience
    themes: Mapping[int, tuple[str, ...]]  # slugs


@built_once
def _list(filters: frozenset[str]) -> Reading[ExperienceLine]:
    """One constant statement, with or without a language."""
    where: list[ColumnElement[bool]] = []
    if "lang" in filters:
        where.append(Experience.lang == bindparam("lang"))
    here = tuple_(Experience.published_at, Experience.id)
    where.append(here < tuple_(bindparam("moment", type_=UtcTime()), bindparam("last_id")))
    newest_first = LINE.where(*where).order_by(Experience.published_at.desc(), Experience.id.desc())
    return Reading(ExperienceLine, newest_first.limit(bindparam("most")))


def _is_worth_keeping(
    narrowed: Narrowed = EVERYTHING, cursor: str | None = None, told_in: str = ORIGINAL
) -> bool:
    """Words and pages far back are asked for once."""
    return not narrowed.q and cursor is None


@kept("experiences", when=_is_worth_keeping)
def experience_list(
    narrowed: Narrowed = EVERYTHING, cursor: str | None = None, told_in: str = ORIGINAL
) -> ExperienceList:
    """Published experiences, narrowed; from `cursor` on, as a former page gave it; with reviewed
    titles in the language `told_in`. Public."""
    known = catalogue()
    bits, counted, best = narrowed_to(known, narrowed)
    wanted = _In(_order(narrowed, best), bits, best or (), told_in)
    rows, older = _page(known, wanted, cursor, PAGE_SIZE)
    return ExperienceList(
        rows=rows,
        older=older,
        total=bits.bit_count(),
        counts=counted,
        is_kept=_is_worth_keeping(narrowed, cursor, told_in),
        countries=_values(known, "country", rows),
        themes=_values(known, "theme", rows),
    )


def experiences_from(
    narrowed: Narrowed, cursor: str | None, most: int
) -> tuple[Sequence[ExperienceLine], str | None]:
    """So many of them from `cursor` on, and the cursor of the next. Public."""
    known = catalogue()
    bits, _counted, best = narrowed_to(known, narrowed)
    return _page(known, _In(_order(narrowed, best), bits, best or ()), cursor, most)


def narrowed_to(known: Catalogue, narrowed: Narrowed) -> tuple[Bits, Counts, Sequence[int] | None]:
    """What fits, what could be chosen beside it, and the ids of the best matches of the words."""
    best = _of_code(narrowed.q) or found_by(narrowed.q)
    among = known.everything if best is None else known.of_ids(best)
    counted = counts(narrowed) if best is None else _counts(known, narrowed, among)
    return known.narrowed(narrowed.chosen(), among), counted, best


def _of_code(words: str) -> Sequence[int]:
    """The record whose code, or whose address, was typed."""
    number = number_in(words)
    return [one.id for one in named_records([number]).values()] if number else ()


@kept("experiences", when=_is_worth_keeping)
def counts(narrowed: Narrowed) -> Counts:
    """Beside the choices of a list without words. The same object as long as they are true."""
    known = catalogue()
    return _counts(known, narrowed, known.everything)


def _counts(known: Catalogue, narrowed: Narrowed, among: Bits) -> Counts:
    chosen = narrowed.chosen()
    return Counts({facet: known.counts(facet, chosen, among) for facet in FACETS})


class _In(NamedTuple):
    """An order of those whose bits are set."""

    order: str
    bits: Bits
    best: Sequence[int]  # ids, where words were looked for
    told_in: str = ORIGINAL


def _order(narrowed: Narrowed, best: Sequence[int] | None) -> str:
    return "newest" if best is None and narrowed.sorted_by == "best" else narrowed.sorted_by


def _page(
    known: Catalogue, wanted: _In, cursor: str | None, most: int
) -> tuple[Sequence[ExperienceLine], str | None]:
    ids = _ordered(known, wanted, cursor, most + 1)
    older = _cursor(known, ids[most - 1], wanted.order, cursor, most) if len(ids) > most else None
    return lines_of(ids[:most], wanted.told_in), older


def _ordered(known: Catalogue, wanted: _In, cursor: str | None, most: int) -> Sequence[int]:
    order, bits, best, _told_in = wanted
    if order == "best":
        start = int(cursor) if cursor and cursor.isdecimal() else 0
        found = [one for one in best if bits >> known.places.get(one, len(known.ids)) & 1]
        return found[start : start + most]
    uses, moment, last_id = _start(cursor)
    if order == "used":
        return known.most_used(bits, known.after_used(uses, moment, last_id), most)
    return known.newest(bits, known.after(moment, last_id), most)


def _values(
    known: Catalogue, facet: str, rows: Sequence[ExperienceLine]
) -> Mapping[int, tuple[str, ...]]:
    return {row.id: known.values_of(facet, known.places[row.id]) for row in rows}


@kept("experiences")
def subjects_by_slug() -> Mapping[str, TagRow]:
    """By their slugs, as long as no experience and no subject changes."""
    return {tag.slug: tag for tag in all_tags()}


def published_before(
    moment: datetime | None, last_id: int, most: int, lang: str | None = None
) -> Sequence[ExperienceLine]:
    """The latest of those published before another one, or of all. Public."""
    chosen = {"lang": lang} if lang else {}
    reading = _list(frozenset(chosen))
    start = {"moment": moment or END_OF_TIME, "last_id": last_id, "told_in": ORIGINAL}
    return reading.all(most=most, **start, **chosen)


@kept("front")
def newest_experiences(told_in: str) -> Sequence[ExperienceLine]:
    """For the front page. Public."""
    start = {"moment": END_OF_TIME, "last_id": 0, "told_in": told_in}
    return _list(frozenset()).all(most=FRONT_SIZE, **start)


def _start(cursor: str | None) -> tuple[int, datetime, int]:
    """How often the last one was used, when it was published, and its id."""
    if cursor and (given := _CURSOR.fullmatch(cursor)):
        seconds, micros = divmod(int(given[2]), 1_000_000)
        if seconds < END_OF_TIME.timestamp():
            moment = datetime.fromtimestamp(seconds, UTC).replace(microsecond=micros)
            return int(given[1] or MOST_USES), moment, int(given[3])
    return MOST_USES, END_OF_TIME, 0


def _cursor(known: Catalogue, last: int, order: str, cursor: str | None, most: int) -> str:
    if order == "best":
        return str((int(cursor) if cursor and cursor.isdecimal() else 0) + most)
    place = known.places[last]
    moment = known.moments[place]
    ending = f"{int(moment.timestamp()) * 1_000_000 + moment.microsecond}-{last}"
    return f"{known.reuse_counts[place]}-{ending}" if order == "used" else ending
