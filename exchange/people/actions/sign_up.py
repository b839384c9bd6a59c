from dataclasses import dataclass

from sqlalchemy import select

from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction, upsert
from exchange.kernel.rulings import Refused
from exchange.people.actions.rows import end_sign_ins, get_account, new_token, use_up_tokens
from exchange.people.consent import RULES_VERSION
from exchange.people.events import AddressTaken, AddressToConfirm
from exchange.people.mail_addresses import email_key
from exchange.people.models import Account, Organisation
from exchange.people.passwords import check_password, hash_password
from exchange.people.zones import zone_in
from exchange.text.wording import lazy as _l


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What somebody says of themselves when they sign up."""

    name: str
    email: str
    password: str
    organisation_id: int | None
    reads: tuple[str, ...]
    language: str
    timezone: str  # where the organisation does not tell
    onward: str | None = None  # the page that they wanted to see


def chosen_password(newcomer: Newcomer) -> str:
    """The hash of their password, made while the database is not locked; Refused if it is weak."""
    check_password(newcomer.password, (newcomer.name, newcomer.email))
    return hash_password(newcomer.password)


def sign_up(newcomer: Newcomer, password_hash: str) -> None:
    """Make an account and send a link to its address.

    Whether the address is taken shows in no answer: only a mail to it says so. An account whose
    address nobody has confirmed is nobody's yet: whoever comes next writes it anew.
    """
    email = email_key(newcomer.email)
    with transaction(None):
        account = _account_of(email)
        if account.confirmed_at or account.suspended_at:
            record(AddressTaken(account.id))
            return
        end_sign_ins(account.id)
        use_up_tokens(account, "confirm", "password")
        _write(account, newcomer, password_hash)
        record(AddressToConfirm(new_token(account, "confirm", newcomer.onward)))


def _account_of(email: str) -> Account:
    row = upsert(Account).values(email=email, name="")
    db.session.execute(row.on_conflict_do_nothing(index_elements=["email"]))
    found = db.session.execute(select(Account.id).where(Account.email == email)).scalar_one()
    return get_account(found)


def _write(account: Account, newcomer: Newcomer, password_hash: str) -> None:
    account.name, account.password_hash = newcomer.name, password_hash
    account.language, account.reads = newcomer.language, list(newcomer.reads)
    account.timezone = newcomer.timezone
    account.organisation_id = None
    if newcomer.organisation_id is not None:
        home = db.session.get(Organisation, newcomer.organisation_id)
        if home is None:
            raise Refused("organisation", _l("Please choose one of the list."))
        account.organisation_id = home.id
        account.timezone = zone_in(home.country, newcomer.timezone)
    account.joined_at = account.consent_at = now()
    account.consent_version = RULES_VERSION
