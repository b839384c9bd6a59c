"""What the pages and the mails of notifications show."""

from exchange.notifications.queries.deliveries import DeadDelivery, dead_deliveries
from exchange.notifications.queries.mails import (
    Recipient,
    VerdictRow,
    get_recipient,
    get_verdict,
    kinds_switched_off,
    recipient_of,
)
from exchange.notifications.queries.rows import NotificationRow
from exchange.notifications.queries.waiting import (
    NotificationPage,
    notification_if_it_holds,
    notification_page,
    unread_list,
)

__all__ = [
    "DeadDelivery",
    "NotificationPage",
    "NotificationRow",
    "Recipient",
    "VerdictRow",
    "dead_deliveries",
    "get_recipient",
    "get_verdict",
    "kinds_switched_off",
    "notification_if_it_holds",
    "notification_page",
    "recipient_of",
    "unread_list",
]
