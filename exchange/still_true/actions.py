"""Asking, and saying yes. Who says no begins a new version, or withdraws: the library's verbs."""

from datetime import datetime

from sqlalchemy import select

from exchange.kernel.clock import in_milliseconds, now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import require
from exchange.library.actions.rows import get_experience
from exchange.library.models import Experience
from exchange.people.actor import Actor
from exchange.still_true.events import StillTrueAsked, StillTrueConfirmed
from exchange.still_true.models import StillTrue
from exchange.still_true.policy import may_confirm

HOLDS = 24  # months
AGAIN = 3  # months until the second question, which is the last
AT_ONCE = 200  # records of one transaction


def months_later(moment: datetime, months: int) -> datetime:
    """The same day of that month; the 28th where there may be none."""
    years, month = divmod(moment.month - 1 + months, 12)
    day = min(moment.day, 28)
    return moment.replace(year=moment.year + years, month=month + 1, day=day)


def begin_anew(number: int) -> None:
    """Nobody needs to be asked for two years. Inside a transaction."""
    row = _row(number)
    row.due_at, row.asked_at, row.asked_count = months_later(now(), HOLDS), None, 0
    row.confirmed_at = row.confirmed_by_id = None


def go_on(number: int) -> None:
    """It is published again: what was asked stays asked. Inside a transaction."""
    row = _row(number)
    if row.due_at is None and row.asked_count < 2:
        row.due_at = now()


def confirm(actor: Actor, experience_id: int) -> None:
    """It is still true: nobody is asked for another two years."""
    with transaction(actor) as actor:
        experience, facts = get_experience(actor, experience_id)
        require(may_confirm(actor, facts))
        begin_anew(experience.number)
        row = _row(experience.number)
        row.confirmed_at, row.confirmed_by_id = now(), actor.id
        record(StillTrueConfirmed(experience.number, experience.id, actor.id))


def ask_what_is_due() -> None:
    """The authors of each record whose time has come; twice at most."""
    while _ask_some():
        pass


def _ask_some() -> bool:
    with transaction(None):
        moment = now()
        due = (
            select(StillTrue)
            .where(StillTrue.due_at <= moment)
            .order_by(StillTrue.due_at)
            .limit(AT_ONCE)
            .with_for_update(skip_locked=True)  # another worker has those
        )
        rows = db.session.scalars(due).all()
        numbers = [row.number for row in rows]
        public = select(Experience.number, Experience.id).where(
            Experience.number.in_(numbers), Experience.state == "published"
        )
        versions = {found.number: found.id for found in db.session.execute(public)}
        for row in rows:
            _ask(row, versions.get(row.number), moment)
    return len(rows) == AT_ONCE


def _ask(row: StillTrue, experience_id: int | None, moment: datetime) -> None:
    """What is withdrawn is not asked about, until it is put back."""
    row.due_at = None
    if experience_id is None:
        return
    row.asked_count += 1
    row.asked_at = row.asked_at or moment
    if row.asked_count == 1:
        row.due_at = months_later(moment, AGAIN)
    record(StillTrueAsked(row.number, experience_id, in_milliseconds(moment)))


def _row(number: int) -> StillTrue:
    found = select(StillTrue).where(StillTrue.number == number)
    row = db.session.scalar(found.with_for_update())
    if row is None:
        row = StillTrue(number=number, asked_count=0)
        db.session.add(row)
        db.session.flush()
    return row
