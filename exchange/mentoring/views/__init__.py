"""Routes of mentoring."""

import exchange.mentoring.views.following  # noqa: F401  it registers itself
from exchange.mentoring.views.blueprint import mentoring

__all__ = ["mentoring"]
