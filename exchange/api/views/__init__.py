"""Routes for programs."""

from exchange.api.views.blueprint import api
from exchange.api.views.feeds import show_site
from exchange.api.views.harvesting import harvest
from exchange.api.views.mapping import show_map

__all__ = ["api", "harvest", "show_map", "show_site"]
