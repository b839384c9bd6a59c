"""Routes for programs."""

from exchange.api.views.blueprint import api
from exchange.api.views.feeds import show_site

__all__ = ["api", "show_site"]
