"""Routes for programs."""

from exchange.api.views.blueprint import api
from exchange.api.views.feeds import show_site
from exchange.api.views.harvesting import harvest

__all__ = ["api", "harvest", "show_site"]
