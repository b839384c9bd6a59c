"""A mentor offers times to talk, moves one, withdraws one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import Refused, Stale, require
from exchange.mentoring.actions.slots import is_away_on, lock_person, lock_slot, tell
from exchange.mentoring.events.hours import HoursOffered
from exchange.mentoring.models import DaysAway, OfficeSlot
from exchange.mentoring.models.hours import LONGEST
from exchange.mentoring.office_times import NoSuchHour, Offered, in_utc, times_of
from exchange.mentoring.policy.hours import REMINDED, may_change, may_offer
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l

MOST_AT_ONCE = 200  # times of one offer
MOST_COMING = 500  # of one mentor
_STANDS = OfficeSlot.withdrawn_at.is_(None)
NOT_PAST = _l("This lies in the past. Please look at the day and the time.")


@dataclass(frozen=True, slots=True)
class Told:
    """What a mentor says of a time beside when it is."""

    place: str
    purpose: str
    lang: str
    languages: tuple[str, ...]


def offer_hours(actor: Actor, offered: Offered, told: Told) -> list[int]:
    """So many times as fit in, each week by the same clock; gives their ids."""
    with transaction(actor) as actor:
        require(may_offer(actor))
        lock_person(actor.id)
        rows = [_slot(actor, begins, offered.minutes, told) for begins in _times(actor, offered)]
        _refuse_what_meets(actor, rows)
        _refuse_too_many(actor, rows)
        db.session.add_all(rows)
        db.session.flush()
        record(HoursOffered(actor.id, rows[0].id, len(rows)))
        return [row.id for row in rows]


def _times(actor: Actor, offered: Offered) -> list[datetime]:
    try:
        times = list(times_of(offered, actor.timezone))
    except NoSuchHour:
        raise Refused("at", _l("On one of these days the clocks skip this hour.")) from None
    if not times:
        raise Refused("minutes", _l("One talk is longer than the whole time."))
    if len(times) > MOST_AT_ONCE:
        raise Refused("weeks", _l("At most %(n)d times at once, please.", n=MOST_AT_ONCE))
    if times[0] <= now():
        raise Refused("day", NOT_PAST)
    return times


def _slot(actor: Actor, begins: datetime, minutes: int, told: Told) -> OfficeSlot:
    return OfficeSlot(
        mentor_id=actor.id,
        starts_at=begins,
        minutes=minutes,
        place=told.place,
        purpose=told.purpose,
        lang=told.lang,
        languages=list(told.languages),
    )


def _refuse_what_meets(actor: Actor, rows: list[OfficeSlot]) -> None:
    """Another time of the same mentor, or a day on which they are away."""
    away = list(db.session.scalars(select(DaysAway).where(DaysAway.account_id == actor.id)))
    if any(is_away_on(row, actor.timezone, away) for row in rows):
        raise Refused("day", _l("You are away on one of these days."))
    standing = _standing(actor, rows)
    if any(_meet(one, other) for one in rows for other in standing if one is not other):
        raise Refused("day", _l("One of these times meets another one that you offer."))


def _refuse_too_many(actor: Actor, rows: list[OfficeSlot]) -> None:
    coming = select(func.count(OfficeSlot.id)).where(
        OfficeSlot.mentor_id == actor.id, OfficeSlot.starts_at > now(), _STANDS
    )
    if (db.session.scalar(coming) or 0) + len(rows) > MOST_COMING:
        raise Refused("weeks", _l("You offer as many times as there is room for."))


def _standing(actor: Actor, rows: list[OfficeSlot]) -> list[OfficeSlot]:
    first = min(row.starts_at for row in rows) - timedelta(minutes=LONGEST)
    last = max(row.starts_at for row in rows) + timedelta(minutes=LONGEST)
    found = select(OfficeSlot).where(
        OfficeSlot.mentor_id == actor.id, OfficeSlot.starts_at.between(first, last), _STANDS
    )
    with db.session.no_autoflush:
        return list(db.session.scalars(found))


def _meet(one: OfficeSlot, other: OfficeSlot) -> bool:
    ends, other_ends = (row.starts_at + timedelta(minutes=row.minutes) for row in (one, other))
    return one.starts_at < other_ends and other.starts_at < ends


@dataclass(frozen=True, slots=True)
class Moved:
    """When it is from now on, by the clock where its mentor is."""

    at: datetime  # without a zone
    minutes: int


def change_slot(actor: Actor, slot_id: int, *, version: int, moved: Moved, told: Told) -> None:
    """Another time, another place: whoever booked it is told."""
    with transaction(actor) as actor:
        lock_person(actor.id)
        row, facts = lock_slot(actor, slot_id)
        require(may_change(actor, facts))
        if row.edit_version != version:
            raise Stale
        before = row.starts_at, row.minutes, row.place
        with db.session.no_autoflush:
            _take(row, _moment(actor, moved, row.starts_at), moved.minutes, told)
            _refuse_what_meets(actor, [row])
        row.edit_version = version + 1
        if (row.starts_at, row.minutes, row.place) != before:
            row.reminded_at = now() if row.starts_at - now() < REMINDED else None
            tell(row, "moved", mentor=False)


def _take(row: OfficeSlot, begins: datetime, minutes: int, told: Told) -> None:
    row.starts_at, row.minutes, row.place = begins, minutes, told.place
    row.purpose, row.lang, row.languages = told.purpose, told.lang, list(told.languages)


def _moment(actor: Actor, moved: Moved, before: datetime) -> datetime:
    """The one that it was, where the clock shows the same: it may show an hour twice."""
    if before.astimezone(ZoneInfo(actor.timezone)).replace(tzinfo=None) == moved.at:
        return before
    try:
        begins = in_utc(moved.at.date(), moved.at.time(), actor.timezone)
    except NoSuchHour:
        raise Refused("at", _l("On this day the clocks skip this hour.")) from None
    if begins <= now():
        raise Refused("day", NOT_PAST)
    return begins


def withdraw_slot(actor: Actor, slot_id: int, *, reason: str, lang: str) -> None:
    """It is not offered any more; whoever booked it is told why."""
    with transaction(actor) as actor:
        row, facts = lock_slot(actor, slot_id)
        if row.withdrawn_at is not None and actor.id == row.mentor_id:
            return  # twice is once
        require(may_change(actor, facts))
        if row.member_id is not None and not reason:
            raise Refused("reason", _l("Somebody has booked it: please tell them why."))
        take_away(row, "mentor", reason, lang)


def take_away(row: OfficeSlot, why: str, reason: str = "", lang: str = "") -> None:
    """Inside a transaction that holds it locked; its member is told."""
    row.withdrawn_at, row.why, row.reason, row.reason_lang = now(), why, reason, lang
    row.edit_version += 1
    tell(row, "withdrawn", mentor=False)
