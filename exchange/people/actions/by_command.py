"""What only whoever runs the installation does, from its command line: nobody is signed in."""

from sqlalchemy import select

from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import NotFound, Refused
from exchange.people.actions.rows import get_account, let_in, note_change
from exchange.people.events import AddressConfirmed
from exchange.people.mail_addresses import email_key
from exchange.people.models import Account
from exchange.people.passwords import check_password, hash_password
from exchange.text.wording import lazy as _l


def create_account(email: str, name: str, password: str, *, is_admin: bool) -> int:
    """An account that is confirmed and let in; gives its id."""
    check_password(password, (name, email))
    password_hash = hash_password(password)
    with transaction(None):
        if _id_of(email) is not None:
            raise Refused("email", _l("This address already has an account."))
        account = Account(
            email=email_key(email),
            name=name,
            password_hash=password_hash,
            is_admin=is_admin,
            confirmed_at=now(),
            admitted_at=now(),
        )
        db.session.add(account)
        db.session.flush()
        note_change(account.id, 0, "created by command")
        return account.id


def confirm_by_command(email: str) -> None:
    """Take an address as confirmed and let its person in; NotFound if nobody has it."""
    with transaction(None):
        account_id = _id_of(email)
        if account_id is None:
            raise NotFound
        account = get_account(account_id)
        if account.confirmed_at is None:
            account.confirmed_at = now()
            record(AddressConfirmed(account.id))
        if account.admitted_at is None:
            let_in(account)
            note_change(account.id, 0, "admitted")


def _id_of(email: str) -> int | None:
    return db.session.scalar(select(Account.id).where(Account.email == email_key(email)))
