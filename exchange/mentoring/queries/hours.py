"""Office hours as members find them: by day, by mentor, theme and language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    String,
    and_,
    bindparam,
    cast,
    exists,
    or_,
    select,
)

from exchange.kernel.clock import now
from exchange.kernel.reading import Reading, built_once
from exchange.kernel.rulings import require
from exchange.mentoring.models import OfficeSlot
from exchange.mentoring.policy.hours import may_see_hours
from exchange.mentoring.queries.slots import IS_KEPT, MOST, SlotRow, its_mentor, slot_rows
from exchange.people.actor import Actor
from exchange.people.models import Expertise
from exchange.tags.models import Tag
from exchange.text.languages import LANGUAGES, reads_alike


@dataclass(frozen=True, slots=True)
class Sought:
    """What a list of coming times is narrowed by; None is everything."""

    mentor: int | None = None
    theme: str | None = None
    lang: str | None = None

    def chosen(self) -> Mapping[str, str]:
        given = {"mentor": self.mentor, "theme": self.theme, "lang": self.lang}
        return {name: str(value) for name, value in given.items() if value}


class Offering(NamedTuple):
    """A mentor with a coming time that is free."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class OffersPage:
    """All that /office-hours shows: free times by the days where its reader is."""

    days: Sequence[tuple[date, Sequence[SlotRow]]]
    mentors: Sequence[Offering]
    is_cut: bool


def _free() -> ColumnElement[bool]:
    return and_(
        OfficeSlot.starts_at > bindparam("since"),
        OfficeSlot.withdrawn_at.is_(None),
        OfficeSlot.member_id.is_(None),
        IS_KEPT,
    )


_OFFERING = Reading(
    Offering,
    select(its_mentor.id, its_mentor.name)
    .join(OfficeSlot, OfficeSlot.mentor_id == its_mentor.id)
    .where(_free())
    .group_by(its_mentor.id, its_mentor.name, its_mentor.folded_name)
    .order_by(its_mentor.folded_name, its_mentor.id)
    .limit(MOST),
)


@built_once
def _offered(has_mentor: bool, has_theme: bool, lang: str) -> Reading[SlotRow]:
    found = slot_rows().where(_free()).limit(MOST + 1)
    if has_mentor:
        found = found.where(OfficeSlot.mentor_id == bindparam("mentor"))
    if has_theme:
        knows = exists().where(
            Expertise.account_id == OfficeSlot.mentor_id,
            Expertise.tag_id == Tag.id,
            Tag.slug == bindparam("theme"),
        )
        found = found.where(knows)
    if lang:
        found = found.where(or_(*_is_spoken(lang)))
    return Reading(SlotRow, found)


def _is_spoken(lang: str) -> Iterator[ColumnElement[bool]]:
    """It or one that is understood alike, in a list of codes as it is stored on both databases."""
    stored = cast(OfficeSlot.languages, String)
    return (stored.like(f'%"{one.code}"%') for one in LANGUAGES if reads_alike(lang, one.code))


def offers_page(actor: Actor, sought: Sought) -> OffersPage:
    """What a member can book; their own offers, if they are a mentor, stand on another page."""
    require(may_see_hours(actor))
    named = {"mentor": sought.mentor, "theme": sought.theme}
    reading = _offered(bool(sought.mentor), bool(sought.theme), sought.lang or "")
    given = {name: value for name, value in named.items() if value}
    rows = reading.all(since=now(), **given)
    days = groupby(rows[:MOST], lambda row: row.day_in(actor.timezone))
    return OffersPage(
        days=[(day, list(those)) for day, those in days],
        mentors=_OFFERING.all(since=now()),
        is_cut=len(rows) > MOST,
    )


class _Next(NamedTuple):
    starts_at: datetime


_NEXT = Reading(
    _Next,
    select(OfficeSlot.starts_at)
    .join(its_mentor, its_mentor.id == OfficeSlot.mentor_id)
    .where(_free(), OfficeSlot.mentor_id == bindparam("mentor_id"))
    .order_by(OfficeSlot.starts_at)
    .limit(1),
)


def next_free(mentor_id: int) -> datetime | None:
    """When this mentor has time next; what members see."""
    found = _NEXT.first(mentor_id=mentor_id, since=now())
    return found.starts_at if found else None
