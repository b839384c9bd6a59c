"""What the worker does once an hour."""

from datetime import timedelta

from sqlalchemy import or_, select

from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction
from exchange.mentoring.actions.consultations.rows import patience_ends, tell
from exchange.mentoring.events.consultations import ConsultationWaits
from exchange.mentoring.models import PrivateConsultation
from exchange.mentoring.policy.consultations import has_mentor
from exchange.mentoring.queries.consultations.facts import around
from exchange.mentoring.queries.consultations.people import who_is_in

SILENCE = timedelta(days=90)
AT_ONCE = 200  # consultations of one transaction


def remind_of_waiting() -> None:
    """Those who see to it, of what has had no mentor for two working days, or has lost the last
    one with their role; and so again every two working days."""
    while _remind_of_some():
        pass


def _remind_of_some() -> bool:
    with transaction(None):
        due = or_(PrivateConsultation.remind_at <= now(), PrivateConsultation.remind_at.is_(None))
        rows = _some_open(due & ~has_mentor())
        for row in rows:
            row.remind_at = patience_ends(row.zone, row.country)
            record(ConsultationWaits(row.id, f"waits {now().date().isoformat()}"))
    return len(rows) == AT_ONCE


def end_silent() -> None:
    """Where nobody has written for ninety days; the asker can open it again."""
    while _end_some():
        pass


def _end_some() -> bool:
    with transaction(None):
        rows = _some_open(PrivateConsultation.last_note_at < now() - SILENCE)
        for row in rows:
            row.ended_at = now()
            found = around(row.id)
            tell(who_is_in(found) if found else (), row.id, "silent")
    return len(rows) == AT_ONCE


def _some_open(which: object) -> list[PrivateConsultation]:
    """In order, and none that another worker has."""
    found = (
        select(PrivateConsultation)
        .where(PrivateConsultation.ended_at.is_(None), which)  # type: ignore[arg-type]
        .order_by(PrivateConsultation.id)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True, of=PrivateConsultation)
    )
    return list(db.session.scalars(found))
