"""Routes of mentoring."""

from exchange.mentoring.views import (  # noqa: F401  they register by being imported
    needing_more,
    promises,
    questions,
)
from exchange.mentoring.views.blueprint import mentoring

__all__ = ["mentoring"]
