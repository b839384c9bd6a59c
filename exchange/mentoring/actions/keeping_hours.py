"""What the worker does for office hours: it withdraws what cannot be held, and reminds the two."""

from collections import defaultdict

from sqlalchemy import ColumnElement, and_, not_, or_, select

from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.mentoring.actions.hours import take_away
from exchange.mentoring.actions.slots import is_away_on, is_kept_by, tell
from exchange.mentoring.models import DaysAway, OfficeSlot
from exchange.mentoring.policy.hours import REMINDED
from exchange.people.models import Account

AT_ONCE = 200  # rows of one transaction
_IS_KEPT = and_(
    Account.is_mentor.is_(True),
    Account.confirmed_at.is_not(None),
    Account.admitted_at.is_not(None),
    Account.suspended_at.is_(None),
)


def withdraw_what_cannot_be_held() -> None:
    """Of mentors who are suspended, no mentors any more, or away then; whoever booked is told."""
    after: int | None = 0
    while after is not None:
        after = _withdraw_some(or_(not_(_IS_KEPT), _may_be_away()), after)


def withdraw_hours_of(mentor_id: int) -> None:
    """The same, of one mentor, as soon as something about them has changed."""
    after: int | None = 0
    while after is not None:
        after = _withdraw_some(OfficeSlot.mentor_id == mentor_id, after)


def _may_be_away() -> ColumnElement[bool]:
    return select(DaysAway.id).where(DaysAway.account_id == OfficeSlot.mentor_id).exists()


def _withdraw_some(those: ColumnElement[bool], after: int) -> int | None:
    """The next few; gives the last id, or None where there are no more."""
    with transaction(None):
        found = (
            select(OfficeSlot, Account)
            .join(Account, Account.id == OfficeSlot.mentor_id)
            .where(
                OfficeSlot.starts_at > now(),
                OfficeSlot.withdrawn_at.is_(None),
                OfficeSlot.id > after,
                those,
            )
            .order_by(OfficeSlot.id)
            .limit(AT_ONCE)
            .with_for_update(of=OfficeSlot)
        )
        rows = db.session.execute(found).all()
        away = _days_away({mentor.id for _row, mentor in rows})
        for row, mentor in rows:
            if not is_kept_by(mentor):
                take_away(row, "role")
            elif is_away_on(row, mentor.timezone, away[mentor.id]):
                take_away(row, "away")
        return rows[-1][0].id if len(rows) == AT_ONCE else None


def _days_away(mentors: set[int]) -> dict[int, list[DaysAway]]:
    found: dict[int, list[DaysAway]] = defaultdict(list)
    for one in db.session.scalars(select(DaysAway).where(DaysAway.account_id.in_(mentors))):
        found[one.account_id].append(one)
    return found


def remind_of_tomorrow() -> None:
    """The two, the day before; whoever booked later than that knows."""
    while _remind_some():
        pass


def _remind_some() -> bool:
    with transaction(None):
        moment = now()
        due = (
            select(OfficeSlot)
            .where(
                OfficeSlot.starts_at > moment,
                OfficeSlot.starts_at <= moment + REMINDED,
                OfficeSlot.member_id.is_not(None),
                OfficeSlot.reminded_at.is_(None),
                OfficeSlot.withdrawn_at.is_(None),
            )
            .order_by(OfficeSlot.starts_at, OfficeSlot.id)
            .limit(AT_ONCE)
            .with_for_update(skip_locked=True)  # another worker has those
        )
        rows = db.session.scalars(due).all()
        for row in rows:
            row.reminded_at = moment
            tell(row, "tomorrow", mentor=True)
            tell(row, "tomorrow", mentor=False)
        return len(rows) == AT_ONCE
