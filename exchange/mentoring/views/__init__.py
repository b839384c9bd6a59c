"""Routes of mentoring."""

from exchange.mentoring.views import (  # noqa: F401  they add their routes
    asked_figures,
    away,
    certificates,
    consultations,
    desk,
    figure_tables,
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
