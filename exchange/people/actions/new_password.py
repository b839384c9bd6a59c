from sqlalchemy import select

from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import Refused
from exchange.people.actions.rows import (
    end_sign_ins,
    get_account,
    is_unused,
    new_token,
    use_up_tokens,
)
from exchange.people.actor import Actor
from exchange.people.events import AddressConfirmed, PasswordChanged, PasswordForgotten
from exchange.people.mail_addresses import email_key
from exchange.people.models import Account
from exchange.people.passwords import check_password, hash_password, is_password
from exchange.people.queries import hash_of, password_by_id
from exchange.people.tokens import LinkGone, open_token
from exchange.text.wording import lazy as _l


def forget_password(email: str) -> None:
    """Send a link to that address if somebody here has it; say to nobody whether."""
    with transaction(None):
        found = select(Account).where(Account.email == email_key(email))
        account = db.session.scalar(found)
        if account is not None:
            record(PasswordForgotten(new_token(account, "password")))


def set_new_password(signed: str, password: str) -> None:
    """Set a password by a link; whoever was signed in is so no more, links of before are gone.

    The link came to the address, so the address is confirmed by it too.
    """
    token = open_token(signed, "password")
    check_password(password, (token.name, token.email))
    password_hash = hash_password(password)
    with transaction(None):
        account = get_account(token.account_id)
        if not is_unused(token.id):
            raise LinkGone
        use_up_tokens(account, "password", "confirm")
        account.password_hash = password_hash
        if account.confirmed_at is None:
            account.confirmed_at = now()
            record(AddressConfirmed(account.id))
        end_sign_ins(account.id)
        record(PasswordChanged(account.id))


def change_password(actor: Actor, old: str, new: str) -> None:
    """Set another password, knowing the old one; the other sign-ins end."""
    kept = password_by_id(actor.id)
    if not is_password(old, kept.password_hash):
        raise Refused("password", _l("This is not your password."))
    check_password(new, (actor.name, kept.email), field="password_new")
    password_hash = hash_password(new)
    with transaction(actor) as actor:
        account = get_account(actor.id)
        if account.password_hash != kept.password_hash:
            raise Refused("password", _l("This is not your password."))
        account.password_hash = password_hash
        use_up_tokens(account, "password")
        end_sign_ins(account.id, but=hash_of(actor.sign_in_key))
        record(PasswordChanged(account.id))
