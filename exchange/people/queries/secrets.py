from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.kernel.reading import Reading
from exchange.people.models import Account


class KeptPassword(NamedTuple):
    """Whose password it is, and its hash; "" while none is set."""

    id: int
    password_hash: str


_COLUMNS = select(Account.id, Account.password_hash)
_BY_EMAIL = Reading(KeptPassword, _COLUMNS.where(Account.email == bindparam("email")))


def password_of(email: str) -> KeptPassword | None:
    """By an address in the form in which it is kept."""
    return _BY_EMAIL.first(email=email)
