"""Where mails go, who wants which, and what stands in them."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.library.models import ExperienceVerdict
from exchange.notifications.models import MailSwitch, Notification
from exchange.people.models import Account


class Recipient(NamedTuple):
    """Where a person's mails go, and in which language."""

    id: int
    email: str
    name: str
    language: str
    is_sample: bool
    suspension_reason: str


_RECIPIENTS = select(
    Account.id,
    Account.email,
    Account.name,
    Account.language,
    Account.is_sample,
    Account.suspension_reason,
)
_RECIPIENT = Reading(Recipient, _RECIPIENTS.where(Account.id == bindparam("account_id")))
_RECIPIENT_OF = Reading(
    Recipient,
    _RECIPIENTS.join(Notification, Notification.account_id == Account.id).where(
        Notification.id == bindparam("notification_id")
    ),
)


class _Kind(NamedTuple):
    kind: str


_SWITCHED_OFF = Reading(
    _Kind, select(MailSwitch.kind).where(MailSwitch.account_id == bindparam("account_id"))
)


def get_recipient(account_id: int) -> Recipient:
    found = _RECIPIENT.first(account_id=account_id)
    if found is None:
        raise NotFound
    return found


def recipient_of(notification_id: int) -> Recipient | None:
    """None when the notification went with its account."""
    return _RECIPIENT_OF.first(notification_id=notification_id)


def kinds_switched_off(account_id: int) -> Collection[str]:
    return {row.kind for row in _SWITCHED_OFF.all(account_id=account_id)}


class VerdictRow(NamedTuple):
    """What a reader decided about a draft, and wrote to it."""

    verdict: str
    reader: str
    note: str
    lang: str


_VERDICT = Reading(
    VerdictRow,
    select(
        ExperienceVerdict.verdict,
        Account.name.label("reader"),
        ExperienceVerdict.note,
        ExperienceVerdict.lang,
    )
    .join(Account, Account.id == ExperienceVerdict.reader_id)
    .where(ExperienceVerdict.id == bindparam("verdict_id")),
)


def get_verdict(verdict_id: int) -> VerdictRow | None:
    """For the mail to its authors, who may read it."""
    return _VERDICT.first(verdict_id=verdict_id)
