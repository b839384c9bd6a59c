"""Which published record has which value of which facet: a bit for each record.

Ten facets with a hundred values would be counted by ten statements over all records, each time.
Here they are read once, into one long number for each value: its bits stand for the records, the
newest first. To narrow is to take the bits that two numbers share, to count is to count them. It is
kept while it is true, so that only the first reader after a publication pays for it.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import String, cast, func, literal, literal_column, select, union_all

from exchange.kernel.reading import Reading
from exchange.kernel.validity import kept
from exchange.library.models import (
    Experience,
    ExperienceCountry,
    ExperienceTag,
    ExperienceTerm,
)
from exchange.library.narrowing import FACETS, cell_of
from exchange.tags.models import Tag

Bits = int


class _Record(NamedTuple):
    id: int
    published_at: datetime
    kind: str
    lang: str
    level: str
    maturity: str
    start_year: int | None
    reuse_count: int
    latitude: float | None
    longitude: float | None
    precision: str

    @property
    def year(self) -> str:
        return str(self.start_year or "")

    @property
    def cell(self) -> str:
        """Empty where only the country/territory is known: a point would say more."""
        if self.latitude is None or self.longitude is None or self.precision == "country":
            return ""
        return cell_of(self.latitude, self.longitude)


class _Value(NamedTuple):
    facet: str
    value: str
    ids: str  # of versions in any state, with commas between


# All columns stand in one index, in this order.
RECORDS = Reading(
    _Record,
    select(
        Experience.id,
        Experience.published_at,
        Experience.kind,
        Experience.lang,
        Experience.level,
        Experience.maturity,
        Experience.start_year,
        Experience.reuse_count,
        Experience.latitude,
        Experience.longitude,
        Experience.precision,
    )
    # SQLite would rather walk an index without the columns, and read the long rows. The state is
    # not bound: only so it knows the condition of this one.
    .with_hint(Experience, "INDEXED BY ix_experience_catalogue", "sqlite")
    .where(Experience.state == literal_column("'published'"))
    .order_by(Experience.published_at.desc(), Experience.id.desc()),
)


def _joined(column: Any) -> Any:
    return func.aggregate_strings(cast(column, String), ",").label("ids")


VALUES = Reading(
    _Value,
    union_all(
        select(
            literal("country").label("facet"),
            ExperienceCountry.country.label("value"),
            _joined(ExperienceCountry.experience_id),
        ).group_by(ExperienceCountry.country),
        select(literal("theme"), Tag.slug, _joined(ExperienceTag.experience_id))
        .join(Tag, Tag.id == ExperienceTag.tag_id)
        .group_by(Tag.slug),
        select(
            ExperienceTerm.vocabulary, ExperienceTerm.code, _joined(ExperienceTerm.experience_id)
        )
        .where(ExperienceTerm.vocabulary.in_(("area", "funding")))
        .group_by(ExperienceTerm.vocabulary, ExperienceTerm.code),
    ),
)
_OF_ONE = ("lang", "level", "kind", "maturity", "year", "cell")  # a record has one value of each


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """All published records by their place: 0 is the newest."""

    ids: Sequence[int]
    places: Mapping[int, int]  # by id
    moments: Sequence[datetime]
    reuse_counts: Sequence[int]
    by_use: Sequence[int]  # places, the most used first
    points: Mapping[int, tuple[float, float]]  # by place: latitude and longitude, where known
    bits: Mapping[str, Mapping[str, Bits]]  # by facet and value

    @property
    def everything(self) -> Bits:
        return (1 << len(self.ids)) - 1

    def of_ids(self, ids: Iterable[int]) -> Bits:
        return _bits((self.places[one] for one in ids if one in self.places), len(self.ids))

    def narrowed(self, chosen: Mapping[str, str], among: Bits) -> Bits:
        """Those of `among` that have all the chosen values."""
        for facet, value in chosen.items():
            among &= self.bits[facet].get(value, 0)
        return among

    def counts(self, facet: str, chosen: Mapping[str, str], among: Bits) -> Mapping[str, int]:
        """By value, how many the list would hold with that value in place of the facet's own;
        values that nobody would find are left out."""
        others = {name: value for name, value in chosen.items() if name != facet}
        open_ = self.narrowed(others, among)
        found = ((value, (bits & open_).bit_count()) for value, bits in self.bits[facet].items())
        return {value: count for value, count in found if count}

    def values_of(self, facet: str, place: int) -> tuple[str, ...]:
        """Those that the record has, in order."""
        return tuple(sorted(v for v, bits in self.bits[facet].items() if bits >> place & 1))

    def newest(self, bits: Bits, start: int, most: int) -> Sequence[int]:
        """Ids of the newest, from this place on."""
        return [self.ids[place] for place in islice(places_in(bits, start), most)]

    def most_used(self, bits: Bits, start: int, most: int) -> Sequence[int]:
        """Ids of the most used, from this place of `by_use` on."""
        held = bits.to_bytes(len(self.ids) // 8 + 1, "little")
        found = (p for p in islice(self.by_use, start, None) if held[p >> 3] >> (p & 7) & 1)
        return [self.ids[place] for place in islice(found, most)]

    def after(self, moment: datetime, last_id: int) -> int:
        """The place of the first that is older than this."""
        return bisect_left(
            range(len(self.ids)),
            True,
            key=lambda place: (self.moments[place], self.ids[place]) < (moment, last_id),
        )

    def after_used(self, uses: int, moment: datetime, last_id: int) -> int:
        """The same in `by_use`."""
        given = (uses, moment, last_id)

        def comes_later(at: int) -> bool:
            place = self.by_use[at]
            here = (self.reuse_counts[place], self.moments[place], self.ids[place])
            return here < given

        return bisect_left(range(len(self.ids)), True, key=comes_later)


@kept("experiences")
def catalogue() -> Catalogue:
    """Of everything that is published. Public."""
    records = RECORDS.all()
    places = {record.id: place for place, record in enumerate(records)}
    found: dict[str, dict[str, Bits]] = {facet: {} for facet in FACETS}
    for facet in _OF_ONE:
        having: dict[str, list[int]] = defaultdict(list)
        for place, record in enumerate(records):
            having[getattr(record, facet)].append(place)
        having.pop("", None)
        found[facet] = {value: _bits(has, len(records)) for value, has in having.items()}
    by_text = {str(one): place for one, place in places.items()}
    for facet, value, ids in VALUES.all():
        has = (by_text[one] for one in ids.split(",") if one in by_text)
        if bits := _bits(has, len(records)):
            found[facet][value] = bits
    return Catalogue(
        ids=[record.id for record in records],
        places=places,
        moments=[record.published_at for record in records],
        reuse_counts=[record.reuse_count for record in records],
        by_use=sorted(range(len(records)), key=lambda place: -records[place].reuse_count),
        points={p: (r.latitude or 0, r.longitude or 0) for p, r in enumerate(records) if r.cell},
        bits=found,
    )


def _bits(places: Iterable[int], size: int) -> Bits:
    held = bytearray(size // 8 + 1)
    for place in places:
        held[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(held, "little")


def places_in(bits: Bits, start: int = 0) -> Iterator[int]:
    """Where the bits stand, from the lowest on."""
    place, bits = start, bits >> start
    while bits:
        step = (bits & -bits).bit_length()
        place, bits = place + step, bits >> step
        yield place - 1
