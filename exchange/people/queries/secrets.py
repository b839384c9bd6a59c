from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.people.models import Account


class KeptPassword(NamedTuple):
    """Whose password it is, and its hash; "" while none is set."""

    id: int
    email: str
    password_hash: str


_COLUMNS = select(Account.id, Account.email, Account.password_hash)
_BY_EMAIL = Reading(KeptPassword, _COLUMNS.where(Account.email == bindparam("email")))
_BY_ID = Reading(KeptPassword, _COLUMNS.where(Account.id == bindparam("account_id")))


def password_of(email: str) -> KeptPassword | None:
    """By an address in the form in which it is kept."""
    return _BY_EMAIL.first(email=email)


def password_by_id(account_id: int) -> KeptPassword:
    found = _BY_ID.first(account_id=account_id)
    if found is None:
        raise NotFound
    return found
