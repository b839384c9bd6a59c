"""What the worker does for the forum."""

from datetime import timedelta

from exchange.forum.actions import forget_drafts_before, remind_of_bookmarks
from exchange.kernel.clock import now
from exchange.kernel.sweeping import hourly

DRAFTS_LIVE = timedelta(days=365)


@hourly
def forget_old_drafts() -> None:
    """A text to which nobody has come back for a year."""
    forget_drafts_before(now() - DRAFTS_LIVE)


@hourly
def remind() -> None:
    """Those whose morning it is, or was while no worker ran."""
    remind_of_bookmarks()
