"""What the worker does for the features when it starts and once an hour: each forgets what has
grown old, and tells of what has fallen due."""

from collections.abc import Callable

sweepers: list[Callable[[], None]] = []


def hourly(forget: Callable[[], None]) -> Callable[[], None]:
    """Stands over a function that opens its own transaction and may run at any moment."""
    sweepers.append(forget)
    return forget
