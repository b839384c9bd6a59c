from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select

from exchange.forum.reminders import today_in
from exchange.kernel.clock import in_milliseconds, now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import NotFound, Refused, require
from exchange.mentoring.absences import MOST, fault_of
from exchange.mentoring.events.who import DaysAwayChanged
from exchange.mentoring.models import DaysAway, OfficeSlot
from exchange.people.actions.rows import get_account
from exchange.people.actor import Actor
from exchange.people.policy import may_say_expertise
from exchange.text.wording import lazy as _l


def add_days_away(
    actor: Actor, first_day: date, last_day: date, *, withdraws: bool = False
) -> None:
    """Take no questions on these days, both included; the same said twice is said once.

    Office hours on them are withdrawn soon after: where some are booked, only once that is wanted.
    """
    with transaction(actor) as actor:
        require(may_say_expertise(actor))
        today = today_in(actor.timezone, now())
        if fault := fault_of(first_day, last_day, today):
            raise Refused("last_day", fault)
        mine = DaysAway.account_id == get_account(actor.id).id  # locked: they are counted
        db.session.execute(delete(DaysAway).where(mine, DaysAway.last_day < today))
        same = (DaysAway.first_day == first_day) & (DaysAway.last_day == last_day)
        if db.session.scalar(select(DaysAway.id).where(mine, same)) is not None:
            return
        if (db.session.scalar(select(func.count()).where(mine)) or 0) >= MOST:
            raise Refused("first_day", _l("At most %(n)d absences. Take one away first.", n=MOST))
        if not withdraws and (booked := _booked_on(actor, first_day, last_day)):
            raise Refused("withdraws", _l("Office hours booked on these days: %(n)d.", n=booked))
        is_away = select(DaysAway.id).where(mine, DaysAway.first_day <= today).limit(1)
        goes_now = first_day <= today and db.session.scalar(is_away) is None
        db.session.add(DaysAway(account_id=actor.id, first_day=first_day, last_day=last_day))
        record(DaysAwayChanged(actor.id, in_milliseconds(now()) if goes_now else 0))


def _booked_on(actor: Actor, first_day: date, last_day: date) -> int:
    booked = select(OfficeSlot.starts_at).where(
        OfficeSlot.mentor_id == actor.id,
        OfficeSlot.member_id.is_not(None),
        OfficeSlot.withdrawn_at.is_(None),
        OfficeSlot.starts_at > now(),
    )
    zone = ZoneInfo(actor.timezone)
    days = [at.astimezone(zone).date() for at in db.session.scalars(booked)]
    return sum(first_day <= day <= last_day for day in days)


def remove_days_away(actor: Actor, away_id: int) -> None:
    """Be there after all; NotFound for days of others."""
    with transaction(actor) as actor:
        require(may_say_expertise(actor))
        row = db.session.get(DaysAway, away_id, with_for_update=True)
        if row is None or row.account_id != actor.id:
            raise NotFound
        db.session.delete(row)
        record(DaysAwayChanged(actor.id))
