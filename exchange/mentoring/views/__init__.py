"""Routes of mentoring."""

from exchange.mentoring.views import needing_more, promises
from exchange.mentoring.views.blueprint import mentoring

__all__ = ["mentoring", "needing_more", "promises"]
