from sqlalchemy import select

from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import Refused, require
from exchange.people.actions.rows import get_account, is_unused, new_token, use_up_tokens
from exchange.people.actor import Actor
from exchange.people.events import AddressConfirmed, AddressToConfirm
from exchange.people.models import Account, MailToken
from exchange.people.passwords import is_password
from exchange.people.policy import may_ask_for_link
from exchange.people.queries import password_of
from exchange.people.tokens import LinkGone, open_token
from exchange.text.wording import lazy as _l


def confirm_address(signed: str, password: str) -> str:
    """The address is theirs; gives it.

    Asks for the password too: who signs up with somebody else's address must not have it
    confirmed by that somebody's click.
    """
    token = open_token(signed, "confirm")
    kept = password_of(token.email)
    if not is_password(password, kept.password_hash if kept else ""):
        raise Refused("password", _l("This is not the password that you chose when signing up."))
    with transaction(None):
        account = get_account(token.account_id)
        if not is_unused(token.id):
            raise LinkGone
        use_up_tokens(account, "confirm")
        if account.confirmed_at is None:
            account.confirmed_at = now()
            record(AddressConfirmed(account.id))
        return account.email


def ask_for_link(actor: Actor) -> None:
    """Send the link that confirms the address once more."""
    with transaction(actor) as actor:
        require(may_ask_for_link(actor))
        account = get_account(actor.id)
        record(AddressToConfirm(new_token(account, "confirm", _onward_of(account))))


def _onward_of(account: Account) -> str | None:
    """Where their last link would have led."""
    theirs = (MailToken.account_id == account.id) & (MailToken.purpose == "confirm")
    return db.session.scalar(
        select(MailToken.onward).where(theirs).order_by(MailToken.id.desc()).limit(1)
    )
