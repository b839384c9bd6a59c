"""Routes of importing."""

from exchange.importing.views import deciding, sending, templates  # noqa: F401  they add routes
from exchange.importing.views.blueprint import importing

__all__ = ["importing"]
