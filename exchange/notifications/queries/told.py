"""Whether somebody has been told of something already, whatever the notification is about."""

from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.kernel.reading import Reading
from exchange.notifications.models import Notification


class _Told(NamedTuple):
    id: int


_TOLD = Reading(
    _Told,
    select(Notification.id)
    .where(
        Notification.account_id == bindparam("account_id"),
        Notification.kind == bindparam("kind"),
        Notification.event_key == bindparam("event_key"),
    )
    .limit(1),
)


def was_told(account_id: int, kind: str, event_key: str) -> bool:
    """For keys that no two events of this kind share."""
    return _TOLD.first(account_id=account_id, kind=kind, event_key=event_key) is not None
