"""What the worker does for files."""

from exchange.files.actions import collect_unused
from exchange.kernel.sweeping import hourly


@hourly
def collect_files() -> None:
    """What was sent and never used, and what its text has left behind."""
    collect_unused()
