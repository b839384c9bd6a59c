"""The link that ends one kind of mail for one person, or one watching, without signing in."""

from typing import NamedTuple

from itsdangerous import BadData, URLSafeSerializer

from exchange.kernel.settings import Settings
from exchange.notifications.kinds import KINDS


class Unsubscribed(NamedTuple):
    """Whose mails, of which kind; with what they watch (by the kind a thread, or a category), only
    those that came by watching it."""

    account_id: int
    kind: str
    watched_id: int | None = None


def unsubscribe_link(
    settings: Settings, account_id: int, kind: str, watched_id: int | None = None
) -> str:
    """Signed, for ever: a mail may be opened years later, and all it can do is end mails."""
    said = [account_id, kind] if watched_id is None else [account_id, kind, watched_id]
    return f"{settings.base_url}/mail/unsubscribe/{_signer(settings).dumps(said)}"


def opened(settings: Settings, token: str) -> Unsubscribed | None:
    """None if we did not sign it."""
    try:
        said = Unsubscribed(*_signer(settings).loads(token))
    except (BadData, ValueError, TypeError):
        return None
    return said if said.kind in KINDS else None


def _signer(settings: Settings) -> URLSafeSerializer:
    return URLSafeSerializer(settings.secret_key, salt="mail link: unsubscribe")
