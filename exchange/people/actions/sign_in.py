from sqlalchemy import select, update

from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import Refused
from exchange.people.actor import Actor
from exchange.people.mail_addresses import email_key
from exchange.people.models import Account, SignIn
from exchange.people.passwords import hash_password, is_kept_weakly, is_password
from exchange.people.queries import hash_of, password_of
from exchange.text.wording import lazy as _l

# One sentence for every cause: whether an account exists is nobody's business.
WRONG = _l("The address and the password do not go together.")


def sign_in(email: str, password: str, *, key: str, device: str) -> None:
    """Let the browser that holds `key` be this person's; suspended people may too."""
    found = password_of(email_key(email))
    if not is_password(password, found.password_hash if found else "") or found is None:
        raise Refused("password", WRONG)
    stronger = hash_password(password) if is_kept_weakly(found.password_hash) else ""
    with transaction(None):
        account = db.session.scalar(
            select(Account).where(Account.id == found.id).with_for_update(key_share=True)
        )
        if account is None or account.password_hash != found.password_hash:
            raise Refused("password", WRONG)  # changed while we looked
        account.password_hash = stronger or account.password_hash
        db.session.add(SignIn(account_id=account.id, key_hash=hash_of(key), device=device[:120]))


def sign_out(actor: Actor) -> None:
    """End this sign-in; the person's others go on."""
    with transaction(None):
        db.session.execute(
            update(SignIn)
            .where(SignIn.key_hash == hash_of(actor.sign_in_key), SignIn.ended_at.is_(None))
            .values(ended_at=now())
        )
