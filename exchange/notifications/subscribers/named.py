"""Under which names deliveries to these subscribers wait."""

from collections.abc import Callable

from exchange.kernel import outbox
from exchange.kernel.outbox import E

_HOME = "notifications.subscribers"


def after(
    *kinds: type[E], talks: bool = False
) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """As the outbox's, whichever file of this folder it stands in: those that wait when a site is
    upgraded are kept under the name that their subscriber had in another."""
    return outbox.after(*kinds, talks=talks, home=_HOME)
