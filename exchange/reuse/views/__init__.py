"""Routes of reuse."""

from exchange.reuse.views import declaring, reading, ruling  # noqa: F401  they add their routes
from exchange.reuse.views.blueprint import reuse

__all__ = ["reuse"]
