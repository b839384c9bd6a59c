"""Routes of collections."""

from exchange.collections.views import hiding, items, keeping, reading  # noqa: F401  they add theirs
from exchange.collections.views.blueprint import collections

__all__ = ["collections"]
