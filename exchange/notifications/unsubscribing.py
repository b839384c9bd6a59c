"""The link that switches one kind of mail off for one person, without signing in."""

from itsdangerous import BadData, URLSafeSerializer

from exchange.kernel.settings import Settings
from exchange.notifications.kinds import KINDS


def unsubscribe_link(settings: Settings, account_id: int, kind: str) -> str:
    """Signed, for ever: a mail may be opened years later, and all it can do is end mails."""
    return f"{settings.base_url}/mail/unsubscribe/{_signer(settings).dumps([account_id, kind])}"


def opened(settings: Settings, token: str) -> tuple[int, str] | None:
    """Whose mails of which kind; None if we did not sign it."""
    try:
        account_id, kind = _signer(settings).loads(token)
    except (BadData, ValueError, TypeError):
        return None
    return (account_id, kind) if kind in KINDS else None


def _signer(settings: Settings) -> URLSafeSerializer:
    return URLSafeSerializer(settings.secret_key, salt="mail link: unsubscribe")
