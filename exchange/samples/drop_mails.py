"""Takes the mails to and from sample people out of the folder of mails."""

import re
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from sqlalchemy import select

from exchange.kernel.db import db
from exchange.notifications.mail import folder_of
from exchange.notifications.models import Notification
from exchange.people.mail_addresses import as_it_travels
from exchange.people.models import Account
from exchange.samples.marker import settings

_NOTIFICATION = re.compile(r"notification-([0-9]+)-")


def drop_mails() -> None:
    """To be called when their rows are gone: of a mail that stays, the receiver has an account
    here, and what it told is still to be told. So a drop that was killed is made good by another.
    """
    addresses = {as_it_travels(one) for one in db.session.scalars(select(Account.email))}
    told = set(db.session.scalars(select(Notification.id)))
    for file in folder_of(settings()).glob("*.eml"):
        if not _is_told(file, told) or _receiver(file) not in addresses:
            file.unlink(missing_ok=True)


def _is_told(file: Path, told: set[int]) -> bool:
    named = _NOTIFICATION.match(file.name)
    return named is None or int(named[1]) in told


def _receiver(file: Path) -> str:
    mail = message_from_bytes(file.read_bytes(), policy=default)
    return str(mail["To"].addresses[0].addr_spec)  # we write to one
