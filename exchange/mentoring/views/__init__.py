"""Routes of mentoring."""

from exchange.mentoring.views import (  # noqa: F401  they add their routes
    away,
    certificates,
    desk,
    figures,
    following,
    inviting,
    needing_more,
    profile,
    promises,
    questions,
)
from exchange.mentoring.views.blueprint import mentoring

__all__ = ["mentoring"]
