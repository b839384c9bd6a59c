"""Routes of collections."""

from exchange.collections.views import (  # noqa: F401  they add theirs
    booklets,
    hiding,
    items,
    keeping,
    reading,
)
from exchange.collections.views.blueprint import collections

__all__ = ["collections"]
