"""Whether what is told of private consultations still holds, in SQL. Pure: no queries."""

from sqlalchemy import ColumnElement, and_, exists, or_

from exchange.mentoring.models import PrivateConsultation
from exchange.mentoring.policy.consultations import is_to_be_told, read_by
from exchange.notifications.models import Notification
from exchange.people.actor import Actor


def holds(actor: Actor) -> ColumnElement[bool]:
    """Told to those whom it concerns now, and gone with what was deleted."""
    me = Notification.account_id
    return or_(
        _is("consultation_asked", is_to_be_told(actor, me)),
        _is("consultation_reply", read_by(actor, me)),
    )


def _is(kind: str, concerns: ColumnElement[bool]) -> ColumnElement[bool]:
    its = exists().where(PrivateConsultation.id == Notification.subject_id, concerns)
    is_one = Notification.subject_kind == "private_consultation"
    return and_(Notification.kind == kind, is_one, its.correlate(Notification))
