"""What a record may hold at most, whoever writes it; the forms say the same beside each field."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from decimal import Decimal

from exchange.kernel.clock import now
from exchange.kernel.rulings import Refused
from exchange.library import vocabulary
from exchange.library.body import BLOCK_TEXTS, LONG_TEXTS, Body
from exchange.library.content import LESSON, LONG_TEXT, NOTE_OF_VERSION, Content, value_of
from exchange.text.currencies import currencies
from exchange.text.wording import Lazy
from exchange.text.wording import lazy as _l

EARLIEST, LATEST = 1950, 2100  # years that somebody could mean
BLOCKS, LESSONS, RESULTS, FUNDING, PARTICIPANTS, CONTACTS, RELATED = 6, 7, 20, 12, 20, 8, 12
PICTURES = 8
NAME, SENTENCE, WORD = 120, 300, 60  # characters of what stands in a row
BLOCK_TEXT = 4_000
MOST_MONEY = Decimal(10**12)
MOST_PEOPLE = 10**9

_NOT_LISTED = _l("Please choose one of the list.")
_COUNTS: Mapping[str, int] = {
    "blocks": BLOCKS,
    "lessons": LESSONS - 1,  # the first is a field of its own
    "results": RESULTS,
    "funding": FUNDING,
    "participants": PARTICIPANTS,
    "contacts": CONTACTS,
    "related": RELATED,
    "pictures": PICTURES,
}
_LISTS: Mapping[str, Mapping[str, Lazy]] = {
    "areas": vocabulary.AREAS,
    "challenges": vocabulary.CHALLENGES,
    "targets": vocabulary.TARGETS,
}
_NUMBERS: Mapping[str, int] = {
    "persons": MOST_PEOPLE,
    "women": 100,
    "youth": 100,
    "person_days": MOST_PEOPLE,
    "volunteers": MOST_PEOPLE,
}

Fault = tuple[str, object]


def too_many(most: int) -> Lazy:
    return _l("At most %(n)d of them, please.", n=most)


def too_long(most: int) -> Lazy:
    return _l("At most %(n)d characters, please.", n=most)


def out_of_range(most: int) -> Lazy:
    return _l("Between -%(n)d and %(n)d degrees, please.", n=most)


def year_out_of_range() -> Lazy:
    return _l("A year from %(earliest)d to %(latest)d, please.", earliest=EARLIEST, latest=LATEST)


def year_fault(text: str) -> Lazy | None:
    """Why what was typed is no year that a record may name; None if it is one."""
    if not text.isascii() or not text.isdecimal() or len(text) < 4:
        return _l("Please write the year with four digits, like 2017.")
    return None if EARLIEST <= int(text) <= LATEST else year_out_of_range()


def check(content: Content) -> None:
    """Refused beside the first field that holds what no record may."""
    for field, reason in _faults(content):
        raise Refused(field, reason)


def _faults(content: Content) -> Iterator[Fault]:
    body = content.body
    for name, most in _COUNTS.items():
        if len(getattr(body, name)) > most:
            yield name, too_many(most)
    yield from _unlisted(body)
    yield from _lengths(content)
    yield from _absurd(content)


def _unlisted(body: Body) -> Iterator[Fault]:
    chosen: list[tuple[str, Iterable[str], Iterable[str]]] = [
        *((name, getattr(body, name), known) for name, known in _LISTS.items()),
        ("principles", [one.code for one in body.principles], vocabulary.PRINCIPLES),
        ("blocks", [one.kind for one in body.blocks if one.kind], vocabulary.BLOCK_KINDS),
        ("participants", [one.role for one in body.participants], vocabulary.PARTICIPANT_ROLES),
        ("funding", [one.source for one in body.funding], vocabulary.FUNDING),
        ("results", [one.evidence for one in body.results if one.evidence], vocabulary.EVIDENCE),
        ("pictures", [p.licence for p in body.pictures if p.licence], vocabulary.PICTURE_LICENCES),
        ("related", [one.relation for one in body.related], vocabulary.RELATIONS),
        ("ratings", body.ratings or (), vocabulary.RATED),
        ("ratings", (body.ratings or {}).values(), vocabulary.RATINGS),
        ("sustained", [body.sustained] if body.sustained else [], vocabulary.SUSTAINED),
        ("cost", [body.cost.currency] if body.cost else [], currencies()),
    ]
    for name, codes, known in chosen:
        if not set(codes) <= set(known):
            yield name, _NOT_LISTED


def _lengths(content: Content) -> Iterator[Fault]:
    body = content.body
    long: list[tuple[str, Iterable[str], int]] = [
        *((name, [str(getattr(body, name))], LONG_TEXT) for name in LONG_TEXTS),
        ("blocks", [getattr(b, n) for b in body.blocks for n in BLOCK_TEXTS], BLOCK_TEXT),
        ("blocks", [b.title for b in body.blocks], NAME),
        ("lessons", body.lessons, LESSON),
        ("equipment", [body.equipment], SENTENCE),
        ("principles", [one.how for one in body.principles], SENTENCE),
        ("participants", [one.name for one in body.participants], NAME),
        ("contacts", [one.name for one in body.contacts], NAME),
        ("funding", [one.programme for one in body.funding], NAME),
        ("results", [one.indicator for one in body.results], SENTENCE),
        ("results", [w for o in body.results for w in (o.baseline, o.value, o.unit)], WORD),
        ("pictures", [words for p in body.pictures for words in (p.alt, p.caption)], SENTENCE),
        ("pictures", [p.credit for p in body.pictures], NAME),
        ("version_note", [content.version_note], NOTE_OF_VERSION),
    ]
    for name, texts, most in long:
        if any(len(text) > most for text in texts):
            yield name, too_long(most)


def _absurd(content: Content) -> Iterator[Fault]:
    body = content.body
    for name, most in _NUMBERS.items():
        if (number := getattr(body, name)) is not None and not 0 <= number <= most:
            yield name, _l("A number from 0 to %(n)d, please.", n=most)
    for name, amount in _amounts(body):
        if amount is not None and not 0 <= amount <= MOST_MONEY:
            yield name, _l("That is not an amount we can keep.")
    for name, year in _years(content):
        if year is not None and not EARLIEST <= year <= LATEST:
            yield name, year_out_of_range()
    if is_before(content):
        yield "end_year", _l("The end cannot be before the start.")
    yield from _place(content)


def _years(content: Content) -> Iterator[tuple[str, int | None]]:
    body = content.body
    yield "start_year", content.start_year
    yield "end_year", body.end_year
    yield "cost", body.cost.year if body.cost else None
    yield from (("results", one.year) for one in body.results)


def _amounts(body: Body) -> Iterator[tuple[str, Decimal | None]]:
    yield "cost", body.cost.amount if body.cost else None
    yield "cost", body.cost.per_euro if body.cost else None
    yield "recurring_cost", body.recurring_cost
    yield from (("funding", one.amount) for one in body.funding)


def is_ahead(content: Content) -> bool:
    """Whether it is said to have begun after this month: nobody knows yet what came of that."""
    if not content.start_year:
        return False
    latest = now() + timedelta(days=1)  # somewhere it is tomorrow already
    return (content.start_year, content.start_month or 1) > (latest.year, latest.month)


def is_before(content: Content) -> bool:
    """Whether it is said to have ended before it began; months count where both are known."""
    if not content.start_year or not content.body.end_year:
        return False
    end_month = content.body.end_month or 12
    start = (content.start_year, content.start_month or 1)
    return (content.body.end_year, end_month) < start


def _place(content: Content) -> Iterator[Fault]:
    latitude, longitude = content.latitude, content.longitude
    if (latitude is None) != (longitude is None):
        missing = "latitude" if latitude is None else "longitude"
        yield missing, _l("Latitude and longitude go together: one of them is missing.")
    for name, most in (("latitude", 90), ("longitude", 180)):
        degrees = value_of(content, name)
        if isinstance(degrees, float) and not -most <= degrees <= most:
            yield name, out_of_range(most)
