"""Rows to write on, locked; and what every change of who may come in does."""

import secrets

from sqlalchemy import select, update

from exchange.kernel.clock import now
from exchange.kernel.db import db
from exchange.kernel.rulings import NotFound
from exchange.people.models import Account, MailToken, Membership, RoleChange, SignIn
from exchange.people.queries import PersonRow, get_person


def get_account(account_id: int) -> Account:
    """The account, locked: one change of a person at a time."""
    found = select(Account).where(Account.id == account_id).with_for_update(key_share=True)
    account = db.session.scalar(found)
    if account is None:
        raise NotFound
    return account


def new_token(account: Account, purpose: str, onward: str | None = None) -> int:
    """A link to come by mail; those asked for before go on working until one is used."""
    token = MailToken(
        account_id=account.id,
        purpose=purpose,
        email=account.email,
        nonce=secrets.token_hex(16),
        created_at=now(),
        onward=onward,
    )
    db.session.add(token)
    db.session.flush()
    return token.id


def use_up_tokens(account: Account, *purposes: str) -> None:
    """No link of these kinds that was sent to them works from now on, or knows where it led."""
    db.session.execute(
        update(MailToken)
        .where(
            MailToken.account_id == account.id,
            MailToken.purpose.in_(purposes),
            MailToken.used_at.is_(None),
        )
        .values(used_at=now(), onward=None)
    )


def is_unused(token_id: int) -> bool:
    """Asked again under the account's lock: two at the same moment use a link once."""
    used = select(MailToken.used_at).where(MailToken.id == token_id)
    return db.session.execute(used).scalar_one_or_none() is None


def end_sign_ins(account_id: int, *, but: str = "") -> None:
    """End them all, but for the one whose key has this hash."""
    db.session.execute(
        update(SignIn)
        .where(SignIn.account_id == account_id, SignIn.ended_at.is_(None), SignIn.key_hash != but)
        .values(ended_at=now())
    )


def note_change(account_id: int, by_id: int, change: str, **detail: object) -> None:
    """Write it into the log of people."""
    db.session.add(
        RoleChange(account_id=account_id, by_id=by_id or None, change=change, detail=detail)
    )


def membership_of(account_id: int, organisation_id: int) -> Membership | None:
    """What somebody is in an organisation, if anything."""
    theirs = (Membership.account_id == account_id) & (Membership.organisation_id == organisation_id)
    return db.session.scalar(select(Membership).where(theirs))


def lock_admins() -> frozenset[int]:
    """The admins whose role counts, locked, so that two of them cannot depose each other."""
    admins = select(Account.id, Account.suspended_at).where(Account.is_admin.is_(True))
    rows = db.session.execute(admins.order_by(Account.id).with_for_update(key_share=True))
    return frozenset(row.id for row in rows if row.suspended_at is None)


def facts_of(account: Account) -> PersonRow:
    """What the policy asks of a person, as it is in this transaction."""
    db.session.flush()
    return get_person(account.id)


def let_in(account: Account) -> None:
    """From now on they may write, as a member of the organisation that they named."""
    account.admitted_at = now()
    home = account.organisation_id
    if home is not None and membership_of(account.id, home) is None:
        db.session.add(Membership(account_id=account.id, organisation_id=home))
