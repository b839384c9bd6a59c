"""Routes of notifications."""

from exchange.notifications.views.blueprint import mail_links, notifications
from exchange.notifications.views.deliveries import show_deliveries
from exchange.notifications.views.mailbox import show_mailbox
from exchange.notifications.views.own import show_notifications
from exchange.notifications.views.unsubscribing import show_unsubscribe

__all__ = [
    "mail_links",
    "notifications",
    "show_deliveries",
    "show_mailbox",
    "show_notifications",
    "show_unsubscribe",
]
