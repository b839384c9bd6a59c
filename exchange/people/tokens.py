"""Links that come by mail: made when the mail is built, good for an hour, once, for one address.

The row of a token holds no secret. The link is its id and its 128 random bits, signed with the
installation's key, so that neither the database nor a backup of it is enough to make one.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import bindparam, select

from exchange.kernel.clock import now
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.kernel.settings import Settings
from exchange.people.models import Account, MailToken

GOOD_FOR = timedelta(minutes=60)
PAGES = {"confirm": "confirm", "password": "new-password"}


class LinkGone(Exception):
    """A link that does not work, or works no more."""


class TokenRow(NamedTuple):
    """A token with the person it was made for."""

    id: int
    account_id: int
    purpose: str
    email: str
    nonce: str
    used_at: datetime | None
    onward: str | None
    name: str
    language: str
    address_now: str

    @property
    def is_open(self) -> bool:
        """Not used, and the person still has the address it was sent to."""
        return self.used_at is None and self.email == self.address_now


_TOKEN = Reading(
    TokenRow,
    select(
        MailToken.id,
        MailToken.account_id,
        MailToken.purpose,
        MailToken.email,
        MailToken.nonce,
        MailToken.used_at,
        MailToken.onward,
        Account.name,
        Account.language,
        Account.email.label("address_now"),
    )
    .join(Account, Account.id == MailToken.account_id)
    .where(MailToken.id == bindparam("token_id")),
)


def mail_is_set_up(settings: Settings) -> bool:
    """Whether a mail that is promised will reach anybody: by SMTP, or in the samples' mailbox."""
    return bool(settings.smtp_url) or mails_stay_here(settings)


def mails_stay_here(settings: Settings) -> bool:
    """Whether somebody tries the exchange on their own machine, and reads its mails in /mailbox."""
    return not settings.smtp_url and (settings.data / "samples-loaded").exists()


def get_token(token_id: int) -> TokenRow:
    """For whoever builds the mail: to whom, in which language, and whether it is still wanted."""
    found = _TOKEN.first(token_id=token_id)
    if found is None:
        raise NotFound
    return found


def link_for(token_id: int, lang: str) -> str:
    """The whole address of the page that uses the token, under the configured base address."""
    token = get_token(token_id)
    settings: Settings = current_app.extensions["settings"]
    until = int((now() + GOOD_FOR).timestamp())
    signed = _signer(token.purpose).dumps([token.id, token.nonce, until])
    return f"{settings.base_url}/{lang}/{PAGES[token.purpose]}/{signed}"


def open_token(signed: str, purpose: str) -> TokenRow:
    """The token of a link that still works; LinkGone if it is forged, used, late or another's."""
    try:
        token_id, nonce, until = _signer(purpose).loads(signed)
    except (BadData, ValueError, TypeError):
        raise LinkGone from None
    token = _TOKEN.first(token_id=token_id)
    if token is None or token.nonce != nonce or now().timestamp() >= until or not token.is_open:
        raise LinkGone
    return token


def _signer(purpose: str) -> URLSafeSerializer:
    settings: Settings = current_app.extensions["settings"]
    return URLSafeSerializer(settings.secret_key, salt=f"mail link: {purpose}")
