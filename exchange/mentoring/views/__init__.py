"""Routes of mentoring."""

from exchange.mentoring.views import questions  # noqa: F401  they register by being imported
from exchange.mentoring.views.blueprint import mentoring

__all__ = ["mentoring"]
