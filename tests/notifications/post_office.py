"""What tests of mails share: a worker that works everything off, and the mails that left."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from sqlalchemy import func, select, update

from exchange.kernel.clock import now
from exchange.kernel.db import Delivery, db, transaction
from exchange.kernel.outbox import deliver_due
from exchange.notifications.models import Notification
from exchange.people.models import Account


def work() -> None:
    """What the worker does until nothing is due."""
    while deliver_due():
        pass


def an_hour_later() -> None:
    """Deliveries that failed, and leases that a dead worker held, are due again."""
    with transaction(None):
        db.session.execute(update(Delivery).values(run_at=now(), lease_until=None))


def change(account_id: int, **values: object) -> None:
    """What a person's account says from now on."""
    with transaction(None):
        db.session.execute(update(Account).where(Account.id == account_id).values(values))


def deliveries() -> int:
    with db.engines["read"].connect() as connection:
        return connection.execute(select(func.count()).select_from(Delivery)).scalar_one()


def kinds_of(account_id: int) -> list[str]:
    """What one person was told, the oldest first."""
    found = select(Notification.kind).where(Notification.account_id == account_id)
    with db.engines["read"].connect() as connection:
        return list(connection.execute(found.order_by(Notification.id)).scalars())


def filed(folder: Path) -> list[EmailMessage]:
    """The mails in the folder of a data folder, in the order of the ids in their names."""
    files = sorted((folder / "mail").glob("*.eml"), key=_by_numbers)
    return [parsed(file.read_bytes()) for file in files]


def _by_numbers(file: Path) -> list[str]:
    """99 comes before 100: names hold ids, and PostgreSQL goes on counting from test to test."""
    return [part.zfill(20) if part.isdigit() else part for part in re.split(r"(\d+)", file.stem)]


def parsed(raw: bytes) -> EmailMessage:
    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert isinstance(body, EmailMessage)
    return str(body.get_content())


def html_of(message: EmailMessage) -> str:
    body = message.get_body(("html",))
    assert isinstance(body, EmailMessage)
    return str(body.get_content())
