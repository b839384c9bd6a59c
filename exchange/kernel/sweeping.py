"""What the worker does once an hour for the features: each forgets what has grown old."""

from collections.abc import Callable

sweepers: list[Callable[[], None]] = []


def hourly(forget: Callable[[], None]) -> Callable[[], None]:
    """Stands over a function that opens its own transaction and may run at any moment."""
    sweepers.append(forget)
    return forget
