"""Who is told of what: rows first, in one transaction with the delivery; mails from the rows."""

from exchange.notifications.subscribers import (  # noqa: F401  they hear by being imported
    accounts,
    experiences,
    forum,
    mails,
    moderation,
    questions,
    talking,
)
