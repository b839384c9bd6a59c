"""Routes of mentoring."""

import exchange.mentoring.views.figures  # noqa: F401  it adds its routes
from exchange.mentoring.views.blueprint import mentoring

__all__ = ["mentoring"]
