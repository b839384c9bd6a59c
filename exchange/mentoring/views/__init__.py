"""Routes of mentoring."""

from exchange.mentoring.views import consultations  # noqa: F401  they add their routes
from exchange.mentoring.views.blueprint import mentoring

__all__ = ["mentoring"]
