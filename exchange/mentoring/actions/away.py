from datetime import date

from sqlalchemy import delete, func, select

from exchange.forum.reminders import today_in
from exchange.kernel.clock import in_milliseconds, now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import NotFound, Refused, require
from exchange.mentoring.absences import MOST, fault_of
from exchange.mentoring.events.who import DaysAwayChanged
from exchange.mentoring.models import DaysAway
from exchange.people.actions.rows import get_account
from exchange.people.actor import Actor
from exchange.people.policy import may_say_expertise
from exchange.text.wording import lazy as _l


def add_days_away(actor: Actor, first_day: date, last_day: date) -> None:
    """Take no questions on these days, both included; the same said twice is said once."""
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
        is_away = select(DaysAway.id).where(mine, DaysAway.first_day <= today).limit(1)
        goes_now = first_day <= today and db.session.scalar(is_away) is None
        db.session.add(DaysAway(account_id=actor.id, first_day=first_day, last_day=last_day))
        record(DaysAwayChanged(actor.id, in_milliseconds(now()) if goes_now else 0))


def remove_days_away(actor: Actor, away_id: int) -> None:
    """Be there after all; NotFound for days of others."""
    with transaction(actor) as actor:
        require(may_say_expertise(actor))
        row = db.session.get(DaysAway, away_id, with_for_update=True)
        if row is None or row.account_id != actor.id:
            raise NotFound
        db.session.delete(row)
        record(DaysAwayChanged(actor.id))
